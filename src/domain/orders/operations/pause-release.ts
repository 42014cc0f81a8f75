import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { releasePlanLife } from '../lifecycle/release-plan.ts';
import { releasePaused } from '../model/release.ts';
import { releasePlan } from '../nouns/release.ts';
import { permissions } from '../policy.ts';
import { lockPlan } from '../release/lock-plan.ts';
import { releasePlans } from '../tables.ts';

export const pauseRelease = command({
  name: 'pauseRelease',
  summary: 'Let the tiers to come wait; who sees the order already still does.',
  rest: 'POST /release-plans/{releasePlanId}/pause',
  permission: permissions.release,
  input: z.strictObject({ releasePlanId: reference('releasePlan') }),
  output: releasePlan,
  errors: [stepNotAllowed],
  async handle({ releasePlanId }, context) {
    const { plan } = await lockPlan(releasePlanId, context);
    const state = step(releasePlanLife, 'pause', plan.state);
    const paused = await context.tx.change(releasePlans, plan, { state });
    return { result: paused, events: [releasePaused(paused, { orderId: plan.orderId })] };
  },
});
