import { instantAt } from '../../../kernel/zone.ts';
import { rules } from './rules.ts';
import type { Rule } from './rules.ts';
import { isWithin, minutesIn, overlap, toSpan } from './span.ts';
import type { Span } from './span.ts';
import { roundedBy } from './rounding.ts';
import type { Shift } from './shifts.ts';
import type { CountedInterval, Work, WorkedSpan } from './split.ts';
import type { StatedInterval, WeekInput } from './week-input.ts';

function count(
  stated: StatedInterval,
  shift: Shift,
  parts: readonly WorkedSpan[],
  week: Span,
  round: (span: Span) => Span,
): CountedInterval[] {
  const span = toSpan(stated);
  const rounded = round(span);
  if (stated.isElsewhere || [...overlap(span, week), ...overlap(rounded, week)].length === 0) return [];
  const inWeek = minutesIn(overlap(rounded, week));
  const ownMinutes = minutesIn(parts.filter((part) => part.interval === stated && isWithin(part, week)));
  const isOnCall = stated.kind === 'on_call';
  const mealMinutes = isOnCall ? 0 : inWeek - ownMinutes;
  const applied: Rule[] = [];
  if (rounded.start !== span.start || rounded.end !== span.end) applied.push(rules.punchRounding);
  if (inWeek !== minutesIn([rounded])) applied.push(rules.workweekBoundary);
  if (mealMinutes > 0) applied.push(shift.isDeducted ? rules.deductedMeal : rules.unpaidMeal);
  if (stated.meals.length > 0 && minutesIn(shift.breaks) < minutesIn(shift.statedBreaks))
    applied.push(rules.paidBreak);
  if (isOnCall) applied.push(rules.onCall);
  return [
    {
      stated,
      counted: { start: instantAt(rounded.start), end: instantAt(rounded.end) },
      mealMinutes,
      workedMinutes: isOnCall ? 0 : ownMinutes,
      rules: applied,
    },
  ];
}

/** The account of each interval of this timesheet that touches the workweek, in order of time. */
export function countedIntervals(
  { worked, onCall, shifts }: Work,
  week: Span,
  { policy, zone }: Pick<WeekInput, 'policy' | 'zone'>,
): CountedInterval[] {
  const round = roundedBy(policy.rounding.minutes, zone);
  const calls = [...new Set(onCall.map(({ shift }) => shift))];
  return [...shifts, ...calls]
    .toSorted((one, other) => one.start - other.start)
    .flatMap((shift) =>
      shift.intervals.flatMap((stated) =>
        count(
          stated,
          shift,
          worked.filter((part) => part.shift === shift),
          week,
          round,
        ),
      ),
    );
}
