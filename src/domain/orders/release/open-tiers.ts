import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { panelOf } from '../../vendors/index.ts';
import { releasePlanLife } from '../lifecycle/release-plan.ts';
import { releaseCompleted, tierOpened, visibilityOpened } from '../model/release.ts';
import { livePlanOf, visibilitiesFor, type OrderRow, type ReleasePlanRow } from '../store.ts';
import { orderVisibilities, releasePlans } from '../tables.ts';
import { isTaking } from '../taking.ts';

/** Shows the order, from now on, to the vendors of a tier that may be given orders; answers one fact for each. */
async function showTo(tier: number, order: OrderRow, context: Context): Promise<Fact[]> {
  const { tx, now } = context;
  const panel = (await panelOf(order, context)).filter((member) => member.tier === tier);
  const held = await visibilitiesFor(
    order.id,
    panel.map(({ vendorId }) => vendorId),
    context,
  );
  const known = new Set(held.map(({ vendorId }) => vendorId));
  // A vendor who saw it before keeps the instant at which it first did.
  const again = held.filter(({ visibleTo }) => visibleTo !== null);
  const shown = [];
  for (const seen of again) shown.push(await tx.change(orderVisibilities, seen, { visibleTo: null }));
  const { id: orderId, programId, facilityId, unitId } = order;
  const place = { orderId, programId, facilityId, unitId, tier, visibleFrom: now };
  const fresh = panel.filter(({ vendorId }) => !known.has(vendorId));
  shown.push(
    ...(await tx.insert(
      orderVisibilities,
      fresh.map(({ vendorId }) => ({ ...place, vendorId })),
    )),
  );
  return shown.map((seen) => visibilityOpened(seen, { orderId }));
}

/** Opens tiers of a live plan now, whether due or not; the last one completes the plan. */
export async function openTiers(
  order: OrderRow,
  plan: ReleasePlanRow,
  tiers: readonly number[],
  verb: 'complete' | 'jump',
  context: Context,
): Promise<{ plan: ReleasePlanRow; facts: Fact[] }> {
  const { tx, now } = context;
  const after = plan.tiers.map((one) => (tiers.includes(one.tier) ? { ...one, openedAt: now } : one));
  const done = after.every(({ openedAt }) => openedAt !== null);
  const state = step(releasePlanLife, verb, plan.state, done ? 'completed' : 'active');
  const changed = await tx.change(releasePlans, plan, { tiers: after, state });
  const facts: Fact[] = [];
  for (const tier of tiers) {
    facts.push(tierOpened(changed, { orderId: order.id, tier }), ...(await showTo(tier, order, context)));
  }
  if (done) facts.push(releaseCompleted(changed, { orderId: order.id }));
  return { plan: changed, facts };
}

/** Opens every tier of the order's running plan whose time has come, if the order takes submissions. */
export async function openDueTiers(order: OrderRow, context: Context): Promise<Fact[]> {
  if (!isTaking(order)) return [];
  const plan = await livePlanOf(order.id, context);
  if (plan?.state !== 'active') return [];
  const due = plan.tiers
    .filter(
      ({ opensAt, openedAt }) => openedAt === null && Temporal.Instant.compare(opensAt, context.now) <= 0,
    )
    .map(({ tier }) => tier);
  if (due.length === 0) return [];
  return (await openTiers(order, plan, due, 'complete', context)).facts;
}
