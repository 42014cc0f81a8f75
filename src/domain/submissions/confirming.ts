import type { Fact } from '../../kernel/event.ts';
import type { Context } from '../../kernel/operation.ts';
import { noOpenPosition, orderClosed } from '../orders/index.ts';
import { offerAccepted } from './model/offer.ts';
import { submissionHired } from './model/submission.ts';
import { moveOffer, openingFor, type OfferRow } from './store/offer.ts';
import { moveSubmission, type SubmissionRow } from './store/submission.ts';

/**
 * Makes a hire of an offer that the vendor accepted, its order held: the last opening goes to the first. Whoever comes
 * too late learns `no_open_position`, a vendor or worker no more than that the order is closed to it.
 */
export async function confirm(
  { offer, submission }: { offer: OfferRow; submission: SubmissionRow },
  by: NonNullable<OfferRow['confirmedBy']>,
  context: Context,
): Promise<{ row: OfferRow; events: [Fact, ...Fact[]] }> {
  const { side } = context.actor;
  // Who comes too late holds the order no longer than it takes to see that.
  const { free, orderState } = await openingFor(offer, context);
  if (!free && (side === 'vendor' || side === 'worker')) throw orderClosed();
  if (!free) throw noOpenPosition({ facts: { orderState } });
  const changes = { acceptedAt: context.now, confirmedBy: by };
  const { row, fact } = await moveOffer(offer, 'confirm', offerAccepted, context, { changes });
  const { events } = await moveSubmission(submission, 'hire', submissionHired, context);
  return { row, events: [...events, fact] };
}
