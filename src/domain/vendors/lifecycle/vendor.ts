import { lifecycle } from '../../../kernel/lifecycle.ts';
import { permissions } from '../policy.ts';

const by = permissions.manage;

export const vendorLife = lifecycle({
  noun: 'vendor',
  states: ['prospect', 'under_review', 'onboarding', 'active', 'suspended', 'inactive', 'terminated'],
  initial: 'prospect',
  verbs: {
    review: { from: ['prospect'], to: 'under_review', by },
    onboard: { from: ['under_review'], to: 'onboarding', by },
    activate: { from: ['onboarding'], to: 'active', by },
    deactivate: { from: ['active'], to: 'inactive', by },
    reactivate: { from: ['inactive'], to: 'active', by },
    suspend: { from: ['active'], to: 'suspended', by },
    reinstate: { from: ['suspended'], to: 'active', by },
    terminate: { from: ['suspended'], to: 'terminated', by },
  },
});
