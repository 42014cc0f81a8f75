import type { Context } from '../../kernel/operation.ts';
import { localDate } from '../../kernel/zone.ts';
import { assignments, isSuspendedOn, type AssignmentRow } from '../assignments/index.ts';
import { timeOutsideAssignment, timeOverlaps, type StatedTime } from './model.ts';
import { assertWorkable, isWithin, type Frame, type PointerOf } from './stated-time.ts';
import { type Weeks } from './holding/store.ts';
import { entriesOf, weekElsewhere, type TimesheetRow } from './store.ts';

/** The days of an assignment on which time may be stated. */
export const daysIn = (placed: AssignmentRow): Frame['days'] => ({
  first: placed.startedOn ?? placed.startsOn,
  last: placed.endedOn ?? placed.endsOn,
  isSuspended: (day) => isSuspendedOn(placed.suspendedDays, day),
});

const daysOf = async ({ assignmentId }: TimesheetRow, { tx }: Context): Promise<Frame['days']> =>
  daysIn((await tx.find(assignments, assignmentId))!);

/** What time stated for the week is judged against. */
async function frameOf({ sheet, previous, following }: Weeks, context: Context): Promise<Frame> {
  const beside = [...(await entriesOf(previous, context)), ...(await entriesOf(following, context))];
  const { weekStartsAt, weekEndsAt, timeZone } = sheet;
  const days = await daysOf(sheet, context);
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
  placed: AssignmentRow,
): void {
  const days = daysIn(placed);
  if (!entries.every(({ startsAt }) => isWithin(days, localDate(startsAt, timeZone))))
    throw timeOutsideAssignment({
      detail: `The assignment is from ${days.first} to ${days.last}, but for days on which it is suspended.`,
    });
}
