import type { System } from '../overtime.ts';
import { isWithin } from '../span.ts';
import { byWorkday, workdayOf } from '../workdays.ts';
import { accrue } from './accrue.ts';
import type { DayPart, Tier } from './accrue.ts';

const labor510 = 'Cal. Lab. Code 510(a)';
const election = '8 CCR 11050(3)(B)(8)';
const shortened = '8 CCR 11050(3)(B)(2)';

const daily: Tier[] = [
  { afterMinutes: 480, hourType: 'overtime', rule: { rule: 'eight_hour_workday', citation: labor510 } },
  { afterMinutes: 720, hourType: 'double_time', rule: { rule: 'twelve_hour_workday', citation: labor510 } },
];
const seventhDay: Tier[] = [
  { afterMinutes: 0, hourType: 'overtime', rule: { rule: 'seventh_workday', citation: labor510 } },
  {
    afterMinutes: 480,
    hourType: 'double_time',
    rule: { rule: 'seventh_workday_over_eight', citation: labor510 },
  },
];
const elected: Tier[] = [
  { afterMinutes: 720, hourType: 'double_time', rule: { rule: 'twelve_hour_workday', citation: election } },
];
const cutShort: Tier[] = [
  { afterMinutes: 480, hourType: 'overtime', rule: { rule: 'reduced_workday', citation: shortened } },
  { afterMinutes: 720, hourType: 'double_time', rule: { rule: 'twelve_hour_workday', citation: shortened } },
];

const weekly = {
  minutes: 2_400,
  regular: { rule: 'weekly_regular', citation: labor510 },
  overtime: { rule: 'weekly_overtime', citation: labor510 },
};

/**
 * Over 8 hours of a workday overtime, over 12 double time; straight hours over 40 of the workweek overtime. Where each
 * of the seven workdays of the employer's workweek saw work, the last is overtime, and double time beyond its first 8
 * hours: the days of the workweek, not any seven in a row (Mendoza v. Nordstrom (2017) 2 Cal.5th 1074).
 */
export const california: System = ({ worked, week, workdayStart, zone }) => {
  const parts = byWorkday(worked, workdayStart, zone);
  const first = workdayOf(week.start, workdayStart, zone);
  const inWeek = parts.filter(({ span }) => isWithin(span, week)).map(({ workday }) => workday);
  const isEachDay = new Set(inWeek.filter((workday) => workday <= first + 6)).size === 7;
  return accrue(
    parts.map((part): DayPart => {
      const isSeventh = isEachDay && part.workday === first + 6;
      return { ...part, tiers: isSeventh ? seventhDay : daily };
    }),
    { base: week, ...weekly },
  );
};

/**
 * A health-care alternative workweek by election: straight time to 12 hours of a workday, double time beyond; straight
 * hours over 40 of the workweek overtime; a day that the employer cut short is overtime beyond 8 hours.
 */
export const californiaAws: System = ({ worked, week, workdayStart, zone }) => {
  const parts = byWorkday(worked, workdayStart, zone);
  const reduced = new Set(parts.filter(({ span }) => span.interval.isCutShort).map(({ workday }) => workday));
  return accrue(
    parts.map((part): DayPart => ({ ...part, tiers: reduced.has(part.workday) ? cutShort : elected })),
    {
      base: week,
      ...weekly,
      overtime: { rule: 'weekly_overtime', citation: `${labor510}; ${election}` },
    },
  );
};
