import { dayText, epochDay } from '../../../kernel/zone.ts';
import { minutesBetween } from '../minutes.ts';

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

/** Minutes as hundredths of an hour, half away from zero: hours of a guarantee have two places. */
export const hundredthsOfMinutes = (minutes: number): number => Math.round((minutes * 100) / 60);

/** Minutes from one instant to another, whole ones toward the earlier; negative where it has passed. */
export const minutesUntil = (to: string, from: string): number => Math.floor(minutesBetween(from, to));
