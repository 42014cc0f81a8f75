import { Problem } from '../../../kernel/errors.ts';
import type { Fact } from '../../../kernel/event.ts';
import type { Context } from '../../../kernel/operation.ts';
import { weekdayOnOrBefore, workweekStartingOn, type WorkSpan } from '../../../kernel/week.ts';
import { dayText, epochDay, localDate } from '../../../kernel/zone.ts';
import { assignmentForTime, type AssignmentRow } from '../../assignments/index.ts';
import { facilities } from '../../programs/index.ts';
import { timesheetOpened } from '../events.ts';
import { timesheetLife } from '../lifecycle.ts';
import { assertWeekUnlocked } from '../locks/assert.ts';
import { noPayPolicy } from '../model.ts';
import { workweekFor } from '../policies/store.ts';
import type { TimesheetRow } from '../store.ts';
import { timesheets } from '../tables.ts';
import { sheetHolding } from './store.ts';

/** A timesheet that holds an instant, and what happened if it had to be opened. */
export interface OpenedSheet {
  sheet: TimesheetRow;
  events: Fact[];
}

/** A workweek of an assignment: its days and instants, and the policy that begins it so. */
export interface OpenableWeek extends WorkSpan {
  timeZone: string;
  payPolicyId: string;
}

/** The workweek of an assignment in which an instant lies, by the policy in force; `no_pay_policy` where none is. */
async function weekWith(instant: string, assignment: AssignmentRow, context: Context): Promise<OpenableWeek> {
  const { timeZone } = (await context.tx.find(facilities, assignment.facilityId))!;
  const day = epochDay(localDate(instant, timeZone));
  const policy = await workweekFor(assignment, dayText(day), context);
  if (!policy) throw noPayPolicy();
  const { start, payPolicyId } = policy;
  const first = weekdayOnOrBefore(start.day, day);
  const span = workweekStartingOn(dayText(first), start, timeZone);
  // A week that begins at an hour of its day has begun a week before until then.
  const begun = Temporal.Instant.compare(span.start, instant) <= 0;
  const week = begun ? span : workweekStartingOn(dayText(first - 7), start, timeZone);
  return { ...week, timeZone, payPolicyId };
}

/** Opens a week of an assignment; `time_period_locked` where it is locked, `timesheet_exists` where it is open. */
export async function openWeek(
  assignment: AssignmentRow,
  { startsOn, start, end, timeZone, payPolicyId }: OpenableWeek,
  context: Context,
): Promise<{ sheet: TimesheetRow; event: Fact }> {
  const { id: assignmentId, programId, facilityId, unitId, vendorId, workerId } = assignment;
  await assertWeekUnlocked({ programId, facilityId, weekStartsOn: startsOn }, context);
  const [sheet] = await context.tx.insert(timesheets, [
    {
      assignmentId,
      programId,
      facilityId,
      unitId,
      vendorId,
      workerId,
      weekStartsOn: startsOn,
      timeZone,
      weekStartsAt: start,
      weekEndsAt: end,
      payPolicyId,
      state: timesheetLife.initial,
    },
  ]);
  return { sheet: sheet!, event: timesheetOpened(sheet!, { assignmentId, weekStartsOn: startsOn }) };
}

/**
 * The timesheet of an assignment in whose week an instant lies, opened where there is none: refused with
 * `assignment_not_active`, `no_pay_policy` or `time_period_locked` where it cannot be.
 */
export async function openSheetFor(
  assignmentId: string,
  instant: string,
  context: Context,
): Promise<OpenedSheet> {
  const held = await sheetHolding(assignmentId, instant, context);
  if (held) return { sheet: held, events: [] };
  const assignment = await assignmentForTime(assignmentId, context);
  const week = await weekWith(instant, assignment, context);
  const made = await context.attempt(() => openWeek(assignment, week, context));
  if (!(made instanceof Problem)) return { sheet: made.sheet, events: [made.event] };
  // Others stated time of the same week at the same time, and opened it.
  const other = await sheetHolding(assignmentId, instant, context);
  if (!other) throw made;
  return { sheet: other, events: [] };
}
