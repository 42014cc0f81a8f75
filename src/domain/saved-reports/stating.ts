import type { z } from 'zod';
import { refuse } from '../../kernel/errors.ts';
import type { ReportPeriod } from './model/period.ts';
import type { FixedDays, ReportSchedule } from './model/saved-report.ts';

/** The columns of a period; days are given with `fixed`, and with nothing else. */
export function spanOf(period: z.output<typeof ReportPeriod>, days: z.output<typeof FixedDays> | undefined) {
  if (period !== 'fixed') {
    if (days) throw refuse('/days', 'not_fixed', 'A period that moves has no days of its own.');
    return { period, fromOn: null, toOn: null };
  }
  if (!days) throw refuse('/days', 'required', 'A fixed period has its days.');
  if (days.to < days.from) throw refuse('/days/to', 'before_start', 'The end is before the start.');
  return { period, fromOn: days.from, toOn: days.to };
}

/** The columns of a schedule; all null where a report is run on request alone. */
export function scheduled(schedule: z.output<typeof ReportSchedule> | null | undefined) {
  if (!schedule) return { every: null, weekday: null, time: null };
  const { every, weekday, time } = schedule;
  if (every !== 'week' && weekday !== undefined)
    throw refuse('/schedule/weekday', 'not_weekly', 'Only a weekly report has a weekday.');
  return { every, weekday: every === 'week' ? (weekday ?? ('monday' as const)) : null, time };
}
