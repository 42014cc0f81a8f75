import { and, eq, sql } from 'drizzle-orm';
import { step } from '../../../kernel/lifecycle.ts';
import { compare, negate, parseAmount, zeroAmount, type Amount } from '../../../kernel/money.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { NewRow } from '../../../kernel/transaction.ts';
import { rescale } from '../charging/allocation.ts';
import { divide, type Division } from '../charging/fees.ts';
import { concessionOf, reversalOf, standingAmount, type Given } from '../charging/taking-back.ts';
import { billingItemLife } from '../lifecycle/billing-item.ts';
import { moreThanStands } from '../model.ts';
import { billingItems } from '../tables.ts';
import type { BillingItemRow } from './billing-items.ts';
import { ordersBehind, withPurchaseOrders } from './ordered.ts';

const approved = step(billingItemLife, 'approve', billingItemLife.initial);
const isInvoiced = ({ state }: BillingItemRow) => state === 'invoiced' || state === 'paid';
const idList = (ids: readonly string[]) => sql`(${`{${ids.join(',')}}`}::uuid[])`;

interface Held {
  item: BillingItemRow;
  /** Those that are void too: they keep the keys that they have. */
  corrections: BillingItemRow[];
}

/** The items as they stand now with all that corrects them, held until the transaction ends, in the order of their ids. */
async function hold(items: readonly BillingItemRow[], { tx, actor }: Context): Promise<Held[]> {
  const originals = [...new Set(items.filter((item) => item.correctsId === null).map(({ id }) => id))];
  if (originals.length === 0) return [];
  const held = await tx.takeAll(billingItems, originals);
  const corrections = await tx.db
    .select()
    .from(billingItems)
    .where(
      and(
        eq(billingItems.tenantId, actor.tenantId),
        sql`${billingItems.correctsId} = any ${idList(originals)}`,
      ),
    )
    .orderBy(billingItems.id)
    .for('update');
  const byItem = Map.groupBy(corrections, ({ correctsId }) => correctsId!);
  return [...held.values()].map((item) => ({ item, corrections: byItem.get(item.id) ?? [] }));
}

const standing = (corrections: readonly BillingItemRow[]) =>
  corrections.filter(({ state }) => state !== 'void');

/** What both kinds of items that follow from an invoiced one take over of it. */
const takenOver = (item: BillingItemRow) => ({
  programId: item.programId,
  facilityId: item.facilityId,
  unitId: item.unitId,
  vendorId: item.vendorId,
  workerId: item.workerId,
  sourceNoun: item.sourceNoun,
  sourceId: item.sourceId,
  sourceRevision: item.sourceRevision,
  assignmentId: item.assignmentId,
  purchaseOrderId: item.purchaseOrderId,
  sourceSystem: item.sourceSystem,
  sourceReference: item.sourceReference,
  hourType: item.hourType,
  differentialCode: item.differentialCode,
  workDateFrom: item.workDateFrom,
  workDateTo: item.workDateTo,
  rate: item.rate,
  currency: item.currency,
  agreementId: item.agreementId,
  feeModel: item.feeModel,
  feeBasis: item.feeBasis,
  feePercent: item.feePercent,
  state: approved,
});

const creditOf = (
  { item, corrections }: Held,
  { allocation, ...given }: Given,
  correction: 'concession' | 'reversal',
  because: string,
): NewRow<typeof billingItems> => ({
  ...takenOver(item),
  kind: 'adjustment',
  // Several credits of one item are told apart; the line is the one of the item.
  lineKey: `${item.lineKey}#${corrections.length + 1}`,
  round: item.round,
  correctsId: item.id,
  correction,
  reason: because,
  description: `Credit: ${item.description}`.slice(0, 500),
  ...given,
  allocation: [...allocation],
});

/**
 * Takes back all that stands of invoiced items, waiting corrections counted: an approved credit for each of which
 * anything stands. `forGood` where it is not billed again: later versions of a timesheet then owe only what goes beyond.
 */
