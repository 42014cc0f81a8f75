import { stepCommand } from '../../../kernel/step-command.ts';
import { registrationLinkLife } from '../lifecycle/vendor-registration.ts';
import { registrationLinkClosed } from '../model/vendor-registration.ts';
import { registrationLink } from '../nouns/vendor-registration.ts';
import { registrationLinks } from '../tables.ts';

export const closeRegistrationLink = stepCommand({
  noun: registrationLink,
  table: registrationLinks,
  life: registrationLinkLife,
  verb: 'close',
  summary: 'Take a link back at once: whoever has it registers no more.',
  event: registrationLinkClosed,
});
