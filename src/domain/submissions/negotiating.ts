import type { Fact, TimerFact } from '../../kernel/event.ts';
import type { Context } from '../../kernel/operation.ts';
import type { Changes } from '../../kernel/transaction.ts';
import {
  afterExtension,
  asExtended,
  assertEligibleFor,
  feeOf,
  routeOffer,
  type Wanted,
} from './extending.ts';
import { withAuthor } from './model/authors.ts';
import { offerCounterAccepted, offerExtended, offerSubmitted } from './model/offer.ts';
import { isDearer, type PendingTerms } from './model/offer-terms.ts';
import { moveOffer, type OfferRow } from './store/offer.ts';
import type { SubmissionRow } from './store/submission.ts';
import type { offers } from './tables.ts';

type Answer = Pick<PendingTerms, 'accepts' | 'words'>;

interface Answered {
  row: OfferRow;
  events: [Fact, ...Fact[]];
  timers: TimerFact[];
}

type Verb = 'acceptCounter' | 'answerCounter' | 'approve';

/** Puts terms in force that were agreed to inside: the offer is extended on them, or accepted where the vendor asked for them. */
export async function agreeTo(
  { offer, submission }: { offer: OfferRow; submission: SubmissionRow },
  { terms, accepts, words }: PendingTerms,
  verb: Verb,
  changes: Changes<typeof offers>,
  context: Context,
): Promise<{ row: OfferRow; events: [Fact, ...Fact[]] }> {
  const agreed = { ...changes, ...words, ...terms, pendingTerms: null };
  if (accepts) {
    const { row, fact } = await moveOffer(offer, verb, offerCounterAccepted, context, {
      to: 'accepted_by_vendor',
      changes: { ...agreed, vendorAcceptedAt: context.now },
    });
    return { row, events: [fact] };
  }
  const { row } = await moveOffer(offer, verb, offerExtended, context, {
    to: 'extended',
    changes: { ...agreed, ...asExtended(offer, context) },
  });
  return { row, events: await afterExtension(row, submission, context) };
}

/**
 * Answers a counter-offer with terms: those that cost more than what stood so far go the way of approval first, and
 * what stood so far stands before the vendor until then.
 */
export async function answerWith(
  { offer, order, submission, terms }: Wanted & { offer: OfferRow },
  { accepts, words }: Answer,
  context: Context,
): Promise<Answered> {
  await assertEligibleFor({ order, submission, terms }, context);
  const verb = accepts ? 'acceptCounter' : 'answerCounter';
  const authors = withAuthor(offer.authors, context.actor);
  const subject = { id: offer.id, version: offer.version + 1, authors };
  const changes = { authors, placementFee: await feeOf({ order, submission, terms }, context) };
  const routed = isDearer(terms, offer) ? await routeOffer(subject, { order, terms }, context) : undefined;
  if (routed?.state !== 'pending_approval') {
    const { row, events } = await agreeTo(
      { offer, submission },
      { terms, accepts, words },
      verb,
      changes,
      context,
    );
    return { row, events: [...events, ...(routed?.events ?? [])], timers: routed?.timers ?? [] };
  }
  const { row, fact } = await moveOffer(offer, verb, offerSubmitted, context, {
    to: 'pending_approval',
    changes: { authors, pendingTerms: { terms, accepts, words } },
  });
  return { row, events: [fact, ...routed.events], timers: routed.timers };
}
