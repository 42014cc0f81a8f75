import { lifecycle } from '../../kernel/lifecycle.ts';
import { paymentStates } from './model/payment.ts';
import { permissions } from './policy.ts';

/** The life of a payment: one that was returned, or recorded in error, settles nothing any more. */
export const paymentLife = lifecycle({
  noun: 'payment',
  states: paymentStates,
  initial: 'recorded',
  verbs: {
    apply: { from: ['recorded'], to: 'recorded', by: permissions.record },
    reverse: { from: ['recorded'], to: 'reversed', by: permissions.reverse },
  },
});
