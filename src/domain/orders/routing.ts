import type { Fact, TimerFact } from '../../kernel/event.ts';
import type { Context } from '../../kernel/operation.ts';
import type { Changes } from '../../kernel/transaction.ts';
import { startApproval } from '../approvals/index.ts';
import { facilities } from '../programs/index.ts';
import { orderOpened } from './model/order.ts';
import { moveOrder } from './move.ts';
import { insertPositions } from './positions.ts';
import { routedAmountOf, routingFactsOf } from './routing-facts.ts';
import type { OrderRow } from './store.ts';
import type { orders } from './tables.ts';
import { endPerDiemOrder, expireOrder } from './timers.ts';

/** What became of an order, and what happened with it. */
export interface Moved {
  order: OrderRow;
  facts: Fact[];
  timers: TimerFact[];
}

/** The timer at which an order expires: where it says when to respond by, and a per-diem one after its last day. */
export async function expiryOf(
  { id, type, respondBy, endsOn, facilityId }: OrderRow,
  { tx }: Context,
): Promise<TimerFact[]> {
  if (type === 'per_diem') {
    const { timeZone } = (await tx.find(facilities, facilityId))!;
    const over = Temporal.PlainDate.from(endsOn).add({ days: 1 }).toZonedDateTime(timeZone).toInstant();
    return [endPerDiemOrder(over.toString(), id, { endsOn })];
  }
  return respondBy === null ? [] : [expireOrder(respondBy, id, { respondBy })];
}

/** Opens an order: its openings are made and counted from now. */
export async function openOrder(
  order: OrderRow,
  verb: 'submit' | 'update' | 'approve',
  changes: Changes<typeof orders>,
  context: Context,
): Promise<Moved> {
  const moved = await moveOrder(order, verb, { to: 'open', changes }, context);
  const openings = moved.order.type === 'per_diem' ? [] : await insertPositions(moved.order, context);
  return {
    order: moved.order,
    facts: [orderOpened(moved.order, {}), ...openings, ...moved.facts],
    timers: await expiryOf(moved.order, context),
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
  const next = { ...order, ...changes } as OrderRow;
  const { state, events, timers } = await startApproval(
    {
      subject: { noun: 'order', id, programId, facilityId, unitId, version: version + 1 },
      amount: routedAmountOf(next),
      authors: next.authors,
      facts: await routingFactsOf(next, undefined, context),
    },
    context,
  );
  if (state === 'none') {
    const opened = await openOrder(order, verb, changes, context);
    return { ...opened, facts: [...events, ...opened.facts] };
  }
  const to = state === 'paused' ? 'approval_paused' : 'pending_approval';
  const moved = await moveOrder(order, verb, { to, changes }, context);
  return { order: moved.order, facts: [...events, ...moved.facts], timers };
}
