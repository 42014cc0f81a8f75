import type { EventDeclaration, Fact } from '../../kernel/event.ts';
import { reaction } from '../../kernel/operation.ts';
import { orderCanceled, orderClosedFor } from '../orders/index.ts';
import { offerRescinded } from './model/offer.ts';
import { submissionExpired } from './model/submission.ts';
import { endOffer, openOfferOf } from './store/offer.ts';
import { endSubmission, undecidedSubmissions } from './store/submission.ts';

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
        const offer = await openOfferOf(submission.id, context);
        events.push(
          ...(offer
            ? await endOffer({ offer, submission }, 'rescind', offerRescinded, context, {
                reason,
                orderOver: true,
              })
            : await endSubmission(submission, 'expire', submissionExpired, context, reason)),
        );
      }
      return { events };
    },
  });

/** An order that expired only takes no new submissions: those that it has may still become hires. */
export const reactions = [
  expiring('expireSubmissionsOfCanceledOrder', orderCanceled),
  expiring('expireSubmissionsOfClosedOrder', orderClosedFor),
];
