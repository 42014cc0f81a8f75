import { compareExact, nothing, plus, rounded, total } from '../../kernel/exact.ts';
import type { Exact } from '../../kernel/exact.ts';
import { dayText, epochDay } from '../../kernel/zone.ts';
import type { ExactPayLine } from '../../domain/time/pay-rules/pay/pay-lines.ts';
import { rateExactly } from '../../domain/time/pay-rules/rate.ts';
import type { RatedExactly } from '../../domain/time/pay-rules/rate.ts';
import type { Earning } from '../../domain/time/pay-rules/rated-week.ts';
import type { WeekInput } from '../../domain/time/pay-rules/week-input.ts';
import { billOf } from './bill.ts';
import { CaseError } from './labor-case.ts';
import type { LaborCase, Result } from './labor-case.ts';
import { policyCode } from './policy-code.ts';
import { weekStartOf } from './week-start.ts';
import { weekInputs } from './week-inputs.ts';

interface Rated {
  readonly input: WeekInput;
  readonly rated: RatedExactly;
}

const cents = (value: Exact) => rounded(value, 2);

const premiumCodes: Partial<Record<Earning, string>> = {
  callback_minimum: 'CALLBACK_MIN',
  meal_premium: 'MEAL',
  rest_premium: 'REST',
  reporting_time: 'REPORT',
  on_call: 'ONCALL',
};

function hoursOf(weeks: readonly Rated[]): Result['hours'] {
  const of = (type: string) =>
    weeks
      .flatMap(({ rated }) => rated.split.hours)
      .filter(({ hourType }) => hourType === type)
      .reduce((sum, { start, end }) => sum + end - start, 0);
  const text = (minutes: number) => rounded({ numerator: BigInt(minutes), denominator: 60n }, 4);
  return {
    regular: text(of('regular')),
    overtime: text(of('overtime')),
    doubletime: text(of('double_time')),
  };
}

/** The lines of pay beside straight time, overtime and differentials, by code, in the order of the case. */
function premiumLines(lines: readonly ExactPayLine[], one: LaborCase): { code: string; amount: string }[] {
  const codeOf = ({ earning, code }: ExactPayLine) =>
    earning === 'premium'
      ? (one.premiumPay?.find((rule) => policyCode(rule.code) === code)?.code ?? code!)
      : earning === 'other'
        ? code!
        : premiumCodes[earning];
  const named = lines.flatMap((line) => {
    const code = codeOf(line);
    return code ? [{ code, exact: line.exact }] : [];
  });
  const order = (one.premiumPay ?? []).map(({ code }) => code);
  const rank = (code: string) => (order.includes(code) ? order.indexOf(code) : order.length);
  return [...Map.groupBy(named, ({ code }) => code)]
    .map(([code, all]) => ({ code, amount: cents(total(all.map(({ exact }) => exact))) }))
    .toSorted((left, right) => rank(left.code) - rank(right.code));
}

function amountsOf(lines: readonly ExactPayLine[], premiums: readonly { amount: string }[]) {
  const of = (...earnings: Earning[]) =>
    cents(total(lines.filter(({ earning }) => earnings.includes(earning)).map(({ exact }) => exact)));
  const inCents = (text: string) => BigInt(text.replace('.', ''));
  const added = (texts: readonly string[]) =>
    rounded({ numerator: texts.reduce((sum, text) => sum + inCents(text), 0n), denominator: 100n }, 2);
  const parts = {
    straight: of('regular', 'overtime', 'double_time'),
    overtimePremium: of('overtime_premium'),
    doubletimePremium: of('double_time_premium'),
    differentials: of('differential'),
    premiums: added(premiums.map(({ amount }) => amount)),
  };
  return { ...parts, total: added(Object.values(parts)) };
}

/** The day on which the 14 days begin that hold a week. */
function periodOf({ payPeriodStart }: LaborCase, weekStartsOn: string): string {
  const first = epochDay(payPeriodStart!.slice(0, 10));
  return dayText(first + Math.floor((epochDay(weekStartsOn) - first) / 14) * 14);
}

/** The workweeks that saw work, those of one period of 14 days together. */
function unitsOf(one: LaborCase, weeks: readonly Rated[]): Rated[][] {
  const worked = weeks.filter(({ rated }) => rated.split.hours.length > 0);
  if (one.ruleset !== 'flsa-8-80') return worked.map((week) => [week]);
  return [...Map.groupBy(worked, ({ input }) => periodOf(one, input.weekStartsOn)).values()];
}

function resultOf(one: LaborCase): Result {
  const weeks = weekInputs(one).map((input) => ({ input, rated: rateExactly(input) }));
  const pays = weeks.map(({ rated }) => rated.pay!);
  const lines = pays.flatMap((pay) => pay.lines);
  const premiums = premiumLines(lines, one);
  const credit = pays.reduce((sum, pay) => plus(sum, pay.overtimeCredit), nothing);
  const units = unitsOf(one, weeks);
  const rateOf = ([first]: readonly Rated[]) => {
    const hourly = first!.rated.pay!.regularRate;
    return hourly ? { regularRate: rounded(hourly, 4) } : {};
  };
  const startOf = ([first]: readonly Rated[]) => {
    const { weekStartsOn } = first!.input;
    const day = one.ruleset === 'flsa-8-80' ? periodOf(one, weekStartsOn) : weekStartsOn;
    return `${day}T${weekStartOf(one).time}`;
  };
  const bill = billOf(one);
  return {
    hours: hoursOf(weeks),
    ...(units.length > 1 && {
      byWorkweek: units.map((unit) => ({ start: startOf(unit), hours: hoursOf(unit), ...rateOf(unit) })),
    }),
    amounts: amountsOf(lines, premiums),
    ...(premiums.length > 0 && { premiumLines: premiums }),
    ...(units.length === 1 && rateOf(units[0]!)),
    ...(compareExact(credit, nothing) > 0 && { overtimeCredit: cents(credit) }),
    ...(bill && { bill }),
  };
}

/** What the engine makes of a case, in the shape of `expected`; throws a CaseError where it cannot be rated. */
export function rateCase(one: LaborCase): Result {
  try {
    return resultOf(one);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CaseError(`case ${one.id}: ${error.message}`, { cause: error });
  }
}
