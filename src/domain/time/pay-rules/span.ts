import type { EpochMinute } from '../../../kernel/zone.ts';

/** Minutes from `start` up to but not including `end`. */
export interface Span {
  readonly start: EpochMinute;
  readonly end: EpochMinute;
}

/** How many minutes the spans hold together. */
export const minutesIn = (spans: readonly Span[]): number =>
  spans.reduce((total, { start, end }) => total + end - start, 0);

/** The minutes that both have, as no span or one. */
export function overlap(one: Span, other: Span): Span[] {
  const start = Math.max(one.start, other.start);
  const end = Math.min(one.end, other.end);
  return start < end ? [{ start, end }] : [];
}

/** The minutes of a span that lie in none of the others, in order. */
export function without(span: Span, others: readonly Span[]): Span[] {
  return others.reduce<Span[]>(
    (left, other) =>
      left.flatMap((part) => [
        ...overlap(part, { start: -Infinity, end: other.start }),
        ...overlap(part, { start: other.end, end: Infinity }),
      ]),
    [span],
  );
}
