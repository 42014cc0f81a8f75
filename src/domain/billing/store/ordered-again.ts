import { sql } from 'drizzle-orm';
import type { Fact } from '../../../kernel/event.ts';
import type { Context } from '../../../kernel/operation.ts';
import { purchaseOrderFor, purchaseOrdersOf, type PaidFor } from '../../purchasing/index.ts';
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

const waitingAfter = (programId: string, after: string, { tx, actor }: Context): Promise<Waiting[]> =>
  tx.rows(sql`select i.id, i.version, i.purchase_order_id as "purchaseOrderId", i.work_date_to::text as day,
      i.vendor_id as "vendorId", i.facility_id as "facilityId", i.unit_id as "unitId", i.assignment_id as "assignmentId",
      ${orderBehind} as "orderId",
      coalesce((select jsonb_agg(part -> 'costCenterId') from jsonb_array_elements(i.allocation) part), '[]') as "costCenterIds"
    from billing_items i where i.tenant_id = ${actor.tenantId} and i.program_id = ${programId} and i.state in ('pending', 'approved')
      and i.corrects_id is null and i.id > ${after}
    order by i.id limit ${itemsAtOnce} for update of i`);

/** The programs that have purchase orders. */
export async function programsWithOrders({ tx, actor }: Context): Promise<string[]> {
  const found = await tx.rows<{ id: string }>(sql`select distinct o.program_id as id from purchase_orders o
    where o.tenant_id = ${actor.tenantId} order by 1`);
  return found.map(({ id }) => id);
}

/** Names anew the purchase order of everything that waits in a program; what is invoiced keeps the one that it names. */
export async function orderAgain(programId: string, context: Context): Promise<Fact[]> {
  const orders = await purchaseOrdersOf(programId, context);
  const facts: Fact[] = [];
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const waiting = await waitingAfter(programId, after, context);
    const changes = waiting.flatMap((item) => {
      const purchaseOrderId = purchaseOrderFor(orders, item);
      return purchaseOrderId === item.purchaseOrderId ? [] : [{ row: item, changes: { purchaseOrderId } }];
    });
    for (const item of await context.tx.changeAll(billingItems, changes))
      facts.push(billingItemOrdered(item, {}));
    if (waiting.length < itemsAtOnce) return facts;
    after = waiting.at(-1)!.id;
  }
}
