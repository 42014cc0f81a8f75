import type { PayPolicy } from './policy.ts';
import { joined, minutesIn, toSpan, without } from './span.ts';
import type { Span } from './span.ts';
import type { StatedInterval } from './week-input.ts';

/** A run of intervals that touch each other, as its punches count; the minutes outside the workweek are in it. */
export interface Shift extends Span {
  readonly intervals: readonly StatedInterval[];
  /** The unpaid breaks in it, stated or deducted. */
  readonly breaks: readonly Span[];
  /** All breaks of it as they were stated, also those that are paid. */
  readonly statedBreaks: readonly Span[];
  readonly worked: readonly Span[];
  /** Whether a meal that nobody stated was deducted. */
  readonly isDeducted: boolean;
}

type Round = (span: Span) => Span;

const isCallback = ({ kind }: StatedInterval) => kind === 'callback';
const isOnCall = ({ kind }: StatedInterval) => kind === 'on_call';

/** 29 CFR 785.19: a meal may be deducted by rule if what was worked through can be said. */
function deductedMeal(shift: Span, intervals: readonly StatedInterval[], { meals }: PayPolicy): Span[] {
  const after = meals?.autoDeductAfterMinutes ?? 0;
  const minutes = meals?.autoDeductMinutes ?? 0;
  const length = shift.end - shift.start;
  const isBarred = intervals.some(
    ({ mealAttestation }) => mealAttestation === 'missed' || mealAttestation === 'waived',
  );
  if (minutes === 0 || length <= after || length <= minutes || isBarred) return [];
  const start = shift.start + Math.floor((length - minutes) / 2);
  return [{ start, end: start + minutes }];
}

function toShift(intervals: readonly StatedInterval[], round: Round, policy: PayPolicy): Shift {
  const span = round({ start: toSpan(intervals[0]!).start, end: toSpan(intervals.at(-1)!).end });
  const stated = intervals.flatMap(({ meals }) => meals);
  const mealRound = policy.rounding.roundsMeals ? round : (meal: Span) => meal;
  // Adjoining parts of one break are one break: cutting an interval within a meal must not make it a short one.
  const unpaid = joined(stated.filter(({ isPaid }) => !isPaid).map(toSpan), 0)
    .map(mealRound)
    .filter((meal) => minutesIn([meal]) > (policy.meals?.paidUpToMinutes ?? 0));
  const isMealStated = unpaid.length > 0 || stated.some(({ isPaid }) => isPaid);
  const deducted = isMealStated ? [] : deductedMeal(span, intervals, policy);
  const breaks = [...unpaid, ...deducted];
  return {
    ...span,
    intervals,
    breaks,
    statedBreaks: joined(stated.map(toSpan), 0),
    worked: without(span, breaks),
    isDeducted: deducted.length > 0,
  };
}

/** The shifts of intervals given in any order, and the stretches on call; a callback is a shift of its own. */
export function shiftsOf(intervals: readonly StatedInterval[], round: Round, policy: PayPolicy) {
  const ordered = intervals
    .map((interval) => ({ interval, ...toSpan(interval) }))
    .toSorted((one, other) => one.start - other.start);
  const groups: (typeof ordered)[] = [];
  for (const next of ordered.filter(({ interval }) => !isOnCall(interval))) {
    const last = groups.at(-1)?.at(-1);
    const isSame =
      last?.end === next.start &&
      isCallback(last.interval) === isCallback(next.interval) &&
      Boolean(last.interval.isElsewhere) === Boolean(next.interval.isElsewhere);
    if (isSame) groups.at(-1)!.push(next);
    else groups.push([next]);
  }
  const { meals: _, ...withoutMeals } = policy;
  return {
    shifts: groups.map((group) =>
      toShift(
        group.map(({ interval }) => interval),
        round,
        policy,
      ),
    ),
    onCall: ordered
      .filter(({ interval }) => isOnCall(interval))
      .map(({ interval }) => toShift([interval], round, withoutMeals)),
  };
}
