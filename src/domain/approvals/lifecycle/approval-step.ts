import { lifecycle } from '../../../kernel/lifecycle.ts';
import { approverIsSubmitter, titleNotHeld } from '../model/chain.ts';
import { holdsTitle, isNoAuthor, permissions } from '../policy.ts';

const provided = [
  { that: isNoAuthor, otherwise: approverIsSubmitter },
  { that: holdsTitle, otherwise: titleNotHeld },
];

/** A step waits for those before it, then for a holder of its title; it is skipped where it is not needed. */
export const stepLife = lifecycle({
  noun: 'approvalStep',
  states: ['waiting', 'pending', 'paused', 'approved', 'rejected', 'skipped'],
  initial: 'waiting',
  verbs: {
    open: { from: ['waiting'], to: ['pending', 'paused'], by: null },
    pause: { from: ['pending'], to: 'paused', by: null },
    resume: { from: ['paused'], to: 'pending', by: null },
    approve: { from: ['pending'], to: 'approved', by: permissions.decide, provided },
    reject: { from: ['pending'], to: 'rejected', by: permissions.decide, provided },
    reassign: {
      from: ['waiting', 'pending', 'paused'],
      to: ['waiting', 'pending', 'paused'],
      by: permissions.reassign,
    },
    skip: { from: ['waiting', 'pending', 'paused'], to: 'skipped', by: null },
  },
});
