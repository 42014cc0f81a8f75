import type { Context } from '../../kernel/operation.ts';
import { localDate } from '../../kernel/zone.ts';
import { isSuspendedOn, type AssignmentRow } from '../assignments/index.ts';
import { countedDaysOf } from './exceptions/store.ts';
import { timeOutsideAssignment, timeOverlaps, type StatedTime } from './model.ts';
import { assertWorkable, isWithin, type Frame, type PointerOf } from './stated-time.ts';
import { assignmentsById, type Weeks } from './holding/store.ts';
import { entriesOf, weekElsewhere, type TimesheetRow } from './store.ts';

/** By timesheet, the days of an assignment on which time may be stated. */
export type DaysOf = (sheet: Pick<TimesheetRow, 'id' | 'assignmentId'>) => Frame['days'];

/** On which days time may be stated in weeks, by their assignments: those of suspension only where the program let their hours count. */
export async function daysOfAll(
  sheets: readonly Pick<TimesheetRow, 'id' | 'assignmentId'>[],
  placed: ReadonlyMap<string, AssignmentRow>,
  context: Context,
): Promise<DaysOf> {
  const still = sheets.filter(({ assignmentId }) => placed.get(assignmentId)!.suspendedDays !== '{}');
  const counted = await countedDaysOf(
    still.map(({ id }) => id),
    context,
  );
  return ({ id, assignmentId }) => {
    const { startedOn, startsOn, endedOn, endsOn, suspendedDays } = placed.get(assignmentId)!;
    return {
      first: startedOn ?? startsOn,
      last: endedOn ?? endsOn,
      isSuspended: (day) => isSuspendedOn(suspendedDays, day) && !counted.get(id)?.has(day),
    };
  };
}

/** What time stated for the week is judged against. */
async function frameOf({ sheet, previous, following }: Weeks, context: Context): Promise<Frame> {
  const beside = [...(await entriesOf(previous, context)), ...(await entriesOf(following, context))];
  const { weekStartsAt, weekEndsAt, timeZone } = sheet;
  const placed = await assignmentsById([sheet.assignmentId], context);
  const days = (await daysOfAll([sheet], placed, context))(sheet);
  return { weekStartsAt, weekEndsAt, timeZone, days, now: context.now, beside };
}

/** Refuses time that cannot have been worked in the week, by its pointer (under `at`, where that is one), or that was worked elsewhere. */
export async function assertStatable(
  weeks: Weeks,
  entries: readonly StatedTime[],
  at: string | PointerOf,
  context: Context,
): Promise<void> {
  assertWorkable(entries, at, await frameOf(weeks, context));
  const elsewhere = await weekElsewhere(weeks.sheet, entries, context);
  if (elsewhere !== undefined) throw timeOverlaps({ facts: { weekStartsOn: elsewhere } });
}

/** Refuses with `time_outside_assignment` where the assignment has come to an end before time stated on it. */
export function assertWithinAssignment(
  { timeZone }: Pick<TimesheetRow, 'timeZone'>,
  entries: readonly StatedTime[],
  days: Frame['days'],
): void {
  if (!entries.every(({ startsAt }) => isWithin(days, localDate(startsAt, timeZone))))
    throw timeOutsideAssignment({
      detail: `The assignment is from ${days.first} to ${days.last}, but for days on which it is suspended.`,
    });
}
