import { formatHours } from '../../../src/kernel/hours.ts';
import { parseRate } from '../../../src/kernel/money.ts';
import { PayPolicy } from '../../../src/domain/time/pay-rules/policy.ts';
import { rateWeek } from '../../../src/domain/time/pay-rules/rate.ts';
import type { ChargeLine } from '../../../src/domain/time/pay-rules/rated-week.ts';
import type {
  BillRevision,
  StatedInterval,
  WeekInput,
} from '../../../src/domain/time/pay-rules/week-input.ts';
import { instantOf } from '../../support/local-time.ts';

export const eastern = 'America/New_York';
export const pacific = 'America/Los_Angeles';

/** Rules with nothing but a week that begins on Sunday, and what is given. */
export const policyOf = (given: object = {}): PayPolicy =>
  PayPolicy.parse({
    overtime: { system: 'flsa_40' },
    workweekStart: { day: 'sunday', time: '00:00' },
    rounding: { minutes: 0 },
    attribution: 'split_at_midnight',
    differentials: [],
    billOvertimeMultiplier: '1.5',
    ...given,
  });

/** An interval by the wall clock of a zone, with its meals. */
export const worked = (
  start: string,
  end: string,
  more: Partial<StatedInterval> = {},
  zone = eastern,
): StatedInterval => ({ start: instantOf(start, zone), end: instantOf(end, zone), meals: [], ...more });

export const at = (billRate: string, more: Partial<BillRevision> = {}): BillRevision => ({
  from: '2026-01-01',
  until: null,
  billRate: parseRate(billRate),
  ...more,
});

/** The week of Sunday 2026-02-01 in Ohio at 100 an hour, but for what is given. */
export const weekOf = (
  intervals: readonly StatedInterval[],
  given: object = {},
  more: Partial<WeekInput> = {},
): WeekInput => ({
  zone: eastern,
  weekStartsOn: '2026-02-01',
  policy: policyOf(given),
  intervals,
  revisions: [at('100')],
  ...more,
});

/** What a week is billed: of each line its type (of a differential its code), hours, rate and amount. */
export const billed = (input: WeekInput) => shown(rateWeek(input).chargeLines);
export const shown = (lines: readonly ChargeLine[]) =>
  lines.map(({ hourType, differentialCode, minutes, rate, amount }) =>
    [differentialCode ?? hourType, formatHours(minutes), rate, amount].join(' '),
  );
