import { z } from 'zod';
import { notFound, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { withdrawChange } from '../changing/settle.ts';
import { orderChangeLife } from '../lifecycle/order-change.ts';
import { orderChange } from '../nouns/order-change.ts';
import { permissions } from '../policy.ts';
import { orderChanges, orders } from '../tables.ts';

export const withdrawOrderChange = command({
  name: 'withdrawOrderChange',
  summary: 'Ask no more for a change of an order that waits for its approvers.',
  rest: 'POST /order-changes/{orderChangeId}/withdraw',
  permission: permissions.manage,
  input: z.strictObject({ orderChangeId: reference('orderChange'), reason: text(2_000).optional() }),
  output: orderChange,
  errors: [stepNotAllowed],
  async handle({ orderChangeId, reason }, context) {
    const found = await context.tx.find(orderChanges, orderChangeId);
    if (!found) throw notFound();
    await context.take(orders, found.orderId, { version: false });
    const change = await context.take(orderChanges, orderChangeId);
    step(orderChangeLife, 'withdraw', change.state);
    const { withdrawn, facts } = await withdrawChange(change, reason, context);
    const [first, ...others] = facts;
    return { result: withdrawn, events: [first!, ...others] };
  },
});
