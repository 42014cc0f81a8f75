import { refuse } from './errors.ts';

const dayAfter = (day: string) => Temporal.PlainDate.from(day).add({ days: 1 }).toString();

/** The first day of a range in Postgres's text form, and the last one, null where it has no end. */
export function daysOf(range: string): { from: string; to: string | null } {
  const [, from, until] = /^\[(\d{4}-\d{2}-\d{2}),(\d{4}-\d{2}-\d{2})?\)$/.exec(range) ?? [];
  if (from === undefined) throw new RangeError(`${range} is no range of days`);
  return { from, to: until ? Temporal.PlainDate.from(until).subtract({ days: 1 }).toString() : null };
}

/** The range from a first to a last day, both in it, without end where there is no last one; refuses a last before the first. */
export function dayRangeOf(effectiveFrom: string, effectiveTo: string | null): string {
  if (effectiveTo !== null && effectiveTo < effectiveFrom)
    throw refuse('/effectiveTo', 'before_start', 'The last day is before the first.');
  return `[${effectiveFrom},${effectiveTo === null ? '' : dayAfter(effectiveTo)})`;
}

/** The range with an earlier last day; refuses one before its first or after its last day. */
export function shortened(range: string, effectiveTo: string): string {
  const { from, to } = daysOf(range);
  if (to !== null && effectiveTo > to)
    throw refuse('/effectiveTo', 'after_end', `It ends on ${to} already; an end is not put off.`);
  return dayRangeOf(from, effectiveTo);
}
