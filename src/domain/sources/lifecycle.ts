import { lifecycle } from '../../kernel/lifecycle.ts';
import { checkStates } from './model.ts';

/** A question waits until a source answers it, or is given up. */
export const sourceCheckLife = lifecycle({
  noun: 'sourceCheck',
  states: checkStates,
  initial: 'queued',
  verbs: {
    answer: { from: ['queued'], to: 'answered', by: null },
    fail: { from: ['queued'], to: 'failed', by: null },
  },
});
