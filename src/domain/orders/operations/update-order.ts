import { z } from 'zod';
import { refuse, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command, type Context } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import type { Changes } from '../../../kernel/transaction.ts';
import { barAuthor, withdrawApproval } from '../../approvals/index.ts';
import { differences } from '../../identifiers/index.ts';
import { orderLife } from '../lifecycle/order.ts';
import { orderChanged, withAuthor } from '../model/order.ts';
import { canonical, priced } from '../model/terms.ts';
import { moveOrder } from '../move.ts';
import { order } from '../nouns/order.ts';
import { permissions } from '../policy.ts';
import { routeOrder, type Moved } from '../routing.ts';
import { changedTerms } from '../shapes.ts';
import type { OrderRow } from '../store.ts';
import { orders } from '../tables.ts';
import { isAhead } from '../taking.ts';

// What approvers agreed to: another price or headcount is asked of them anew.
const askedAnew = ['positions', 'weeks', 'hoursPerWeek', 'billRate', 'maxBillRate'] as const;

async function apply(row: OrderRow, changed: Changes<typeof orders>, context: Context): Promise<Moved> {
  const changes = { ...changed, authors: withAuthor(row.authors, context.actor) };
  if (row.state !== 'draft' && askedAnew.some((key) => key in changes)) {
    const withdrawn = await withdrawApproval({ noun: 'order', id: row.id }, context);
    const routed = await routeOrder(row, 'update', changes, context);
    return { ...routed, facts: [...withdrawn, ...routed.facts] };
  }
  const moved = await moveOrder(row, 'update', { to: row.state, changes }, context);
  const barred = await barAuthor({ noun: 'order', id: row.id }, context);
  return { ...moved, facts: [...moved.facts, ...barred], timers: [] };
}

export const updateOrder = command({
  name: 'updateOrder',
  summary:
    'Change a draft or an order that waits for approval: absent keeps, null clears. Another price or headcount restarts the approval.',
  rest: 'PATCH /orders/{orderId}',
  permission: permissions.manage,
  input: z.strictObject({
    orderId: reference('order'),
    title: text(200).optional(),
    ...changedTerms,
  }),
  output: order,
  errors: [stepNotAllowed],
  async handle({ orderId, ...told }, context) {
    const row = await context.take(orders, orderId);
    step(orderLife, 'update', row.state, row.state);
    const given = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
    const terms = canonical({ ...row, ...(given as typeof told) } as OrderRow);
    if (given['respondBy'] && !isAhead(terms.respondBy, context.now))
      throw refuse('/respondBy', 'in_past', 'The time to respond is past.');
    const changes = differences(row, { ...terms, ...priced(terms) });
    const changed = Object.keys(changes);
    if (changed.length === 0) return { result: row, unchanged: true };
    const { order: result, facts, timers } = await apply(row, changes, context);
    return { result, events: [orderChanged(result, { changed }), ...facts], timers };
  },
});
