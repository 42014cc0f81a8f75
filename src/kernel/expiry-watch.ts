import { boundaryAt, epochDay, instantAt, localDate } from './zone.ts';

/** How many days ahead of its last day a document or credential is warned of, from the longest. */
export const warningDays = [90, 60, 30, 14, 7, 1] as const;

/** What a watched last day calls for next: a warning so many days ahead, or the end itself (0). */
export interface Watch {
  daysLeft: number;
  /** The instant at which that local day begins. */
  dueAt: string;
}

const beginningOf = (day: string, daysBefore: number, zone: string): string =>
  instantAt(boundaryAt(epochDay(day) - daysBefore, '00:00', zone));

/**
 * The next thing to come for what is valid through `expiresOn` (`YYYY-MM-DD`, in `zone`) after the instant: the next
 * warning, or its end on the day after; undefined once it has ended.
 */
export function nextWatch(expiresOn: string, now: string, zone: string): Watch | undefined {
  const today = localDate(now, zone);
  for (const daysLeft of warningDays) {
    if (epochDay(expiresOn) - daysLeft > epochDay(today))
      return { daysLeft, dueAt: beginningOf(expiresOn, daysLeft, zone) };
  }
  return today <= expiresOn ? { daysLeft: 0, dueAt: beginningOf(expiresOn, -1, zone) } : undefined;
}
