import { workweekStartingOn } from '../../../kernel/week.ts';
import type { WorkSpan } from '../../../kernel/week.ts';
import { boundaryAt, epochDay, epochMinute } from '../../../kernel/zone.ts';
import { breakFindings } from './breaks.ts';
import { systems } from './classify.ts';
import { countedIntervals } from './counted.ts';
import { differentialSpans } from './differentials.ts';
import type { DifferentialSpan } from './differentials.ts';
import { onCallSpans } from './on-call.ts';
import type { HourSpan } from './overtime.ts';
import type { OvertimeSystem, PayPolicy } from './policy.ts';
import { baseRateIn } from './pay/base-rate.ts';
import type { BreakFinding } from './rated-week.ts';
import { minutesIn } from './span.ts';
import type { Span } from './span.ts';
import { splitWork } from './split.ts';
import type { Bounds, CountedInterval, Work, WorkedSpan } from './split.ts';
import { stintsOf } from './stints.ts';
import type { Stint } from './stints.ts';
import { topUpsOf } from './top-ups.ts';
import type { FoundBreak, TopUp } from './top-ups.ts';
import type { WeekInput } from './week-input.ts';
import { workdayOf } from './workdays.ts';

/** A workweek's time before any system says which of it is overtime. */
export interface WeekWork extends Bounds, Omit<Work, 'shifts'> {
  readonly workweek: WorkSpan;
  readonly workedMinutes: number;
  readonly counted: readonly CountedInterval[];
  /** Of all worked minutes, also those that make no line here. */
  readonly differentials: readonly DifferentialSpan[];
  readonly topUps: readonly TopUp[];
  readonly findings: readonly BreakFinding[];
}

/** The minutes of a workweek by hour type and differential, before any rate: one split for every side. */
export interface MinuteSplit extends Pick<
  WeekWork,
  'workweek' | 'workedMinutes' | 'counted' | 'topUps' | 'findings'
> {
  /** Only what makes lines here: in the workweek and not on another timesheet. */
  readonly hours: readonly HourSpan[];
  readonly onCall: readonly WorkedSpan[];
  readonly differentials: readonly DifferentialSpan[];
}

const isOwn = ({ isOwn: own }: WorkedSpan) => own;

/** The systems that bind the employer, the agreed one first. */
export const systemsOf = ({ overtime }: PayPolicy): OvertimeSystem[] => [
  ...new Set([overtime.system, ...(overtime.alsoSystems ?? [])]),
];

/** The 14 days that hold a workweek, by the wall clock; without 8-and-80 the workweek itself. */
function periodOf({ policy, weekStartsOn, zone }: WeekInput, week: Span): Span {
  const { payPeriodStartsOn } = policy.overtime;
  if (!systemsOf(policy).includes('flsa_8_80') || !payPeriodStartsOn) return week;
  const day = epochDay(weekStartsOn);
  const into = (((day - epochDay(payPeriodStartsOn)) % 14) + 14) % 14;
  const { time } = policy.workweekStart;
  return {
    start: boundaryAt(day - into, time, zone),
    end: boundaryAt(day - into + 14, time, zone),
  };
}

const workdayStartOf = ({ overtime, workweekStart }: PayPolicy) =>
  overtime.workdayStart ?? workweekStart.time;

/** What people found of breaks, else what the stints show. */
function foundBreaks(stints: readonly Stint[], { findings, policy, zone }: WeekInput): FoundBreak[] {
  if (findings) return findings.map((finding) => ({ ...finding, workday: finding.workDate }));
  return stints.flatMap((stint) =>
    breakFindings(stint, policy.meals?.system ?? 'none').map((finding) => ({
      ...finding,
      intervals: stint.intervals,
      workday: workdayOf(stint.start, workdayStartOf(policy), zone),
    })),
  );
}

/** Counts the time of a workweek. The intervals must be free of faults: ask `weekFaults` first. */
export function workOf(input: WeekInput): WeekWork {
  const { intervals, policy, weekStartsOn, zone } = input;
  const workweek = workweekStartingOn(weekStartsOn, policy.workweekStart, zone);
  const week = { start: epochMinute(workweek.start), end: epochMinute(workweek.end) };
  const period = periodOf(input, week);
  const work = splitWork(intervals, { week, period }, policy, zone);
  const stints = stintsOf(work.shifts, week, zone);
  const found = foundBreaks(stints, input);
  return {
    workweek,
    week,
    period,
    worked: work.worked,
    onCall: onCallSpans(work.onCall, work.worked, policy),
    workedMinutes: minutesIn(work.worked.filter(isOwn)),
    counted: countedIntervals(work, week, input),
    differentials: differentialSpans(work.worked, period, input),
    findings: found.map(({ workday: _, intervals: __, ...finding }) => finding),
    topUps: topUpsOf(stints, found, week, input),
  };
}

/** The hour types of the minutes in the base of a system: the workweek, of 8-and-80 the period. */
export const classify = (work: WeekWork, system: OvertimeSystem, input: WeekInput): HourSpan[] =>
  systems[system]({
    ...work,
    rule: input.policy.overtime,
    workdayStart: workdayStartOf(input.policy),
    zone: input.zone,
    baseRateOf: baseRateIn(input),
  });

/** What makes lines on this timesheet, of minutes classified by a system. */
export const ownSplit = (
  { workweek, workedMinutes, counted, topUps, findings, onCall, differentials }: WeekWork,
  hours: readonly HourSpan[],
): MinuteSplit => ({
  workweek,
  workedMinutes,
  counted,
  topUps,
  findings,
  hours: hours.filter(isOwn),
  onCall: onCall.filter(isOwn),
  differentials: differentials.filter(isOwn),
});
