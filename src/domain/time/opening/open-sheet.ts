import { Problem } from '../../../kernel/errors.ts';
import type { Fact } from '../../../kernel/event.ts';
import type { Context } from '../../../kernel/operation.ts';
import { assignmentForTime, type AssignmentRow } from '../../assignments/index.ts';
import { facilities } from '../../programs/index.ts';
import { assertWeeksUnlocked } from '../locks/assert.ts';
import type { TimesheetRow } from '../store.ts';
import { insertWeeks } from './insert-weeks.ts';
import { sheetHolding } from './store.ts';
import { planWeeks, type Sheet } from './weeks.ts';

/** A timesheet that holds an instant, and what happened if it had to be opened. */
export interface OpenedSheet {
  sheet: TimesheetRow;
  events: Fact[];
}

/** An instant of an assignment that has begun, whose week is not there. */
export interface WantedWeek {
  assignment: AssignmentRow;
  timeZone: string;
  instant: string;
}

/**
 * Opens the weeks that instants lie in, together: refused as a whole, with `no_pay_policy`, `time_period_locked` or, where
 * somebody opened one meanwhile, `timesheet_exists`, wherever one of them would be.
 */
export async function openSheetsFor(
  wanted: readonly WantedWeek[],
  context: Context,
): Promise<{ sheets: TimesheetRow[]; events: Fact[] }> {
  const planned = new Map<string, Sheet[]>();
  const asked = wanted.map(({ instant, ...place }) => ({ ...place, startsAt: instant }));
  const [refusal] = (await planWeeks(asked, planned, context)).values();
  if (refusal) throw refusal;
  const weeks = [...planned.values()].flat();
  await assertWeeksUnlocked(weeks, context);
  return insertWeeks(weeks, context);
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
  const { timeZone } = (await context.tx.find(facilities, assignment.facilityId))!;
  const made = await context.attempt(() => openSheetsFor([{ assignment, timeZone, instant }], context));
  if (!(made instanceof Problem)) return { sheet: made.sheets[0]!, events: made.events };
  // Others stated time of the same week at the same time, and opened it.
  const other = await sheetHolding(assignmentId, instant, context);
  if (!other) throw made;
  return { sheet: other, events: [] };
}
