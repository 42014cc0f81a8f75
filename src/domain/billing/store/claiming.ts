import { sql } from 'drizzle-orm';
import { staleVersion } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { billingItemLife } from '../lifecycle/billing-item.ts';
import type { BillingItemRow } from './billing-items.ts';
import { listed, selection, settlement } from './selection.ts';
import { waitingItems, weekOf, type Waiting } from './waiting-items.ts';

/** Items that are on their documents from now on, their ids as Postgres writes an array of them, and how many. */
export interface Claimed {
  ids: string;
  count: number;
}

/** What a purchase order that blocks had too little left for. */
export interface HeldByOrder {
  purchaseOrderId: string;
  number: string;
  itemCount: number;
  amount: string;
}

/** The weeks of what waits, held before the items, so that no version changes meanwhile; an array as Postgres writes it. */
async function holdWeeks(asking: Waiting, { tx, actor }: Context): Promise<string> {
  const [held] = await tx.rows<{ ids: string }>(sql`select coalesce(array_agg(t.id), '{}')::text as ids from (
    select t.id from timesheets t where t.tenant_id = ${actor.tenantId} and t.state <> 'disputed'
      and t.id in (select ${weekOf(sql`i`)} from billing_items i where ${waitingItems(asking, actor.tenantId)})
    order by t.id for update of t) t`);
  return held!.ids;
}

/** The orders that block, held by id: two that bill against one do so one after the other. */
const holdOrders = (asking: Waiting, { tx, actor }: Context) =>
  tx.rows(sql`select o.id from purchase_orders o where o.tenant_id = ${actor.tenantId} and o.when_exhausted = 'block'
    and o.id in (select i.purchase_order_id from billing_items i where ${waitingItems(asking, actor.tenantId)}
      and i.purchase_order_id is not null)
    order by o.id for no key update of o`);

/** How much waits, in items. */
export async function countWaiting(asking: Waiting, { tx, actor }: Context): Promise<number> {
  const [found] = await tx.rows<{ count: number }>(
    sql`select count(*)::int as count from billing_items i where ${waitingItems(asking, actor.tenantId)}`,
  );
  return found!.count;
}

/** What of a selection is held, by order, as a column of JSON; after the common tables of `selection`. */
export const heldByOrder = (
  tenantId: string,
) => sql`(select coalesce(json_agg(json_build_object('purchaseOrderId', h.id,
    'number', o.number, 'itemCount', h.count, 'amount', h.amount::text) order by o.number), '[]'::json)
  from (select h.purchase_order_id as id, count(*)::int as count, sum(h.amount) as amount from held h group by 1) h
  join purchase_orders o on o.tenant_id = ${tenantId} and o.id = h.id)`;

/** Takes all that a run bills, with the fees whose basis is the invoice; what is held stays waiting and is answered. */
export async function claimWaiting(
  asking: Waiting,
  context: Context,
): Promise<Claimed & { held: HeldByOrder[] }> {
  const { tx, actor, now } = context;
  const weeks = await holdWeeks(asking, context);
  await holdOrders(asking, context);
  const [claimed] = await tx.rows<
    Claimed & { held: HeldByOrder[] }
  >(sql`with ${selection(asking, context, { weeks })}, ${settlement},
    claimed as (
      update billing_items i set state = ${step(billingItemLife, 'invoice', 'approved')}, version = i.version + 1,
        updated_at = ${now}::timestamptz, fee_amount = coalesce(f.fee_amount, i.fee_amount), amount = coalesce(f.amount, i.amount),
        vendor_amount = coalesce(f.vendor_amount, i.vendor_amount), allocation = coalesce(f.allocation, i.allocation)
      from billed b left join fees f on f.id = b.id
      where i.tenant_id = ${actor.tenantId} and i.id = b.id returning i.id)
    select coalesce(array_agg(c.id), '{}')::text as ids, count(*)::int as count, ${heldByOrder(actor.tenantId)} as held
    from claimed c`);
  return claimed!;
}

/** Takes items that are held already; `stale_version` where one has moved meanwhile. */
export async function claimItems(
  items: readonly BillingItemRow[],
  { tx, actor, now }: Context,
): Promise<Claimed> {
  const ids = `{${items.map(({ id }) => id).join(',')}}`;
  const [claimed] = await tx.rows<{ count: number }>(sql`with claimed as (
      update billing_items i set state = ${step(billingItemLife, 'invoice', 'approved')}, version = i.version + 1, updated_at = ${now}::timestamptz
      where i.tenant_id = ${actor.tenantId} and i.id in ${listed(ids)} and i.state = 'approved' returning i.id)
    select count(*)::int as count from claimed`);
  if (claimed!.count !== items.length) throw staleVersion();
  return { ids, count: claimed!.count };
}

/** The timesheets behind items that have nothing left to invoice or to credit. */
export async function fullyInvoiced({ ids }: Claimed, { tx, actor }: Context): Promise<string[]> {
  const [found] = await tx.rows<{
    ids: string[];
  }>(sql`select coalesce(array_agg(s.id), '{}')::text[] as ids from (
    select distinct i.source_id as id from billing_items i
    where i.tenant_id = ${actor.tenantId} and i.id in ${listed(ids)} and i.source_noun = 'timesheet') s
    where not exists (select from billing_items w where w.tenant_id = ${actor.tenantId} and w.source_id = s.id
      and w.source_noun = 'timesheet' and w.state in ('pending', 'approved'))`);
  return found!.ids;
}

/** The expenses behind items, none of them a credit. */
export async function expensesOf({ ids }: Claimed, { tx, actor }: Context): Promise<string[]> {
  const [found] = await tx.rows<{
    ids: string[];
  }>(sql`select coalesce(array_agg(distinct i.source_id), '{}')::text[] as ids
    from billing_items i where i.tenant_id = ${actor.tenantId} and i.id in ${listed(ids)} and i.source_noun = 'expense'
      and i.corrects_id is null`);
  return found!.ids;
}
