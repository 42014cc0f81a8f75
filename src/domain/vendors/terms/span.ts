import { refuse } from '../../../kernel/errors.ts';

/** From a number up to but not including another, decimals as text; null is without end. */
export interface NumberSpan {
  readonly from: string;
  readonly under: string | null;
}

/** Reads a range of numbers as Postgres writes it, `[0,14)`; throws a RangeError where it is none that begins. */
export function spanOf(range: string): NumberSpan {
  const [, from, under] = /^\[(\d+(?:\.\d+)?),(\d+(?:\.\d+)?)?\)$/.exec(range) ?? [];
  if (from === undefined) throw new RangeError(`${range} is no range of numbers that begins`);
  return { from, under: under ?? null };
}

/** The range as Postgres reads it. */
export const rangeOf = ({ from, under }: NumberSpan): string => `[${from},${under ?? ''})`;

/** A decimal of at most 2 places as a whole number of hundredths. */
const hundredths = (text: string): bigint => {
  const [whole, fraction = ''] = text.split('.');
  return BigInt(whole! + fraction.padEnd(2, '0'));
};

/** Whether a number, a decimal of at most 2 places, lies in the span. */
export const covers = ({ from, under }: NumberSpan, value: string): boolean =>
  hundredths(from) <= hundredths(value) && (under === null || hundredths(value) < hundredths(under));

const faultAt = (pointer: string, at: number, code: string, message: string) =>
  refuse(`${pointer}/${at}`, code, message);

/** Refuses spans that end where they begin or before, and two that meet. `pointer` names the list in the input. */
export function assertSeparate(spans: readonly NumberSpan[], pointer: string): void {
  const sorted = spans
    .map((span, at) => ({ ...span, at }))
    .toSorted((one, other) => Number(hundredths(one.from) - hundredths(other.from)));
  for (const [place, { from, under, at }] of sorted.entries()) {
    if (under !== null && hundredths(under) <= hundredths(from))
      throw faultAt(pointer, at, 'empty_span', 'It ends where it begins, or before.');
    const next = sorted[place + 1];
    if (next && (under === null || hundredths(next.from) < hundredths(under)))
      throw faultAt(pointer, next.at, 'overlapping', 'It begins before the one below it ends.');
  }
}

/** Refuses separate spans that do not begin at 0 or leave something between them out. */
export function assertContiguous(spans: readonly NumberSpan[], pointer: string): void {
  assertSeparate(spans, pointer);
  const sorted = spans
    .map((span, at) => ({ ...span, at }))
    .toSorted((one, other) => Number(hundredths(one.from) - hundredths(other.from)));
  for (const [place, { from, at }] of sorted.entries()) {
    const due = place === 0 ? '0' : sorted[place - 1]!.under!;
    if (hundredths(from) !== hundredths(due))
      throw faultAt(pointer, at, 'not_contiguous', `It begins at ${from}; the schedule has come to ${due}.`);
  }
}
