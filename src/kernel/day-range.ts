import { refuse } from './errors.ts';

/** Days from `from` up to but not including `until`; null is without end. */
export interface DaySpan {
  readonly from: string;
  readonly until: string | null;
}

const shifted = (day: string, days: number) => Temporal.PlainDate.from(day).add({ days }).toString();

/** Reads a range of days as Postgres writes it, `[2026-02-01,2026-05-03)`; throws a RangeError where it is none that begins. */
export function spanOf(range: string): DaySpan {
  const [, from, until] = /^\[(\d{4}-\d{2}-\d{2}),(\d{4}-\d{2}-\d{2})?\)$/.exec(range) ?? [];
  if (from === undefined) throw new RangeError(`${range} is no range of days that begins`);
  return { from, until: until ?? null };
}

/** The range as Postgres reads it. */
export const rangeOf = ({ from, until }: DaySpan): string => `[${from},${until ?? ''})`;

/** The last day of a span; null where it has no end. */
export const lastDayOf = ({ until }: DaySpan): string | null => until && shifted(until, -1);

/** The span from a first to a last day, both in it, without end where there is no last one; refuses a last before the first. */
export function daysBetween(effectiveFrom: string, effectiveTo: string | null | undefined): DaySpan {
  if (effectiveTo == null) return { from: effectiveFrom, until: null };
  if (effectiveTo < effectiveFrom)
    throw refuse('/effectiveTo', 'before_start', 'The last day is before the first.');
  return { from: effectiveFrom, until: shifted(effectiveTo, 1) };
}

/** The range with an earlier last day; refuses one before its first or after its last day. */
export function shortened(range: string, effectiveTo: string): string {
  const span = spanOf(range);
  const last = lastDayOf(span);
  if (last !== null && effectiveTo > last)
    throw refuse('/effectiveTo', 'after_end', `It ends on ${last} already; an end is not put off.`);
  return rangeOf(daysBetween(span.from, effectiveTo));
}

const endsBy = ({ until }: DaySpan, day: string) => until !== null && until <= day;
const begins = (span: DaySpan, until: string | null) => until === null || span.from < until;

/** What becomes of one span where another takes its place: nothing of it changes, or these parts of it are left. */
export function cut(
  span: DaySpan,
  by: DaySpan,
): 'untouched' | { before: DaySpan | null; after: DaySpan | null } {
  if (endsBy(span, by.from) || !begins(span, by.until)) return 'untouched';
  const longer = by.until !== null && (span.until === null || by.until < span.until);
  return {
    before: span.from < by.from ? { from: span.from, until: by.from } : null,
    after: longer ? { from: by.until!, until: span.until } : null,
  };
}
