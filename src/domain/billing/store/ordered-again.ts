import { sql, type SQL } from 'drizzle-orm';
import type { Fact } from '../../../kernel/event.ts';
import type { Context } from '../../../kernel/operation.ts';
import {
  purchaseOrderFor,
  purchaseOrdersOf,
  type MatchedOrder,
  type PaidFor,
} from '../../purchasing/index.ts';
import { billingItemOrdered } from '../model.ts';
import { billingItems } from '../tables.ts';
import { orderBehind } from './ordered.ts';

// So many at a time are held in memory.
const itemsAtOnce = 5_000;

interface Waiting extends PaidFor {
  id: string;
  version: number;
  purchaseOrderId: string | null;
}

/** What waits in a program; of it, where told, what names an order. */
interface Where {
  programId: string;
  naming?: string;
}

const waitingOf = (which: SQL, { tx, actor }: Context): Promise<Waiting[]> =>
  tx.rows(sql`select i.id, i.version, i.purchase_order_id as "purchaseOrderId", i.work_date_to::text as day,
      i.vendor_id as "vendorId", i.facility_id as "facilityId", i.unit_id as "unitId", i.assignment_id as "assignmentId",
      ${orderBehind} as "orderId",
      coalesce((select jsonb_agg(part -> 'costCenterId') from jsonb_array_elements(i.allocation) part), '[]') as "costCenterIds"
    from billing_items i where i.tenant_id = ${actor.tenantId} and i.state in ('pending', 'approved') and i.corrects_id is null and ${which}
    order by i.id limit ${itemsAtOnce} for update of i`);

/** The programs that have purchase orders. */
export async function programsWithOrders({ tx, actor }: Context): Promise<string[]> {
  const found = await tx.rows<{ id: string }>(sql`select distinct o.program_id as id from purchase_orders o
    where o.tenant_id = ${actor.tenantId} order by 1`);
  return found.map(({ id }) => id);
}

async function nameOrders(
  waiting: readonly Waiting[],
  orders: readonly MatchedOrder[],
  context: Context,
): Promise<Fact[]> {
  const changes = waiting.flatMap((item) => {
    const purchaseOrderId = purchaseOrderFor(orders, item);
    return purchaseOrderId === item.purchaseOrderId ? [] : [{ row: item, changes: { purchaseOrderId } }];
  });
  const named = await context.tx.changeAll(billingItems, changes);
  return named.map((item) => billingItemOrdered(item, {}));
}

/** Names anew the purchase order of what waits; what is invoiced keeps the one that it names. */
export async function orderAgain(where: Where, context: Context): Promise<Fact[]> {
  const orders = await purchaseOrdersOf(where.programId, context);
  const named = where.naming ? sql`and i.purchase_order_id = ${where.naming}` : sql``;
  const facts: Fact[] = [];
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const waiting = await waitingOf(
      sql`i.program_id = ${where.programId} and i.id > ${after} ${named}`,
      context,
    );
    facts.push(...(await nameOrders(waiting, orders, context)));
    if (waiting.length < itemsAtOnce) return facts;
    after = waiting.at(-1)!.id;
  }
}

/** The same of some items of a program, which are charged to other cost centers. */
export async function orderItemsAgain(
  programId: string,
  itemIds: readonly string[],
  context: Context,
): Promise<Fact[]> {
  if (itemIds.length === 0) return [];
  const orders = await purchaseOrdersOf(programId, context);
  const facts: Fact[] = [];
  for (let start = 0; start < itemIds.length; start += itemsAtOnce) {
    const some = `{${itemIds.slice(start, start + itemsAtOnce).join(',')}}`;
    const waiting = await waitingOf(
      sql`i.program_id = ${programId} and i.id = any (${some}::uuid[])`,
      context,
    );
    facts.push(...(await nameOrders(waiting, orders, context)));
  }
  return facts;
}
