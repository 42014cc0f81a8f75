import { notFound } from '../../../kernel/errors.ts';
import type { Context } from '../../../kernel/operation.ts';
import { lockOrder, type OrderRow, type ReleasePlanRow } from '../store.ts';
import { releasePlans } from '../tables.ts';

/** The plan at the version the caller saw, and its order, locked before it. */
export async function lockPlan(
  id: string,
  context: Context,
): Promise<{ order: OrderRow; plan: ReleasePlanRow }> {
  const found = await context.tx.find(releasePlans, id);
  if (!found) throw notFound();
  const order = await lockOrder(found.orderId, context);
  const plan = (await context.tx.find(releasePlans, id, { lock: true }))!;
  context.expectVersion(plan);
  return { order, plan };
}
