import { z } from 'zod';
import { refuse, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { Instant, reference, text } from '../../../kernel/shapes.ts';
import { orderLife } from '../lifecycle/order.ts';
import { orderReopened } from '../model/order.ts';
import { moveOrder } from '../move.ts';
import { order } from '../nouns/order.ts';
import { permissions } from '../policy.ts';
import { moveOpenings, stateByOpenings } from '../positions.ts';
import { expiryOf } from '../routing.ts';
import { isAhead } from '../taking.ts';
import { orders } from '../tables.ts';

export const reopenOrder = command({
  name: 'reopenOrder',
  summary:
    'Open a closed or expired order again, with a reason. One that was closed must be released anew to be seen.',
  rest: 'POST /orders/{orderId}/reopen',
  permission: permissions.close,
  input: z.strictObject({
    orderId: reference('order'),
    reason: text(2_000),
    respondBy: Instant.nullish().meta({ description: 'Needed where the one it has is past; null for none.' }),
  }),
  output: order,
  errors: [stepNotAllowed],
  async handle({ orderId, reason, respondBy: told }, context) {
    const row = await context.take(orders, orderId);
    step(orderLife, 'reopen', row.state);
    const respondBy = told === undefined ? row.respondBy : told;
    if (!isAhead(respondBy, context.now))
      throw refuse('/respondBy', 'in_past', 'The time to respond is past; name a new one, or null for none.');
    const days = row.type === 'per_diem' ? await expiryOf(row, context) : [];
    if (days.some(({ dueAt }) => !isAhead(dueAt, context.now)))
      throw refuse('/orderId', 'in_past', 'The last day of the order is over.');
    const { openings, facts: reopened } = await moveOpenings(row, 'reopen', 'closed', context);
    const to = stateByOpenings(openings);
    const changes = { respondBy, closedAt: null };
    const { order: result, facts } = await moveOrder(row, 'reopen', { to, changes }, context);
    return {
      result,
      events: [orderReopened(result, {}, reason), ...reopened, ...facts],
      timers: await expiryOf(result, context),
    };
  },
});
