import { z } from 'zod';
import { refuse, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { Instant, reference, text } from '../../../kernel/shapes.ts';
import { orderLife } from '../lifecycle/order.ts';
import { notOfOrderType, orderResponseExtended } from '../model/order.ts';
import { visibilityChanged } from '../model/release.ts';
import { moveOrder } from '../move.ts';
import { order } from '../nouns/order.ts';
import { permissions } from '../policy.ts';
import { stateByOpenings } from '../positions.ts';
import { expiryOf } from '../routing.ts';
import { positionsOf } from '../store.ts';
import { countUpVisibilities } from '../store/changes.ts';
import { orders } from '../tables.ts';
import { isAhead } from '../taking.ts';

export const extendResponse = command({
  name: 'extendResponse',
  summary: 'Give more time to respond to an order, with a reason; one that expired is open again.',
  rest: 'POST /orders/{orderId}/extend-response',
  permission: permissions.manage,
  input: z.strictObject({ orderId: reference('order'), respondBy: Instant, reason: text(2_000) }),
  output: order,
  errors: [stepNotAllowed, notOfOrderType],
  async handle({ orderId, respondBy, reason }, context) {
    const row = await context.take(orders, orderId);
    step(orderLife, 'extendResponse', row.state);
    await assertProvided(orderLife, 'extendResponse', orders, row, context);
    if (!isAhead(respondBy, context.now))
      throw refuse('/respondBy', 'in_past', 'The time to respond is past.');
    if (row.respondBy !== null && Temporal.Instant.compare(respondBy, row.respondBy) <= 0)
      throw refuse('/respondBy', 'not_later', 'It is not later than the time to respond that the order has.');
    const byOpenings = stateByOpenings(await positionsOf(orderId, context));
    const to = byOpenings === 'filled' ? 'partially_filled' : byOpenings;
    const { order: result, facts } = await moveOrder(
      row,
      'extendResponse',
      { to, changes: { respondBy } },
      context,
    );
    const counted = await countUpVisibilities(orderId, context);
    const told = counted.map((seen) => visibilityChanged(seen, { orderId, changed: ['respondBy'] }));
    return {
      result,
      events: [orderResponseExtended(result, {}, reason), ...facts, ...told],
      timers: await expiryOf(result, context),
    };
  },
});
