import { z } from 'zod';
import { notFound, refuse } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { performanceRuleLife } from '../lifecycle.ts';
import * as model from '../model/performance-rule.ts';
import { performanceRule } from '../nouns/performance-rule.ts';
import { permissions } from '../policy.ts';
import { latestOf } from '../store/definitions.ts';
import { performanceRules, scorecardDefinitions } from '../tables.ts';

export const createPerformanceRule = command({
  name: 'createPerformanceRule',
  summary:
    'Put a floor under a score or one of its components, and say what follows from periods in a row below it; judged whenever a period is scored.',
  rest: 'POST /performance-rules',
  permission: permissions.manage,
  input: z.strictObject({
    scorecardDefinitionId: reference('scorecardDefinition'),
    name: model.RuleName,
    component: model.RuleComponent.optional(),
    threshold: model.Threshold,
    consecutivePeriods: model.ConsecutivePeriods.default(1),
    consequence: model.ConsequenceKind,
    recoveryPeriods: model.RecoveryPeriods.optional().meta({
      description:
        'So many periods in a row not below it lift the consequence; null: by hand alone; absent: as many as bring it.',
    }),
    appealDays: model.AppealDays.default(14),
  }),
  output: performanceRule,
  errors: [model.ruleNameTaken],
  async handle({ scorecardDefinitionId, component = null, recoveryPeriods, ...said }, context) {
    const definition = await context.tx.find(scorecardDefinitions, scorecardDefinitionId);
    if (!definition) throw notFound();
    const { seriesId, programId } = definition;
    const { components } = await latestOf(seriesId, context);
    if (component !== null && !components.some(({ name }) => name === component))
      throw refuse('/component', 'no_such_component', 'The scorecard has no such component.');
    const [row] = await context.tx.insert(performanceRules, [
      {
        ...said,
        programId,
        seriesId,
        component,
        recoveryPeriods: recoveryPeriods === undefined ? said.consecutivePeriods : recoveryPeriods,
        state: performanceRuleLife.initial,
      },
    ]);
    return { result: row!, events: [model.ruleCreated(row!, {})] };
  },
});
