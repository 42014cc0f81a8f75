import { z } from 'zod';
import { refuse, stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { releaseJumped, Tier } from '../model/release.ts';
import { releasePlan } from '../nouns/release.ts';
import { permissions } from '../policy.ts';
import { lockPlan } from '../release/lock-plan.ts';
import { openTiers } from '../release/open-tiers.ts';
import { isTaking } from '../taking.ts';

export const jumpRelease = command({
  name: 'jumpRelease',
  summary: 'Let a tier of the plan see the order before its time, with a reason.',
  rest: 'POST /release-plans/{releasePlanId}/jump',
  permission: permissions.release,
  input: z.strictObject({
    releasePlanId: reference('releasePlan'),
    tier: Tier,
    reason: text(2_000),
  }),
  output: releasePlan,
  errors: [stepNotAllowed],
  async handle({ releasePlanId, tier, reason }, context) {
    const { order, plan } = await lockPlan(releasePlanId, context);
    if (!isTaking(order)) throw stepNotAllowed({ detail: `order is ${order.state}.` });
    if (!plan.tiers.some((one) => one.tier === tier && one.openedAt === null))
      throw refuse('/tier', 'not_waiting', 'No tier of this number waits in the plan.');
    const { plan: jumped, facts } = await openTiers(order, plan, [tier], 'jump', context);
    return {
      result: jumped,
      events: [releaseJumped(jumped, { orderId: order.id, tier }, reason), ...facts],
    };
  },
});
