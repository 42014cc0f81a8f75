import { stepCommand } from '../../../kernel/step-command.ts';
import { performanceRuleLife } from '../lifecycle.ts';
import { ruleEnded } from '../model/performance-rule.ts';
import { performanceRule } from '../nouns/performance-rule.ts';
import { performanceRules } from '../tables.ts';

export const endPerformanceRule = stepCommand({
  noun: performanceRule,
  table: performanceRules,
  life: performanceRuleLife,
  verb: 'end',
  summary: 'Take a floor away; what it brought stands until it is lifted by hand.',
  event: ruleEnded,
});
