import { exactAmount, exactPay, rounded, scale } from '../../kernel/exact.ts';
import { rateWeek } from '../../domain/time/pay-rules/rate.ts';
import type { ChargeLine, HourType } from '../../domain/time/pay-rules/rated-week.ts';
import { billedHolidays } from './billed-holidays.ts';
import type { LaborCase, Result } from './labor-case.ts';
import { weekInputs } from './week-inputs.ts';

type Bill = NonNullable<Result['bill']>;
type Category = Bill['lines'][number]['category'];

const categories: Category[] = ['REG', 'OT', 'DT', 'HOL', 'ONCALL', 'CALLBACK'];
const categoryOf: Partial<Record<HourType, Category>> = {
  regular: 'REG',
  overtime: 'OT',
  double_time: 'DT',
  holiday: 'HOL',
  on_call: 'ONCALL',
  callback: 'CALLBACK',
};

/** The charge lines of a case, by the categories it has rates of. */
function chargesOf(one: LaborCase): ChargeLine[] {
  const { rates } = one.bill!;
  const holidays = rates.HOL ? billedHolidays(one) : { rule: null, days: [] };
  return weekInputs(one).flatMap((input) => {
    const { callback } = input.policy;
    const policy = { ...input.policy, callback: rates.CALLBACK ? callback : null, holidays: holidays.rule };
    return [...rateWeek({ ...input, policy, holidays: holidays.days }).chargeLines];
  });
}

/** The bill of a case: each category's amount and fee rounded once, as its contract rounds. */
export function billOf(one: LaborCase): Bill | null {
  if (!one.bill) return null;
  const { rates, feePercent, feeFundedBy, rounding } = one.bill;
  const isHalfEven = rounding === 'half-even';
  const minutesOf = new Map<Category, number>();
  for (const { hourType, minutes } of chargesOf(one)) {
    const category = categoryOf[hourType];
    // What has no rate of its own is billed as regular hours; what is no category is not billed at all.
    const billedAs = category && (rates[category] ? category : 'REG');
    if (billedAs) minutesOf.set(billedAs, (minutesOf.get(billedAs) ?? 0) + minutes);
  }
  const [whole = '0', fraction = ''] = feePercent.split('.');
  const lines = categories.flatMap((category) => {
    const minutes = minutesOf.get(category);
    if (!minutes) return [];
    const amount = rounded(exactPay(minutes, rates[category]!), 2, isHalfEven);
    const fee = rounded(
      scale(exactAmount(amount), BigInt(whole + fraction), 100n * 10n ** BigInt(fraction.length)),
      2,
      isHalfEven,
    );
    const hours = rounded({ numerator: BigInt(minutes), denominator: 60n }, 4);
    return [{ category, hours, rate: rates[category]!, amount, fee }];
  });
  const cents = (text: string) => BigInt(text.replace('.', ''));
  const text = (units: bigint) => rounded({ numerator: units, denominator: 100n }, 2);
  const gross = lines.reduce((sum, { amount }) => sum + cents(amount), 0n);
  const fee = lines.reduce((sum, line) => sum + cents(line.fee), 0n);
  const isClient = feeFundedBy === 'client';
  return {
    lines,
    gross: text(gross),
    fee: text(fee),
    clientPays: text(isClient ? gross + fee : gross),
    supplierReceives: text(isClient ? gross : gross - fee),
  };
}
