import { lifecycle } from '../../../kernel/lifecycle.ts';
import { permissions } from '../policy.ts';
import { matchStates } from './words.ts';

/** The life of a possible match: judged once, and again only where what is known has changed. */
export const workerMatchLife = lifecycle({
  noun: 'worker match',
  states: matchStates,
  initial: 'open',
  verbs: {
    dismiss: { from: ['open'], to: 'distinct', by: permissions.review },
    merge: { from: ['open'], to: 'merged', by: permissions.review },
    reopen: { from: ['distinct'], to: 'open', by: null },
    supersede: { from: ['open'], to: 'superseded', by: null },
  },
});
