import type { Fact } from '../../../kernel/event.ts';
import type { Context } from '../../../kernel/operation.ts';
import { panelOf, suppliersOf } from '../../vendors/index.ts';
import { ordersOpenBeside, standingPlanOf } from '../store/joined.ts';
import type { OrderRow, ReleasePlanRow } from '../store.ts';
import { orders } from '../tables.ts';
import { isTaking } from '../taking.ts';
import { placesOf } from './panel.ts';
import { showOrder } from './show.ts';

const openTier = (plan: ReleasePlanRow, tier: number) =>
  plan.tiers.find((one) => one.tier === tier && one.openedAt !== null);

/**
 * Shows an order that begins to take submissions again to the vendors that came to belong to its open tiers meanwhile;
 * to whom it was closed it stays so.
 */
export async function showToLatecomers(order: OrderRow, context: Context): Promise<Fact[]> {
  const plan = isTaking(order) ? await standingPlanOf(order.id, context) : undefined;
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
  const held = await context.tx.takeAll(
    orders,
    found.map(({ id }) => id),
  );
  const places = await placesOf(vendorId, programId, found, context);
  const facts: Fact[] = [];
  for (const one of found) {
    const order = held.get(one.id)!;
    const place = places.get(one);
    const plan = place && isTaking(order) ? await standingPlanOf(order.id, context) : undefined;
    const open = plan && openTier(plan, place!.tier);
    if (!open) continue;
    const shown = { vendorId, tier: place!.tier, submissionCap: open.submissionCap ?? null };
    facts.push(...(await showOrder(order, [shown], { origin: 'joined', planId: plan.id, again }, context)));
  }
  return facts;
}
