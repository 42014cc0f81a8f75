import { reaction, type Consequence, type Context } from '../../../kernel/operation.ts';
import { approvalGranted, approvalRejected } from '../../approvals/index.ts';
import { isOver, orders, type OrderRow } from '../../orders/index.ts';
import { afterExtension, asExtended, feeOf } from '../extending.ts';
import { submissionLife } from '../lifecycle/submission.ts';
import { offerNotApproved, offerReturned } from '../model/offer.ts';
import { agreeTo } from '../negotiating.ts';
import { lockOffer, moveOffer, type OfferRow } from '../store/offer.ts';
import type { SubmissionRow } from '../store/submission.ts';

interface Held {
  offer: OfferRow;
  order: OrderRow;
  submission: SubmissionRow;
  reason: string | undefined;
}

/** Runs for an offer that waits for the approval, its order and submission held with it. */
const deciding = (
  name: string,
  on: typeof approvalGranted,
  decide: (held: Held, context: Context) => Promise<Consequence>,
) =>
  reaction({
    name,
    on,
    when: 'with',
    async handle({ data, reason }, context) {
      if (data.subjectNoun !== 'offer') return {};
      const held = await lockOffer(data.subjectId, context, { order: true, version: false });
      if (held.offer.state !== 'pending_approval') return {};
      const order = (await context.tx.find(orders, held.offer.orderId))!;
      return decide({ ...held, order, reason }, context);
    },
  });

const mayBeOffered = ({ order, submission }: Held): boolean =>
  !isOver(order.state) &&
  submission.consent !== 'asked' &&
  submissionLife.verbs.extendOffer.from.some((state) => state === submission.state);

/** What approvals do to offers, in the transaction of the decision: no decision fails for what became of the candidate. */
export const ofApprovals = [
  deciding('extendApprovedOffer', approvalGranted, async (held, context) => {
    const { offer, order, submission } = held;
    if (offer.pendingTerms !== null) {
      const placementFee = await feeOf({ order, submission, terms: offer.pendingTerms.terms }, context);
      const { events } = await agreeTo(held, offer.pendingTerms, 'approve', { placementFee }, context);
      return { events };
    }
    if (!mayBeOffered(held)) {
      const { fact } = await moveOffer(offer, 'approve', offerReturned, context, { to: 'draft' });
      return { events: [fact] };
    }
    const { row } = await moveOffer(offer, 'approve', offerReturned, context, {
      to: 'extended',
      changes: asExtended(offer, context),
    });
    return { events: await afterExtension(row, submission, context) };
  }),
  deciding('returnOfferNotApproved', approvalRejected, async ({ offer, reason }, context) => {
    const to = offer.pendingTerms === null ? 'draft' : 'countered';
    const { row } = await moveOffer(offer, 'disapprove', offerNotApproved, context, {
      to,
      changes: { pendingTerms: null },
    });
    const { submissionId, orderId } = row;
    return { events: [offerNotApproved(row, { submissionId, orderId }, reason)] };
  }),
];
