import type { BreakFinding } from './rated-week.ts';
import { dayText, localDay } from '../../../kernel/zone.ts';
import { rules } from './rules.ts';
import type { Rule } from './rules.ts';
import { isWithin, minutesIn, toSpan } from './span.ts';
import type { Span } from './span.ts';
import { scheduledOf } from './stints.ts';
import type { Stint } from './stints.ts';
import type { StatedInterval, WeekInput } from './week-input.ts';
import { workdayOf } from './workdays.ts';

/** Minutes that are paid though nobody worked in them; they count neither toward a limit nor in the regular rate. */
export interface TopUp {
  readonly kind: 'callback_minimum' | 'shift_minimum' | 'reporting_time' | 'meal_premium' | 'rest_premium';
  readonly workDate: string;
  readonly minutes: number;
  /** Whose rates are meant; null: those in force on the day. */
  readonly interval: StatedInterval | null;
  /** Whether it is owed at the regular rate instead of the base rate. */
  readonly isAtRegularRate: boolean;
  readonly rule: Rule;
}

const topUp = (
  kind: TopUp['kind'],
  stint: Pick<Stint, 'workDate'> & Partial<Pick<Stint, 'intervals'>>,
  minutes: number,
  rule: Rule,
): TopUp[] =>
  minutes <= 0
    ? []
    : [
        {
          kind,
          workDate: stint.workDate,
          minutes,
          interval: stint.intervals?.[0] ?? null,
          isAtRegularRate:
            kind === 'reporting_time' || rule === rules.californiaMeal || rule === rules.californiaRest,
          rule,
        },
      ];

// A callback has a minimum of its own; who is called in from standby does not report for a shift, 8 CCR 11050(5)(D).
const isNoCallback = ({ intervals }: Stint) => intervals[0].kind !== 'callback';

/** The idle part of a callback: paid from the punch, or from the call, and for no less than the minimum. */
function callbackMinimum(stint: Stint, { policy }: WeekInput): TopUp[] {
  const { callback } = policy;
  if (!callback || isNoCallback(stint)) return [];
  const worked = minutesIn(stint.worked);
  const [{ calledAt }] = stint.intervals;
  const waited =
    callback.from === 'call' && calledAt
      ? Math.max(0, stint.start - toSpan({ start: calledAt, end: calledAt }).start)
      : 0;
  return topUp(
    'callback_minimum',
    stint,
    Math.max(callback.minimumMinutes, worked + waited) - worked,
    rules.callbackMinimum,
  );
}

/** What a shift lacks of its minimum; idle minutes that reporting time pays are not paid again. */
function shiftMinimum(stint: Stint, reporting: readonly TopUp[], { policy }: WeekInput): TopUp[] {
  if (!isNoCallback(stint)) return [];
  const [first] = stint.intervals;
  const paid = reporting.reduce((sum, { interval, minutes }) => sum + (interval === first ? minutes : 0), 0);
  const lacking = (policy.shiftMinimumMinutes ?? 0) - minutesIn(stint.worked) - paid;
  return topUp('shift_minimum', stint, lacking, rules.shiftMinimum);
}

/** 8 CCR 11050(5): half of what was scheduled, from 2 to 4 hours, where less than half was furnished. */
const reportingMinutes = (scheduled: number, worked: number) =>
  2 * worked < scheduled ? Math.min(240, Math.max(120, Math.ceil(scheduled / 2))) - worked : 0;

/** The scheduled shifts that were worked in, each once: who comes back to a shift after hours off did not report again. */
function reportedShifts(stints: readonly Stint[]) {
  const reports = stints.filter(isNoCallback).flatMap((stint) =>
    scheduledOf(stint)
      .slice(0, 1)
      .map((scheduled) => ({ stint, scheduled, start: stint.start, worked: minutesIn(stint.worked) })),
  );
  const shifts = Map.groupBy(reports, ({ scheduled }) => `${scheduled.start}/${scheduled.end}`);
  return [...shifts.values()].map((all) => ({
    ...all[0]!,
    worked: all.reduce((total, { worked }) => total + worked, 0),
  }));
}

/** Reporting time of the reports of a workday, each scheduled shift or one that no work was given in. */
function reportingTime(stints: readonly Stint[], week: Span, input: WeekInput): TopUp[] {
  const { policy, reportedFor, zone } = input;
  if (policy.reportingTime !== 'california') return [];
  const reports = [
    ...reportedShifts(stints),
    ...(reportedFor ?? []).map(toSpan).flatMap((scheduled) =>
      isWithin({ start: scheduled.start, end: scheduled.start }, week) && scheduled.start < week.end
        ? [
            {
              stint: { workDate: dayText(localDay(scheduled.start, zone)) },
              scheduled,
              start: scheduled.start,
              worked: 0,
            },
          ]
        : [],
    ),
  ].toSorted((one, other) => one.start - other.start);
  const workdayStart = policy.overtime.workdayStart ?? policy.workweekStart.time;
  const seen = new Set<number>();
  return reports.flatMap(({ stint, scheduled, start, worked }) => {
    const workday = workdayOf(start, workdayStart, zone);
    const isSecond = seen.has(workday);
    seen.add(workday);
    const first = reportingMinutes(minutesIn([scheduled]), worked);
    const second = isSecond && worked < 120 ? 120 - worked : 0;
    return second > first
      ? topUp('reporting_time', stint, second, rules.secondReporting)
      : topUp('reporting_time', stint, first, rules.reportingTime);
  });
}

/** What was found of a break, the workday it counts for, and the work it was owed in, whose rates are meant. */
export interface FoundBreak extends BreakFinding {
  readonly workday: string | number;
  readonly intervals?: Stint['intervals'];
}

/**
 * What breaks not had cost. In California an hour for meals and one for rests of a workday (United Parcel Service v.
 * Superior Court (2011) 196 Cal.App.4th 57); in Colorado the minutes of each rest (Pilmenstein v. Devereux, 2021 COA 59),
 * and for a meal nothing on top, since what was worked through is paid as work (HCA-HealthONE v. CDLE, 2020 COA 52).
 */
function breakPremiums(found: readonly FoundBreak[], { policy }: WeekInput): TopUp[] {
  const system = policy.meals?.system ?? 'none';
  if (system === 'colorado')
    return found
      .filter(({ kind }) => kind === 'rest')
      .flatMap((each) => topUp('rest_premium', each, 10, rules.coloradoRest));
  if (system === 'none') return [];
  const first = new Map(found.toReversed().map((each) => [`${each.workday}/${each.kind}`, each]));
  return [...first.values()]
    .toSorted((one, other) => found.indexOf(one) - found.indexOf(other))
    .flatMap((each) =>
      each.kind === 'meal'
        ? topUp('meal_premium', each, 60, rules.californiaMeal)
        : topUp('rest_premium', each, 60, rules.californiaRest),
    );
}

/** All idle minutes that the workweek owes, in the order of their kinds. */
export function topUpsOf(
  stints: readonly Stint[],
  found: readonly FoundBreak[],
  week: Span,
  input: WeekInput,
): TopUp[] {
  const reporting = reportingTime(stints, week, input);
  return [
    ...stints.flatMap((stint) => callbackMinimum(stint, input)),
    ...stints.flatMap((stint) => shiftMinimum(stint, reporting, input)),
    ...reporting,
    ...breakPremiums(found, input),
  ];
}
