import { parseAmount, percentOf, sum } from '../../../kernel/money.ts';
import type { Context } from '../../../kernel/operation.ts';
import { rescale } from '../charging/allocation.ts';
import { chargeOf, divide, shareFee } from '../charging/fees.ts';
import { billingItems } from '../tables.ts';
import type { BillingItemRow } from './billing-items.ts';

const chargeOfItem = (item: BillingItemRow) =>
  chargeOf({ amount: parseAmount(item.amount), vendorAmount: parseAmount(item.vendorAmount) }, item);

/** Where the fee's basis is the invoice: the fee of each vendor's items on this document together, shared out over them. */
export async function settleInvoiceFees(
  items: readonly BillingItemRow[],
  { tx }: Context,
): Promise<BillingItemRow[]> {
  const open = items.filter(({ feeBasis, feeModel }) => feeBasis === 'invoice' && feeModel !== 'none');
  const settled = new Map<string, BillingItemRow>();
  for (const together of Map.groupBy(
    open,
    (item) => `${item.vendorId} ${item.feeModel} ${item.feePercent}`,
  ).values()) {
    const charges = together.map(chargeOfItem);
    const fees = shareFee(percentOf(sum(charges), together[0]!.feePercent), charges);
    for (const [at, item] of together.entries()) {
      const division = divide(charges[at]!, fees[at]!, item);
      const allocation = rescale(item.allocation, division.amount);
      settled.set(item.id, await tx.change(billingItems, item, { ...division, allocation }));
    }
  }
  return items.map((item) => settled.get(item.id) ?? item);
}
