import { lifecycle } from '../../../kernel/lifecycle.ts';

/** A chain goes with its steps; nobody moves it by itself. */
export const chainLife = lifecycle({
  noun: 'approvalChain',
  states: ['pending', 'paused', 'approved', 'rejected', 'withdrawn'],
  initial: 'pending',
  verbs: {
    pause: { from: ['pending'], to: 'paused', by: null },
    resume: { from: ['paused'], to: 'pending', by: null },
    approve: { from: ['pending'], to: 'approved', by: null },
    reject: { from: ['pending'], to: 'rejected', by: null },
    withdraw: { from: ['pending', 'paused'], to: 'withdrawn', by: null },
  },
});
