import { centsOf, parseAmount } from '../../../kernel/money.ts';
import type { CenterWeight } from '../../time/index.ts';
import type { Share } from './allocation.ts';

/** What a version charges for a day, and by which cost centers that day is borne. */
export interface BorneDay {
  amount: string;
  weights: readonly CenterWeight[];
}

const total = (weights: readonly CenterWeight[]) =>
  weights.reduce((whole, { weight }) => whole + BigInt(weight), 0n);

function commonMultiple(one: bigint, other: bigint): bigint {
  let [left, right] = [one, other];
  while (right > 0n) [left, right] = [right, left % right];
  return (one / left) * other;
}

/** Whether two days are borne by the same cost centers in the same proportions. */
export function sameProportions(one: readonly CenterWeight[], other: readonly CenterWeight[]): boolean {
  if (one.length !== other.length) return false;
  const [ofOne, ofOther] = [total(one), total(other)];
  return one.every(({ costCenterId, weight }) => {
    const there = other.find((part) => part.costCenterId === costCenterId);
    return there !== undefined && BigInt(weight) * ofOther === BigInt(there.weight) * ofOne;
  });
}

/**
 * The shares of a week whose days are borne in different ways: exactly what each cost center bears of all its days, so
 * that cents are rounded once, over the whole week.
 */
export function sharesOver(
  days: readonly BorneDay[],
  codeOf: (costCenterId: string | null) => string | null,
): Share[] {
  const charged = days.filter(({ amount }) => centsOf(parseAmount(amount)) > 0n);
  const told = charged.length > 0 ? charged : days.slice(0, 1).map((day) => ({ ...day, amount: '1.00' }));
  const whole = told.map(({ weights }) => total(weights)).reduce(commonMultiple, 1n);
  const borne = new Map<string | null, bigint>();
  for (const { amount, weights } of told) {
    const each = (centsOf(parseAmount(amount)) * whole) / total(weights);
    for (const { costCenterId, weight } of weights)
      borne.set(costCenterId, (borne.get(costCenterId) ?? 0n) + each * BigInt(weight));
  }
  return [...borne].map(([costCenterId, weight]) => ({ costCenterId, code: codeOf(costCenterId), weight }));
}
