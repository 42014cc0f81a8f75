import { lifecycle } from '../../../kernel/lifecycle.ts';
import { permissions } from '../policy.ts';
import { disputeStates, resolverRaisedDispute } from './model.ts';
import { notTheRaiser } from './policy.ts';

const provided = [{ that: notTheRaiser, otherwise: resolverRaisedDispute }];

/** The life of a disputed line: its invoice is disputed while any of them is open. */
export const invoiceDisputeLife = lifecycle({
  noun: 'invoiceDispute',
  states: disputeStates,
  initial: 'open',
  verbs: {
    uphold: { from: ['open'], to: 'upheld', by: permissions.resolveDisputes, provided },
    credit: { from: ['open'], to: 'credited', by: permissions.resolveDisputes, provided },
    withdraw: { from: ['open'], to: 'withdrawn', by: permissions.dispute },
  },
});
