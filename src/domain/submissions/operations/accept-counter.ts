import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { approvalRunning } from '../../approvals/index.ts';
import { workerNotEligible } from '../../eligibility/index.ts';
import { orderClosed } from '../../orders/index.ts';
import { offerLife } from '../lifecycle/offer.ts';
import { offerOverMax } from '../model/offer.ts';
import { answerWith } from '../negotiating.ts';
import { offer } from '../nouns/offer.ts';
import { permissions } from '../policy.ts';
import { lockOfferOnOrder } from '../store/offer.ts';
import { counteredTerms } from '../store/offer-round.ts';

export const acceptCounter = command({
  name: 'acceptCounter',
  summary:
    'Accept the terms that the vendor asked for, once approved where they are dearer; the hire awaits confirmation.',
  rest: 'POST /offers/{offerId}/accept-counter',
  permission: permissions.offer,
  input: z.strictObject({ offerId: reference('offer') }),
  output: offer,
  errors: [stepNotAllowed, offerOverMax, orderClosed, workerNotEligible, approvalRunning],
  async handle({ offerId }, context) {
    const held = await lockOfferOnOrder(offerId, context);
    step(offerLife, 'acceptCounter', held.offer.state);
    const terms = await counteredTerms(offerId, context);
    const { row, events, timers } = await answerWith({ ...held, terms }, { accepts: true }, context);
    return { result: row, events, timers };
  },
});
