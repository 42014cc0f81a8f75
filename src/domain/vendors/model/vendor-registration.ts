import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { Id, Instant, oneOf, text } from '../../../kernel/shapes.ts';

export const RegistrationPurpose = oneOf('RegistrationPurpose', ['invitation', 'open']);
export const RegistrationLinkState = oneOf('RegistrationLinkState', ['live', 'used', 'closed']);
export const VendorRegistrationState = oneOf('VendorRegistrationState', ['received', 'accepted', 'declined']);

/** A link as it is shown once, when it is made. */
export const IssuedLink = z
  .strictObject({
    id: Id,
    token: z.string().meta({ description: 'Shown in this answer only: /v1/registrations/{token}.' }),
    prefix: z.string(),
    expiresAt: Instant,
  })
  .meta({ id: 'IssuedRegistrationLink' });

/** The text of a link's secret; checked by its digest, so of any form. */
export const LinkToken = z.string().min(1).max(200);
export const Address = text(500).meta({ examples: ['410 Front Street, Columbus, OH 43215'] });

/** How alike two names must be, of 1, to be shown as possibly the same firm (pg_trgm's similarity). */
export const alikeness = 0.6;

export const linkOver = declareError('link_over', 'gone', 'The link was used, closed, or its time is over.');
export const registrationCapReached = declareError(
  'registration_cap_reached',
  'too_many',
  'The link takes no more registrations today.',
);
export const vendorKindFixed = declareError(
  'vendor_kind_fixed',
  'invalid',
  'The link is for vendors of another kind.',
);

const fact = factsFor(['operator'], z.strictObject({}));
export const registrationLinkCreated = fact(
  'registration_link.created',
  'A link by which firms register was made.',
);
export const registrationLinkUsed = fact('registration_link.used', 'An invited firm registered.');
export const registrationLinkClosed = fact(
  'registration_link.closed',
  'A link takes no registrations any more.',
);
export const vendorRegistrationReceived = fact('vendor_registration.received', 'A firm registered itself.');
export const vendorRegistrationCompared = fact(
  'vendor_registration.compared',
  'A registration was compared with the vendors there are.',
);
export const vendorRegistrationAccepted = fact(
  'vendor_registration.accepted',
  'A registration was taken up as a vendor.',
);
export const vendorRegistrationDeclined = fact(
  'vendor_registration.declined',
  'A registration was turned down.',
);
