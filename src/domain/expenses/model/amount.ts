import { parseAmount, parseRate, priceOf, type Amount } from '../../../kernel/money.ts';
import type { TermStep } from '../../vendors/index.ts';
import type { ExpenseRate } from './category.ts';

/** What is claimed: an amount, or a quantity of what has a rate. */
export interface Claimed {
  incurredOn: string;
  quantity?: string | null | undefined;
  amount?: string | null | undefined;
}

/** What came of a claim: money, the rate that was applied, and how. */
export interface Reckoned {
  amount: Amount;
  quantity: string | null;
  rate: string | null;
  step: TermStep;
}

export type AmountFault =
  | 'amount_required'
  | 'quantity_required'
  | 'not_stated'
  | 'no_rate'
  | 'over_a_day'
  | 'no_money';

/** The rate of a day: the last that began on it or before. */
export const rateOn = (rates: readonly ExpenseRate[], day: string): ExpenseRate | undefined =>
  rates.findLast(({ from }) => from <= day);

const unitOf = { mileage: 'miles', per_diem: 'days' } as const;

/**
 * The amount of a claim: as stated, or quantity × rate of its day, exactly, rounded once to cents, half away from zero. A
 * per diem is of one day or a part of it. Where the claim is not of its kind, why.
 */
export function reckon(
  { kind, rates }: { kind: 'amount' | 'mileage' | 'per_diem'; rates: readonly ExpenseRate[] },
  { incurredOn, quantity, amount }: Claimed,
): Reckoned | AmountFault {
  if (kind === 'amount') {
    if (amount == null) return 'amount_required';
    if (quantity != null) return 'not_stated';
    const stated = parseAmount(amount);
    const step = { name: 'amount', detail: 'as stated', result: stated };
    return { amount: stated, quantity: null, rate: null, step };
  }
  if (quantity == null) return 'quantity_required';
  if (amount != null) return 'not_stated';
  if (kind === 'per_diem' && Number(quantity) > 1) return 'over_a_day';
  const held = rateOn(rates, incurredOn);
  if (!held) return 'no_rate';
  const rate = parseRate(held.rate);
  const owed = priceOf(quantity, rate);
  if (owed === '0.00') return 'no_money';
  const detail = `${quantity} ${unitOf[kind]} × ${rate}, the rate from ${held.from} on`;
  return { amount: owed, quantity, rate, step: { name: 'amount', detail, result: owed } };
}
