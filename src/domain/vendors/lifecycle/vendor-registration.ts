import { lifecycle } from '../../../kernel/lifecycle.ts';
import { forWholeTenant } from '../../../kernel/whole-tenant.ts';
import { permissions } from '../policy.ts';

const whole = { by: permissions.manage, provided: [forWholeTenant] };

/** A registration is taken up as a vendor or turned down, once. */
export const vendorRegistrationLife = lifecycle({
  noun: 'vendorRegistration',
  states: ['received', 'accepted', 'declined'],
  initial: 'received',
  verbs: {
    accept: { from: ['received'], to: 'accepted', ...whole },
    decline: { from: ['received'], to: 'declined', ...whole },
  },
});

/** An invitation is used once; a link of either purpose can be closed before. Its expiry is no step. */
export const registrationLinkLife = lifecycle({
  noun: 'registrationLink',
  states: ['live', 'used', 'closed'],
  initial: 'live',
  verbs: {
    use: { from: ['live'], to: 'used', by: null },
    close: { from: ['live'], to: 'closed', by: permissions.invite },
  },
});
