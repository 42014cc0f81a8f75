import { add, compare, parseAmount, subtract, sum, zeroAmount, type Amount } from '../../../kernel/money.ts';
import { weekdayOnOrBefore, type Weekday } from '../../../kernel/week.ts';
import { epochDay } from '../../../kernel/zone.ts';

/** What a category allows an assignment at most; null is no bound. */
export interface Caps {
  maximumPerItem: string | null;
  maximumPerDay: string | null;
  maximumPerWeek: string | null;
  maximumPerAssignment: string | null;
  weekStartsOn: Weekday;
}

/** An expense of the category and the assignment, on the day it was incurred. */
export interface Counted {
  incurredOn: string;
  amount: string;
}

/** What one cap says to a claim: what is counted without it, and what is left for it, never below zero. */
export interface CapJudged {
  cap: 'item' | 'day' | 'week' | 'assignment';
  maximum: Amount;
  counted: Amount;
  left: Amount;
}

const spentOn = (counted: readonly Counted[], within: (day: string) => boolean): Amount =>
  sum(counted.filter(({ incurredOn }) => within(incurredOn)).map(({ amount }) => parseAmount(amount)));

/** What each cap of a category says to one more claim on a day, by what is counted of the assignment already. */
export function judgeCaps(
  { maximumPerItem, maximumPerDay, maximumPerWeek, maximumPerAssignment, weekStartsOn }: Caps,
  counted: readonly Counted[],
  incurredOn: string,
): CapJudged[] {
  const week = (day: string) => weekdayOnOrBefore(weekStartsOn, epochDay(day));
  const bounds = [
    ['item', maximumPerItem, () => false],
    ['day', maximumPerDay, (day: string) => day === incurredOn],
    ['week', maximumPerWeek, (day: string) => week(day) === week(incurredOn)],
    ['assignment', maximumPerAssignment, () => true],
  ] as const;
  return bounds.flatMap(([cap, bound, within]) => {
    if (bound === null) return [];
    const maximum = parseAmount(bound);
    const spent = spentOn(counted, within);
    const left = compare(spent, maximum) < 0 ? subtract(maximum, spent) : zeroAmount;
    return [{ cap, maximum, counted: spent, left }];
  });
}

/** The cap that leaves least for a claim, where that is less than the claim. */
export const brokenCap = (judged: readonly CapJudged[], amount: Amount): CapJudged | undefined =>
  judged
    .filter(({ left }) => compare(amount, left) > 0)
    .toSorted((one, other) => compare(one.left, other.left))[0];

/** What a cap said to a claim, as a step of its explanation. */
export const capStep = ({ cap, maximum, counted, left }: CapJudged, amount: Amount) => ({
  name: `maximum_per_${cap}`,
  detail: `${maximum} less ${counted} counted before; with this ${add(counted, amount)}`,
  result: left,
});
