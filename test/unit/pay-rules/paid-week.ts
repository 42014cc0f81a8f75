import { rateWeek } from '../../../src/domain/time/pay-rules/rate.ts';
import type { RatedWeek } from '../../../src/domain/time/pay-rules/rated-week.ts';
import type { StatedInterval, WeekInput } from '../../../src/domain/time/pay-rules/week-input.ts';
import { parseRate } from '../../../src/kernel/money.ts';
import { instantOf } from '../../support/local-time.ts';
import { policyWith } from './any-week.ts';

export const zone = 'America/Los_Angeles';

/** An interval by the wall clock of the zone; with a meal as two more times. */
export const worked = (
  start: string,
  end: string,
  { meal, ...rest }: Partial<StatedInterval> & { meal?: readonly [string, string] } = {},
): StatedInterval => ({
  start: instantOf(start, zone),
  end: instantOf(end, zone),
  meals: meal ? [{ start: instantOf(meal[0], zone), end: instantOf(meal[1], zone) }] : [],
  ...rest,
});

/** A span by the wall clock of the zone. */
export const at = (start: string, end: string) => ({
  start: instantOf(start, zone),
  end: instantOf(end, zone),
});

/** The week from Sunday 2026-04-05 at 60.00, billed at 100.00, without differentials and premiums unless told. */
export const week = (
  overtime: object,
  intervals: readonly StatedInterval[],
  { rules = {}, ...rest }: Partial<WeekInput> & { rules?: object } = {},
): RatedWeek =>
  rateWeek({
    zone,
    weekStartsOn: '2026-04-05',
    policy: policyWith(overtime, { differentials: [], premiums: null, ...rules }),
    intervals,
    revisions: [{ from: '2026-01-01', until: null, billRate: parseRate('100'), payRate: parseRate('60') }],
    ...rest,
  });

/** The pay lines as earning (and code), minutes and amount. */
export const paid = ({ pay }: RatedWeek) =>
  pay!.lines.map(({ earning, code, minutes, amount }) => [
    code ? `${earning} ${code}` : earning,
    minutes,
    amount,
  ]);

/** The amount of one earning; 0.00 where it is not there. */
export const amountOf = ({ pay }: RatedWeek, name: string): string =>
  pay!.lines.find(({ earning }) => earning === name)?.amount ?? '0.00';

/** Minutes by hour type on the pay side. */
export const hoursOf = ({ pay }: RatedWeek): number[] =>
  ['regular', 'overtime', 'double_time'].map((type) =>
    pay!.lines.filter(({ earning }) => earning === type).reduce((sum, { minutes }) => sum + minutes, 0),
  );
