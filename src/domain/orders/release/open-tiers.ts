import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { panelAndOmittedOf } from '../../vendors/index.ts';
import { releasePlanLife } from '../lifecycle/release-plan.ts';
import { releaseCompleted, tierOpened } from '../model/release.ts';
import { livePlanOf, type OrderRow, type ReleasePlanRow } from '../store.ts';
import { releaseOmissions, releasePlans } from '../tables.ts';
import { isTaking } from '../taking.ts';
import { showOrder } from './show.ts';

/** Opens tiers of a live plan now, whether due or not; the last one completes the plan. Keeps who was left out, and why. */
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
  const caps = new Map(plan.tiers.map(({ tier, submissionCap }) => [tier, submissionCap ?? null]));
  const { panel, omitted } = await panelAndOmittedOf(order, context);
  const shown = panel
    .filter(({ tier }) => tiers.includes(tier))
    .map(({ vendorId, tier }) => ({ vendorId, tier, submissionCap: caps.get(tier)! }));
  const { id: orderId, programId, facilityId, unitId } = order;
  const place = { planId: plan.id, orderId, programId, facilityId, unitId };
  await tx.insert(
    releaseOmissions,
    omitted.filter(({ tier }) => tiers.includes(tier)).map((one) => ({ ...place, ...one })),
  );
  const facts: Fact[] = [
    ...tiers.map((tier) => tierOpened(changed, { orderId, tier })),
    ...(await showOrder(order, shown, { origin: 'tier', planId: plan.id, again: true }, context)),
  ];
  if (done) facts.push(releaseCompleted(changed, { orderId }));
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
