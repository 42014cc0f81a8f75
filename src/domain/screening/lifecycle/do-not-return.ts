import { lifecycle } from '../../../kernel/lifecycle.ts';
import { doNotReturnStates } from '../model/do-not-return.ts';
import { permissions } from '../policy.ts';

/** The life of a facility's block on a worker. */
export const doNotReturnLife = lifecycle({
  noun: 'doNotReturn',
  states: doNotReturnStates,
  initial: 'active',
  verbs: { lift: { from: ['active'], to: 'lifted', by: permissions.placeDoNotReturn } },
});
