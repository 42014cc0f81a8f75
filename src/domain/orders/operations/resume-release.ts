import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { releasePlanLife } from '../lifecycle/release-plan.ts';
import { releaseResumed } from '../model/release.ts';
import { releasePlan } from '../nouns/release.ts';
import { permissions } from '../policy.ts';
import { lockPlan } from '../release/lock-plan.ts';
import { openDueTiers } from '../release/open-tiers.ts';
import { releasePlans } from '../tables.ts';

export const resumeRelease = command({
  name: 'resumeRelease',
  summary: 'Let a paused release go on; tiers that fell due meanwhile see the order now.',
  rest: 'POST /release-plans/{releasePlanId}/resume',
  permission: permissions.release,
  input: z.strictObject({ releasePlanId: reference('releasePlan') }),
  output: releasePlan,
  errors: [stepNotAllowed],
  async handle({ releasePlanId }, context) {
    const { order, plan } = await lockPlan(releasePlanId, context);
    const state = step(releasePlanLife, 'resume', plan.state);
    const resumed = await context.tx.change(releasePlans, plan, { state });
    const opened = await openDueTiers(order, context);
    return { result: resumed, events: [releaseResumed(resumed, { orderId: order.id }), ...opened] };
  },
});
