import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event, factsFor } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const OfferState = oneOf('OfferState', [
  'draft',
  'pending_approval',
  'extended',
  'countered',
  'accepted_by_vendor',
  'accepted',
  'declined',
  'rescinded',
  'expired',
]);
/** Who put the terms of a round forward. */
export const OfferProposer = oneOf('OfferProposer', ['operator', 'vendor']);
/** Who made a hire of an accepted offer; `policy`: the program asks nobody. */
export const OfferConfirmer = oneOf('OfferConfirmer', ['operator', 'client', 'worker', 'policy']);

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
  'It is above the most that the order pays, and nobody has to approve it.',
);
export const confirmationNotYours = declareError(
  'confirmation_not_yours',
  'forbidden',
  'The program has another side confirm what a vendor accepted.',
);

interface Lapsing {
  state: string;
  expiresAt: string | null;
}

/** Whether the time to answer an offer is over at an instant; one without an end never lapses. */
export const hasLapsed = ({ state, expiresAt }: Lapsing, now: string): boolean =>
  ['extended', 'countered', 'pending_approval', 'draft'].includes(state) &&
  expiresAt !== null &&
  Temporal.Instant.compare(now, expiresAt) >= 0;

const data = z.strictObject({ submissionId: z.string(), orderId: z.string() });
const fact = factsFor(['operator', 'client', 'vendor'], data);
// Before it is extended a vendor knows of no offer, nor ever of its approval.
const inside = factsFor(['operator', 'client'], data);

export const offerDrafted = inside('offer.drafted', 'An offer was drafted.');
export const offerChanged = inside('offer.changed', 'The terms of a drafted offer were changed.');
export const offerSubmitted = inside('offer.submitted', 'The terms of an offer wait for their approval.');
export const offerNotApproved = inside('offer.not_approved', 'The terms of an offer were not approved.');
export const offerReturned = inside(
  'offer.returned',
  'An approved offer is a draft again: it could not be extended any more.',
);
export const offerDiscarded = inside('offer.discarded', 'An offer came to its end before it was extended.');

export const offerExtended = fact('offer.extended', 'An offer was made, or made again on other terms.');
export const offerCountered = fact('offer.countered', 'The vendor asks for other terms.');
export const offerCounterAccepted = fact(
  'offer.counter_accepted',
  'The terms that the vendor asked for were accepted; they await confirmation.',
);
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
