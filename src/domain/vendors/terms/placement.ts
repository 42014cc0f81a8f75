import { negate, parseAmount, partOf, percentOf, zeroAmount, type Amount } from '../../../kernel/money.ts';
import { epochDay } from '../../../kernel/zone.ts';
import type { RefundStep } from './model.ts';
import type { TermStep } from './step.ts';

/** What is agreed of a hire: a fee by the salary or flat, and what of it comes back within the guarantee. */
export interface PlacementTerms {
  feeKind: 'percent_of_salary' | 'flat';
  /** A decimal string: a percentage of at most 4 places, or an amount. */
  feeValue: string;
  guaranteeDays: number;
  refundKind: 'pro_rata' | 'steps' | 'none';
  refundSteps: readonly RefundStep[];
}

interface Reckoned {
  amount: Amount;
  steps: TermStep[];
}

/** The fee of a hire at a salary a year, rounded once to cents, half away from zero. */
export function placementFee({ feeKind, feeValue }: PlacementTerms, annualSalary: string): Reckoned {
  const isPart = feeKind === 'percent_of_salary';
  const amount = isPart
    ? percentOf(parseAmount(annualSalary), feeValue)
    : parseAmount(feeValue.replace(/(\.\d{2})0*$/, '$1'));
  const detail = isPart
    ? `${feeValue} % of a salary of ${annualSalary} a year, rounded once to cents, half away from zero`
    : 'the amount agreed';
  return { amount, steps: [{ name: 'fee', detail, result: amount }] };
}

/** Which part of a fee comes back where the person's last day was such a day of employment, the first being 1. */
function returned(
  { guaranteeDays, refundKind, refundSteps }: PlacementTerms,
  fee: Amount,
  day: number,
): Reckoned {
  if (refundKind === 'pro_rata') {
    const left = guaranteeDays - day;
    const amount = partOf(fee, left, guaranteeDays);
    const detail = `${left} of ${guaranteeDays} guaranteed days were left: that part of ${fee}, rounded once to cents, half away from zero`;
    return { amount, steps: [{ name: 'refund', detail, result: negate(amount) }] };
  }
  const step = refundKind === 'steps' ? refundSteps.find(({ throughDay }) => day <= throughDay) : undefined;
  const amount = step ? percentOf(fee, step.percent) : zeroAmount;
  const detail = step
    ? `through day ${step.throughDay} ${step.percent} % of ${fee} come back`
    : 'nothing comes back by what was agreed';
  return { amount, steps: [{ name: 'refund', detail, result: negate(amount) }] };
}

/**
 * What comes back of a fee where the person left: below zero or nothing. Days are calendar days, both the first and the
 * last one worked; a last day after the guarantee's brings nothing back.
 */
export function placementRefund(
  terms: PlacementTerms,
  fee: Amount,
  { startedOn, leftOn }: { startedOn: string; leftOn: string },
): Reckoned {
  const day = epochDay(leftOn) - epochDay(startedOn) + 1;
  const within = day <= terms.guaranteeDays;
  const told: TermStep = {
    name: 'guarantee',
    detail: `from ${startedOn} to ${leftOn}: day ${day} of ${terms.guaranteeDays} guaranteed`,
    result: within ? 'within' : 'over',
  };
  if (!within) return { amount: zeroAmount, steps: [told] };
  const { amount, steps } = returned(terms, fee, day);
  return { amount: negate(amount), steps: [told, ...steps] };
}
