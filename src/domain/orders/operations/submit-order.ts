import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { approvalRunning } from '../../approvals/index.ts';
import { assertCustomValuesComplete } from '../../custom-fields/index.ts';
import { orderLife } from '../lifecycle/order.ts';
import { orderSubmitted, withAuthor } from '../model/order.ts';
import { order } from '../nouns/order.ts';
import { permissions } from '../policy.ts';
import { routeOrder } from '../routing.ts';
import { orders } from '../tables.ts';

export const submitOrder = command({
  name: 'submitOrder',
  summary: 'Submit a draft for approval; where no policy applies it is open at once.',
  rest: 'POST /orders/{orderId}/submit',
  permission: permissions.manage,
  input: z.strictObject({ orderId: reference('order') }),
  output: order,
  errors: [stepNotAllowed, approvalRunning],
  async handle({ orderId }, context) {
    const row = await context.take(orders, orderId);
    step(orderLife, 'submit', row.state);
    const { programId, customValues: values } = row;
    await assertCustomValuesComplete({ noun: 'order', programId, values }, context);
    const authors = withAuthor(row.authors, context.actor);
    const { order: result, facts, timers } = await routeOrder(row, 'submit', { authors }, context);
    return { result, events: [orderSubmitted(result, {}), ...facts], timers };
  },
});
