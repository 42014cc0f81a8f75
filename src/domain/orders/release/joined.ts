import type { Fact } from '../../../kernel/event.ts';
import type { Context } from '../../../kernel/operation.ts';
import { panelOf, suppliersOf } from '../../vendors/index.ts';
import { ordersOpenBeside, standingPlansOf } from '../store/joined.ts';
import type { OrderRow, ReleasePlanRow } from '../store.ts';
import { orders } from '../tables.ts';
import { isTaking } from '../taking.ts';
import { placesOf } from './panel.ts';
import { showOrder, showOrders } from './show.ts';

const openTier = (plan: ReleasePlanRow, tier: number) =>
  plan.tiers.find((one) => one.tier === tier && one.openedAt !== null);

/**
 * Shows an order that begins to take submissions again to the vendors that came to belong to its open tiers meanwhile;
 * to whom it was closed it stays so.
 */
export async function showToLatecomers(order: OrderRow, context: Context): Promise<Fact[]> {
  const plan = isTaking(order) ? (await standingPlansOf([order.id], context)).get(order.id) : undefined;
  if (!plan?.tiers.some(({ openedAt }) => openedAt !== null)) return [];
  const shown = (await panelOf(order, context)).flatMap(({ vendorId, tier }) => {
    const open = openTier(plan, tier);
    return open ? [{ vendorId, tier, submissionCap: open.submissionCap ?? null }] : [];
  });
  return showOrder(order, shown, { origin: 'joined', planId: plan.id, again: false }, context);
}

/**
 * Shows a vendor the orders of a program that take submissions and whose tiers it has come to belong to after they
 * opened; with `again` also those that were closed to it, which its coverage brings back.
 */
export async function showOpenOrders(
  vendorId: string,
  programId: string,
  again: boolean,
  context: Context,
): Promise<Fact[]> {
  const suppliers = await suppliersOf(programId, context);
  if (!suppliers.some((one) => one.vendorId === vendorId)) return [];
  const found = await ordersOpenBeside(vendorId, programId, again, context);
  // What the vendor could be given is found first, so that no other order is held.
  const places = await placesOf(vendorId, programId, found, context);
  const orderIds = [...places.keys()].map(({ id }) => id);
  const held = await context.tx.takeAll(orders, orderIds);
  const plans = await standingPlansOf(orderIds, context);
  const shows = [...places].flatMap(([{ id }, { tier }]) => {
    const order = held.get(id)!;
    const plan = isTaking(order) ? plans.get(id) : undefined;
    const open = plan && openTier(plan, tier);
    if (!open) return [];
    return [
      { order, vendors: [{ vendorId, tier, submissionCap: open.submissionCap ?? null }], planId: plan.id },
    ];
  });
  return showOrders(shows, { origin: 'joined', again }, context);
}
