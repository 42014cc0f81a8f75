import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { approvalRunning } from '../../approvals/index.ts';
import { fileIdsInput, fileNotReady } from '../../files/index.ts';
import { reviseOrder } from '../making/revise.ts';
import { orderChangePending, surgeRunning } from '../model/change.ts';
import { postingLacksPayTerms } from '../model/posting.ts';
import { order } from '../nouns/order.ts';
import { permissions } from '../policy.ts';
import { toldTerms } from '../shapes.ts';
import { orders } from '../tables.ts';

export const updateOrder = command({
  name: 'updateOrder',
  summary:
    'Change the terms of an order: absent keeps, null clears. Another price or headcount restarts its approval; of an order that is open what costs more waits for it, anything else holds at once.',
  rest: 'PATCH /orders/{orderId}',
  permission: permissions.manage,
  input: z.strictObject({ orderId: reference('order'), ...toldTerms, fileIds: fileIdsInput }),
  output: order,
  errors: [
    stepNotAllowed,
    fileNotReady,
    approvalRunning,
    orderChangePending,
    surgeRunning,
    postingLacksPayTerms,
  ],
  async handle({ orderId, customValues, fileIds, ...terms }, context) {
    const row = await context.take(orders, orderId);
    const revised = await reviseOrder(row, { terms, customValues, fileIds }, context);
    if (!revised) return { result: row, unchanged: true };
    const [first, ...others] = revised.facts;
    return { result: revised.order, events: [first!, ...others], timers: revised.timers };
  },
});
