import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event, factsFor } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const OfferState = oneOf('OfferState', [
  'extended',
  'accepted_by_vendor',
  'accepted',
  'declined',
  'rescinded',
  'expired',
]);

export const offerExpired = declareError(
  'offer_expired',
  'conflict',
  'The time to accept the offer is over.',
);
export const offerAlreadyLive = declareError(
  'offer_already_live',
  'conflict',
  'The submission has a live offer already.',
);

export const offerOverMax = declareError(
  'offer_over_max',
  'conflict',
  'The bill rate is above the most that the order pays.',
);

/** Whether the time to accept an extended offer is over at an instant; one without an end never lapses. */
export const hasLapsed = (
  { state, expiresAt }: { state: string; expiresAt: string | null },
  now: string,
): boolean => state === 'extended' && expiresAt !== null && Temporal.Instant.compare(now, expiresAt) >= 0;

const data = z.strictObject({ submissionId: z.string(), orderId: z.string() });
const fact = factsFor(['operator', 'client', 'vendor'], data);

export const offerExtended = fact('offer.extended', 'An offer was made.');
export const offerAcceptedByVendor = fact(
  'offer.accepted_by_vendor',
  'The vendor accepted an offer; it awaits confirmation.',
);
export const offerAccepted = fact(
  'offer.accepted',
  'An accepted offer was confirmed: the candidate is hired.',
);
export const offerDeclined = fact('offer.declined', 'The vendor declined an offer.');
export const offerRescinded = fact('offer.rescinded', 'An offer was taken back.');
export const offerLapsed = fact('offer.expired', 'The time to accept an offer ran out.');
export const offerPlaced = event({
  type: 'offer.placed',
  summary: 'A confirmed offer was given its position.',
  // Which position was taken would tell a vendor how many rivals were hired.
  sides: ['operator', 'client'],
  data: z.strictObject({ positionId: z.string() }),
});
