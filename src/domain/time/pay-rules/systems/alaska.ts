import type { System } from '../overtime.ts';
import { byWorkday } from '../workdays.ts';
import { accrue } from './accrue.ts';

const citation = 'AS 23.10.060(a)-(b)';

/** Over 8 hours of a workday, and over 40 of the workweek without those: AS 23.10.060. No double time. */
export const alaska: System = ({ worked, week, workdayStart, zone }) =>
  accrue(
    byWorkday(worked, workdayStart, zone).map((part) => ({
      ...part,
      tiers: [{ afterMinutes: 480, hourType: 'overtime', rule: { rule: 'eight_hour_workday', citation } }],
    })),
    {
      base: week,
      minutes: 2_400,
      regular: { rule: 'weekly_regular', citation },
      overtime: { rule: 'weekly_overtime', citation },
    },
  );
