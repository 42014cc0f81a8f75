import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { reaction, type Consequence, type Context } from '../../../kernel/operation.ts';
import type { Changes } from '../../../kernel/transaction.ts';
import { approvalGranted, approvalRejected, withdrawApproval } from '../../approvals/index.ts';
import { differences } from '../../identifiers/index.ts';
import { orderChangeLife } from '../lifecycle/order-change.ts';
import { changeApplied, changeRejected, changeWithdrawn } from '../model/change.ts';
import { isOver, withAuthor } from '../model/order.ts';
import { priced } from '../model/terms.ts';
import type { OrderRow } from '../store.ts';
import { pendingChangeOf, type OrderChangeRow } from '../store/changes.ts';
import { orderChanges, orders } from '../tables.ts';
import { applyTerms } from './apply.ts';
import { surgeOf } from './surge.ts';

const dataOf = ({ orderId, after }: OrderChangeRow) => ({ orderId, changed: Object.keys(after) });
const nounOf = ({ kind }: OrderChangeRow) => (kind === 'terms' ? 'order' : 'surge') as 'order' | 'surge';

const settle = (
  change: OrderChangeRow,
  verb: 'apply' | 'reject' | 'withdraw',
  { tx, now }: Context,
): Promise<OrderChangeRow> =>
  tx.change(orderChanges, change, { state: step(orderChangeLife, verb, change.state), decidedAt: now });

/** Asks no more for a change that waits. */
export async function withdrawChange(
  change: OrderChangeRow,
  reason: string | undefined,
  context: Context,
): Promise<{ withdrawn: OrderChangeRow; facts: Fact[] }> {
  const ended = await withdrawApproval({ noun: nounOf(change), id: change.orderId }, context);
  const withdrawn = await settle(change, 'withdraw', context);
  return { withdrawn, facts: [changeWithdrawn(withdrawn, dataOf(withdrawn), reason), ...ended] };
}

/** The same of whichever change of the order waits, if one does. */
export async function withdrawPendingChange(
  orderId: string,
  reason: string | undefined,
  context: Context,
): Promise<Fact[]> {
  const pending = await pendingChangeOf(orderId, context);
  return pending ? (await withdrawChange(pending, reason, context)).facts : [];
}

/** Puts what was approved into force on the order as it is now; its authors wrote the order too. */
async function apply(order: OrderRow, change: OrderChangeRow, context: Context): Promise<Consequence> {
  const applied = await settle(change, 'apply', context);
  const next = { ...order, ...(change.after as Changes<typeof orders>) } as OrderRow;
  const authors = change.authors.reduce<string[]>(
    (all, userId) => withAuthor(all, { userId }),
    order.authors,
  );
  const changes = { ...differences(order, { ...change.after, ...priced(next) }), authors };
  const run =
    change.kind === 'terms' ? applyTerms(order, changes, context) : surgeOf(order, change, changes, context);
  const { facts, timers } = await run;
  return { events: [changeApplied(applied, dataOf(applied)), ...facts], timers };
}

interface Decided {
  data: { subjectNoun: string; subjectId: string };
  reason?: string | undefined;
}

async function decide(
  { data, reason }: Decided,
  verb: 'apply' | 'reject',
  context: Context,
): Promise<Consequence> {
  if (data.subjectNoun !== 'order' && data.subjectNoun !== 'surge') return {};
  const order = await context.take(orders, data.subjectId, { version: false });
  const change = await pendingChangeOf(order.id, context);
  if (!change || nounOf(change) !== data.subjectNoun) return {};
  if (verb === 'apply' && !isOver(order.state)) return apply(order, change, context);
  const rejected = await settle(change, 'reject', context);
  return { events: [changeRejected(rejected, dataOf(rejected), reason)] };
}

/** What becomes of a change when its approvers decide, in the transaction of the decision. */
export const changeReactions = [
  reaction({
    name: 'applyOrderChange',
    on: approvalGranted,
    when: 'with',
    handle: (fact, context) => decide(fact, 'apply', context),
  }),
  reaction({
    name: 'rejectOrderChange',
    on: approvalRejected,
    when: 'with',
    handle: (fact, context) => decide(fact, 'reject', context),
  }),
];
