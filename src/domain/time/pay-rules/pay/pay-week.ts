import { nothing, toAmount, toRate, total } from '../../../../kernel/exact.ts';
import type { Exact } from '../../../../kernel/exact.ts';
import { sum } from '../../../../kernel/money.ts';
import { epochDay } from '../../../../kernel/zone.ts';
import type { HourSpan } from '../overtime.ts';
import type { OvertimeSystem } from '../policy.ts';
import type { RatedPay } from '../rated-week.ts';
import { isWithin } from '../span.ts';
import type { WeekWork } from '../split-week.ts';
import type { OtherPay, WeekInput } from '../week-input.ts';
import { baseRateIn } from './base-rate.ts';
import { guaranteedPay, otherEarned, topUpPay } from './idle-pay.ts';
import { overtimePay } from './overtime-pay.ts';
import { payLinesOf } from './pay-lines.ts';
import type { ExactPayLine } from './pay-lines.ts';
import { premiumPay } from './premiums.ts';
import { regularRateOf } from './regular-rate.ts';
import { differentialPay, onCallPay, straightTime } from './straight.ts';

/** The pay of a workweek before and after rounding. */
export interface PayAccount {
  readonly rounded: RatedPay;
  readonly lines: readonly ExactPayLine[];
  readonly regularRate: Exact | null;
  readonly overtimeCredit: Exact;
  readonly total: Exact;
  /** What overtime adds for all time of the workweek, also that on other timesheets: what systems are compared by. */
  readonly overtimeOfWeek: Exact;
}

/** Other pay of the base, and of it what makes lines: that of a day of the workweek. */
function otherPayIn({ otherPay = [], weekStartsOn }: WeekInput, isWholePeriod: boolean) {
  const first = epochDay(weekStartsOn);
  const inWeek = otherPay.filter(({ day }) => epochDay(day) >= first && epochDay(day) < first + 7);
  return { base: isWholePeriod ? otherPay : inWeek, own: inWeek } satisfies Record<
    string,
    readonly OtherPay[]
  >;
}

/** The pay of a workweek whose hours are classified; null where an interval of it has no pay rate. */
export function payWeek(
  work: WeekWork,
  classified: readonly HourSpan[],
  system: OvertimeSystem,
  input: WeekInput,
): PayAccount | null {
  const baseRate = baseRateIn(input);
  if (classified.some((span) => span.isOwn && baseRate(span) === null)) return null;
  // What is not known of other time is left out of both sides of the regular rate.
  const hours = classified.filter((span) => baseRate(span) !== null);
  const base = system === 'flsa_8_80' ? work.period : work.week;
  const straight = straightTime(hours, baseRate);
  const differentials = differentialPay(
    work.differentials.filter((span) => isWithin(span, base)),
    baseRate,
  );
  const onCall = onCallPay(
    work.onCall.filter((span) => isWithin(span, base)),
    input.policy,
  );
  const premiums = premiumPay(hours, work, input, baseRate);
  const other = otherPayIn(input, system === 'flsa_8_80');
  const included = premiums.filter(({ treatment }) => treatment === 'include');
  const regular = regularRateOf(
    [...straight, ...differentials, ...onCall, ...included],
    other.base,
    hours,
    system,
  );
  const overtime = overtimePay(hours, work.week, regular, premiums, system);
  const topUps = work.topUps.map((topUp) => topUpPay(topUp, regular, input, baseRate));
  const guaranteed = guaranteedPay(input, baseRate);
  if (guaranteed === null || topUps.includes(null)) return null;
  const lines = payLinesOf([
    ...[...straight, ...overtime.earned, ...differentials, ...premiums, ...onCall].filter(
      ({ isOwn }) => isOwn,
    ),
    ...topUps.filter((pay) => pay !== null),
    ...guaranteed,
    ...otherEarned(other.own),
  ]);
  return {
    rounded: {
      lines: lines.map(({ exact: _, ...line }) => line),
      total: sum(lines.map(({ amount }) => amount)),
      regularRate: regular && toRate(regular.hourly),
      overtimeCredit: toAmount(overtime.credit),
    },
    lines,
    regularRate: regular && regular.hourly,
    overtimeCredit: overtime.credit,
    overtimeOfWeek: overtime.ofWeek,
    total: lines.length === 0 ? nothing : total(lines.map(({ exact }) => exact)),
  };
}
