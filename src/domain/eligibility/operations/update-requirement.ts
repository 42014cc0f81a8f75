import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { differences } from '../../identifiers/index.ts';
import {
  RequiredAt,
  RequiredProof,
  requirementBeyondScope,
  requirementChanged,
  RequirementSeverity,
} from '../model/requirement.ts';
import { requirement } from '../nouns/requirement.ts';
import { permissions } from '../policy.ts';
import { assertReaches } from '../scope.ts';
import { requirements } from '../tables.ts';

export const updateRequirement = command({
  name: 'updateRequirement',
  summary: 'Demand it otherwise; from a day on, end it and create another.',
  rest: 'PATCH /requirements/{requirementId}',
  permission: permissions.manage,
  input: z.strictObject({
    requirementId: reference('requirement'),
    severity: RequirementSeverity.optional(),
    proof: RequiredProof.optional(),
    graceDays: z.int().min(0).max(365).optional(),
    leadDays: z.int().min(0).max(365).optional(),
    requiredAt: RequiredAt.optional(),
  }),
  output: requirement,
  errors: [requirementBeyondScope],
  async handle({ requirementId, ...asked }, context) {
    const row = await context.take(requirements, requirementId);
    assertReaches(context.actor, row);
    const changes = differences(row, asked);
    if (Object.keys(changes).length === 0) return { result: row, unchanged: true };
    const changed = await context.tx.change(requirements, row, changes);
    return { result: changed, events: [requirementChanged(changed, {})] };
  },
});
