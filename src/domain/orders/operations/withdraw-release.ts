import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { visibilityClosed } from '../model/release.ts';
import { releasePlan } from '../nouns/release.ts';
import { permissions } from '../policy.ts';
import { lockPlan } from '../release/lock-plan.ts';
import { withdrawPlan } from '../release/withdraw.ts';
import { touchVisibilities } from '../store.ts';

export const withdrawRelease = command({
  name: 'withdrawRelease',
  summary: 'Take the order back from the panel, with a reason; it can be released again.',
  rest: 'POST /release-plans/{releasePlanId}/withdraw',
  permission: permissions.release,
  input: z.strictObject({ releasePlanId: reference('releasePlan'), reason: text(2_000) }),
  output: releasePlan,
  errors: [stepNotAllowed],
  async handle({ releasePlanId, reason }, context) {
    const { order, plan } = await lockPlan(releasePlanId, context);
    const { plan: withdrawn, facts } = await withdrawPlan(plan, reason, context);
    const hidden = await touchVisibilities(order.id, true, context);
    const [first, ...rest] = [
      ...facts,
      ...hidden.map((seen) => visibilityClosed(seen, { orderId: order.id })),
    ];
    return { result: withdrawn, events: [first!, ...rest] };
  },
});
