import { z } from 'zod';
import { command } from '../../../../kernel/operation.ts';
import { reference, text } from '../../../../kernel/shapes.ts';
import { attendingPermissions } from '../../attending/policy.ts';
import { broadcastPlanLife } from '../lifecycle.ts';
import { BroadcastStages, defaultPlanExists, planCreated } from '../model.ts';
import { broadcastPlan } from '../nouns.ts';
import { broadcastPlans } from '../tables.ts';

export const createBroadcastPlan = command({
  name: 'createBroadcastPlan',
  summary: 'Say who is told of open shifts, and when: favorites, pool, tiers of the panel, marketplace.',
  rest: 'POST /broadcast-plans',
  permission: attendingPermissions.manageBroadcasts,
  input: z.strictObject({
    programId: reference('program'),
    name: text(100),
    isDefault: z.boolean().default(false).meta({ description: 'For shifts that name no plan.' }),
    stages: BroadcastStages,
  }),
  output: broadcastPlan,
  errors: [defaultPlanExists],
  async handle(values, { tx }) {
    const [row] = await tx.insert(broadcastPlans, [{ ...values, state: broadcastPlanLife.initial }]);
    return { result: row!, events: [planCreated(row!, {})] };
  },
});
