import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { orderResumed } from '../model/order.ts';
import { moveOrder } from '../move.ts';
import { order } from '../nouns/order.ts';
import { permissions } from '../policy.ts';
import { lockOrder } from '../store.ts';

export const resumeOrder = command({
  name: 'resumeOrder',
  summary: 'Let a held order go on where it was; tiers that fell due meanwhile see it now.',
  rest: 'POST /orders/{orderId}/resume',
  permission: permissions.hold,
  input: z.strictObject({ orderId: reference('order') }),
  output: order,
  errors: [stepNotAllowed],
  async handle({ orderId }, context) {
    const row = await lockOrder(orderId, context);
    context.expectVersion(row);
    const to = row.heldFrom ?? 'open';
    const { order: result, facts } = await moveOrder(
      row,
      'resume',
      { to, changes: { heldFrom: null } },
      context,
    );
    return { result, events: [orderResumed(result, {}), ...facts] };
  },
});
