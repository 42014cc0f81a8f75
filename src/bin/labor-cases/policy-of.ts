import { PayPolicy } from '../../domain/time/pay-rules/policy.ts';
import type { Premium } from '../../domain/time/pay-rules/policy.ts';
import { CaseError } from './labor-case.ts';
import type { LaborCase } from './labor-case.ts';
import { policyCode } from './policy-code.ts';
import type { WeekPremiums } from './premiums-in.ts';
import { weekdayNamed } from './weekday-named.ts';
import { weekStartOf } from './week-start.ts';

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

const dayOf = (wall: string) => wall.slice(0, 10);

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
  const { ruleset, params, payPeriodStart, rounding } = one;
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
    workweekStart: weekStartOf(one),
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
