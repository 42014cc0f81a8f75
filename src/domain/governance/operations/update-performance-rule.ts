import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import type { Changes } from '../../../kernel/transaction.ts';
import { differences } from '../../identifiers/index.ts';
import * as model from '../model/performance-rule.ts';
import { performanceRule } from '../nouns/performance-rule.ts';
import { permissions } from '../policy.ts';
import { performanceRules } from '../tables.ts';

export const updatePerformanceRule = command({
  name: 'updatePerformanceRule',
  summary: 'Change a floor or what follows from it; what it brought before keeps the floor of then.',
  rest: 'PATCH /performance-rules/{performanceRuleId}',
  permission: permissions.manage,
  input: z.strictObject({
    performanceRuleId: reference('performanceRule'),
    name: model.RuleName.optional(),
    threshold: model.Threshold.optional(),
    consecutivePeriods: model.ConsecutivePeriods.optional(),
    recoveryPeriods: model.RecoveryPeriods.optional(),
    appealDays: model.AppealDays.optional(),
  }),
  output: performanceRule,
  errors: [model.ruleNameTaken, stepNotAllowed],
  async handle({ performanceRuleId, ...told }, context) {
    const row = await context.take(performanceRules, performanceRuleId);
    if (row.state !== 'in_force') throw stepNotAllowed({ facts: { state: row.state } });
    const changes = differences(row, told as Changes<typeof performanceRules>);
    if (Object.keys(changes).length === 0) return { result: row, unchanged: true };
    const changed = await context.tx.change(performanceRules, row, changes);
    return { result: changed, events: [model.ruleChanged(changed, {})] };
  },
});
