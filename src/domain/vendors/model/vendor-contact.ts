import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const ContactPurpose = oneOf('ContactPurpose', [
  'primary',
  'billing',
  'credentialing',
  'escalation',
  'after_hours',
]);

/** What a contact is there for: one purpose or several, each once. */
export const ContactPurposes = z
  .array(ContactPurpose)
  .min(1)
  .max(5)
  .refine((purposes) => new Set(purposes).size === purposes.length, 'A purpose is named once.');

export const ContactEmail = z
  .email()
  .max(320)
  .meta({ examples: ['staffing@atlas.example'] });
export const ContactPhone = z
  .string()
  .regex(/^\+?[0-9 ().-]{5,32}$/, 'A phone number is digits, spaces and the signs + ( ) . -')
  .meta({ examples: ['+1 614 555 0100'] });

export const contactUnreachable = declareError(
  'contact_unreachable',
  'invalid',
  'A contact has an e-mail address or a phone number.',
);

const fact = factsFor(['operator', 'vendor'], z.strictObject({}));
export const vendorContactAdded = fact('vendor_contact.added', 'A vendor named somebody to call.');
export const vendorContactChanged = fact('vendor_contact.changed', 'A vendor’s contact was changed.');
export const vendorContactArchived = fact(
  'vendor_contact.archived',
  'A vendor’s contact is no longer to be called.',
);
export const vendorContactRestored = fact('vendor_contact.restored', 'A vendor’s contact is in use again.');
