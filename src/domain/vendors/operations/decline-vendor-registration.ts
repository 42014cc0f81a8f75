import { stepCommand } from '../../../kernel/step-command.ts';
import { vendorRegistrationLife } from '../lifecycle/vendor-registration.ts';
import { vendorRegistrationDeclined } from '../model/vendor-registration.ts';
import { vendorRegistration } from '../nouns/vendor-registration.ts';
import { vendorRegistrations } from '../tables.ts';

export const declineVendorRegistration = stepCommand({
  noun: vendorRegistration,
  table: vendorRegistrations,
  life: vendorRegistrationLife,
  verb: 'decline',
  summary: 'Turn a firm down; where it made a prospect, that stays one until it is terminated.',
  reason: 'required',
  event: vendorRegistrationDeclined,
});
