import { weekdayOnOrBefore, weekdays } from '../../../kernel/week.ts';
import { boundaryAt, epochDay, localDay, minuteOfDay } from '../../../kernel/zone.ts';
import type { ClockWindow } from './policy.ts';
import type { Span } from './span.ts';
import type { WeekInput } from './week-input.ts';

/** The occurrences of a clock window that may touch a range, in order, by the zone's wall clock. */
export function occurrencesOf({ fromDay, from, toDay, to }: ClockWindow, range: Span, zone: string): Span[] {
  const period = fromDay ? 7 : 1;
  const firstDay = localDay(range.start, zone) - period;
  const daysApart = fromDay && toDay ? (weekdays.indexOf(toDay) - weekdays.indexOf(fromDay) + 7) % 7 : 0;
  const length = daysApart === 0 && minuteOfDay(to) <= minuteOfDay(from) ? period : daysApart;
  const found: Span[] = [];
  let day = fromDay ? weekdayOnOrBefore(fromDay, firstDay) : firstDay;
  for (; day <= localDay(range.end, zone); day += period) {
    found.push({ start: boundaryAt(day, from, zone), end: boundaryAt(day + length, to, zone) });
  }
  return found;
}

/** The minutes of the holidays by the policy's window, in order; those that meet are one. */
export function holidaySpans({
  holidays = [],
  policy,
  zone,
}: Pick<WeekInput, 'holidays' | 'policy' | 'zone'>): Span[] {
  const { from, fromEve, to, endsOn } = policy.holidays ?? { from: '00:00', to: '00:00' };
  const daysAfter = to === '00:00' || endsOn !== 'holiday' ? 1 : 0;
  const spans = holidays
    .map(epochDay)
    .toSorted((one, other) => one - other)
    .map((day) => ({
      start: boundaryAt(fromEve ? day - 1 : day, from, zone),
      end: boundaryAt(day + daysAfter, to, zone),
    }));
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last && span.start <= last.end)
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else merged.push(span);
  }
  return merged;
}
