import { cut, type DaySpan } from '../../../kernel/day-range.ts';
import { parseHours } from '../../../kernel/hours.ts';
import { parseRate } from '../../../kernel/money.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const TermsState = oneOf('TermsState', ['in_force', 'superseded']);

interface Terms {
  billRate: string;
  payRate: string | null;
  hoursPerWeek: string;
}

const exact = (rate: string | null) => rate && parseRate(rate);

/** Whether terms differ from those held, however their decimals are spelled. */
export const changesTerms = (asked: Terms, held: Terms): boolean =>
  exact(asked.billRate) !== exact(held.billRate) ||
  exact(asked.payRate) !== exact(held.payRate) ||
  parseHours(asked.hoursPerWeek) !== parseHours(held.hoursPerWeek);

/**
 * Where terms of a span take their place among those held, which meet from a first day on and end with one that has no
 * end: the days that they take, and what of which terms held goes on after them. Where they begin last they have no end
 * either, and where they end before the first of those held they reach up to it.
 */
export function spliceOf(
  held: readonly DaySpan[],
  span: DaySpan,
): { by: DaySpan; kept: { at: number; days: DaySpan }[] } {
  const [first, last] = [held[0], held.at(-1)];
  const isLast = !last || last.from < span.from;
  const until = first && span.until !== null && span.until < first.from ? first.from : span.until;
  const by = { from: span.from, until: isLast ? null : until };
  const kept = held.flatMap((days, at) => {
    const left = cut(days, by);
    return left === 'untouched' || !left.after ? [] : [{ at, days: left.after }];
  });
  return { by, kept };
}
