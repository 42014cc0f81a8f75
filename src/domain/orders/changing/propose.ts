import type { Context } from '../../../kernel/operation.ts';
import type { Changes } from '../../../kernel/transaction.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { startApproval } from '../../approvals/index.ts';
import { orderChangeLife } from '../lifecycle/order-change.ts';
import { changeApplied, changeRequested, isPosted } from '../model/change.ts';
import { withAuthor } from '../model/order.ts';
import { assertPostable } from '../posting.ts';
import { routedAmountOf, routingFactsOf } from '../routing-facts.ts';
import type { Moved } from '../routing.ts';
import type { OrderRow } from '../store.ts';
import type { OrderChangeRow } from '../store/changes.ts';
import { orderChanges, type orders } from '../tables.ts';
import { applyTerms } from './apply.ts';
import { surgeOf } from './surge.ts';

/** A change of an order that runs, as it is asked for. */
export interface Proposal {
  kind: OrderChangeRow['kind'];
  changes: Changes<typeof orders>;
  reason?: string | undefined;
}

// What follows from the rest is reckoned anew when the change is applied.
const following = new Set(['estimatedCost', 'weeks', 'authors']);

const told = (order: OrderRow, { changes }: Proposal) => {
  const held = order as Record<string, unknown>;
  const after = Object.fromEntries(Object.entries(changes).filter(([key]) => !following.has(key)));
  return { after, before: Object.fromEntries(Object.keys(after).map((key) => [key, held[key]])) };
};

/**
 * Asks the order's approvers for a change, by what the whole order would then cost; the order keeps its terms until
 * they agree. Where no policy asks them the change holds at once. `order_change_pending` where one waits already.
 */
export async function proposeChange(order: OrderRow, proposal: Proposal, context: Context): Promise<Moved> {
  const { kind, changes, reason = null } = proposal;
  const { id: orderId, programId, facilityId, unitId, version } = order;
  const next = { ...order, ...changes } as OrderRow;
  const noun = kind === 'terms' ? 'order' : 'surge';
  const { state, events, timers } = await startApproval(
    {
      subject: { noun, id: orderId, programId, facilityId, unitId, version },
      amount: routedAmountOf(next),
      authors: withAuthor([], context.actor),
      facts: await routingFactsOf(next, order, context),
    },
    context,
  );
  const waits = state !== 'none';
  // Its author is refused what its approvers could not put into force.
  if (order.releasedAt !== null && isPosted(Object.keys(changes))) await assertPostable(next, context);
  const { before, after } = told(order, proposal);
  if (!waits && kind === 'terms') {
    const applied = await applyTerms(order, changes, context);
    return { ...applied, facts: [...events, ...applied.facts] };
  }
  const initial = orderChangeLife.initial;
  const [change] = await context.tx.insert(orderChanges, [
    {
      orderId,
      programId,
      facilityId,
      unitId,
      kind,
      before,
      after,
      estimatedCost: next.estimatedCost,
      reason,
      state: waits ? initial : step(orderChangeLife, 'apply', initial),
      decidedAt: waits ? null : context.now,
      authors: withAuthor([], context.actor),
    },
  ]);
  const data = { orderId, changed: Object.keys(after) };
  if (waits)
    return { order, facts: [changeRequested(change!, data, reason ?? undefined), ...events], timers };
  const applied = await surgeOf(order, change!, changes, context);
  return { ...applied, facts: [changeApplied(change!, data), ...events, ...applied.facts] };
}
