import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { onceEach } from '../../../kernel/once-each.ts';
import type { NewRow } from '../../../kernel/transaction.ts';
import { purchaseOrderFor, purchaseOrdersOf } from '../../purchasing/index.ts';
import type { billingItems } from '../tables.ts';

export type NewItem = NewRow<typeof billingItems>;

/** Names the purchase order that pays for each item, of an assignment's order or of none; a correction keeps the one it has. */
export async function withPurchaseOrders(
  items: readonly (NewItem & { orderId: string | null })[],
  context: Context,
): Promise<NewItem[]> {
  const ordersOf = onceEach(
    (programId: string) => programId,
    (programId) => purchaseOrdersOf(programId, context),
  );
  const named: NewItem[] = [];
  for (const { orderId, ...item } of items) {
    if (item.correctsId) {
      named.push(item);
      continue;
    }
    const purchaseOrderId = purchaseOrderFor(await ordersOf(item.programId), {
      day: item.workDateTo,
      vendorId: item.vendorId,
      facilityId: item.facilityId ?? null,
      unitId: item.unitId ?? null,
      orderId,
      assignmentId: item.assignmentId ?? null,
      costCenterIds: (item.allocation ?? []).map(({ costCenterId }) => costCenterId),
    });
    named.push({ ...item, purchaseOrderId });
  }
  return named;
}

/** The order that billing items, by the alias `i`, are for: their assignment's, or the one that their charge is of. */
export const orderBehind = sql`coalesce(
  (select a.order_id from assignments a where a.tenant_id = i.tenant_id and a.id = i.assignment_id),
  (select c.order_id from charges c where i.source_noun = 'charge' and c.tenant_id = i.tenant_id and c.id = i.source_id))`;

/** The orders that items are for, by the items' ids; null where they are for none. */
export async function ordersBehind(
  itemIds: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, string | null>> {
  const found = await tx.rows<{ id: string; orderId: string | null }>(sql`
    select i.id, ${orderBehind} as "orderId" from billing_items i
    where i.tenant_id = ${actor.tenantId} and i.id = any (${`{${itemIds.join(',')}}`}::uuid[])`);
  return new Map(found.map(({ id, orderId }) => [id, orderId]));
}
