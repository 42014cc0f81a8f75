import { lifecycle } from '../../../kernel/lifecycle.ts';
import { permissions } from '../policy.ts';

/** The life of a release plan. */
export const releasePlanLife = lifecycle({
  noun: 'release_plan',
  states: ['active', 'paused', 'withdrawn', 'completed'],
  initial: 'active',
  verbs: {
    pause: { from: ['active'], to: 'paused', by: permissions.release },
    resume: { from: ['paused'], to: 'active', by: permissions.release },
    jump: { from: ['active'], to: ['active', 'completed'], by: permissions.release },
    complete: { from: ['active'], to: ['active', 'completed'], by: null },
    withdraw: { from: ['active', 'paused', 'completed'], to: 'withdrawn', by: permissions.release },
  },
});
