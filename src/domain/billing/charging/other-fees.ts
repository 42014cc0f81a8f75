import { percentOf, zeroAmount, type Amount } from '../../../kernel/money.ts';
import { divide, type Division, type FeeTerms } from './fees.ts';

/**
 * The fee's terms for what is charged besides time: where the agreement's fee is of each timesheet, other things bear
 * none, nor does what is exempt: what is passed through at cost, and credits of services.
 */
export const otherTerms = (agreed: FeeTerms, isExempt: boolean): FeeTerms =>
  isExempt || agreed.feeModel === 'none' || agreed.feeBasis === 'timesheet'
    ? { ...agreed, feeModel: 'none', feePercent: '0' }
    : agreed;

/** The terms where the sender says that an item bears the fee: the agreement's percentage of the item itself. */
export const bearingTerms = (agreed: FeeTerms): FeeTerms =>
  agreed.feeBasis === 'timesheet' ? { ...agreed, feeBasis: 'line' } : agreed;

/** A charge that stands alone, divided by its terms; where the basis is the invoice, its document charges the fee. */
export function divideAlone(charge: Amount, terms: FeeTerms): Division {
  const isCharged = terms.feeModel !== 'none' && terms.feeBasis === 'line';
  return divide(charge, isCharged ? percentOf(charge, terms.feePercent) : zeroAmount, terms);
}
