import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { withdrawApproval } from '../../approvals/index.ts';
import { withdrawPendingChange } from '../changing/settle.ts';
import { orderLife } from '../lifecycle/order.ts';
import { orderCanceled, orderHasActiveAssignments } from '../model/order.ts';
import { moveOrder } from '../move.ts';
import { order } from '../nouns/order.ts';
import { permissions } from '../policy.ts';
import { moveOpenings } from '../positions.ts';
import { withdrawLivePlan } from '../release/withdraw.ts';
import { orders } from '../tables.ts';

export const cancelOrder = command({
  name: 'cancelOrder',
  summary:
    'Cancel an order, with a reason: its openings and placements to come are canceled, and vendors without one no longer see it.',
  rest: 'POST /orders/{orderId}/cancel',
  permission: permissions.cancel,
  input: z.strictObject({ orderId: reference('order'), reason: text(2_000) }),
  output: order,
  errors: [stepNotAllowed, orderHasActiveAssignments],
  async handle({ orderId, reason }, context) {
    const row = await context.take(orders, orderId);
    step(orderLife, 'cancel', row.state);
    await assertProvided(orderLife, 'cancel', orders, row, context);
    const ended = [
      ...(await withdrawPendingChange(row.id, reason, context)),
      ...(await withdrawApproval({ noun: 'order', id: row.id }, context)),
      ...(await withdrawLivePlan(row.id, reason, context)),
    ];
    const openings = await moveOpenings(row, 'lapse', 'open', context);
    const changes = { cancelReason: reason, heldFrom: null };
    const { order: result, facts } = await moveOrder(row, 'cancel', { changes, hide: true }, context);
    return { result, events: [orderCanceled(result, {}, reason), ...ended, ...openings.facts, ...facts] };
  },
});
