import { parseRate } from '../../../kernel/money.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const TermsState = oneOf('TermsState', ['in_force', 'superseded']);

/** Days from `from` up to but not including `until`; null is without end. */
export interface Span {
  from: string;
  until: string | null;
}

/** Reads a range of days as Postgres writes it, `[2026-02-01,2026-05-03)`. */
export function spanOf(range: string): Span {
  const [, from, until] = /^\[(\d{4}-\d{2}-\d{2}),(\d{4}-\d{2}-\d{2})?\)$/.exec(range) ?? [];
  if (from === undefined) throw new RangeError(`${range} is no range of days that begins`);
  return { from, until: until ?? null };
}

/** The range as Postgres reads it. */
export const rangeOf = ({ from, until }: Span): string => `[${from},${until ?? ''})`;

/** The next day. */
export const dayAfter = (day: string): string => Temporal.PlainDate.from(day).add({ days: 1 }).toString();

const endsBy = ({ until }: Span, day: string) => until !== null && until <= day;
const begins = (span: Span, until: string | null) => until === null || span.from < until;

/** What becomes of one span where another takes its place: nothing of it changes, or these parts of it are left. */
export function cut(span: Span, by: Span): 'untouched' | { before: Span | null; after: Span | null } {
  if (endsBy(span, by.from) || !begins(span, by.until)) return 'untouched';
  const longer = by.until !== null && (span.until === null || by.until < span.until);
  return {
    before: span.from < by.from ? { from: span.from, until: by.from } : null,
    after: longer ? { from: by.until!, until: span.until } : null,
  };
}

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
  exact(asked.hoursPerWeek) !== exact(held.hoursPerWeek);
