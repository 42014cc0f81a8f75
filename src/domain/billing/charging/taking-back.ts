import {
  allocate,
  compare,
  negate,
  parseAmount,
  percentOf,
  subtract,
  sum,
  zeroAmount,
  type Amount,
} from '../../../kernel/money.ts';
import { rescale, takenBack, type Charged } from './allocation.ts';
import { standingOf, type Billed } from './corrections.ts';
import { divide, type Division, type FeeTerms } from './fees.ts';

/** An invoiced item, or what was taken back of one, with where it is charged. */
export type Stood = Billed & Charged & Pick<FeeTerms, 'feeBasis' | 'feePercent'>;

/** What is taken back of an item: none of it positive, where the item is not negative. */
export interface Given extends Division {
  minutes: number | null;
  allocation: Charged['allocation'];
}

const isZero = (value: Amount) => compare(value, zeroAmount) === 0;

/** Takes back all that stands of an item after its corrections; undefined where nothing stands. */
export function reversalOf(item: Stood, corrections: readonly Stood[]): Given | undefined {
  const all = [item, ...corrections];
  const standing = (of: 'amount' | 'feeAmount' | 'vendorAmount') =>
    sum(all.map((one) => parseAmount(one[of])));
  const [amount, feeAmount, vendorAmount] = [
    standing('amount'),
    standing('feeAmount'),
    standing('vendorAmount'),
  ];
  const minutes = all.reduce((total, one) => total + (one.minutes ?? 0), 0);
  if (minutes === 0 && [amount, feeAmount, vendorAmount].every(isZero)) return undefined;
  return {
    minutes: item.minutes === null ? null : 0 - minutes,
    amount: negate(amount),
    feeAmount: negate(feeAmount),
    vendorAmount: negate(vendorAmount),
    allocation: takenBack(all),
  };
}

/** The client's amount that stands of an item after its corrections. */
export const standingAmount = (item: Stood, corrections: readonly Stood[]): Amount =>
  sum([item, ...corrections].map(({ amount }) => parseAmount(amount)));

// Each cost center gives back in proportion to what it bears still, and so never more than that.
function ofStanding(all: readonly Stood[], amount: Amount): Charged['allocation'] {
  const whole = negate(sum(all.map((one) => parseAmount(one.amount))));
  return rescale({ amount: whole, allocation: takenBack(all) }, negate(amount));
}

// Of a fee on a whole timesheet comes back what makes it the percentage of what then stands of all of it.
function feeBack(item: Stood, charge: Amount, of: { charge: Amount; fee: Amount }): Amount {
  if (item.feeModel === 'none' || item.feeBasis === 'invoice') return zeroAmount;
  return subtract(of.fee, percentOf(subtract(of.charge, charge), item.feePercent));
}

const within = (value: Amount, low: Amount, high: Amount) =>
  compare(value, low) < 0 ? low : compare(value, high) > 0 ? high : value;

/**
 * Concedes a part of an item, in the client's money: positive, at most what stands of it; of a fee on top its share.
 * `together` is all that was billed with it under one fee: of a timesheet, or the item alone.
 */
export function concessionOf(
  item: Stood,
  corrections: readonly Stood[],
  amount: Amount,
  together: readonly Stood[],
): Given {
  const minutes = item.minutes === null ? null : 0;
  const allocation = ofStanding([item, ...corrections], amount);
  const [from] = standingOf([item, ...corrections]);
  const { charge: standing, fee } = from!;
  if (item.feeModel === 'client_funded') {
    const [charge, share] = isZero(fee) ? [amount, zeroAmount] : allocate(amount, [standing, fee]);
    return { minutes, ...divide(negate(charge!), negate(share!), item), allocation };
  }
  const all = item.feeBasis === 'timesheet' ? standingOf(together) : [from!];
  const of = { charge: sum(all.map((one) => one.charge)), fee: sum(all.map((one) => one.fee)) };
  const left = subtract(standing, amount);
  const needed = compare(fee, left) > 0 ? subtract(fee, left) : zeroAmount;
  const share = item.feeBasis === 'invoice' ? zeroAmount : within(feeBack(item, amount, of), needed, fee);
  return { minutes, ...divide(negate(amount), negate(share), item), allocation };
}
