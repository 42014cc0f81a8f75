import type { Fact, TimerFact } from '../../../kernel/event.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { Changes } from '../../../kernel/transaction.ts';
import { differToVendors } from '../../custom-fields/index.ts';
import { cut, isPosted, visibleOf } from '../model/change.ts';
import { orderPriceCut, orderTermsChanged, orderUnfilled } from '../model/order.ts';
import { visibilityChanged } from '../model/release.ts';
import { moveOrder } from '../move.ts';
import { addOpenings, stateByOpenings } from '../positions.ts';
import { assertPostable } from '../posting.ts';
import { expiryOf, type Moved } from '../routing.ts';
import { positionsOf, type OrderRow } from '../store.ts';
import { countUpVisibilities } from '../store/changes.ts';
import { orders } from '../tables.ts';
import { isAhead } from '../taking.ts';

/** What changes beside terms, and is told by an event of its own. */
const bookkeeping = new Set([
  'authors',
  'estimatedCost',
  'surgeKind',
  'surgeReason',
  'surgeFromRate',
  'surgedAt',
  'surgeBefore',
]);

/** Tells those who read the order what they see changed of it, and takes the new posting to law where it is out. */
async function tellVendors(
  before: OrderRow,
  order: OrderRow,
  changed: readonly string[],
  context: Context,
): Promise<Fact[]> {
  const about = { noun: 'order', programId: order.programId } as const;
  const told =
    changed.includes('customValues') &&
    (await differToVendors(about, before.customValues, order.customValues, context));
  const seen = [...visibleOf(changed), ...(told ? ['customValues'] : [])];
  if (seen.length === 0) return [];
  const counted = await countUpVisibilities(order.id, context);
  // By the broadcast of a shift vendors see one that was never released.
  if ((order.releasedAt !== null || counted.length > 0) && isPosted(seen))
    await assertPostable(order, context);
  return counted.map((one) => visibilityChanged(one, { orderId: order.id, changed: seen }));
}

/** Where an order goes that has openings again. */
async function unfilled(order: OrderRow, changes: Changes<typeof orders>, context: Context): Promise<Moved> {
  const to = order.state === 'filled' ? stateByOpenings(await positionsOf(order.id, context)) : 'filled';
  if (to === 'filled')
    return { order: await context.tx.change(orders, order, changes), facts: [], timers: [] };
  // A new opening can be answered, where the time to respond to the order is past.
  const answerable = isAhead(order.respondBy, context.now) ? changes : { ...changes, respondBy: null };
  const { order: moved, facts } = await moveOrder(order, 'unfill', { to, changes: answerable }, context);
  return { order: moved, facts: [orderUnfilled(moved, {}), ...facts], timers: [] };
}

/**
 * Changes the terms of an order that runs, and does what follows: openings are added where it asks for more, vendors
 * that see it are told what they see changed, and a price that was cut is said. `posting_lacks_pay_terms` where the
 * order is released and its posting would lack what the law wants.
 */
export async function applyTerms(
  order: OrderRow,
  changes: Changes<typeof orders>,
  context: Context,
): Promise<Moved> {
  const more = (changes.positions ?? order.positions) - order.positions;
  const added = more > 0 && order.type !== 'per_diem' ? await addOpenings(order, more, context) : [];
  const { order: moved, facts } = await unfilled(order, changes, context);
  const changed = Object.keys(changes).filter((key) => !bookkeeping.has(key));
  const less = cut(order, moved);
  const timers: TimerFact[] =
    moved.respondBy !== order.respondBy || moved.endsOn !== order.endsOn
      ? await expiryOf(moved, context)
      : [];
  return {
    order: moved,
    facts: [
      orderTermsChanged(moved, { changed }),
      ...added,
      ...facts,
      ...(less.length > 0 ? [orderPriceCut(moved, { changed: less })] : []),
      ...(await tellVendors(order, moved, changed, context)),
    ],
    timers,
  };
}
