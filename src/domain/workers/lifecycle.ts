import { lifecycle } from '../../kernel/lifecycle.ts';
import { permissions } from './policy.ts';

/** The life of a representation; creating one again of the same worker renews it. */
export const representationLife = lifecycle({
  noun: 'representation',
  states: ['active', 'withdrawn'],
  initial: 'active',
  verbs: {
    withdraw: { from: ['active'], to: 'withdrawn', by: permissions.represent },
    renew: { from: ['withdrawn'], to: 'active', by: null },
  },
});