export async function takeBackAll(
  items: readonly BillingItemRow[],
  context: Context,
  { because, forGood = false }: { because: string; forGood?: boolean },
): Promise<BillingItemRow[]> {
  const correction = forGood ? 'concession' : 'reversal';
  const credits = (await hold(items, context)).flatMap((held) => {
    const given = isInvoiced(held.item) && reversalOf(held.item, standing(held.corrections));
    return given ? [creditOf(held, given, correction, because)] : [];
  });
  return context.tx.insert(billingItems, credits);
}

/**
 * Concedes a part of an invoiced item, positive, in the client's money; `more_than_stands` says what stands of it.
 * Later versions of its timesheet never bill it back.
 */
export async function concede(
  item: BillingItemRow,
  amount: Amount,
  { because }: { because: string },
  context: Context,
): Promise<BillingItemRow> {
  const [held] = await hold([item], context);
  const corrections = standing(held?.corrections ?? []);
  const left = held && isInvoiced(held.item) ? standingAmount(held.item, corrections) : zeroAmount;
  if (!held || compare(amount, zeroAmount) <= 0 || compare(amount, left) > 0)
    throw moreThanStands({ detail: `At most ${left} stands of it.`, facts: { left } });
  const together = held.item.feeBasis === 'timesheet' ? await billedTogether(held.item, context) : [];
  const given = concessionOf(held.item, corrections, amount, together);
  const [row] = await context.tx.insert(billingItems, [creditOf(held, given, 'concession', because)]);
  return row!;
}

/** All that was invoiced of the source of an item, and what is taken back of it. */
const billedTogether = ({ sourceNoun, sourceId }: BillingItemRow, { tx, actor }: Context) =>
  tx.db
    .select()
    .from(billingItems)
    .where(
      and(
        eq(billingItems.tenantId, actor.tenantId),
        eq(billingItems.sourceNoun, sourceNoun),
        eq(billingItems.sourceId, sourceId),
        sql`(${billingItems.state} in ('invoiced', 'paid') or ${billingItems.correction} in ('concession', 'reversal'))`,
        sql`${billingItems.state} <> 'void'`,
      ),
    )
    .orderBy(billingItems.sourceRevision, billingItems.id);

// A fee on the document is charged by the next one.
function divisionAgain({ amount, feeAmount, vendorAmount }: Division, item: BillingItemRow): Division {
  if (item.feeModel === 'none' || item.feeBasis !== 'invoice') return { amount, feeAmount, vendorAmount };
  return divide(item.feeModel === 'client_funded' ? vendorAmount : amount, zeroAmount, item);
}

/**
 * Bills in the next round what was wholly taken back of items, as it stood then: approved, of the same terms, and on the
 * purchase order that pays for it now.
 */
export async function billAgain(
  items: readonly BillingItemRow[],
  context: Context,
): Promise<BillingItemRow[]> {
  const held = await hold(items, context);
  const orders = await ordersBehind(
    held.map(({ item }) => item.id),
    context,
  );
  const again = held.flatMap(({ item, corrections }) => {
    const back = standing(corrections).findLast(({ correction }) => correction === 'reversal');
    if (!back || reversalOf(item, standing(corrections))) return [];
    const stood = {
      amount: negate(parseAmount(back.amount)),
      feeAmount: negate(parseAmount(back.feeAmount)),
      vendorAmount: negate(parseAmount(back.vendorAmount)),
      allocation: back.allocation.map((part) => ({ ...part, amount: negate(parseAmount(part.amount)) })),
    };
    const division = divisionAgain(stood, item);
    const { kind, lineKey, round, description, quantity, unitOfMeasure, explanation } = item;
    return [
      {
        ...takenOver(item),
        orderId: orders.get(item.id) ?? null,
        kind,
        lineKey,
        round: round + 1,
        description,
        quantity,
        unitOfMeasure,
        explanation,
        minutes: back.minutes === null ? null : 0 - back.minutes,
        ...division,
        allocation: rescale(stood, division.amount),
      },
    ];
  });
  return context.tx.insert(billingItems, await withPurchaseOrders(again, context));
}
