import { weekdayOf } from '../../kernel/week.ts';
import { dayText, epochDay } from '../../kernel/zone.ts';
import { PayPolicy } from '../../domain/time/pay-rules/policy.ts';
import type { Premium } from '../../domain/time/pay-rules/policy.ts';
import { CaseError } from './labor-case.ts';
import type { LaborCase } from './labor-case.ts';
import { weekdayNamed } from './weekday-named.ts';

/** The premiums that may be earned in a week, and the holidays that some of them are for. */
export interface WeekPremiums {
  readonly premiums: readonly Premium[];
  readonly holidays: readonly string[];
}

const systemOf = {
  none: 'none',
  'flsa-40': 'flsa_40',
  'flsa-8-80': 'flsa_8_80',
  'ca-8-12-7th': 'california',
  'ca-aws-12': 'california_aws',
  'ak-8-40': 'alaska',
  'co-12-40': 'colorado',
  'nv-8-40': 'nevada',
} as const;

/** A case's code as a policy writes it. */
export const policyCode = (code: string): string => code.toLowerCase();

const dayOf = (wall: string) => wall.slice(0, 10);
const timeOf = (wall: string) => wall.slice(11);

type Window = NonNullable<Premium['window']>;

/** A span of wall-clock time as the weekly window that holds it once in the week that it is asked for. */
function windowOf(one: LaborCase, from: string, to: string): Window {
  const days = epochDay(dayOf(to)) - epochDay(dayOf(from));
  if (days < 0 || days > 6 || from >= to)
    throw new CaseError(`case ${one.id}: premiumPay: from and to lie less than a week apart, from first`);
  return {
    fromDay: weekdayOf(epochDay(dayOf(from))),
    from: timeOf(from),
    toDay: weekdayOf(epochDay(dayOf(to))),
    to: timeOf(to),
  };
}

/** Whole days are holidays of their own, so that the bill knows them too; other spans are windows of their week. */
export function premiumsIn(one: LaborCase, week: number): WeekPremiums {
  const holidays: string[] = [];
  const length = one.ruleset === 'flsa-8-80' ? 14 : 7;
  const premiums = (one.premiumPay ?? []).flatMap((rule): Premium[] => {
    const { code, multiplier, treatment, earningCode, dailyAfterHours, from, to } = rule;
    const named = { code: policyCode(code), multiplier, treatment };
    if (dailyAfterHours) return [{ ...named, dailyAfterMinutes: Math.round(Number(dailyAfterHours) * 60) }];
    if (earningCode) return [{ ...named, onCallback: true }];
    if (!from || !to)
      throw new CaseError(
        `case ${one.id}: premiumPay: ${code} has earningCode, dailyAfterHours, or from and to`,
      );
    const [first, last] = [epochDay(dayOf(from)), epochDay(dayOf(to))];
    if (last < week || first > week + length) return [];
    const isHoliday = code.startsWith('HOL') && timeOf(from) === '00:00' && timeOf(to) === '00:00';
    if (!isHoliday) return [{ ...named, window: windowOf(one, from, to) }];
    for (let day = first; day < last; day += 1) holidays.push(dayText(day));
    return [{ ...named, onHolidays: true }];
  });
  return { premiums, holidays };
}

function differentialsOf({ differentials }: LaborCase) {
  return differentials.map(({ code, window, flag, amount, percent, apply }) => ({
    code: policyCode(code),
    ...(amount && { payRate: amount }),
    ...(percent && { payPercent: percent }),
    ...(apply && { apply }),
    ...(flag && { roles: [policyCode(flag)] }),
    ...(window && {
      window: {
        from: window.from,
        to: window.to,
        ...(window.fromDay && window.toDay
          ? { fromDay: weekdayNamed(window.fromDay), toDay: weekdayNamed(window.toDay) }
          : {}),
      },
    }),
  }));
}

/** The one guarantee of a case's callbacks; the policy has no two of them. */
function callbackOf(one: LaborCase) {
  const guarantees = new Map(
    one.punches.flatMap(({ guarantee }) => (guarantee ? [[JSON.stringify(guarantee), guarantee]] : [])),
  );
  if (guarantees.size > 1)
    throw new CaseError(`case ${one.id}: punches: guarantee: all guarantees of a case are the same`);
  const [guarantee] = guarantees.values();
  if (!guarantee) return null;
  return {
    minimumMinutes: Math.round(Number(guarantee.minHours) * 60),
    multiplier: guarantee.multiplier,
    billMultiplier: '1',
    from: 'punch',
  };
}

/** What a callback's worked minutes earn beyond the base only premiumPay says, not its guarantee. */
const plainCallback: Premium = {
  code: 'callback_plain',
  multiplier: '1',
  treatment: 'include',
  onCallback: true,
};

const breakSystem = ({ ruleset, mealPremiums }: LaborCase) =>
  !mealPremiums ? 'none' : ruleset === 'co-12-40' ? 'colorado' : 'california';

/** The pay policy of a case in one of its weeks; throws a CaseError where the engine knows no such policy. */
export function policyOf(one: LaborCase, { premiums }: WeekPremiums): PayPolicy {
  const { ruleset, params, payPeriodStart, rounding, workweekStart } = one;
  if (ruleset === 'flsa-8-80' && !payPeriodStart)
    throw new CaseError(`case ${one.id}: payPeriodStart: is needed with flsa-8-80`);
  const callback = callbackOf(one);
  const read = PayPolicy.safeParse({
    overtime: {
      system: systemOf[ruleset],
      ...(payPeriodStart && { payPeriodStartsOn: dayOf(payPeriodStart) }),
      ...(params?.nvMinimumWage && { nevadaMinimumWage: params.nvMinimumWage }),
      ...(params?.nvFourTenAgreement && { fourTenAgreement: true }),
    },
    workweekStart: { day: weekdayNamed(workweekStart.day), time: workweekStart.time },
    rounding: { minutes: rounding?.minutes ?? 0 },
    attribution: 'split_at_midnight',
    differentials: differentialsOf(one),
    premiums: callback ? [...premiums, plainCallback] : premiums,
    meals: { system: breakSystem(one) },
    callback,
    onCall: { continuesDuringCallback: true },
    reportingTime: one.reportingTime ? 'california' : 'none',
    billOvertimeMultiplier: '1',
    bill: { doubleTimeMultiplier: '1' },
  });
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new CaseError(`case ${one.id}: ${issue!.path.join('.')}: ${issue!.message}`);
}
