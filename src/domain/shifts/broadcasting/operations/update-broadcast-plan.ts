import { z } from 'zod';
import { stepNotAllowed } from '../../../../kernel/errors.ts';
import { step } from '../../../../kernel/lifecycle.ts';
import { command } from '../../../../kernel/operation.ts';
import { reference, text } from '../../../../kernel/shapes.ts';
import { attendingPermissions } from '../../attending/policy.ts';
import { broadcastPlanLife } from '../lifecycle.ts';
import { BroadcastStages, defaultPlanExists, planChanged } from '../model.ts';
import { broadcastPlan } from '../nouns.ts';
import { broadcastPlans } from '../tables.ts';

export const updateBroadcastPlan = command({
  name: 'updateBroadcastPlan',
  summary: 'Change a plan for the shifts that are posted from now on; those that run keep their stages.',
  rest: 'PATCH /broadcast-plans/{broadcastPlanId}',
  permission: attendingPermissions.manageBroadcasts,
  input: z.strictObject({
    broadcastPlanId: reference('broadcastPlan'),
    name: text(100).optional(),
    isDefault: z.boolean().optional(),
    stages: BroadcastStages.optional(),
  }),
  output: broadcastPlan,
  errors: [stepNotAllowed, defaultPlanExists],
  async handle({ broadcastPlanId, name, isDefault, stages }, context) {
    const held = await context.take(broadcastPlans, broadcastPlanId);
    const state = step(broadcastPlanLife, 'update', held.state);
    const wanted = {
      name: name ?? held.name,
      isDefault: isDefault ?? held.isDefault,
      stages: stages ?? held.stages,
    };
    const same =
      wanted.name === held.name &&
      wanted.isDefault === held.isDefault &&
      JSON.stringify(wanted.stages) === JSON.stringify(held.stages);
    if (same) return { result: held, unchanged: true };
    const row = await context.tx.change(broadcastPlans, held, { ...wanted, state });
    return { result: row, events: [planChanged(row, {})] };
  },
});
