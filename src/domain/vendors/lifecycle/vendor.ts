import { lifecycle } from '../../../kernel/lifecycle.ts';
import { forWholeTenant } from '../../../kernel/whole-tenant.ts';
import { permissions } from '../policy.ts';

// A vendor is one for all programs: whoever changes its life answers for each of them.
const whole = { by: permissions.manage, provided: [forWholeTenant] };

export const vendorLife = lifecycle({
  noun: 'vendor',
  states: ['prospect', 'under_review', 'onboarding', 'active', 'suspended', 'inactive', 'terminated'],
  initial: 'prospect',
  verbs: {
    review: { from: ['prospect'], to: 'under_review', ...whole },
    onboard: { from: ['under_review'], to: 'onboarding', ...whole },
    activate: { from: ['onboarding'], to: 'active', ...whole },
    deactivate: { from: ['active'], to: 'inactive', ...whole },
    reactivate: { from: ['inactive'], to: 'active', ...whole },
    suspend: { from: ['active'], to: 'suspended', ...whole },
    reinstate: { from: ['suspended'], to: 'active', ...whole },
    // One that supplies is suspended first; one that never came to it, or rests, is ended as it is.
    terminate: {
      from: ['prospect', 'under_review', 'onboarding', 'suspended', 'inactive'],
      to: 'terminated',
      ...whole,
    },
  },
});
