import type { EventDeclaration } from '../../kernel/event.ts';
import { reaction, type Context } from '../../kernel/operation.ts';
import { approvalGranted, approvalPaused, approvalRejected, approvalResumed } from '../approvals/index.ts';
import { orderLife } from './lifecycle/order.ts';
import { orderApprovalPaused, orderApprovalResumed, orderRejected } from './model/order.ts';
import { moveOrder } from './move.ts';
import { openOrder } from './routing.ts';
import { lockOrder, type OrderRow } from './store.ts';

type Verb = 'approve' | 'reject' | 'pauseApproval' | 'resumeApproval';
type ChainFact = ReturnType<typeof approvalGranted>;

/** The order of the chain, if the chain is of one and the verb is still to be taken. */
async function orderOf({ data }: ChainFact, verb: Verb, context: Context): Promise<OrderRow | undefined> {
  if (data.subjectNoun !== 'order') return undefined;
  const order = await lockOrder(data.subjectId, context);
  return (orderLife.verbs[verb].from as readonly string[]).includes(order.state) ? order : undefined;
}

const following = (
  name: string,
  on: typeof approvalGranted,
  verb: Exclude<Verb, 'approve'>,
  told: EventDeclaration<Record<string, never>>,
) =>
  reaction({
    name,
    on,
    when: 'with',
    async handle(fact, context) {
      const order = await orderOf(fact, verb, context);
      if (!order) return {};
      const { order: moved, facts } = await moveOrder(order, verb, {}, context);
      return { events: [told(moved, {}, fact.reason), ...facts] };
    },
  });

/** What approvals do to orders, in the transaction of the decision. */
export const reactions = [
  reaction({
    name: 'openApprovedOrder',
    on: approvalGranted,
    when: 'with',
    async handle(fact, context) {
      const order = await orderOf(fact, 'approve', context);
      if (!order) return {};
      const { facts, timers } = await openOrder(order, 'approve', {}, context);
      return { events: facts, timers };
    },
  }),
  following('rejectOrder', approvalRejected, 'reject', orderRejected),
  following('pauseOrderApproval', approvalPaused, 'pauseApproval', orderApprovalPaused),
  following('resumeOrderApproval', approvalResumed, 'resumeApproval', orderApprovalResumed),
];
