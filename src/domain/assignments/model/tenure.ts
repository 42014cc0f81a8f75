import { hundredthsOf } from '../../../kernel/hours.ts';
import { lastDayOf, spanOf } from '../../../kernel/day-range.ts';
import { epochDay } from '../../../kernel/zone.ts';

/** How long a program lets a worker stay: null is as long as may be; `warn` weeks ahead that is warned of. */
export interface TenureRule {
  limitWeeks: number | null;
  warnWeeks: number;
}

/** The whole weeks at which a warning is due: ahead of the limit, and at it. */
export const thresholdsOf = ({ limitWeeks, warnWeeks }: TenureRule): number[] =>
  limitWeeks === null ? [] : [...new Set([limitWeeks - warnWeeks, limitWeeks])].filter((weeks) => weeks > 0);

/** The warnings that are due after so many whole weeks and were not given yet, the earliest first. */
export const dueWarnings = (weeks: number, rule: TenureRule, given: readonly number[]): number[] =>
  thresholdsOf(rule).filter((threshold) => weeks >= threshold && !given.includes(threshold));

/** Days worked or to be worked: `from` to `until`, both in it, but for the suspended ones. */
export interface Stay {
  from: string;
  until: string;
  suspended: readonly { from: string; until: string | null }[];
}

const overlap = (from: string, until: string, one: { from: string; until: string | null }): number => {
  const first = Math.max(epochDay(from), epochDay(one.from));
  const last = Math.min(epochDay(until), one.until === null ? epochDay(until) : epochDay(one.until) - 1);
  return Math.max(0, last - first + 1);
};

const daysOf = ({ from, until, suspended }: Stay): number => {
  if (until < from) return 0;
  const whole = epochDay(until) - epochDay(from) + 1;
  return whole - suspended.reduce((days, one) => days + overlap(from, until, one), 0);
};

/** The whole weeks of a stay. */
export const weeksOf = (stay: Stay): number => Math.floor(daysOf(stay) / 7);

/** The whole hours that were agreed for a stay: each day is a seventh of its terms' week. */
export function contractedHours(
  terms: readonly { effective: string; hoursPerWeek: string }[],
  stay: Stay,
): number {
  const sevenths = terms.reduce((total, { effective, hoursPerWeek }) => {
    const span = spanOf(effective);
    const last = lastDayOf(span);
    const from = span.from > stay.from ? span.from : stay.from;
    const until = last !== null && last < stay.until ? last : stay.until;
    return total + hundredthsOf(hoursPerWeek) * daysOf({ ...stay, from, until });
  }, 0);
  return Math.floor(sevenths / 700);
}
