import { notFound } from '../../../kernel/errors.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { OrderRow, ReleasePlanRow } from '../store.ts';
import { orders, releasePlans } from '../tables.ts';

/** The plan at the version the caller saw, and its order, locked before it. */
export async function lockPlan(
  id: string,
  context: Context,
): Promise<{ order: OrderRow; plan: ReleasePlanRow }> {
  const found = await context.tx.find(releasePlans, id);
  if (!found) throw notFound();
  const order = await context.take(orders, found.orderId, { version: false });
  return { order, plan: await context.take(releasePlans, id) };
}
