import { compare, negate, parseAmount, zeroAmount, type Amount } from '../../../kernel/money.ts';
import { allocateLines, type Share } from './allocation.ts';
import { priceDifference, type InvoicedItem } from './difference.ts';
import { divideAlone } from './other-fees.ts';
import type { FeeTerms } from './fees.ts';
import type { ChargeLine, PricedLine } from './version.ts';

const isNegative = (amount: string) => compare(parseAmount(amount), zeroAmount) < 0;
const flipped = (amount: string): Amount => negate(parseAmount(amount));

// What is owed the other way is reckoned as its mirror image.
const mirrored = <Item extends Pick<InvoicedItem, 'amount' | 'feeAmount' | 'vendorAmount' | 'allocation'>>(
  item: Item,
): Item => ({
  ...item,
  amount: flipped(item.amount),
  feeAmount: flipped(item.feeAmount),
  vendorAmount: flipped(item.vendorAmount),
  allocation: item.allocation.map((part) => ({ ...part, amount: flipped(part.amount) })),
});

function oneWay(
  line: ChargeLine,
  charge: Amount,
  invoiced: readonly InvoicedItem[],
  terms: FeeTerms,
  shares: readonly Share[],
): PricedLine[] {
  if (invoiced.length > 0) {
    const now = compare(charge, zeroAmount) === 0 ? [] : [{ ...line, amount: charge }];
    return priceDifference(now, invoiced, terms, shares).map((priced) => ({ ...priced, minutes: null }));
  }
  if (compare(charge, zeroAmount) === 0) return [];
  const division = divideAlone(charge, terms);
  const allocation = allocateLines([division.amount], shares)[0]!;
  return [{ ...line, ...division, kind: 'adjustment', correctsId: null, correction: null, allocation }];
}

/**
 * What is billed, or taken back, of a charge that stands alone, beside what was invoiced of it: of either sign. What was
 * conceded stays so.
 */
export function chargeAlone(
  line: Omit<ChargeLine, 'amount' | 'minutes'>,
  charge: Amount,
  invoiced: readonly InvoicedItem[],
  terms: FeeTerms,
  shares: readonly Share[],
): PricedLine[] {
  const whole = { ...line, minutes: null, amount: zeroAmount };
  const negative = new Set(
    invoiced.filter((item) => !item.correctsId && isNegative(item.amount)).map(({ id }) => id),
  );
  const isOwedBack = (item: InvoicedItem) => negative.has(item.correctsId ?? item.id);
  const [owed, back] = isNegative(charge) ? [zeroAmount, negate(charge)] : [charge, zeroAmount];
  const credited = invoiced.filter(isOwedBack).map(mirrored);
  const charged = invoiced.filter((item) => !isOwedBack(item));
  return [
    ...oneWay(whole, owed, charged, terms, shares),
    ...oneWay(whole, back, credited, terms, shares).map(mirrored),
  ];
}
