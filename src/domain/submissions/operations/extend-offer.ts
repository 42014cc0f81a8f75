import { z } from 'zod';
import { refuse, stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { Instant, reference, text } from '../../../kernel/shapes.ts';
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
import { consentPending } from '../model/consent.ts';
import { offerAlreadyLive, offerOverMax, offerSubmitted } from '../model/offer.ts';
import { offeredTerms } from '../model/offer-terms.ts';
import { offer } from '../nouns/offer.ts';
import { newOffer } from '../drafting.ts';
import { permissions } from '../policy.ts';
import { lockSubmissionOnOrder } from '../store/submission.ts';
import { offers } from '../tables.ts';

/** What an offer says besides its terms. */
export const offerWords = {
  expiresAt: Instant.optional().meta({ description: 'Until when the vendor may answer.' }),
  note: text(4000).optional().meta({ description: 'To the vendor.' }),
};

/** Refuses an end that is not ahead. */
export function assertAhead(expiresAt: string | undefined, now: string): void {
  if (expiresAt !== undefined && Temporal.Instant.compare(expiresAt, now) <= 0)
    throw refuse('/expiresAt', 'in_the_past', 'The offer would have expired already.');
}

export const extendOffer = command({
  name: 'extendOffer',
  summary: 'Offer a presented candidate the placement on these terms, once whoever must approve them has.',
  rest: 'POST /offers',
  permission: permissions.offer,
  input: z.strictObject({ submissionId: reference('submission'), ...offeredTerms, ...offerWords }),
  output: offer,
  errors: [
    stepNotAllowed,
    offerAlreadyLive,
    offerOverMax,
    orderClosed,
    noOpenPosition,
    consentPending,
    workerNotEligible,
    approvalRunning,
  ],
  async handle({ submissionId, expiresAt, note, ...offered }, context) {
    assertAhead(expiresAt, context.now);
    const held = await lockSubmissionOnOrder(submissionId, context);
    const wanted = { ...held, terms: await judgedTerms(offered, held, context) };
    await assertOfferable(wanted, context);
    const drafted = await newOffer(wanted, { expiresAt, note }, context);
    const { state, events, timers } = await routeOffer({ ...drafted, version: 1 }, wanted, context);
    const extended = state === 'extended' ? asExtended({ round: 0 }, context) : {};
    const [made] = await context.tx.insert(offers, [{ ...drafted, ...extended, state }]);
    const { orderId } = made!;
    const told =
      state === 'extended'
        ? await afterExtension(made!, held.submission, context)
        : ([offerSubmitted(made!, { submissionId, orderId })] as const);
    return { result: made!, events: [...told, ...events], timers: [...timers, ...lapseOf(made!)] };
  },
});
