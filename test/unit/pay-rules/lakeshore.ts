import { resolveLocal } from '../../../src/kernel/local-time.ts';
import { parseRate } from '../../../src/kernel/money.ts';
import { PayPolicy } from '../../../src/domain/time/pay-rules/policy.ts';
import type { WeekInput } from '../../../src/domain/time/pay-rules/week-input.ts';

export const zone = 'America/New_York';

export const span = (start: string, end: string) => ({
  start: resolveLocal(start, zone),
  end: resolveLocal(end, zone),
});

export const ohioPolicy = PayPolicy.parse({
  overtime: { system: 'flsa_40' },
  workweekStart: { day: 'sunday', time: '00:00' },
  rounding: { minutes: 15 },
  attribution: 'split_at_midnight',
  differentials: [
    { code: 'night', rate: '3', window: { from: '19:00', to: '07:00' } },
    {
      code: 'weekend',
      rate: '2.50',
      window: { fromDay: 'friday', from: '19:00', toDay: 'monday', to: '07:00' },
    },
  ],
  billOvertimeMultiplier: '1.5',
});

const night = (evening: string, start: string, morning: string, end: string) => ({
  ...span(`${evening}T${start}`, `${morning}T${end}`),
  meals: [span(`${morning}T01:00`, `${morning}T01:30`)],
});

/** Week 1 of clinician A, with Wednesday's punch out as given. */
export const lakeshoreWeek = (wednesdayOut: string): WeekInput => ({
  zone,
  weekStartsOn: '2026-02-01',
  policy: ohioPolicy,
  intervals: [
    night('2026-02-02', '19:00', '2026-02-03', '07:30'),
    night('2026-02-03', '18:53', '2026-02-04', wednesdayOut),
    night('2026-02-06', '19:00', '2026-02-07', '07:30'),
    night('2026-02-07', '19:00', '2026-02-08', '07:30'),
  ],
  revisions: [{ from: '2026-02-01', to: null, billRate: parseRate('98') }],
});
