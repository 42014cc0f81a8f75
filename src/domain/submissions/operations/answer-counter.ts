import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { approvalRunning } from '../../approvals/index.ts';
import { workerNotEligible } from '../../eligibility/index.ts';
import { orderClosed } from '../../orders/index.ts';
import { judgedTerms, lapseOf } from '../extending.ts';
import { offerLife } from '../lifecycle/offer.ts';
import { offerOverMax } from '../model/offer.ts';
import { offeredTerms } from '../model/offer-terms.ts';
import { answerWith } from '../negotiating.ts';
import { offer } from '../nouns/offer.ts';
import { permissions } from '../policy.ts';
import { lockOfferOnOrder } from '../store/offer.ts';
import { assertAhead, offerWords } from './extend-offer.ts';

export const answerCounter = command({
  name: 'answerCounter',
  summary:
    'Answer a counter-offer with terms of your own: the offer is extended again, once approved where it is dearer.',
  rest: 'POST /offers/{offerId}/answer-counter',
  permission: permissions.offer,
  input: z.strictObject({ offerId: reference('offer'), ...offeredTerms, ...offerWords }),
  output: offer,
  errors: [stepNotAllowed, offerOverMax, orderClosed, workerNotEligible, approvalRunning],
  async handle({ offerId, expiresAt, note, ...offered }, context) {
    assertAhead(expiresAt, context.now);
    const held = await lockOfferOnOrder(offerId, context);
    step(offerLife, 'answerCounter', held.offer.state);
    const terms = await judgedTerms(offered, held, context);
    const words = { expiresAt: expiresAt ?? null, note: note ?? null };
    const { row, events, timers } = await answerWith({ ...held, terms }, { accepts: false, words }, context);
    return { result: row, events, timers: [...timers, ...lapseOf(row)] };
  },
});
