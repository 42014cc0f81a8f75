import { notFound } from '../../kernel/errors.ts';
import type { Context } from '../../kernel/operation.ts';
import { orderClosed } from './model/order.ts';
import type { OrderRow } from './store.ts';
import { orders } from './tables.ts';

/** Whether an order in this state takes submissions. */
export const isTaking = ({ state }: Pick<OrderRow, 'state'>): boolean =>
  state === 'open' || state === 'partially_filled';

/** Whether the instant is not past; no instant never is. */
export const isAhead = (instant: string | null, now: string): boolean =>
  instant === null || Temporal.Instant.compare(instant, now) > 0;

/**
 * The order that a submission is for, held until the transaction ends; `order_closed` where it takes none now.
 * To a vendor an order that it does not see at this instant is `not_found`.
 */
export async function orderForSubmission(orderId: string, { tx, now }: Context): Promise<OrderRow> {
  const order = await tx.find(orders, orderId, { lock: true });
  if (!order) throw notFound();
  if (!isTaking(order) || !isAhead(order.respondBy, now)) throw orderClosed();
  return order;
}
