import { edge, field, noun } from '../../../kernel/noun.ts';
import { Id } from '../../../kernel/shapes.ts';
import { program } from '../../programs/index.ts';
import { performanceRuleLife } from '../lifecycle.ts';
import * as model from '../model/performance-rule.ts';
import { ofOwnPanels, permissions } from '../policy.ts';
import { performanceRules } from '../tables.ts';
import { scorecardDefinition } from './scorecard-definition.ts';

export const performanceRule = noun({
  name: 'performanceRule',
  summary: 'A floor under a score or one of its components, and what follows from periods below it.',
  table: performanceRules,
  read: permissions.read,
  lifecycle: performanceRuleLife,
  fields: {
    programId: field(Id, { filter: true }),
    seriesId: field(Id.meta({ description: 'The first revision of the scorecard that it judges.' }), {
      filter: true,
    }),
    name: field(model.RuleName, { filter: true, sort: true }),
    component: field(model.RuleComponent, { filter: true }),
    threshold: field(model.Threshold, { dataClass: 'commercial' }),
    consecutivePeriods: field(model.ConsecutivePeriods),
    consequence: field(model.ConsequenceKind, { filter: true }),
    recoveryPeriods: field(model.RecoveryPeriods),
    appealDays: field(model.AppealDays),
    state: field(model.PerformanceRuleState, { filter: true }),
  },
  visibleTo: { vendor: ofOwnPanels },
});

edge(performanceRule, 'programId', 'program', program, 'performanceRules');
edge(performanceRule, 'seriesId', 'series', scorecardDefinition, 'performanceRules');
