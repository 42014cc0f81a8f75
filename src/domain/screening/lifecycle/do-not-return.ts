import { lifecycle } from '../../../kernel/lifecycle.ts';
import { doNotReturnBeyondScope, doNotReturnStates } from '../model/do-not-return.ts';
import { permissions, withinReach } from '../policy.ts';

/** The life of a facility's or a program's block on a worker. */
export const doNotReturnLife = lifecycle({
  noun: 'doNotReturn',
  states: doNotReturnStates,
  initial: 'active',
  verbs: {
    lift: {
      from: ['active'],
      to: 'lifted',
      by: permissions.placeDoNotReturn,
      provided: [{ that: withinReach, otherwise: doNotReturnBeyondScope }],
    },
  },
});
