import { boundaryAt, dayText, localDay } from '../../../kernel/zone.ts';
import type { EpochDay } from '../../../kernel/zone.ts';
import type { PayPolicy } from './policy.ts';
import { roundedBy } from './rounding.ts';
import { shiftsOf } from './shifts.ts';
import type { Shift } from './shifts.ts';
import { overlap, toSpan, without } from './span.ts';
import type { Span } from './span.ts';
import type { Rule } from './rules.ts';
import type { StatedInterval, StatedSpan } from './week-input.ts';

/** Minutes of one interval that stand on one day of the facility. */
export interface WorkedSpan extends Span {
  /** The day its lines stand on, `YYYY-MM-DD`, by the policy's attribution. */
  readonly workDate: string;
  readonly interval: StatedInterval;
  /** The run of touching intervals that it lies in. */
  readonly shift: Shift;
  /** Whether lines of this timesheet are its: in the workweek, and not on another timesheet. */
  readonly isOwn: boolean;
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

/** The time that counts, in order, before it is known which of it is overtime. */
export interface Work {
  /** All worked minutes that were given, also before and after the period. */
  readonly worked: readonly WorkedSpan[];
  readonly onCall: readonly WorkedSpan[];
  readonly shifts: readonly Shift[];
}

/** Where limits are counted: the workweek, and under 8-and-80 the period of 14 days that holds it. */
export interface Bounds {
  readonly week: Span;
  readonly period: Span;
}

type Days = (part: Span, shift: Shift) => { readonly start: number; readonly day: EpochDay }[];

/** Cuts at midnights, or says of a whole part the day on which its shift began, none before the week's first. */
const daysBy = (attribution: PayPolicy['attribution'], week: Span, zone: string): Days => {
  const firstDay = localDay(week.start, zone);
  if (attribution === 'day_of_start')
    return (part, shift) => {
      const day = localDay(shift.start, zone);
      return [{ start: part.start, day: part.start >= week.start ? Math.max(day, firstDay) : day }];
    };
  return (part) => {
    const cuts = [{ start: part.start, day: localDay(part.start, zone) }];
    for (;;) {
      const day = cuts.at(-1)!.day + 1;
      const start = boundaryAt(day, '00:00', zone);
      if (start >= part.end) return cuts;
      cuts.push({ start, day });
    }
  };
};

/**
 * The worked and the on-call minutes of stated intervals. Punches are rounded, unpaid meals subtracted; minutes are
 * elapsed ones, through any clock change (29 CFR 785; a boundary is at the same wall-clock time every week).
 */
export function splitWork(
  intervals: readonly StatedInterval[],
  { week, period }: Bounds,
  policy: PayPolicy,
  zone: string,
): Work {
  const round = roundedBy(policy.rounding.minutes, zone);
  const days = daysBy(policy.attribution, week, zone);
  const edges = [...new Set([-Infinity, period.start, week.start, week.end, period.end, Infinity])];
  const cut = (span: Span, interval: StatedInterval, shift: Shift): WorkedSpan[] =>
    edges.slice(1).flatMap((edge, position) =>
      overlap(span, { start: edges[position]!, end: edge }).flatMap((part) => {
        const starts = days(part, shift);
        return starts.map(({ start, day }, index) => ({
          start,
          end: starts[index + 1]?.start ?? part.end,
          workDate: dayText(day),
          interval,
          shift,
          isOwn: !interval.isElsewhere && part.start >= week.start && part.end <= week.end,
        }));
      }),
    );
  const { shifts, onCall } = shiftsOf(intervals, round, policy);
  const partsOf = (shift: Shift) =>
    shift.intervals.flatMap((interval) =>
      without(round(toSpan(interval)), shift.breaks).flatMap((part) => cut(part, interval, shift)),
    );
  return { worked: shifts.flatMap(partsOf), onCall: onCall.flatMap(partsOf), shifts };
}
