import type { HourSpan, System } from '../overtime.ts';
import { runOf } from '../runs.ts';
import { minutesIn } from '../span.ts';
import type { Span } from '../span.ts';
import { byWorkday } from '../workdays.ts';
import { accrue } from './accrue.ts';
import type { DayPart } from './accrue.ts';

const citation = '7 CCR 1103-1 Rule 4.1.1';
const regular = { rule: 'weekly_regular', citation };
const overtime = { rule: 'weekly_overtime', citation };

const overtimeIn = (hours: readonly HourSpan[]) =>
  minutesIn(hours.filter(({ hourType }) => hourType === 'overtime'));

const daily = (parts: readonly Omit<DayPart, 'tiers'>[], base: Span, rule: string) =>
  accrue(
    parts.map((part) => ({
      ...part,
      tiers: [{ afterMinutes: 720, hourType: 'overtime', rule: { rule, citation } }],
    })),
    { base, minutes: Infinity, regular, overtime },
  );

/**
 * The greatest of three counts of the workweek, not their union: over 40 hours; over 12 of a workday; over 12
 * consecutive hours whenever they began, duty-free meals not counted. COMPS Rule 4.1.1.
 */
export const colorado: System = ({ worked, week, workdayStart, zone }) => {
  const weekly = accrue(
    worked.map((span) => ({ span, workday: 0, tiers: [] })),
    { base: week, minutes: 2_400, regular, overtime },
  );
  const byDay = daily(byWorkday(worked, workdayStart, zone), week, 'twelve_hour_workday');
  const consecutive = daily(runOf(worked), week, 'twelve_consecutive_hours');
  return [weekly, byDay, consecutive].reduce((most, next) =>
    overtimeIn(next) > overtimeIn(most) ? next : most,
  );
};
