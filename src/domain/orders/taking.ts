import type { Context } from '../../kernel/operation.ts';
import { assertSupplies } from '../vendors/index.ts';
import { orderClosed } from './model/order.ts';
import { isReleasedTo, type OrderRow } from './store.ts';
import { orders } from './tables.ts';

/** Whether an order in this state takes submissions. */
export const isTaking = ({ state }: Pick<OrderRow, 'state'>): boolean =>
  state === 'open' || state === 'partially_filled';

/** Whether the instant is not past; no instant never is. */
export const isAhead = (instant: string | null, now: string): boolean =>
  instant === null || Temporal.Instant.compare(instant, now) > 0;

/**
 * The order that a submission is for, held until the transaction ends; `order_closed` where it takes none now. To a
 * vendor an order that it does not see at this instant is `not_found`; one that may not supply the program is refused
 * with `vendor_not_supplying`, one that lacks a document with `vendor_documents_lapsed`.
 */
export async function orderForSubmission(orderId: string, context: Context): Promise<OrderRow> {
  const { actor, now, take } = context;
  const order = await take(orders, orderId, { version: false });
  // One that it reads on for the sake of a placement is not open to it for that.
  if (actor.vendorId !== null && !(await isReleasedTo(orderId, actor.vendorId, context))) throw orderClosed();
  if (actor.vendorId !== null)
    await assertSupplies(order.programId, actor.vendorId, context, order.facilityId);
  if (!isTaking(order) || !isAhead(order.respondBy, now)) throw orderClosed();
  return order;
}
