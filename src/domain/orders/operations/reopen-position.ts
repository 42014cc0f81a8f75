import { z } from 'zod';
import { notFound, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command, type Context } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { positionLife } from '../lifecycle/position.ts';
import { orderReopened, orderUnfilled } from '../model/order.ts';
import { positionReopened } from '../model/position.ts';
import { moveOrder } from '../move.ts';
import { position } from '../nouns/position.ts';
import { permissions } from '../policy.ts';
import { stateByOpenings } from '../positions.ts';
import { expiryOf } from '../routing.ts';
import { positionsOf, type OrderRow } from '../store.ts';
import { orders, positions } from '../tables.ts';
import { isAhead } from '../taking.ts';

/** The order with the opening: one that is closed is open again, one that is filled has an opening again. */
async function reopenedOrder(row: OrderRow, reason: string, context: Context) {
  const to = stateByOpenings(await positionsOf(row.id, context));
  // A new opening can be answered again, where the time to respond to the order is past.
  const answerable = isAhead(row.respondBy, context.now) ? {} : { respondBy: null };
  if (row.state === 'closed') {
    const changes = { ...answerable, closedAt: null };
    const { order, facts } = await moveOrder(row, 'reopen', { to, changes }, context);
    return { facts: [orderReopened(order, {}, reason), ...facts], timers: await expiryOf(order, context) };
  }
  if (row.state !== 'filled') return { facts: [], timers: [] };
  const { order, facts } = await moveOrder(row, 'unfill', { to, changes: answerable }, context);
  return { facts: [orderUnfilled(order, {}), ...facts], timers: [] };
}

export const reopenPosition = command({
  name: 'reopenPosition',
  summary:
    'Open one closed opening again, with a reason, and its order with it where that is closed; the others stay closed.',
  rest: 'POST /positions/{positionId}/reopen',
  permission: permissions.close,
  input: z.strictObject({ positionId: reference('position'), reason: text(2_000) }),
  output: position,
  errors: [stepNotAllowed],
  async handle({ positionId, reason }, context) {
    const { tx, now } = context;
    const found = await tx.find(positions, positionId);
    if (!found) throw notFound();
    const row = await context.take(orders, found.orderId, { version: false });
    const taken = await context.take(positions, positionId);
    const state = step(positionLife, 'reopen', taken.state);
    await assertProvided(positionLife, 'reopen', positions, taken, context);
    const reopened = await tx.change(positions, taken, { state, openedAt: now, filledAt: null });
    const { facts, timers } = await reopenedOrder(row, reason, context);
    return {
      result: reopened,
      events: [positionReopened(reopened, { orderId: row.id, number: reopened.number }, reason), ...facts],
      timers,
    };
  },
});
