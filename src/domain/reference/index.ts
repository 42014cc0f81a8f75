import { capability } from '../../kernel/operation.ts';
import { agencyRateCap, profession, rateCapCounty, specialty, state } from './nouns.ts';

export { agencyRateCaps, rateCapCounties } from './tables.ts';

export const reference = capability({
  name: 'reference',
  nouns: [profession, specialty, state, agencyRateCap, rateCapCounty],
});
