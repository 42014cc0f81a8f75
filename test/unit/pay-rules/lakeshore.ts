import { payRules } from '../../../src/bin/sandbox/lakeshore.ts';
import { parseRate } from '../../../src/kernel/money.ts';
import { PayPolicy } from '../../../src/domain/time/pay-rules/policy.ts';
import type { WeekInput } from '../../../src/domain/time/pay-rules/week-input.ts';
import { instantOf } from '../../support/local-time.ts';

export const zone = 'America/New_York';

export const span = (start: string, end: string) => ({
  start: instantOf(start, zone),
  end: instantOf(end, zone),
});

export const ohioPolicy = PayPolicy.parse(payRules);

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
  revisions: [{ from: '2026-02-01', until: null, billRate: parseRate('98') }],
});
