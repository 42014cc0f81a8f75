import { refuse } from '../../../kernel/errors.ts';
import { compare, parseAmount } from '../../../kernel/money.ts';

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

/** Which of two decimals of at most 2 places is less. */
const order = (one: string, other: string) => compare(parseAmount(one), parseAmount(other));

/** Whether a number, a decimal of at most 2 places, lies in the span. */
export const covers = ({ from, under }: NumberSpan, value: string): boolean =>
  order(from, value) <= 0 && (under === null || order(value, under) < 0);

/** A list of the input, and where in it the spans that are judged stand; absent: it is they. */
interface Listed {
  pointer: string;
  places?: readonly number[];
}

const sortedOf = (spans: readonly NumberSpan[], { places }: Listed) =>
  spans
    .map((span, index) => ({ ...span, at: places?.[index] ?? index }))
    .toSorted((one, other) => order(one.from, other.from));

const faultAt = ({ pointer }: Listed, at: number, code: string, message: string) =>
  refuse(`${pointer}/${at}`, code, message);

/** Refuses spans that end where they begin or before, and two that meet. */
export function assertSeparate(spans: readonly NumberSpan[], listed: Listed): void {
  const sorted = sortedOf(spans, listed);
  for (const [place, { from, under, at }] of sorted.entries()) {
    if (under !== null && order(under, from) <= 0)
      throw faultAt(listed, at, 'empty_span', 'It ends where it begins, or before.');
    const next = sorted[place + 1];
    if (next && (under === null || order(next.from, under) < 0))
      throw faultAt(listed, next.at, 'overlapping', 'It begins before the one below it ends.');
  }
}

/** Refuses spans as `assertSeparate` does, and those that do not begin at 0 or leave something between them out. */
export function assertContiguous(spans: readonly NumberSpan[], listed: Listed): void {
  assertSeparate(spans, listed);
  const sorted = sortedOf(spans, listed);
  for (const [place, { from, at }] of sorted.entries()) {
    const due = place === 0 ? '0' : sorted[place - 1]!.under!;
    if (order(from, due) !== 0)
      throw faultAt(listed, at, 'not_contiguous', `It begins at ${from}; the schedule has come to ${due}.`);
  }
}

/** Refuses rows of which several are counted in different units. */
export function assertOneKind<Row>(rows: readonly Row[], key: keyof Row & string, listed: Listed): void {
  const index = rows.findIndex((row) => row[key] !== rows[0]![key]);
  if (index > 0)
    throw refuse(
      `${listed.pointer}/${listed.places?.[index] ?? index}/${key}`,
      'several_units',
      'All of one list are counted in the same unit.',
    );
}
