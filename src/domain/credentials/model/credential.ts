import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event, factsFor } from '../../../kernel/event.ts';

export const credentialExists = declareError(
  'credential_exists',
  'conflict',
  'This credential was handed in already, for the same time.',
);
export const alreadyRenewed = declareError(
  'already_renewed',
  'conflict',
  'A renewal of this credential was handed in already.',
);
export const notWaivable = declareError(
  'not_waivable',
  'conflict',
  'This type of credential is never waived.',
);
export const verifierIsSubmitter = declareError(
  'verifier_is_submitter',
  'forbidden',
  'Who handed a credential in does not verify it.',
);
export const handedInByVendor = declareError(
  'handed_in_by_vendor',
  'forbidden',
  'What a vendor handed in is the vendor’s to change.',
);
export const representationWithdrawn = declareError(
  'representation_not_active',
  'conflict',
  'The representation is withdrawn.',
);

// Nothing but the fact: what an event tells, its readers keep, and health is told to nobody.
const fact = factsFor(['operator', 'vendor', 'worker'], z.strictObject({}));
export const credentialSubmitted = fact('credential.submitted', 'A credential was handed in.');
export const credentialRevised = fact(
  'credential.revised',
  'A credential was corrected before it was looked at.',
);
export const verificationStarted = fact('credential.verification_started', 'A credential is being verified.');
export const credentialVerified = fact('credential.verified', 'A credential was proven.');
export const credentialRejected = fact('credential.rejected', 'A credential was not accepted.');
export const credentialRevoked = fact('credential.revoked', 'A credential no longer counts.');
export const credentialWaived = fact('credential.waived', 'A credential is not asked for until a day.');
export const credentialBecameExpiring = fact('credential.expiry_neared', 'A credential ends soon.');
export const credentialExpired = fact(
  'credential.expired',
  'The last day of a credential, or of its waiver, is over.',
);
export const credentialExpiryWarned = event({
  type: 'credential.expiry_warned',
  summary: 'A credential, or its waiver, ends in so many days, by the calendar of the worker’s home state.',
  sides: ['operator', 'vendor', 'worker'],
  data: z.strictObject({ daysLeft: z.int() }),
});
