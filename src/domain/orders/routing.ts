import type { Fact, TimerFact } from '../../kernel/event.ts';
import type { Context } from '../../kernel/operation.ts';
import type { Changes } from '../../kernel/transaction.ts';
import { startApproval } from '../approvals/index.ts';
import { orderOpened } from './model/order.ts';
import { moveOrder } from './move.ts';
import { insertPositions } from './positions.ts';
import type { OrderRow } from './store.ts';
import type { orders } from './tables.ts';
import { expireOrder } from './timers.ts';

/** What became of an order, and what happened with it. */
export interface Moved {
  order: OrderRow;
  facts: Fact[];
  timers: TimerFact[];
}

/** The timer at which an order expires, where it says when to respond by. */
export const expiryOf = ({ id, respondBy }: OrderRow): TimerFact[] =>
  respondBy === null ? [] : [expireOrder(respondBy, id, { respondBy })];

/** Opens an order: its openings are made and counted from now. */
export async function openOrder(
  order: OrderRow,
  verb: 'submit' | 'update' | 'approve',
  changes: Changes<typeof orders>,
  context: Context,
): Promise<Moved> {
  const moved = await moveOrder(order, verb, { to: 'open', changes }, context);
  await insertPositions(moved.order, context);
  return {
    order: moved.order,
    facts: [orderOpened(moved.order, {}), ...moved.facts],
    timers: expiryOf(moved.order),
  };
}

/** Routes an order for approval by its estimated cost; where no policy applies it is open at once. */
export async function routeOrder(
  order: OrderRow,
  verb: 'submit' | 'update',
  changes: Changes<typeof orders>,
  context: Context,
): Promise<Moved> {
  const { id, programId, facilityId, unitId, version } = order;
  const { state, events } = await startApproval(
    {
      subject: { noun: 'order', id, programId, facilityId, unitId, version: version + 1 },
      amount: changes.estimatedCost ?? order.estimatedCost,
      authors: changes.authors ?? order.authors,
    },
    context,
  );
  if (state === 'none') {
    const opened = await openOrder(order, verb, changes, context);
    return { ...opened, facts: [...events, ...opened.facts] };
  }
  const to = state === 'paused' ? 'approval_paused' : 'pending_approval';
  const moved = await moveOrder(order, verb, { to, changes }, context);
  return { order: moved.order, facts: [...events, ...moved.facts], timers: [] };
}
