import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { differences } from '../../identifiers/index.ts';
import { applyTerms } from '../changing/apply.ts';
import { orderLife } from '../lifecycle/order.ts';
import { noSurge, orderChangePending } from '../model/change.ts';
import { orderSurgeEnded } from '../model/order.ts';
import { priced } from '../model/terms.ts';
import { order } from '../nouns/order.ts';
import { permissions } from '../policy.ts';
import { orders } from '../tables.ts';

const none = {
  surgeKind: null,
  surgeReason: null,
  surgeFromRate: null,
  surgedAt: null,
  surgeBefore: null,
};

export const endSurge = command({
  name: 'endSurge',
  summary: 'Return an order to the rates of before its surge; those who were proposed are asked anew.',
  rest: 'POST /orders/{orderId}/end-surge',
  permission: permissions.manage,
  input: z.strictObject({ orderId: reference('order'), reason: text(2_000).optional() }),
  output: order,
  errors: [stepNotAllowed, noSurge, orderChangePending],
  async handle({ orderId, reason }, context) {
    const row = await context.take(orders, orderId);
    step(orderLife, 'endSurge', row.state, row.state as 'open');
    await assertProvided(orderLife, 'endSurge', orders, row, context);
    const before = row.surgeBefore!;
    const changes = { ...differences(row, { ...before, ...priced({ ...row, ...before }) }), ...none };
    const { order: result, facts, timers } = await applyTerms(row, changes, context);
    return { result, events: [orderSurgeEnded(result, {}, reason), ...facts], timers };
  },
});
