import { boundaryAt, localDay } from '../../../kernel/zone.ts';
import type { EpochDay, EpochMinute } from '../../../kernel/zone.ts';
import { overlap } from './span.ts';
import type { Span } from './span.ts';

/** The workday that holds a minute, named by the day on which it begins at the wall-clock time `start`. */
export function workdayOf(minute: EpochMinute, start: string, zone: string): EpochDay {
  const day = localDay(minute, zone);
  return minute < boundaryAt(day, start, zone) ? day - 1 : day;
}

/** Spans cut where workdays begin: 24 hours by the wall clock, 23 or 25 of them over a clock change. */
export function byWorkday<Kind extends Span>(
  spans: readonly Kind[],
  start: string,
  zone: string,
): { span: Kind; workday: EpochDay }[] {
  return spans.flatMap((span) => {
    const parts: { span: Kind; workday: EpochDay }[] = [];
    for (let workday = workdayOf(span.start, start, zone); ; workday += 1) {
      const from = boundaryAt(workday, start, zone);
      if (from >= span.end) return parts;
      const [part] = overlap(span, { start: from, end: boundaryAt(workday + 1, start, zone) });
      if (part) parts.push({ span: { ...span, ...part }, workday });
    }
  });
}
