import { lifecycle } from '../../../kernel/lifecycle.ts';
import { permissions } from '../policy.ts';

/** The life of a pattern: while it is active, its shifts are made some weeks ahead. */
export const shiftPatternLife = lifecycle({
  noun: 'shiftPattern',
  states: ['active', 'ended'],
  initial: 'active',
  verbs: {
    end: { from: ['active'], to: 'ended', by: permissions.manage },
    finish: { from: ['active'], to: 'ended', by: null },
  },
});
