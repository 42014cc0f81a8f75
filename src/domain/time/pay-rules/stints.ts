import { dayText, localDay } from '../../../kernel/zone.ts';
import { longestMeal } from './runs.ts';
import { joined, toSpan, without } from './span.ts';
import type { Span } from './span.ts';
import type { Shift } from './shifts.ts';
import type { StatedInterval } from './week-input.ts';

/** A day's work of one worker: shifts that only meals part, as one who goes out for lunch punches them. */
export interface Stint extends Span {
  /** The day on which it began, `YYYY-MM-DD`, by the wall clock. */
  readonly workDate: string;
  readonly intervals: readonly [StatedInterval, ...StatedInterval[]];
  readonly worked: readonly Span[];
  /** The breaks of it that are on record, paid ones too, but not one that was only deducted. */
  readonly breaks: readonly Span[];
  readonly attestations: ReadonlySet<string>;
  readonly missedRests: number;
}

function toStint(shifts: readonly Shift[], zone: string): Stint {
  const intervals = shifts.flatMap((shift) => shift.intervals);
  const span = { start: shifts[0]!.start, end: shifts.at(-1)!.end };
  const between = without(span, shifts);
  return {
    ...span,
    workDate: dayText(localDay(span.start, zone)),
    intervals: [intervals[0]!, ...intervals.slice(1)],
    worked: shifts.flatMap(({ worked }) => worked),
    breaks: joined([...shifts.flatMap(({ statedBreaks }) => statedBreaks), ...between], 0),
    attestations: new Set(intervals.flatMap(({ mealAttestation }) => mealAttestation ?? [])),
    missedRests: intervals.reduce((total, { missedRests }) => total + (missedRests ?? 0), 0),
  };
}

// Each callback has its own minimum, however soon the next call comes.
const isCallback = ({ intervals }: Shift) => intervals[0]!.kind === 'callback';

/** The stints of this timesheet that begin in the workweek; time on another timesheet is judged there. */
export function stintsOf(shifts: readonly Shift[], week: Span, zone: string): Stint[] {
  const groups: Shift[][] = [];
  for (const shift of shifts.filter(({ intervals }) => !intervals[0]!.isElsewhere)) {
    const last = groups.at(-1)?.at(-1);
    const isSame = last && shift.start - last.end <= longestMeal && !isCallback(last) && !isCallback(shift);
    if (isSame) groups.at(-1)!.push(shift);
    else groups.push([shift]);
  }
  return groups
    .map((group) => toStint(group, zone))
    .filter(({ start }) => start >= week.start && start < week.end);
}

/** The shift that was scheduled for a stint, once however many intervals name it; none that the worker chose to leave. */
export const scheduledOf = ({ intervals }: Stint): Span[] =>
  joined(
    intervals.some(({ isLeftEarly }) => isLeftEarly)
      ? []
      : intervals.flatMap(({ scheduled }) => (scheduled ? [toSpan(scheduled)] : [])),
    0,
  );
