import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { Day, oneOf, text } from '../../../kernel/shapes.ts';
import { weekdays } from '../../../kernel/week.ts';
import type { WorkingSpan } from './business-time.ts';

const time = (pattern: RegExp, example: string) =>
  z
    .string()
    .regex(pattern, 'A time of day is HH:MM; only the end of a span may be 24:00.')
    .meta({ examples: [example] });

/** The days of the week, Sunday first. */
export const CalendarWeekday = oneOf('CalendarWeekday', weekdays);

export const WorkingSpanShape = z
  .strictObject({
    weekday: CalendarWeekday,
    from: time(/^([01]\d|2[0-3]):[0-5]\d$/, '08:00'),
    to: time(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, '17:00'),
  })
  .meta({ id: 'WorkingSpan' });

export const HolidayShape = z.strictObject({ on: Day, name: text(200) }).meta({ id: 'Holiday' });

/** Where a program has said nothing: Monday to Friday, 08:00 to 17:00 by its zone, no holidays. */
export const defaultHours: readonly WorkingSpan[] = weekdays
  .slice(1, 6)
  .map((weekday) => ({ weekday, from: '08:00', to: '17:00' }));

const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
// So that the longest delay that a release may have ends within the years that are reckoned with.
const fewest = 60;

/** Weekly hours in order of the week; refuses spans that end before they begin or overlap, and weeks of less than an hour. */
export function weeklyHours(told: readonly WorkingSpan[]): WorkingSpan[] {
  for (const [at, { from, to }] of told.entries())
    if (minutes(to) <= minutes(from))
      throw refuse(`/hours/${at}/to`, 'before_start', 'A span ends after it begins.');
  const placed = told.map((span, at) => ({ span, at, day: weekdays.indexOf(span.weekday) }));
  const inOrder = placed.toSorted(
    (one, other) => one.day - other.day || minutes(one.span.from) - minutes(other.span.from),
  );
  for (const [place, { span, at, day }] of inOrder.entries()) {
    const before = inOrder[place - 1];
    if (before?.day === day && minutes(before.span.to) > minutes(span.from))
      throw refuse(`/hours/${at}/from`, 'overlaps', 'Spans of one weekday do not overlap.');
  }
  const total = told.reduce((sum, { from, to }) => sum + minutes(to) - minutes(from), 0);
  if (total < fewest) throw refuse('/hours', 'too_few', 'A week has at least one business hour.');
  return inOrder.map(({ span }) => span);
}

/** Holidays in order; refuses a day that stands twice. */
export function holidaysInOrder(
  told: readonly z.output<typeof HolidayShape>[],
): z.output<typeof HolidayShape>[] {
  const seen = new Set<string>();
  for (const [at, { on }] of told.entries()) {
    if (seen.has(on)) throw refuse(`/holidays/${at}/on`, 'repeated', 'A day stands once.');
    seen.add(on);
  }
  return told.toSorted((one, other) => (one.on < other.on ? -1 : 1));
}

export const businessCalendarSet = factsFor(['operator', 'client'], z.strictObject({}))(
  'business_calendar.set',
  'The business hours or holidays of a program were said.',
);
