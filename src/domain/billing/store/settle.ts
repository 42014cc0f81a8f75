import { negate, parseAmount, percentOf, sum } from '../../../kernel/money.ts';
import type { Context } from '../../../kernel/operation.ts';
import { rescale } from '../charging/allocation.ts';
import { chargeOfBilled, feeOfTakenBack, settleFees, standingOf } from '../charging/corrections.ts';
import { divide } from '../charging/fees.ts';
import { billingItems } from '../tables.ts';
import { withCorrections, type BillingItemRow } from './billing-items.ts';

/** Settles the fees of items together, where the fee's basis is the invoice, by each vendor and its terms. */
async function settleTogether(
  items: readonly BillingItemRow[],
  feesOf: (together: readonly BillingItemRow[]) => readonly string[],
  { tx }: Context,
): Promise<BillingItemRow[]> {
  const open = items.filter(({ feeBasis, feeModel }) => feeBasis === 'invoice' && feeModel !== 'none');
  const byTerms = Map.groupBy(open, (item) => `${item.vendorId} ${item.feeModel} ${item.feePercent}`);
  const changes = [...byTerms.values()].flatMap((together) => {
    const fees = feesOf(together);
    return together.map((item, at) => {
      const division = divide(chargeOfBilled(item), parseAmount(fees[at]!), item);
      return { row: item, changes: { ...division, allocation: rescale(item, division.amount) } };
    });
  });
  const changed = await tx.changeAll(billingItems, changes);
  const settled = new Map(changed.map((item) => [item.id, item]));
  return items.map((item) => settled.get(item.id) ?? item);
}

/**
 * The fees of credits where the fee's basis is the invoice (a run settles its own as it takes its items): of each
 * vendor's under the same terms together the percentage, and of no item more than the fee that stands on it.
 */
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
