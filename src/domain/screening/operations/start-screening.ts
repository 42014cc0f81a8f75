import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { assertWholeTenant, wholeTenantOnly } from '../../../kernel/whole-tenant.ts';
import { screeningRun } from '../nouns/screening-run.ts';
import { permissions } from '../policy.ts';
import { beginRun } from '../store/screening.ts';
import { screenNextWorkers } from '../timers.ts';

export const startScreening = command({
  name: 'startScreening',
  summary: 'Compare every worker and vendor with the exclusion lists in force, in the background.',
  rest: 'POST /screening-runs',
  permission: permissions.review,
  input: z.strictObject({}),
  output: screeningRun,
  errors: [wholeTenantOnly],
  example: {},
  async handle(_, context) {
    assertWholeTenant(context.actor);
    const { run, fact } = await beginRun('request', null, context);
    return {
      result: run,
      events: [fact],
      timers: [screenNextWorkers(context.now, run.id, { after: null })],
    };
  },
});
