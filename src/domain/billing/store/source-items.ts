import { and, eq, ne, sql } from 'drizzle-orm';
import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { parseAmount } from '../../../kernel/money.ts';
import type { Context } from '../../../kernel/operation.ts';
import { holdAssignments } from '../../assignments/index.ts';
import { allocateLines } from '../charging/allocation.ts';
import { divideAlone, otherTerms } from '../charging/other-fees.ts';
import { billingItemLife } from '../lifecycle/billing-item.ts';
import { billingItemApproved, billingItemVoided } from '../model.ts';
import { billingItems } from '../tables.ts';
import { stepItems, type BillingItemRow } from './billing-items.ts';
import { withPurchaseOrders } from './ordered.ts';
import { overlookedSources, unbilledSources, type Source, type SourceNoun } from './sources.ts';
import { takeBackAll } from './taking-back.ts';
import { feeTermsIn, sharesOfMany } from './terms.ts';

async function billAll(noun: SourceNoun, sources: readonly Source[], context: Context): Promise<Fact[]> {
  if (sources.length === 0) return [];
  const placed = sources.flatMap(({ assignmentId }) => (assignmentId ? [assignmentId] : []));
  await holdAssignments([...new Set(placed)], context);
  const shares = await sharesOfMany(sources, context);
  const feeTerms = feeTermsIn(context);
  const items = [];
  for (const [at, source] of sources.entries()) {
    const { id, onDay, unitCostCenterId: _unit, orderType: _type, ...said } = source;
    const terms = otherTerms(await feeTerms({ week: source, onDay }), noun === 'expense');
    const division = divideAlone(parseAmount(source.amount), terms);
    items.push({
      ...said,
      sourceNoun: noun,
      sourceId: id,
      sourceRevision: 1,
      lineKey: source.kind,
      workDateFrom: onDay,
      workDateTo: onDay,
      minutes: null,
      ...division,
      ...terms,
      allocation: allocateLines([division.amount], shares[at]!)[0]!,
      state: step(billingItemLife, 'approve', billingItemLife.initial),
    });
  }
  const added = await context.tx.insert(billingItems, await withPurchaseOrders(items, context));
  return added.map((item) => billingItemApproved(item, {}));
}

/** Bills charges, or expenses that are passed through, each once: what was billed ever before is left. */
export const billSources = async (
  noun: SourceNoun,
  ids: readonly string[],
  context: Context,
): Promise<Fact[]> => billAll(noun, await unbilledSources(noun, ids, context), context);

/** Bills what of a program was owed before such things were billed at all. */
export async function billOverlooked(programId: string, context: Context): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const noun of ['charge', 'expense'] as const)
    facts.push(...(await billAll(noun, await overlookedSources(noun, programId, context), context)));
  return facts;
}

const itemsOf = (
  noun: SourceNoun,
  ids: readonly string[],
  { tx, actor }: Context,
): Promise<BillingItemRow[]> =>
  tx.db
    .select()
    .from(billingItems)
    .where(
      and(
        eq(billingItems.tenantId, actor.tenantId),
        eq(billingItems.sourceNoun, noun),
        sql`${billingItems.sourceId} = any (${`{${ids.join(',')}}`}::uuid[])`,
        ne(billingItems.state, 'void'),
      ),
    )
    .orderBy(billingItems.id)
    .for('update');

/** Lets go of what was charged: what waits is void, what was invoiced is taken back for good and waits for its memo. */
export async function withdrawSources(
  noun: SourceNoun,
  ids: readonly string[],
  because: string,
  context: Context,
): Promise<Fact[]> {
  const items = await itemsOf(noun, ids, context);
  const waits = ({ state, correctsId }: BillingItemRow) =>
    correctsId === null && (state === 'pending' || state === 'approved');
  const replaced = await stepItems('void', items.filter(waits), context);
  const credits = await takeBackAll(
    items.filter((item) => !waits(item)),
    context,
    { because, forGood: true },
  );
  return [
    ...replaced.map((item) => billingItemVoided(item, {})),
    ...credits.map((item) => billingItemApproved(item, {})),
  ];
}
