import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { releasePlanLife } from '../lifecycle/release-plan.ts';
import { releaseWithdrawn } from '../model/release.ts';
import { livePlanOf, type ReleasePlanRow } from '../store.ts';
import { releasePlans } from '../tables.ts';

/** Ends a plan; its tiers to come never open. What vendors see already is another's to take back. */
export async function withdrawPlan(
  plan: ReleasePlanRow,
  reason: string,
  { tx }: Context,
): Promise<{ plan: ReleasePlanRow; facts: Fact[] }> {
  const state = step(releasePlanLife, 'withdraw', plan.state);
  const withdrawn = await tx.change(releasePlans, plan, { state });
  return { plan: withdrawn, facts: [releaseWithdrawn(withdrawn, { orderId: plan.orderId }, reason)] };
}

/** Ends the order's running plan, if there is one. */
export async function withdrawLivePlan(orderId: string, reason: string, context: Context): Promise<Fact[]> {
  const plan = await livePlanOf(orderId, context);
  return plan ? (await withdrawPlan(plan, reason, context)).facts : [];
}
