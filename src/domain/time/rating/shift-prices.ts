import { parseRate } from '../../../kernel/money.ts';
import { epochMinute } from '../../../kernel/zone.ts';
import type { StatedBreak, StatedInterval, StatedSpan } from '../pay-rules/week-input.ts';

/** A booked shift: when it was to be worked, and at which rates per hour. */
export interface ShiftPrice extends StatedSpan {
  billRate: string;
  payRate: string | null;
}

/** The states in which a shift is somebody's. */
export const takenStates = ['scheduled', 'in_progress', 'completed', 'reported'] as const;

const utc = (instant: string) => Temporal.Instant.from(instant).toString();

const sharedMinutes = (one: StatedSpan, other: StatedSpan) =>
  Math.min(epochMinute(one.end), epochMinute(other.end)) -
  Math.max(epochMinute(one.start), epochMinute(other.start));

const samePrice = (one: ShiftPrice, other: ShiftPrice) =>
  one.billRate === other.billRate && one.payRate === other.payRate;

const clipped = (meal: StatedBreak, from: string, to: string): StatedBreak[] => {
  const start = epochMinute(meal.start) < epochMinute(from) ? from : meal.start;
  const end = epochMinute(meal.end) > epochMinute(to) ? to : meal.end;
  return epochMinute(start) < epochMinute(end) ? [{ ...meal, start, end }] : [];
};

/** The part of an interval between two instants; what was said of it once stays with its first part. */
function partOf(interval: StatedInterval, start: string, end: string): StatedInterval {
  const { missedRests, calledAt, ...rest } = interval;
  return {
    ...rest,
    start,
    end,
    meals: interval.meals.flatMap((meal) => clipped(meal, start, end)),
    ...(start === interval.start && missedRests !== undefined && { missedRests }),
    ...(start === interval.start && calledAt && { calledAt }),
  };
}

const worked = (interval: StatedInterval, shift: ShiftPrice, isPriced: boolean): StatedInterval => ({
  ...interval,
  scheduled: { start: utc(shift.start), end: utc(shift.end) },
  ...(isPriced && {
    billRate: parseRate(shift.billRate),
    payRate: shift.payRate === null ? null : parseRate(shift.payRate),
  }),
});

/**
 * An interval beside the shifts that it was worked on: what was scheduled is the shift that most of it lies in. Where
 * shifts have prices of their own (`isPriced`), an interval over several of different prices is cut where each begins.
 */
export function onShifts(
  interval: StatedInterval,
  shifts: readonly ShiftPrice[],
  isPriced: boolean,
): StatedInterval[] {
  if (interval.kind === 'on_call') return [interval];
  const met = shifts.filter((shift) => sharedMinutes(shift, interval) > 0);
  const [first, ...others] = met;
  if (!first) return [interval];
  if (!isPriced || others.every((shift) => samePrice(shift, first))) {
    const most = met.reduce((best, shift) =>
      sharedMinutes(shift, interval) > sharedMinutes(best, interval) ? shift : best,
    );
    return [worked(interval, most, isPriced)];
  }
  const starts = [interval.start, ...others.map(({ start }) => utc(start))];
  return met.map((shift, place) =>
    worked(partOf(interval, starts[place]!, starts[place + 1] ?? interval.end), shift, true),
  );
}
