import { lifecycle } from '../../../kernel/lifecycle.ts';

/** The life of a chargeable thing; the tenant's own rules take every step of it. */
export const billingItemLife = lifecycle({
  noun: 'billingItem',
  states: ['pending', 'approved', 'invoiced', 'paid', 'void'],
  initial: 'pending',
  verbs: {
    approve: { from: ['pending'], to: 'approved', by: null },
    invoice: { from: ['approved'], to: 'invoiced', by: null },
    pay: { from: ['invoiced'], to: 'paid', by: null },
    void: { from: ['pending', 'approved'], to: 'void', by: null },
  },
});
