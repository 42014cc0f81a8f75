import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { approvalRunning } from '../../approvals/index.ts';
import { workerNotEligible } from '../../eligibility/index.ts';
import { noOpenPosition, orderClosed } from '../../orders/index.ts';
import {
  afterExtension,
  asExtended,
  assertOfferable,
  judgedTerms,
  lapseOf,
  routeOffer,
} from '../extending.ts';
import { offerLife } from '../lifecycle/offer.ts';
import { withAuthor } from '../model/authors.ts';
import { consentPending } from '../model/consent.ts';
import { hasLapsed, offerExpired, offerOverMax, offerSubmitted } from '../model/offer.ts';
import { restated } from '../model/offer-terms.ts';
import { offer } from '../nouns/offer.ts';
import { permissions } from '../policy.ts';
import { lockOfferOnOrder, moveOffer } from '../store/offer.ts';

export const submitOffer = command({
  name: 'submitOffer',
  summary: 'Extend a drafted offer, once whoever must approve it has.',
  rest: 'POST /offers/{offerId}/submit',
  permission: permissions.offer,
  input: z.strictObject({ offerId: reference('offer') }),
  output: offer,
  errors: [
    stepNotAllowed,
    offerOverMax,
    offerExpired,
    orderClosed,
    noOpenPosition,
    consentPending,
    workerNotEligible,
    approvalRunning,
  ],
  async handle({ offerId }, context) {
    const held = await lockOfferOnOrder(offerId, context);
    const { offer: drafted, order, submission } = held;
    step(offerLife, 'submit', drafted.state);
    if (hasLapsed(drafted, context.now)) throw offerExpired();
    // A first day that has passed since is found out here.
    const terms = await judgedTerms(restated(drafted), held, context);
    await assertOfferable({ order, submission, terms }, context);
    const authors = withAuthor(drafted.authors, context.actor);
    const subject = { id: offerId, version: drafted.version + 1, authors };
    const { state, events, timers } = await routeOffer(subject, { order, terms }, context);
    const extended = state === 'extended' ? asExtended(drafted, context) : {};
    const { row, fact } = await moveOffer(drafted, 'submit', offerSubmitted, context, {
      to: state,
      changes: { ...extended, authors },
    });
    const told = state === 'extended' ? await afterExtension(row, submission, context) : ([fact] as const);
    return { result: row, events: [...told, ...events], timers: [...timers, ...lapseOf(row)] };
  },
});
