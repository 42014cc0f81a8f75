import type { EventDeclaration } from '../../kernel/event.ts';
import { reaction, type Consequence, type Context } from '../../kernel/operation.ts';
import { approvalGranted, approvalPaused, approvalRejected, approvalResumed } from '../approvals/index.ts';
import { releasableOf } from './release/panel.ts';
import {
  coverageAdded,
  coverageChanged,
  isReleasable,
  standingChanged,
  vendorDeactivated,
  vendorSuspended,
  vendorTerminated,
} from '../vendors/index.ts';
import { changeReactions } from './changing/settle.ts';
import { orderLife } from './lifecycle/order.ts';
import { orderApprovalPaused, orderApprovalResumed, orderRejected } from './model/order.ts';
import { visibilityClosed } from './model/release.ts';
import { moveOrder } from './move.ts';
import { openOrder } from './routing.ts';
import { closeVisibilities, closeVisibilitiesOf, ordersSeenBy, type OrderRow } from './store.ts';
import { orders } from './tables.ts';

type Verb = 'approve' | 'reject' | 'pauseApproval' | 'resumeApproval';
type ChainFact = ReturnType<typeof approvalGranted>;

/** The order of the chain, if the chain is of one and the verb is still to be taken. */
async function orderOf({ data }: ChainFact, verb: Verb, context: Context): Promise<OrderRow | undefined> {
  if (data.subjectNoun !== 'order') return undefined;
  const order = await context.take(orders, data.subjectId, { version: false });
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

async function closeTo(
  vendorId: string,
  programId: string | undefined,
  context: Context,
): Promise<Consequence> {
  const closed = await closeVisibilitiesOf(vendorId, programId, context);
  return { events: closed.map((seen) => visibilityClosed(seen, { orderId: seen.orderId })) };
}

/** A vendor that ceases to be active sees no order more; made active again it sees those that are released to it then. */
const closing = (name: string, on: EventDeclaration<Record<string, never>>) =>
  reaction({
    name,
    on,
    when: 'with',
    handle: ({ subject }, context) => closeTo(subject.id, undefined, context),
  });

/** So it is in a program with one whose standing there forbids releases. */
const closeOrdersOfProgram = reaction({
  name: 'closeOrdersOfProgram',
  on: standingChanged,
  when: 'with',
  handle: async ({ subject, data }, context) =>
    isReleasable(data.standing) ? {} : closeTo(subject.vendorId!, subject.programId!, context),
});

/** What it may no more be given after its coverage changed is closed to it. */
const closingUncovered = (name: string, on: EventDeclaration<Record<string, never>>) =>
  reaction({
    name,
    on,
    when: 'with',
    async handle({ subject: { vendorId, programId } }, context) {
      const seen = await ordersSeenBy(vendorId!, programId!, context);
      const mayBeGiven = await releasableOf(vendorId!, programId!, seen, context);
      const lost = seen.filter((order) => !mayBeGiven.has(order));
      const closed = await closeVisibilities(
        lost.map(({ visibilityId }) => visibilityId),
        context,
      );
      return { events: closed.map((one) => visibilityClosed(one, { orderId: one.orderId })) };
    },
  });

/** What approvals and the panel do to orders, in the transaction of the decision. */
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
  ...changeReactions,
  closing('closeOrdersOfDeactivated', vendorDeactivated),
  closing('closeOrdersOfSuspended', vendorSuspended),
  closing('closeOrdersOfTerminated', vendorTerminated),
  closeOrdersOfProgram,
  closingUncovered('closeOrdersOnCoverage', coverageAdded),
  closingUncovered('closeOrdersOnCoverageChange', coverageChanged),
];
