import { weekdayOnOrBefore, weekdays } from '../../../kernel/week.ts';
import { boundaryAt, localDay, minuteOfDay } from '../../../kernel/zone.ts';
import type { ClockWindow, Differential } from './policy.ts';
import { overlap } from './span.ts';
import type { Span } from './span.ts';
import type { WorkedSpan } from './split.ts';

/** Worked minutes that earn a differential. */
export interface DifferentialSpan extends WorkedSpan {
  readonly differential: Differential;
}

/** The occurrences of a clock window that may touch a workweek, in order, by the zone's wall clock. */
function occurrences({ fromDay, from, toDay, to }: ClockWindow, week: Span, zone: string): Span[] {
  const period = fromDay ? 7 : 1;
  const firstDay = localDay(week.start, zone) - period;
  const daysApart = fromDay && toDay ? (weekdays.indexOf(toDay) - weekdays.indexOf(fromDay) + 7) % 7 : 0;
  const length = daysApart === 0 && minuteOfDay(to) <= minuteOfDay(from) ? period : daysApart;
  const found: Span[] = [];
  let day = fromDay ? weekdayOnOrBefore(fromDay, firstDay) : firstDay;
  for (; day <= localDay(week.end, zone); day += period) {
    found.push({ start: boundaryAt(day, from, zone), end: boundaryAt(day + length, to, zone) });
  }
  return found;
}

/** The minutes that earn each differential; a minute in several windows earns each of them. */
export function differentialSpans(
  worked: readonly WorkedSpan[],
  differentials: readonly Differential[],
  week: Span,
  zone: string,
): DifferentialSpan[] {
  return differentials.flatMap((differential) =>
    occurrences(differential.window!, week, zone).flatMap((window) =>
      worked.flatMap((span) =>
        overlap(span, window).map((both) => ({ ...both, workDate: span.workDate, differential })),
      ),
    ),
  );
}
