import type { System } from '../overtime.ts';
import { rules } from '../rules.ts';
import { byWorkday } from '../workdays.ts';
import { accrue } from './accrue.ts';

const daily = { rule: 'eight_hour_workday', citation: '29 USC 207(j); 29 CFR 778.601' };
const period = { rule: 'eighty_hour_period', citation: '29 USC 207(j); 29 CFR 778.601' };

/** Only the parties decide: every hour is regular. */
export const none: System = ({ worked, week }) =>
  accrue(
    worked.map((span) => ({ span, workday: 0, tiers: [] })),
    { base: week, minutes: Infinity, regular: rules.agreedHours, overtime: rules.weeklyOvertime },
  );

/** What exceeds 40 hours of a workweek, its last minutes, is overtime: 29 USC 207(a)(1), 29 CFR 778.101. */
export const flsa40: System = ({ worked, week }) =>
  accrue(
    worked.map((span) => ({ span, workday: 0, tiers: [] })),
    { base: week, minutes: 2_400, regular: rules.weeklyRegular, overtime: rules.weeklyOvertime },
  );

/**
 * Of a hospital's 14 days, what exceeds 8 hours of a workday, and what exceeds 80 hours without those: together
 * max(sum of daily excess, total − 80), 29 USC 207(j), since the daily premium is credited to the 80.
 */
export const flsa880: System = ({ worked, period: base, workdayStart, zone }) =>
  accrue(
    byWorkday(worked, workdayStart, zone).map((part) => ({
      ...part,
      tiers: [{ afterMinutes: 480, hourType: 'overtime', rule: daily }],
    })),
    { base, minutes: 4_800, regular: { ...period, rule: 'period_regular' }, overtime: period },
  );
