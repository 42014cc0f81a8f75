import { z } from 'zod';
import { shortened } from '../../../kernel/day-range.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, reference } from '../../../kernel/shapes.ts';
import { requirementBeyondScope, requirementEnded } from '../model/requirement.ts';
import { requirement } from '../nouns/requirement.ts';
import { permissions } from '../policy.ts';
import { assertReaches } from '../scope.ts';
import { requirements } from '../tables.ts';

export const endRequirement = command({
  name: 'endRequirement',
  summary: 'Give a requirement a last day, no later than the one it has.',
  rest: 'POST /requirements/{requirementId}/end',
  permission: permissions.manage,
  input: z.strictObject({ requirementId: reference('requirement'), effectiveTo: Day }),
  output: requirement,
  errors: [requirementBeyondScope],
  async handle({ requirementId, effectiveTo }, context) {
    const row = await context.take(requirements, requirementId);
    assertReaches(context.actor, row);
    const effective = shortened(row.effective, effectiveTo);
    if (effective === row.effective) return { result: row, unchanged: true };
    const ended = await context.tx.change(requirements, row, { effective });
    return { result: ended, events: [requirementEnded(ended, {})] };
  },
});
