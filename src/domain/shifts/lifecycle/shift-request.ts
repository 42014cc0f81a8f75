import { lifecycle } from '../../../kernel/lifecycle.ts';
import { permissions } from '../policy.ts';
import { requestStates } from '../words.ts';

/** The life of a request for a shift; it is superseded when another one is taken, or the shift is no longer to be had. */
export const shiftRequestLife = lifecycle({
  noun: 'shiftRequest',
  states: requestStates,
  initial: 'requested',
  verbs: {
    accept: { from: ['requested'], to: 'accepted', by: permissions.decide },
    decline: { from: ['requested'], to: 'declined', by: permissions.decide },
    withdraw: { from: ['requested'], to: 'withdrawn', by: permissions.claim },
    supersede: { from: ['requested'], to: 'superseded', by: null },
  },
});
