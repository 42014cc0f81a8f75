import { capability } from '../../kernel/operation.ts';
import { scoreVendorPeriod } from './evaluate.ts';
import * as rule from './model/performance-rule.ts';
import * as definition from './model/scorecard-definition.ts';
import { scorecardEvaluated } from './model/scorecard.ts';
import * as stated from './model/stated-measure.ts';
import * as consequence from './model/vendor-consequence.ts';
import { performanceRule } from './nouns/performance-rule.ts';
import { scorecardDefinition } from './nouns/scorecard-definition.ts';
import { scorecard } from './nouns/scorecard.ts';
import { statedMeasure } from './nouns/stated-measure.ts';
import { vendorConsequence } from './nouns/vendor-consequence.ts';
import { appealVendorConsequence, upholdVendorConsequence } from './operations/answer-consequence.ts';
import { createPerformanceRule } from './operations/create-performance-rule.ts';
import { createScorecardDefinition } from './operations/create-scorecard-definition.ts';
import { liftVendorConsequence, overturnVendorConsequence } from './operations/end-consequence.ts';
import { endPerformanceRule } from './operations/end-performance-rule.ts';
import { endScorecardDefinition } from './operations/end-scorecard-definition.ts';
import { evaluateScorecards } from './operations/evaluate-scorecards.ts';
import { previewScorecards } from './operations/preview-scorecards.ts';
import { recordStatedMeasure } from './operations/record-stated-measure.ts';
import { reviseScorecardDefinition } from './operations/revise-scorecard-definition.ts';
import { updatePerformanceRule } from './operations/update-performance-rule.ts';
import { withdrawStatedMeasure } from './operations/withdraw-stated-measure.ts';

export { consequenceImposed } from './model/vendor-consequence.ts';
export { scorecard } from './nouns/scorecard.ts';
export { vendorConsequence } from './nouns/vendor-consequence.ts';

export const governance = capability({
  name: 'governance',
  nouns: [scorecardDefinition, statedMeasure, scorecard, performanceRule, vendorConsequence],
  commands: [
    createScorecardDefinition,
    reviseScorecardDefinition,
    endScorecardDefinition,
    recordStatedMeasure,
    withdrawStatedMeasure,
    evaluateScorecards,
    createPerformanceRule,
    updatePerformanceRule,
    endPerformanceRule,
    appealVendorConsequence,
    upholdVendorConsequence,
    overturnVendorConsequence,
    liftVendorConsequence,
  ],
  queries: [previewScorecards],
  events: [
    definition.definitionCreated,
    definition.definitionRevised,
    definition.definitionEnded,
    stated.measureStated,
    stated.measureWithdrawn,
    scorecardEvaluated,
    rule.ruleCreated,
    rule.ruleChanged,
    rule.ruleEnded,
    consequence.consequenceImposed,
    consequence.consequenceAppealed,
    consequence.consequenceUpheld,
    consequence.consequenceOverturned,
    consequence.consequenceLifted,
  ],
  timers: [scoreVendorPeriod],
  constraints: {
    scorecard_definitions_name: definition.scorecardNameTaken,
    stated_measures_once: stated.measureStatedTwice,
    performance_rules_name: rule.ruleNameTaken,
  },
});
