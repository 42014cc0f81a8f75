import { exactAmount, nothing, plus, rounded, scale, toAmount, total } from '../../../../kernel/exact.ts';
import type { Exact } from '../../../../kernel/exact.ts';
import { minutesIn } from '../span.ts';
import type { HourSpan } from '../overtime.ts';
import type { OvertimeSystem } from '../policy.ts';
import type { OtherPay } from '../week-input.ts';
import type { Earned } from './earned.ts';
import { hoursText } from './words.ts';

/** What an hour of the base was worth, 29 CFR 778.109: remuneration for employment ÷ hours worked. */
export interface RegularRate {
  /** Per hour; with California's flat sums their part for each hour that is not overtime. */
  readonly hourly: Exact;
  /** What half of it, and all of it, is for some minutes: the premium of overtime, of double time. */
  readonly overtimePremium: (minutes: number) => Exact;
  readonly doubleTimePremium: (minutes: number) => Exact;
  readonly steps: readonly string[];
}

const ofType = (hours: readonly HourSpan[], hourType: HourSpan['hourType']) =>
  minutesIn(hours.filter((span) => span.hourType === hourType));

/** Whether flat sums are divided as in California: by the hours that are not overtime, Alvarado v. Dart (2018). */
const isCalifornia = (system: OvertimeSystem) => system === 'california' || system === 'california_aws';

/**
 * The regular rate of the workweek, or of the 14 days of 8-and-80: straight time, differentials, pay on call, premiums and
 * other pay that are included. Two rates make their weighted average (29 CFR 778.115). Null where nothing was worked.
 */
export function regularRateOf(
  included: readonly Earned[],
  otherPay: readonly OtherPay[],
  hours: readonly HourSpan[],
  system: OvertimeSystem,
): RegularRate | null {
  const minutes = minutesIn(hours);
  if (minutes === 0) return null;
  const sumOf = (treatment: OtherPay['treatment']) =>
    total(otherPay.filter((pay) => pay.treatment === treatment).map(({ amount }) => exactAmount(amount)));
  const straightMinutes = ofType(hours, 'regular');
  const isFlat = isCalifornia(system) && straightMinutes > 0;
  const flat = isFlat ? sumOf('flat_sum') : nothing;
  const pay = total([
    ...included.map(({ exact }) => exact),
    sumOf('include'),
    ...(isFlat ? [] : [sumOf('flat_sum')]),
  ]);
  const hasFlat = flat.numerator !== 0n;
  const flatHourly = hasFlat ? scale(flat, 60, straightMinutes) : nothing;
  const average = scale(pay, 60, minutes);
  const hourly = hasFlat ? plus(average, flatHourly) : average;
  const premium = (half: bigint, flatTimes: bigint) => (ofMinutes: number) => {
    const due = scale(pay, BigInt(ofMinutes) * half, BigInt(minutes) * 2n);
    return hasFlat
      ? plus(due, scale(flat, BigInt(ofMinutes) * flatTimes, BigInt(straightMinutes) * 2n))
      : due;
  };
  const steps = [`regular rate ${rounded(average, 4)} = ${toAmount(pay)} / ${hoursText(minutes)} worked`];
  if (hasFlat)
    steps.push(
      `flat sum ${toAmount(flat)} / ${hoursText(straightMinutes)} not overtime = ${rounded(flatHourly, 4)} more an hour`,
    );
  return { hourly, overtimePremium: premium(1n, 3n), doubleTimePremium: premium(2n, 4n), steps };
}
