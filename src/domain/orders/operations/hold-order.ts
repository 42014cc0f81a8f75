import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { orderHeld } from '../model/order.ts';
import { moveOrder } from '../move.ts';
import { order } from '../nouns/order.ts';
import { permissions } from '../policy.ts';
import { lockOrder } from '../store.ts';

export const holdOrder = command({
  name: 'holdOrder',
  summary: 'Let an order wait: it takes no submissions, fills no opening and reaches no further tier.',
  rest: 'POST /orders/{orderId}/hold',
  permission: permissions.hold,
  input: z.strictObject({ orderId: reference('order'), reason: text(2_000).optional() }),
  output: order,
  errors: [stepNotAllowed],
  async handle({ orderId, reason }, context) {
    const row = await lockOrder(orderId, context);
    context.expectVersion(row);
    const heldFrom = row.state === 'partially_filled' ? 'partially_filled' : 'open';
    const { order: result, facts } = await moveOrder(row, 'hold', { changes: { heldFrom } }, context);
    return { result, events: [orderHeld(result, {}, reason), ...facts] };
  },
});
