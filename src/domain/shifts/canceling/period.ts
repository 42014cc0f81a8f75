import { dayText, epochDay } from '../../../kernel/zone.ts';

/** Days of one period of a guarantee, both in it. */
export interface Period {
  startsOn: string;
  endsOn: string;
}

/**
 * The period of so many weeks in which a day lies, counted from the first day of the agreement; its weeks are seven
 * days each from there on, whatever day a workweek begins on.
 */
export function periodOf(day: string, agreedFrom: string, weeks: number): Period {
  const length = 7 * weeks;
  const first = epochDay(agreedFrom);
  const start = first + Math.floor((epochDay(day) - first) / length) * length;
  return { startsOn: dayText(start), endsOn: dayText(start + length - 1) };
}

/** Which week of a period a day lies in, from 0. */
export const weekIn = ({ startsOn }: Period, day: string): number =>
  Math.floor((epochDay(day) - epochDay(startsOn)) / 7);

/** The minutes of a shift that are paid: its length without the meal. */
export function payableMinutes({
  startsAt,
  endsAt,
  mealMinutes,
}: {
  startsAt: string;
  endsAt: string;
  mealMinutes: number;
}): number {
  const milliseconds =
    Temporal.Instant.from(endsAt).epochMilliseconds - Temporal.Instant.from(startsAt).epochMilliseconds;
  return Math.max(0, Math.floor(milliseconds / 60_000) - mealMinutes);
}

/** Minutes as hundredths of an hour, half away from zero: hours of a guarantee have two places. */
export const hundredthsOfMinutes = (minutes: number): number => Math.round((minutes * 100) / 60);

/** Minutes from one instant to another, whole ones toward the earlier; negative where it has passed. */
export const minutesUntil = (to: string, from: string): number =>
  Math.floor(
    (Temporal.Instant.from(to).epochMilliseconds - Temporal.Instant.from(from).epochMilliseconds) / 60_000,
  );
