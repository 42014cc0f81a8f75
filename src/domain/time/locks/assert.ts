import type { Context } from '../../../kernel/operation.ts';
import { dayText, epochDay } from '../../../kernel/zone.ts';
import { timePeriodLocked } from './model.ts';
import { lockedThrough, lockedThroughAt } from './store.ts';

/** A workweek at a facility. */
interface LockableWeek {
  programId: string;
  facilityId: string;
  weekStartsOn: string;
}

/** Refuses a day, `YYYY-MM-DD`, that is not behind the one through which time is locked; a week is asked about by its seventh. */
export function assertAfter(through: string | undefined, day: string): void {
  if (through !== undefined && day <= through)
    throw timePeriodLocked({ detail: `Time is locked through ${through}.`, facts: { lockedTo: through } });
}

/** Refuses with `time_period_locked` where time at a facility is locked through the day, `YYYY-MM-DD`. */
export const assertUnlocked = async (
  programId: string,
  facilityId: string | null,
  day: string,
  context: Context,
): Promise<void> => assertAfter(await lockedThrough(programId, facilityId, context), day);

/** The seventh day of a workweek, on which it ends or, where it begins at an hour, its last day begins. */
export const lastDayOfWeek = (weekStartsOn: string): string => dayText(epochDay(weekStartsOn) + 6);

/** Refuses with `time_period_locked` where the hours of a week stand as they are. */
export const assertWeekUnlocked = (
  { programId, facilityId, weekStartsOn }: LockableWeek,
  context: Context,
): Promise<void> => assertUnlocked(programId, facilityId, lastDayOfWeek(weekStartsOn), context);

/** Refuses with `time_period_locked` where the hours of any of the weeks stand as they are. */
export async function assertWeeksUnlocked(weeks: readonly LockableWeek[], context: Context): Promise<void> {
  const locks = await lockedThroughAt(weeks, context);
  for (const { facilityId, weekStartsOn } of weeks)
    assertAfter(locks.get(facilityId), lastDayOfWeek(weekStartsOn));
}

/** Which of weeks stand as they are, whatever comes to light beside them. */
export async function lockedAmong(
  weeks: readonly LockableWeek[],
  context: Context,
): Promise<(week: LockableWeek) => boolean> {
  const through = await lockedThroughAt(weeks, context);
  return ({ facilityId, weekStartsOn }) => {
    const day = through.get(facilityId);
    return day !== undefined && lastDayOfWeek(weekStartsOn) <= day;
  };
}
