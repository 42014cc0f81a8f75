import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import type { VisibilityRow } from '../store.ts';
import { orderChanges, orderVisibilities } from '../tables.ts';

export type OrderChangeRow = Row<typeof orderChanges>;

/** The change of the order that waits for approval, held until the transaction ends. */
export async function pendingChangeOf(
  orderId: string,
  { tx, actor }: Context,
): Promise<OrderChangeRow | undefined> {
  const [pending] = await tx.db
    .select()
    .from(orderChanges)
    .where(
      and(
        eq(orderChanges.tenantId, actor.tenantId),
        eq(orderChanges.orderId, orderId),
        eq(orderChanges.state, 'pending'),
      ),
    )
    .for('update');
  return pending;
}

/** Counts up the version under which each vendor that reads the order now knows it; those that placed somebody read on. */
export async function countUpVisibilities(
  orderId: string,
  { tx, actor, now }: Context,
): Promise<VisibilityRow[]> {
  const counted = await tx.db
    .update(orderVisibilities)
    .set({ version: sql`${orderVisibilities.version} + 1`, updatedAt: now })
    .where(
      and(
        eq(orderVisibilities.tenantId, actor.tenantId),
        eq(orderVisibilities.orderId, orderId),
        sql`(${orderVisibilities.visibleTo} is null or exists (select from assignments a where a.tenant_id = ${orderVisibilities.tenantId}
          and a.order_id = ${orderVisibilities.orderId} and a.vendor_id = ${orderVisibilities.vendorId}))`,
      ),
    )
    .returning();
  return counted.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}
