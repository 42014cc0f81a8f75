import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { assertNotMerged, workerMerged, workers } from '../../workers/index.ts';
import { sourceCheckLife } from '../lifecycle.ts';
import { checkIsOpen, checkRequested } from '../model.ts';
import { sourceCheck } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { sourceChecks } from '../tables.ts';

export const checkExclusion = command({
  name: 'checkExclusion',
  summary: 'Have the source of an exclusion list asked whether it lists a worker.',
  rest: 'POST /workers/{workerId}/check-exclusion',
  permission: permissions.check,
  input: z.strictObject({ workerId: reference('worker') }),
  output: sourceCheck,
  errors: [checkIsOpen, workerMerged],
  async handle({ workerId }, context) {
    assertNotMerged(await context.take(workers, workerId));
    const { membershipId: requestedBy } = context.actor;
    const [check] = await context.tx.insert(sourceChecks, [
      { kind: 'exclusion_list', workerId, requestedBy, state: sourceCheckLife.initial },
    ]);
    return { result: check!, events: [checkRequested(check!, {})] };
  },
});
