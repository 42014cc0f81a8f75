import type { MetricQuestion } from './question.ts';
import type { Grain } from './dimensions.ts';

/** How long a period is. */
export const lengths: Record<Grain, Temporal.DurationLike> = {
  day: { days: 1 },
  week: { weeks: 1 },
  month: { months: 1 },
  quarter: { months: 3 },
  year: { years: 1 },
};

const day = (text: string) => Temporal.PlainDate.from(text);

/** The length of the days together: in months where they are whole months, else in days. */
function lengthOf(from: string, to: string): Temporal.DurationLike {
  const [first, next] = [day(from), day(to).add({ days: 1 })];
  if (first.day === 1 && next.day === 1)
    return { months: first.until(next, { largestUnit: 'months' }).months };
  return { days: first.until(next, { largestUnit: 'days' }).days };
}

/**
 * How far back a figure is compared: by grain the period before, without one the length of the days asked for; or a
 * year, which is 52 weeks where weeks are asked for. Undefined where nothing is compared or no length is known.
 */
export function distanceOf(question: MetricQuestion): Temporal.DurationLike | undefined {
  const { compare, grain, from, to } = question;
  if (compare === undefined) return undefined;
  if (compare === 'prior_year') return grain === 'week' ? { weeks: 52 } : { years: 1 };
  if (grain) return lengths[grain];
  return from !== undefined && to !== undefined ? lengthOf(from, to) : undefined;
}

/** The days asked for, so much earlier; the end of a month stays one. */
export const earlierDays = (
  { from, to }: Pick<MetricQuestion, 'from' | 'to'>,
  by: Temporal.DurationLike,
): { from: string | undefined; to: string | undefined } => ({
  from: from === undefined ? undefined : day(from).subtract(by).toString(),
  to: to === undefined ? undefined : day(to).add({ days: 1 }).subtract(by).subtract({ days: 1 }).toString(),
});

/** The day so much later; undefined where there is none: a year after the 29th of February. */
export function laterDay(text: string, by: Temporal.DurationLike): string | undefined {
  const later = day(text).add(by);
  return later.subtract(by).equals(text) ? later.toString() : undefined;
}
