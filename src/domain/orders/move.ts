import type { Fact } from '../../kernel/event.ts';
import { step } from '../../kernel/lifecycle.ts';
import type { Context } from '../../kernel/operation.ts';
import type { Changes } from '../../kernel/transaction.ts';
import { orderLife } from './lifecycle/order.ts';
import { visibilityClosed, visibilityOpened } from './model/release.ts';
import { showToLatecomers } from './release/joined.ts';
import { openDueTiers } from './release/open-tiers.ts';
import { touchVisibilities, type OrderRow } from './store.ts';
import { isTaking } from './taking.ts';
import { orders } from './tables.ts';

type Verb = keyof typeof orderLife.verbs;
/** How a verb is taken. */
export interface Move {
  /** Where the verb leads to several states. */
  to?: OrderRow['state'];
  changes?: Omit<Changes<typeof orders>, 'state'>;
  /** Whether vendors no longer see the order at all. */
  hide?: boolean;
}

/**
 * Takes a verb on an order, and what follows for vendors: where it begins or ceases to take submissions, those who
 * see it are told, and tiers that fell due meanwhile see it. `step_not_allowed` in another state.
 */
export async function moveOrder(
  order: OrderRow,
  verb: Verb,
  { to, changes = {}, hide = false }: Move,
  context: Context,
): Promise<{ order: OrderRow; facts: Fact[] }> {
  const state = step(orderLife, verb, order.state, to);
  const moved = await context.tx.change(orders, order, { ...changes, state });
  const began = !isTaking(order) && isTaking(moved);
  const ceased = isTaking(order) && !isTaking(moved);
  if (!began && !ceased && !hide) return { order: moved, facts: [] };
  const touched = await touchVisibilities(order.id, hide, context);
  const told = began ? visibilityOpened : visibilityClosed;
  const facts: Fact[] = began || ceased ? touched.map((seen) => told(seen, { orderId: order.id })) : [];
  if (!began) return { order: moved, facts };
  facts.push(...(await openDueTiers(moved, context)), ...(await showToLatecomers(moved, context)));
  return { order: moved, facts };
}
