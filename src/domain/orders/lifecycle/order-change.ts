import { lifecycle } from '../../../kernel/lifecycle.ts';
import { permissions } from '../policy.ts';

/** The life of a change of an order that runs; its approvers decide it. */
export const orderChangeLife = lifecycle({
  noun: 'order_change',
  states: ['pending', 'applied', 'rejected', 'withdrawn'],
  initial: 'pending',
  verbs: {
    apply: { from: ['pending'], to: 'applied', by: null },
    reject: { from: ['pending'], to: 'rejected', by: null },
    withdraw: { from: ['pending'], to: 'withdrawn', by: permissions.manage },
  },
});
