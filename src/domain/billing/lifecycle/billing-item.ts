import { lifecycle } from '../../../kernel/lifecycle.ts';
import { billingItemStates, notImported } from '../model.ts';
import { isImported, permissions } from '../policy.ts';

/** The life of a chargeable thing: the tenant's own rules take every step of it, but for what was imported. */
export const billingItemLife = lifecycle({
  noun: 'billingItem',
  states: billingItemStates,
  initial: 'pending',
  verbs: {
    approve: { from: ['pending'], to: 'approved', by: null },
    invoice: { from: ['approved'], to: 'invoiced', by: null },
    pay: { from: ['invoiced'], to: 'paid', by: null },
    void: {
      from: ['pending', 'approved'],
      to: 'void',
      by: permissions.voidItem,
      provided: [{ that: isImported, otherwise: notImported }],
    },
  },
});
