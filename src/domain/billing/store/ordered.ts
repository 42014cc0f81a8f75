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
