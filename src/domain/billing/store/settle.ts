import { negate, parseAmount, percentOf, sum } from '../../../kernel/money.ts';
import type { Context } from '../../../kernel/operation.ts';
import { rescale } from '../charging/allocation.ts';
import { chargeOfBilled, feeOfTakenBack, settleFees, standingOf } from '../charging/corrections.ts';
import { divide, shareFee } from '../charging/fees.ts';
import { billingItems } from '../tables.ts';
import { withCorrections, type BillingItemRow } from './billing-items.ts';

/** Settles the fees of items together, where the fee's basis is the invoice, by each vendor and its terms. */
async function settleTogether(
  items: readonly BillingItemRow[],
  feesOf: (together: readonly BillingItemRow[]) => readonly string[],
  { tx }: Context,
): Promise<BillingItemRow[]> {
  const open = items.filter(({ feeBasis, feeModel }) => feeBasis === 'invoice' && feeModel !== 'none');
  const settled = new Map<string, BillingItemRow>();
  for (const together of Map.groupBy(
    open,
    (item) => `${item.vendorId} ${item.feeModel} ${item.feePercent}`,
  ).values()) {
    const fees = feesOf(together);
    for (const [at, item] of together.entries()) {
      const division = divide(chargeOfBilled(item), parseAmount(fees[at]!), item);
      const allocation = rescale(item.allocation, division.amount);
      settled.set(item.id, await tx.change(billingItems, item, { ...division, allocation }));
    }
  }
  return items.map((item) => settled.get(item.id) ?? item);
}

/** Where the fee's basis is the invoice: the fee of each vendor's items on this document together, shared out over them. */
export const settleInvoiceFees = (
  items: readonly BillingItemRow[],
  context: Context,
): Promise<BillingItemRow[]> =>
  settleTogether(
    items,
    (together) => {
      const charges = together.map(chargeOfBilled);
      return shareFee(percentOf(sum(charges), together[0]!.feePercent), charges);
    },
    context,
  );

/** The same of a credit: its percentage, and of no item more than the fee that stands on it. */
export async function settleCreditFees(
  items: readonly BillingItemRow[],
  context: Context,
): Promise<BillingItemRow[]> {
  const waiting = new Set(items.map(({ id }) => id));
  const corrected = await withCorrections([...new Set(items.map(({ correctsId }) => correctsId!))], context);
  const standing = new Map(
    standingOf(corrected.filter(({ id, state }) => !waiting.has(id) && state !== 'approved')).map((item) => [
      item.id,
      item,
    ]),
  );
  return settleTogether(
    items,
    (together) => {
      const charges = together.map(chargeOfBilled);
      const { feePercent } = together[0]!;
      const open = together.map(({ correctsId, minutes }, at) => {
        const charge = negate(charges[at]!);
        const taken = { from: standing.get(correctsId!)!, minutes: -(minutes ?? 0), charge };
        return feeOfTakenBack(taken, percentOf(charge, feePercent));
      });
      return settleFees(open, percentOf(sum(charges), feePercent)).fees;
    },
    context,
  );
}
