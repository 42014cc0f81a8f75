import { nothing, toAmount, toRate, total } from '../../../../kernel/exact.ts';
import type { Exact } from '../../../../kernel/exact.ts';
import { sum } from '../../../../kernel/money.ts';
import { epochDay, localDay } from '../../../../kernel/zone.ts';
import type { HourSpan } from '../overtime.ts';
import type { OvertimeSystem } from '../policy.ts';
import type { RatedPay } from '../rated-week.ts';
import { isWithin } from '../span.ts';
import type { Span } from '../span.ts';
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

/** Other pay of the days from that on which a workweek, or a period of them, begins up to that on which the next one does. */
const otherPayIn = ({ otherPay = [], zone }: WeekInput, { start, end }: Span): OtherPay[] =>
  otherPay.filter(({ day }) => epochDay(day) >= localDay(start, zone) && epochDay(day) < localDay(end, zone));

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
  const included = premiums.filter(({ treatment }) => treatment === 'include');
  const regular = regularRateOf(
    [...straight, ...differentials, ...onCall, ...included],
    otherPayIn(input, base),
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
    ...otherEarned(otherPayIn(input, work.week).filter(({ isElsewhere }) => !isElsewhere)),
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
