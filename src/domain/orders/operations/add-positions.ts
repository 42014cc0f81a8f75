import { z } from 'zod';
import { refuse, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { approvalRunning } from '../../approvals/index.ts';
import { proposeChange } from '../changing/propose.ts';
import { orderLife } from '../lifecycle/order.ts';
import { assertUnlocked } from '../making/locks.ts';
import { orderChangePending } from '../model/change.ts';
import { notOfOrderType } from '../model/order.ts';
import { priced } from '../model/terms.ts';
import { order } from '../nouns/order.ts';
import { permissions } from '../policy.ts';
import { orders } from '../tables.ts';

export const addPositions = command({
  name: 'addPositions',
  summary:
    'Add openings to an order that runs. Its approvers are asked for what it then costs; until they agree it keeps those it has.',
  rest: 'POST /orders/{orderId}/add-positions',
  permission: permissions.manage,
  input: z.strictObject({
    orderId: reference('order'),
    count: z.int().min(1).max(499),
    reason: text(2_000).optional(),
  }),
  output: order,
  errors: [stepNotAllowed, notOfOrderType, orderChangePending, approvalRunning],
  async handle({ orderId, count, reason }, context) {
    const row = await context.take(orders, orderId);
    step(orderLife, 'addPositions', row.state);
    await assertProvided(orderLife, 'addPositions', orders, row, context);
    const positions = row.positions + count;
    assertUnlocked(row.lockedFields, row as never, { positions });
    if (positions > 500) throw refuse('/count', 'too_large', 'An order has at most 500 openings.');
    const changes = { positions, estimatedCost: priced({ ...row, positions }).estimatedCost };
    const proposed = await proposeChange(row, { kind: 'terms', changes, reason }, context);
    const [first, ...others] = proposed.facts;
    return { result: proposed.order, events: [first!, ...others], timers: proposed.timers };
  },
});
