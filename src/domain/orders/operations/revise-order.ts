import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { orderRevised } from '../model/order.ts';
import { moveOrder } from '../move.ts';
import { order } from '../nouns/order.ts';
import { permissions } from '../policy.ts';
import { lockOrder } from '../store.ts';

export const reviseOrder = command({
  name: 'reviseOrder',
  summary: 'Make a rejected order a draft again.',
  rest: 'POST /orders/{orderId}/revise',
  permission: permissions.manage,
  input: z.strictObject({ orderId: reference('order') }),
  output: order,
  errors: [stepNotAllowed],
  async handle({ orderId }, context) {
    const row = await lockOrder(orderId, context);
    context.expectVersion(row);
    const { order: result, facts } = await moveOrder(row, 'revise', {}, context);
    return { result, events: [orderRevised(result, {}), ...facts] };
  },
});
