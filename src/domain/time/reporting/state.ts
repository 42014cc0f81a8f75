import { invalidInput, Problem } from '../../../kernel/errors.ts';
import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { weekdayOnOrBefore, workweekStartingOn, type Weekday } from '../../../kernel/week.ts';
import { dayText, epochDay, localDate } from '../../../kernel/zone.ts';
import { assignmentForTime } from '../../assignments/index.ts';
import { facilities } from '../../programs/index.ts';
import { shiftHoursRefused } from '../../shifts/index.ts';
import { timeRecorded, timesheetOpened } from '../events.ts';
import { timesheetLife } from '../lifecycle.ts';
import { noPayPolicy } from '../model.ts';
import { assertStatable } from '../stating.ts';
import {
  entriesOf,
  lockedWeeks,
  replaceEntries,
  workweekOn,
  type SourcedTime,
  type TimesheetRow,
} from '../store.ts';
import { timesheets } from '../tables.ts';
import { sheetHolding } from './store.ts';

/** The workweek of a facility in which an instant lies, by the policy in force; `no_pay_policy` where none is. */
async function workweekWith(
  instant: string,
  { programId, facilityId }: { programId: string; facilityId: string },
  context: Context,
) {
  const { timeZone } = (await context.tx.find(facilities, facilityId))!;
  const day = epochDay(localDate(instant, timeZone));
  const policy = await workweekOn(programId, facilityId, dayText(day), context);
  if (!policy) throw noPayPolicy();
  const start = { day: policy.weekday as Weekday, time: policy.time };
  const first = weekdayOnOrBefore(start.day, day);
  const span = workweekStartingOn(dayText(first), start, timeZone);
  // A week that begins at an hour of its day has begun a week before until then.
  const begun = Temporal.Instant.compare(span.start, instant) <= 0;
  const week = begun ? span : workweekStartingOn(dayText(first - 7), start, timeZone);
  return { ...week, timeZone, payPolicyId: policy.payPolicyId };
}

async function opened(
  assignmentId: string,
  instant: string,
  context: Context,
): Promise<{ sheet: TimesheetRow; events: Fact[] }> {
  const held = await sheetHolding(assignmentId, instant, context);
  if (held) return { sheet: held, events: [] };
  const assignment = await assignmentForTime(assignmentId, context);
  const { programId, facilityId, unitId, vendorId, workerId } = assignment;
  const week = await workweekWith(instant, assignment, context);
  const values = {
    assignmentId,
    programId,
    facilityId,
    unitId,
    vendorId,
    workerId,
    weekStartsOn: week.startsOn,
    timeZone: week.timeZone,
    weekStartsAt: week.start,
    weekEndsAt: week.end,
    payPolicyId: week.payPolicyId,
    state: timesheetLife.initial,
  };
  const made = await context.attempt(() => context.tx.insert(timesheets, [values]));
  if (!(made instanceof Problem)) {
    const sheet = made[0]!;
    return { sheet, events: [timesheetOpened(sheet, { assignmentId, weekStartsOn: week.startsOn })] };
  }
  // Another shift of the week was stated at the same time, and opened it.
  const other = await sheetHolding(assignmentId, instant, context);
  if (!other) throw made;
  return { sheet: other, events: [] };
}

/** The timesheet that took hours, and what happened. */
interface Stated {
  timesheetId: string;
  events: Fact[];
}

async function state(entry: SourcedTime, assignmentId: string, context: Context): Promise<Stated> {
  const { sheet, events } = await opened(assignmentId, entry.startsAt, context);
  const weeks = await lockedWeeks(sheet.id, context);
  const next = step(timesheetLife, 'record', weeks.sheet.state);
  const before = await entriesOf(weeks.sheet, context);
  const entries = [entry, ...before];
  await assertStatable(weeks, entries, '', context);
  await replaceEntries(weeks.sheet, entries, context);
  const recorded = await context.tx.change(timesheets, weeks.sheet, { state: next, minutes: 0, gross: null });
  const told = timeRecorded(recorded, { entries: entries.length });
  return { timesheetId: recorded.id, events: [...events, told] };
}

/**
 * States the hours of a shift on the open timesheet of their week, which is opened where there is none, beside what
 * stands there. `shift_hours_refused` where the week was handed in, and wherever time of one's own would be refused.
 */
export async function stateShift(
  entry: SourcedTime,
  assignmentId: string,
  context: Context,
): Promise<Stated> {
  try {
    return await state(entry, assignmentId, context);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { detail = error.declaration.title, errors = [] } = error.details;
    // The shift's hours are the first entry; faults of others are the list's.
    const own = errors.map((fault) => ({ ...fault, pointer: fault.pointer.replace(/^\/\d+/, '') }));
    if (own.length > 0) throw invalidInput({ errors: own });
    throw shiftHoursRefused({ detail });
  }
}
