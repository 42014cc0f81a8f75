import { workweekStartingOn } from '../../../kernel/week.ts';
import { epochMinute, localDate } from '../../../kernel/zone.ts';
import { revisionsOn } from './revisions.ts';
import { splitWork } from './split.ts';
import type { Work } from './split.ts';
import type { StatedSpan, WeekInput } from './week-input.ts';

/** Why a workweek cannot be rated, in words fit for a person to mend it. */
export type WeekFault =
  | { readonly code: 'interval_not_positive' | 'intervals_overlap'; readonly interval: number }
  | {
      readonly code: 'meal_not_positive' | 'meal_outside_interval';
      readonly interval: number;
      readonly meal: number;
    }
  | { readonly code: 'no_rate_in_force' | 'several_rates_in_force'; readonly workDate: string };

const isPositive = ({ start, end }: StatedSpan) => epochMinute(start) < epochMinute(end);

function* faultsOfIntervals({ intervals }: WeekInput): Generator<WeekFault> {
  for (const [interval, { start, end, meals }] of intervals.entries()) {
    if (!isPositive({ start, end })) yield { code: 'interval_not_positive', interval };
    for (const [meal, stated] of meals.entries()) {
      if (!isPositive(stated)) yield { code: 'meal_not_positive', interval, meal };
      const inside =
        epochMinute(start) <= epochMinute(stated.start) && epochMinute(stated.end) <= epochMinute(end);
      if (!inside) yield { code: 'meal_outside_interval', interval, meal };
    }
  }
  const ordered = [...intervals.entries()].toSorted(
    ([, one], [, other]) => epochMinute(one.start) - epochMinute(other.start),
  );
  // Who is on call may be called in: waiting and work are each free of overlaps by themselves.
  const latestEnd = new Map<boolean, number>();
  for (const [interval, { start, end, kind }] of ordered) {
    const isWaiting = kind === 'on_call';
    const before = latestEnd.get(isWaiting) ?? -Infinity;
    if (epochMinute(start) < before) yield { code: 'intervals_overlap', interval };
    latestEnd.set(isWaiting, Math.max(before, epochMinute(end)));
  }
}

function* faultsOfRates(
  { revisions, reportedFor = [], zone }: WeekInput,
  { worked, onCall }: Pick<Work, 'worked' | 'onCall'>,
): Generator<WeekFault> {
  const own = [...worked, ...onCall].filter(({ isOwn }) => isOwn).map(({ workDate }) => workDate);
  for (const workDate of new Set([...own, ...reportedFor.map(({ start }) => localDate(start, zone))])) {
    const inForce = revisionsOn(workDate, revisions).length;
    if (inForce === 0) yield { code: 'no_rate_in_force', workDate };
    if (inForce > 1) yield { code: 'several_rates_in_force', workDate };
  }
}

/** What is wrong with the intervals themselves. */
export const intervalFaults = (input: WeekInput): WeekFault[] => [...faultsOfIntervals(input)];

/** What is wrong with the rates of time that is free of `intervalFaults` and was split. */
export const rateFaults = (input: WeekInput, work: Pick<Work, 'worked' | 'onCall'>): WeekFault[] => [
  ...faultsOfRates(input, work),
];

/**
 * Everything that keeps a workweek from being rated; `interval` and `meal` are places in the input, from 0.
 * Throws a RangeError if `weekStartsOn` is not a day on which the policy begins its workweeks.
 */
export function weekFaults(input: WeekInput): WeekFault[] {
  const faults = intervalFaults(input);
  if (faults.length > 0) return faults;
  const { intervals, policy, weekStartsOn, zone } = input;
  const workweek = workweekStartingOn(weekStartsOn, policy.workweekStart, zone);
  const week = { start: epochMinute(workweek.start), end: epochMinute(workweek.end) };
  return rateFaults(input, splitWork(intervals, { week, period: week }, policy, zone));
}
