import { z } from 'zod';
import { Instant } from '../../../kernel/shapes.ts';
import { boundaryAt, dayText, epochDay, epochMinute, instantAt, localDay } from '../../../kernel/zone.ts';
import { StatedMeal, type RatingAccount } from '../model.ts';
import type { ClockWindow } from '../pay-rules/policy.ts';
import { overlap, type Span } from '../pay-rules/span.ts';
import { occurrencesOf } from '../pay-rules/windows.ts';

/** A part of a counted interval that a line's minutes lie in, and the stated interval that it is of. */
export const LineOrigin = z
  .strictObject({
    from: Instant,
    to: Instant,
    statedFrom: Instant,
    statedTo: Instant,
    meals: z.array(StatedMeal),
  })
  .meta({ id: 'LineOrigin' });

/** What a line is of: a day, and for a differential by the clock the window that its minutes lie in. */
export interface LineOf {
  workDate: string;
  window: ClockWindow | null;
}

/**
 * The intervals, cut to the day and the window, that the minutes of a line came from. Which of their minutes are regular
 * and which beyond a limit the rule says: the last ones of the day, the week or the period are.
 */
export function originsOf(
  { counted, attribution }: Pick<RatingAccount, 'counted' | 'attribution'>,
  { workDate, window }: LineOf,
  zone: string,
): z.input<typeof LineOrigin>[] {
  const day = epochDay(workDate);
  const ofDay: Span = { start: boundaryAt(day, '00:00', zone), end: boundaryAt(day + 1, '00:00', zone) };
  return counted.flatMap(({ stated, counted: { start, end } }) => {
    const span = { start: epochMinute(start), end: epochMinute(end) };
    const startsThen = dayText(localDay(span.start, zone)) === workDate;
    const whole = attribution === 'day_of_start' ? (startsThen ? [span] : []) : overlap(span, ofDay);
    const parts = window
      ? whole.flatMap((part) => occurrencesOf(window, part, zone).flatMap((open) => overlap(part, open)))
      : whole;
    return parts.map((part) => ({
      from: instantAt(part.start),
      to: instantAt(part.end),
      statedFrom: stated.start,
      statedTo: stated.end,
      meals: stated.meals
        .filter(
          (meal) => overlap({ start: epochMinute(meal.start), end: epochMinute(meal.end) }, part).length > 0,
        )
        .map((meal) => ({ startsAt: meal.start, endsAt: meal.end, ...(meal.isPaid && { isPaid: true }) })),
    }));
  });
}
