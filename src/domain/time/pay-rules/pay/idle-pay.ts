import { exactAmount, exactPay, scale, toRate } from '../../../../kernel/exact.ts';
import { multiplyRate } from '../../../../kernel/money.ts';
import type { Rate } from '../../../../kernel/money.ts';
import { dayText, epochDay } from '../../../../kernel/zone.ts';
import type { TopUp } from '../top-ups.ts';
import type { OtherPay, StatedInterval, WeekInput } from '../week-input.ts';
import type { Earned } from './earned.ts';
import { payRules } from './pay-rules.ts';
import type { RegularRate } from './regular-rate.ts';
import { hoursText } from './words.ts';

type BaseRate = (at: { interval: StatedInterval | null; workDate: string }) => Rate | null;

/** Minutes that were owed and not worked, each at the regular rate, the base rate or a callback's multiple of it; null where a rate is not known. */
export function topUpPay(
  { kind, minutes, workDate, interval, isAtRegularRate, rule }: TopUp,
  regular: RegularRate | null,
  { policy }: WeekInput,
  baseRate: BaseRate,
): Earned | null {
  const line = { earning: kind, code: null, workDate, minutes, rule, isOwn: true } as const;
  if (isAtRegularRate && regular)
    return {
      ...line,
      rate: toRate(regular.hourly),
      exact: scale(regular.hourly, minutes, 60),
      steps: [...regular.steps, `${hoursText(minutes)} at the regular rate`],
    };
  const base = baseRate({ interval, workDate });
  if (base === null) return null;
  const multiplier = kind === 'callback_minimum' ? policy.callback!.multiplier : '1';
  return {
    ...line,
    rate: multiplyRate(base, multiplier),
    exact: exactPay(minutes, base, multiplier),
    steps: [`${hoursText(minutes)} not worked at ${multiplier} times the base rate ${base}`],
  };
}

/** Guaranteed minutes that the facility canceled, at the base rate of the first day of the week that has one; null where none has. */
export function guaranteedPay(
  { guaranteedMinutes = 0, weekStartsOn }: WeekInput,
  baseRate: BaseRate,
): Earned[] | null {
  if (guaranteedMinutes === 0) return [];
  const first = epochDay(weekStartsOn);
  for (let day = first; day < first + 7; day += 1) {
    const rate = baseRate({ interval: null, workDate: dayText(day) });
    if (rate)
      return [
        {
          earning: 'guaranteed_hours',
          code: null,
          workDate: dayText(day),
          minutes: guaranteedMinutes,
          rate,
          exact: exactPay(guaranteedMinutes, rate),
          rule: payRules.guaranteedHours,
          steps: [`${hoursText(guaranteedMinutes)} guaranteed and canceled, not worked`],
          isOwn: true,
        },
      ];
  }
  return null;
}

const treatments = {
  include: [payRules.includedPay, 'part of the regular rate'],
  exclude: [payRules.excludedPay, 'not part of the regular rate'],
  flat_sum: [payRules.flatSum, 'part of the regular rate, by the hours that are not overtime in California'],
} as const;

/** Other pay as it was given. */
export const otherEarned = (otherPay: readonly OtherPay[]): Earned[] =>
  otherPay.map(({ code, amount, day, treatment }) => ({
    earning: 'other',
    code,
    workDate: day,
    minutes: 0,
    rate: null,
    exact: exactAmount(amount),
    rule: treatments[treatment][0],
    steps: [treatments[treatment][1]],
    isOwn: true,
  }));
