import type { Context } from '../../../kernel/operation.ts';
import { dayText, epochDay } from '../../../kernel/zone.ts';
import { timePeriodLocked } from './model.ts';
import { lockedThrough } from './store.ts';

/**
 * Refuses with `time_period_locked` where time at a facility is locked through the day, `YYYY-MM-DD`; a week is asked
 * about by its seventh day.
 */
export async function assertUnlocked(
  programId: string,
  facilityId: string | null,
  day: string,
  context: Context,
): Promise<void> {
  const through = await lockedThrough(programId, facilityId, context);
  if (through !== undefined && day <= through)
    throw timePeriodLocked({ detail: `Time is locked through ${through}.`, facts: { lockedTo: through } });
}

/** The seventh day of a workweek, on which it ends or, where it begins at an hour, its last day begins. */
export const lastDayOfWeek = (weekStartsOn: string): string => dayText(epochDay(weekStartsOn) + 6);

/** Refuses with `time_period_locked` where the hours of a week stand as they are. */
export const assertWeekUnlocked = (
  week: { programId: string; facilityId: string; weekStartsOn: string },
  context: Context,
): Promise<void> =>
  assertUnlocked(week.programId, week.facilityId, lastDayOfWeek(week.weekStartsOn), context);
