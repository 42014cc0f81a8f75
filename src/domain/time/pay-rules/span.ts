import { epochMinute } from '../../../kernel/zone.ts';
import type { EpochMinute } from '../../../kernel/zone.ts';
import type { StatedSpan } from './week-input.ts';

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

/** The minutes of a span stated by instants. */
export const toSpan = ({ start, end }: StatedSpan): Span => ({
  start: epochMinute(start),
  end: epochMinute(end),
});

/** The spans in order, those joined into one that overlap or lie no more than `gap` minutes apart. */
export function joined(spans: readonly Span[], gap: number): Span[] {
  const found: Span[] = [];
  for (const span of spans.toSorted((one, other) => one.start - other.start)) {
    const last = found.at(-1);
    if (last && span.start - last.end <= gap)
      found[found.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else found.push({ start: span.start, end: span.end });
  }
  return found;
}

/** Whether a span lies in another. */
export const isWithin = (span: Span, other: Span): boolean =>
  span.start >= other.start && span.end <= other.end;
