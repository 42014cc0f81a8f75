import { lifecycle } from '../../kernel/lifecycle.ts';
import { ChargeState } from './model.ts';
import { permissions } from './policy.ts';

/** A charge stands as it was computed, until somebody lets it go. */
export const chargeLife = lifecycle({
  noun: 'charge',
  states: ChargeState.options,
  initial: 'computed',
  verbs: { waive: { from: ['computed'], to: 'waived', by: permissions.waive } },
});
