import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { withdrawPendingChange } from '../changing/settle.ts';
import { orderLife } from '../lifecycle/order.ts';
import { orderClosedFor } from '../model/order.ts';
import { moveOrder } from '../move.ts';
import { order } from '../nouns/order.ts';
import { permissions } from '../policy.ts';
import { moveOpenings } from '../positions.ts';
import { withdrawLivePlan } from '../release/withdraw.ts';
import { orders } from '../tables.ts';

export const closeOrder = command({
  name: 'closeOrder',
  summary:
    'Close a filled or expired order, or a per-diem one that is open: openings left are closed and vendors no longer see it.',
  rest: 'POST /orders/{orderId}/close',
  permission: permissions.close,
  input: z.strictObject({ orderId: reference('order') }),
  output: order,
  errors: [stepNotAllowed],
  async handle({ orderId }, context) {
    const row = await context.take(orders, orderId);
    step(orderLife, 'close', row.state);
    if (row.state === 'open' && row.type !== 'per_diem')
      throw stepNotAllowed({
        detail: 'order is open; close needs it to be filled or expired.',
        facts: { state: row.state },
      });
    const why = 'The order was closed.';
    const ended = [
      ...(await withdrawPendingChange(row.id, why, context)),
      ...(await withdrawLivePlan(row.id, why, context)),
    ];
    const openings = await moveOpenings(row, 'close', 'open', context);
    const changes = { closedAt: context.now };
    const { order: result, facts } = await moveOrder(row, 'close', { changes, hide: true }, context);
    return { result, events: [orderClosedFor(result, {}), ...ended, ...openings.facts, ...facts] };
  },
});
