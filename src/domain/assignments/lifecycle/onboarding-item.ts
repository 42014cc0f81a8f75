import { lifecycle } from '../../../kernel/lifecycle.ts';
import { notYourItem, OnboardingState } from '../model/onboarding.ts';
import { ownItem, permissions } from '../policy.ts';

const provided = [{ that: ownItem, otherwise: notYourItem }];

/** Something to be done is done, or need not be; either can be taken back. */
export const onboardingItemLife = lifecycle({
  noun: 'onboardingItem',
  states: OnboardingState.options,
  initial: 'open',
  verbs: {
    complete: { from: ['open'], to: 'complete', by: permissions.onboard, provided },
    // Nobody excuses itself: a client its own things, all others the program's manager.
    waive: { from: ['open'], to: 'waived', by: permissions.waive, provided },
    reopen: { from: ['complete', 'waived'], to: 'open', by: permissions.onboard, provided },
  },
});
