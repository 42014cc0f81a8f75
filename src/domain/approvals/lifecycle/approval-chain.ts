import { lifecycle } from '../../../kernel/lifecycle.ts';
import { notPausedByHand } from '../model/chain.ts';
import { isPausedByHand, permissions } from '../policy.ts';

/** A chain goes with its steps: it stalls where nobody can decide. By hand it is only paused, and resumed from that. */
export const chainLife = lifecycle({
  noun: 'approvalChain',
  states: ['pending', 'paused', 'approved', 'rejected', 'withdrawn'],
  initial: 'pending',
  verbs: {
    stall: { from: ['pending'], to: 'paused', by: null },
    goOn: { from: ['paused'], to: 'pending', by: null },
    pause: { from: ['pending'], to: 'paused', by: permissions.pause },
    resume: {
      from: ['paused'],
      to: ['pending', 'paused'],
      by: permissions.resume,
      provided: [{ that: isPausedByHand, otherwise: notPausedByHand }],
    },
    approve: { from: ['pending'], to: 'approved', by: null },
    reject: { from: ['pending'], to: 'rejected', by: null },
    withdraw: { from: ['pending', 'paused'], to: 'withdrawn', by: null },
  },
});
