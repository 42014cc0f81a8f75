import { boundaryAt, dayText, epochMinute, instantAt, localDay } from '../../../kernel/zone.ts';
import { roundPunch } from './rounding.ts';
import { rules } from './rules.ts';
import type { Rule } from './rules.ts';
import { minutesIn, overlap, without } from './span.ts';
import type { Span } from './span.ts';
import type { StatedInterval, StatedSpan } from './week-input.ts';

/** Worked minutes that lie on one day of the facility. */
export interface WorkedSpan extends Span {
  readonly workDate: string;
}

/** How a stated interval was counted, and by which rules it was changed. */
export interface CountedInterval {
  readonly stated: StatedInterval;
  /** The interval after rounding. */
  readonly counted: StatedSpan;
  /** The unpaid and the worked minutes of it that lie in the workweek. */
  readonly mealMinutes: number;
  readonly workedMinutes: number;
  readonly rules: readonly Rule[];
}

const toSpan = ({ start, end }: StatedSpan): Span => ({ start: epochMinute(start), end: epochMinute(end) });

function splitAtMidnights(span: Span, zone: string): WorkedSpan[] {
  const parts: WorkedSpan[] = [];
  for (let { start } = span; start < span.end;) {
    const day = localDay(start, zone);
    const end = Math.min(boundaryAt(day + 1, '00:00', zone), span.end);
    parts.push({ start, end, workDate: dayText(day) });
    start = end;
  }
  return parts;
}

/**
 * The worked minutes of a workweek in order, cut at midnights, and the account of each stated interval.
 * Punches are rounded, meals subtracted as stated; minutes are elapsed ones, through any clock change. What
 * lies outside the workweek belongs to its neighbors.
 */
export function splitWork(intervals: readonly StatedInterval[], week: Span, step: number, zone: string) {
  const meals = intervals.flatMap((interval) => interval.meals.map(toSpan));
  const worked: WorkedSpan[] = [];
  const counted = intervals
    .map((stated) => ({ stated, span: toSpan(stated) }))
    .toSorted((one, other) => one.span.start - other.span.start)
    .map(({ stated, span }): CountedInterval => {
      const rounded = { start: roundPunch(span.start, step, zone), end: roundPunch(span.end, step, zone) };
      const inWeek = overlap(rounded, week);
      const work = inWeek.flatMap((part) => without(part, meals));
      worked.push(...work.flatMap((part) => splitAtMidnights(part, zone)));
      const applied: Rule[] = [];
      if (rounded.start !== span.start || rounded.end !== span.end) applied.push(rules.punchRounding);
      if (minutesIn(inWeek) !== minutesIn([rounded])) applied.push(rules.workweekBoundary);
      if (minutesIn(work) !== minutesIn(inWeek)) applied.push(rules.unpaidMeal);
      return {
        stated,
        counted: { start: instantAt(rounded.start), end: instantAt(rounded.end) },
        mealMinutes: minutesIn(inWeek) - minutesIn(work),
        workedMinutes: minutesIn(work),
        rules: applied,
      };
    });
  return { worked, counted };
}
