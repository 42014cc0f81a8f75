import type { EventDeclaration, Fact } from '../../../kernel/event.ts';
import { reaction } from '../../../kernel/operation.ts';
import { orderCanceled, orderClosedFor, orderPriceCut } from '../../orders/index.ts';
import { askConsent } from '../consenting.ts';
import { offerRescinded } from '../model/offer.ts';
import { submissionExpired } from '../model/submission.ts';
import { endOffer, openOfferOf } from '../store/offer.ts';
import { endSubmission, undecidedSubmissions } from '../store/submission.ts';

// The vendor's own words for it: whether and why an order was canceled is the buyer's to know.
const reason = 'The order came to its end.';

/** Nobody waits for an order that is over: what was not decided expires, and an open offer is rescinded before it. */
const expiring = (name: string, on: EventDeclaration<Record<string, never>>) =>
  reaction({
    name,
    on,
    when: 'with',
    async handle({ subject }, context) {
      const events: Fact[] = [];
      for (const submission of await undecidedSubmissions(subject.id, context)) {
        const offer = await openOfferOf(submission, context);
        const ending = { reason, orderOver: true };
        if (offer)
          events.push(...(await endOffer({ offer, submission }, 'rescind', offerRescinded, context, ending)));
        // One that was offered has ended with its offer.
        if (submission.state !== 'offered')
          events.push(...(await endSubmission(submission, 'expire', submissionExpired, context, reason)));
      }
      return { events };
    },
  });

/** An order that expired only takes no new submissions: those that it has may still become hires. */
export const ofOrders = [
  expiring('expireSubmissionsOfCanceledOrder', orderCanceled),
  expiring('expireSubmissionsOfClosedOrder', orderClosedFor),
  reaction({
    name: 'askConsentToPriceCut',
    on: orderPriceCut,
    when: 'with',
    handle: async ({ subject, data: { changed } }, context) => ({
      events: await askConsent(subject.id, changed, context),
    }),
  }),
];
