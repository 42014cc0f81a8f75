import {
  add,
  compare,
  parseAmount,
  percentOf,
  subtract,
  sum,
  zeroAmount,
  type Amount,
} from '../../../kernel/money.ts';
import type { ChargedDay } from '../../time/index.ts';
import { stepOn, volumeChange, type MonthStep } from '../../vendors/index.ts';
import { chargeOf, divide, type Division, type FeeTerms } from './fees.ts';

/** What the step of a month does to a week's charge for the days in it. */
export interface VolumeTarget {
  step: MonthStep;
  workDateFrom: string;
  workDateTo: string;
  change: Amount;
  fee: Amount;
}

/** What of it was invoiced before, and is not taken back. */
export interface VolumeBilled {
  agreementId: string;
  month: string;
  amount: string;
  feeAmount: string;
  vendorAmount: string;
}

const chargesFee = ({ feeModel, feeBasis }: FeeTerms) => feeModel !== 'none' && feeBasis !== 'invoice';

/**
 * What the steps do to a version of a week, month by month. Where the fee's basis is the timesheet it is the
 * percentage of the changed gross less that of the gross, so that nothing is lost to rounding.
 */
export function volumeTargets(
  days: readonly ChargedDay[],
  steps: readonly MonthStep[],
  terms: FeeTerms,
): VolumeTarget[] {
  let gross = sum(days.map(({ amount }) => parseAmount(amount)));
  return steps.map((step) => {
    const there = days.filter(({ workDate }) => stepOn(steps, workDate) === step);
    const dates = there.map(({ workDate }) => workDate).toSorted();
    const change = step.band ? volumeChange(there, step.band) : zeroAmount;
    const changed = add(gross, change);
    const fee = !chargesFee(terms)
      ? zeroAmount
      : terms.feeBasis === 'line'
        ? percentOf(change, terms.feePercent)
        : subtract(percentOf(changed, terms.feePercent), percentOf(gross, terms.feePercent));
    gross = changed;
    return { step, workDateFrom: dates[0] ?? step.from, workDateTo: dates.at(-1) ?? step.from, change, fee };
  });
}

/** What is still to be charged, or given back, of a target; undefined where it was invoiced just so. */
export function volumeDue(
  target: VolumeTarget,
  invoiced: readonly VolumeBilled[],
  terms: FeeTerms,
): Division | undefined {
  const before = invoiced.filter(
    ({ agreementId, month }) => agreementId === target.step.agreementId && month === target.step.month,
  );
  const charged = before.map(({ amount, vendorAmount }) =>
    chargeOf({ amount: parseAmount(amount), vendorAmount: parseAmount(vendorAmount) }, terms),
  );
  const change = subtract(target.change, sum(charged));
  const isInvoiceFee = terms.feeBasis === 'invoice';
  const fees = sum(before.map(({ feeAmount }) => parseAmount(feeAmount)));
  const fee = isInvoiceFee ? zeroAmount : subtract(target.fee, fees);
  if (compare(change, zeroAmount) === 0 && compare(fee, zeroAmount) === 0) return undefined;
  return divide(change, fee, terms);
}

const words: Record<NonNullable<MonthStep['band']>['kind'], (value: string) => string> = {
  discount_percent: (value) => `${value} percent off`,
  rate_step: (value) => `${value} an hour`,
  rate_floor: (value) => `no hour below ${value}`,
};

/** What the item is called on a document: `Volume of 2026-03: 2.0000 percent off`. */
export const volumeDescription = ({ month, band }: Pick<MonthStep, 'month' | 'band'>): string =>
  `Volume of ${month.slice(0, 7)}: ${band ? words[band.kind](band.value) : 'no step'}`;
