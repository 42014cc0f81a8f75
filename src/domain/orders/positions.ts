import { refuse } from '../../kernel/errors.ts';
import type { Fact } from '../../kernel/event.ts';
import { step } from '../../kernel/lifecycle.ts';
import type { Context } from '../../kernel/operation.ts';
import { positionLife } from './lifecycle/position.ts';
import { noOpenPosition, orderFilled, orderPartiallyFilled, orderUnfilled } from './model/order.ts';
import {
  positionAdded,
  positionCanceled,
  positionClosed,
  positionFilled,
  positionReopened,
} from './model/position.ts';
import { moveOrder } from './move.ts';
import { lastNumberOf, positionsOf, type OrderRow, type PositionRow } from './store.ts';
import { orders, positions } from './tables.ts';
import { isAhead } from './taking.ts';

/** The state of an order that runs, by its openings. */
export function stateByOpenings(held: readonly PositionRow[]): 'open' | 'partially_filled' | 'filled' {
  const filled = held.filter(({ state }) => state === 'filled').length;
  if (filled === 0) return 'open';
  return held.some(({ state }) => state === 'open') ? 'partially_filled' : 'filled';
}

async function insertNumbered(
  order: OrderRow,
  count: number,
  after: number,
  { tx, now }: Context,
): Promise<Fact[]> {
  const { id: orderId, programId, facilityId, unitId } = order;
  const place = { orderId, programId, facilityId, unitId, openedAt: now };
  const added = await tx.insert(
    positions,
    Array.from({ length: count }, (_, index) => ({
      ...place,
      number: after + index + 1,
      state: positionLife.initial,
    })),
  );
  return added.map((one) => positionAdded(one, { orderId, number: one.number }));
}

/** Makes the openings of an order that opens, counted from now. */
export const insertPositions = (order: OrderRow, context: Context): Promise<Fact[]> =>
  insertNumbered(order, order.positions, 0, context);

/** Adds openings to an order that runs, numbered on; numbers of canceled ones are not given again. */
export async function addOpenings(order: OrderRow, count: number, context: Context): Promise<Fact[]> {
  const last = await lastNumberOf(order.id, context);
  if (last + count > 500)
    throw refuse('/positions', 'too_large', 'An order has at most 500 openings, canceled ones among them.');
  return insertNumbered(order, count, last, context);
}

const told = { close: positionClosed, lapse: positionCanceled, reopen: positionReopened };

/** Takes a verb on every opening that is in the state; answers all openings as they are then. */
export async function moveOpenings(
  order: OrderRow,
  verb: 'close' | 'lapse' | 'reopen',
  from: PositionRow['state'],
  context: Context,
): Promise<{ openings: PositionRow[]; facts: Fact[] }> {
  const openings: PositionRow[] = [];
  const facts: Fact[] = [];
  for (const one of await positionsOf(order.id, context)) {
    if (one.state !== from) openings.push(one);
    else {
      const state = step(positionLife, verb, one.state);
      const opened = verb === 'reopen' && { openedAt: context.now };
      const moved = await context.tx.change(positions, one, { state, ...opened });
      openings.push(moved);
      facts.push(told[verb](moved, { orderId: order.id, number: moved.number }));
    }
  }
  return { openings, facts };
}

/**
 * Fills the first open position of an order; of several at once the last opening has one winner, and the others get
 * `no_open_position`. Called as the tenant's own hand.
 */
export async function fillPosition(
  orderId: string,
  context: Context,
): Promise<{ position: PositionRow; events: Fact[] }> {
  const order = await context.take(orders, orderId, { version: false });
  const held = await positionsOf(orderId, context);
  const free = held.find(({ state }) => state === 'open');
  if (!free || !['open', 'partially_filled', 'expired'].includes(order.state)) {
    throw noOpenPosition({ facts: { orderState: order.state } });
  }
  const position = await context.tx.change(positions, free, {
    state: step(positionLife, 'fill', free.state),
    filledAt: context.now,
  });
  const filled = positionFilled(position, { orderId });
  const byOpenings = stateByOpenings(held.map((one) => (one.id === free.id ? position : one)));
  const to = order.state === 'expired' && byOpenings !== 'filled' ? 'expired' : byOpenings;
  if (to === order.state) return { position, events: [filled] };
  const { order: moved, facts } = await moveOrder(order, 'fill', { to }, context);
  const fuller = to === 'filled' ? orderFilled : orderPartiallyFilled;
  return { position, events: [filled, fuller(moved, {}), ...facts] };
}

/**
 * Opens a filled position again after a fall-off, and its order where it runs; of an order that came to its end the
 * position ends too. Called as the tenant's own hand.
 */
export async function reopenPosition(positionId: string, context: Context): Promise<Fact[]> {
  const { tx, now } = context;
  const found = (await tx.find(positions, positionId))!;
  const order = await context.take(orders, found.orderId, { version: false });
  const row = await context.take(positions, positionId, { version: false });
  const over = order.state === 'canceled' ? 'lapse' : order.state === 'closed' ? 'close' : undefined;
  if (over) {
    const state = step(positionLife, over, row.state);
    const ended = await tx.change(positions, row, { state, filledAt: null });
    return [told[over](ended, { orderId: order.id, number: ended.number })];
  }
  const state = step(positionLife, 'unfill', row.state);
  const reopened = await tx.change(positions, row, { state, openedAt: now, filledAt: null });
  const facts: Fact[] = [positionReopened(reopened, { orderId: order.id, number: reopened.number })];
  const to = stateByOpenings(await positionsOf(order.id, context));
  if (order.state === 'on_hold') {
    if (order.heldFrom !== to) await tx.change(orders, order, { heldFrom: to as 'open' });
    return facts;
  }
  if (order.state === 'expired' || order.state === to) return facts;
  // A new opening can be answered again, where the time to respond to the order is past.
  const changes = isAhead(order.respondBy, now) ? {} : { respondBy: null };
  const moved = await moveOrder(order, 'unfill', { to, changes }, context);
  return [...facts, orderUnfilled(moved.order, {}), ...moved.facts];
}
