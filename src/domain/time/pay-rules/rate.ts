import { sum } from '../../../kernel/money.ts';
import type { Amount, Rate } from '../../../kernel/money.ts';
import { workweekStartingOn } from '../../../kernel/week.ts';
import type { WorkSpan } from '../../../kernel/week.ts';
import { epochMinute } from '../../../kernel/zone.ts';
import { differentialSpans } from './differentials.ts';
import type { DifferentialSpan } from './differentials.ts';
import { weekFaults } from './faults.ts';
import { classifyHours } from './overtime.ts';
import type { HourSpan } from './overtime.ts';
import { priceBill } from './price.ts';
import type { ChargeLine, RatedWeek } from './rated-week.ts';
import type { Rule } from './rules.ts';
import { minutesIn } from './span.ts';
import { splitWork } from './split.ts';
import type { CountedInterval } from './split.ts';
import type { WeekInput } from './week-input.ts';

/** The minutes of a workweek by hour type and differential, before any rate: one split for every side. */
export interface MinuteSplit {
  readonly workweek: WorkSpan;
  readonly workedMinutes: number;
  readonly counted: readonly CountedInterval[];
  readonly hours: readonly HourSpan[];
  readonly differentials: readonly DifferentialSpan[];
}

/** One line of a timesheet: a day's part of a charge line. */
export interface DayLine extends Rule {
  readonly workDate: string;
  readonly hourType: ChargeLine['hourType'];
  readonly differentialCode: string | null;
  readonly rate: Rate;
  readonly minutes: number;
  readonly amount: Amount;
}

/** Splits a workweek's minutes. The intervals must be free of faults: ask `weekFaults` first. */
export function splitWeek({
  intervals,
  policy,
  weekStartsOn,
  zone,
}: Omit<WeekInput, 'revisions'>): MinuteSplit {
  const workweek = workweekStartingOn(weekStartsOn, policy.workweekStart, zone);
  const week = { start: epochMinute(workweek.start), end: epochMinute(workweek.end) };
  const { worked, counted } = splitWork(intervals, week, policy.rounding.minutes, zone);
  return {
    workweek,
    workedMinutes: minutesIn(worked),
    counted,
    hours: classifyHours(worked, policy.overtime.system),
    differentials: differentialSpans(worked, policy.differentials, week, zone),
  };
}

/** Rates a workweek on the bill side; throws a RangeError if it has any of `weekFaults`. */
export function rateWeek(input: WeekInput): RatedWeek {
  const [fault] = weekFaults(input);
  if (fault) throw new RangeError(`the workweek cannot be rated: ${JSON.stringify(fault)}`);
  const { hours, differentials, ...account } = splitWeek(input);
  const chargeLines = priceBill(hours, differentials, input.revisions, input.policy.billOvertimeMultiplier);
  return {
    ...account,
    chargeLines,
    gross: sum(chargeLines.map(({ amount }) => amount)),
    pay: null,
    findings: [],
    system: input.policy.overtime.system,
  };
}

/** The lines of the timesheet, by day and within a day in the order of the charge lines. */
export function dayLines(chargeLines: readonly ChargeLine[]): DayLine[] {
  return chargeLines
    .flatMap(({ hourType, differentialCode, rate, rule, citation, days }) =>
      days.map((day) => ({ ...day, hourType, differentialCode, rate, rule, citation })),
    )
    .toSorted((one, other) => (one.workDate === other.workDate ? 0 : one.workDate < other.workDate ? -1 : 1));
}
