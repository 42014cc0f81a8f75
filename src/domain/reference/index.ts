import { capability } from '../../kernel/operation.ts';
import { agencyRateCap, payTransparencyRule, profession, rateCapCounty, specialty, state } from './nouns.ts';

export { RuleConfidence } from './nouns.ts';
export { agencyRateCaps, payTransparencyRules, rateCapCounties } from './tables.ts';

export const reference = capability({
  name: 'reference',
  nouns: [profession, specialty, state, agencyRateCap, rateCapCounty, payTransparencyRule],
});
