import { lifecycle } from '../../../kernel/lifecycle.ts';
import { matchStates } from '../model/exclusion-match.ts';
import { permissions } from '../policy.ts';

/** The life of a match: a person confirms or clears it; it is lifted where the exclusion ends. */
export const exclusionMatchLife = lifecycle({
  noun: 'exclusionMatch',
  states: matchStates,
  initial: 'possible',
  verbs: {
    confirm: { from: ['possible', 'cleared'], to: 'confirmed', by: permissions.review },
    clear: { from: ['possible', 'confirmed'], to: 'cleared', by: permissions.review },
    lift: { from: ['possible', 'confirmed'], to: 'lifted', by: null },
    // The record or the identity has changed since it was cleared, or the exclusion is in force again.
    raise: { from: ['cleared', 'lifted'], to: 'possible', by: null },
  },
});
