import { lifecycle } from '../../../kernel/lifecycle.ts';
import { burnThresholdStates } from './model.ts';
import { permissions } from './policy.ts';

/** A threshold that was reached waits until somebody has taken note of it. */
export const burnThresholdLife = lifecycle({
  noun: 'burnThreshold',
  states: burnThresholdStates,
  initial: 'reached',
  verbs: {
    acknowledge: { from: ['reached'], to: 'acknowledged', by: permissions.acknowledge },
  },
});
