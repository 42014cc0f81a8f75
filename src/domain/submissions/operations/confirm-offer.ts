import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { reference } from '../../../kernel/shapes.ts';
import { workerNotEligible } from '../../eligibility/index.ts';
import { noOpenPosition, orderClosed } from '../../orders/index.ts';
import { confirm } from '../confirming.ts';
import { offerLife } from '../lifecycle/offer.ts';
import { confirmationNotYours, OfferConfirmer } from '../model/offer.ts';
import { offer } from '../nouns/offer.ts';
import { permissions } from '../policy.ts';
import { lockOffer } from '../store/offer.ts';
import { offers } from '../tables.ts';

export const confirmOffer = command({
  name: 'confirmOffer',
  summary:
    'Confirm an offer that the vendor accepted: it takes a position, and the last one goes to the first.',
  rest: 'POST /offers/{offerId}/confirm',
  permission: permissions.confirmOffer,
  input: z.strictObject({ offerId: reference('offer') }),
  output: offer,
  errors: [stepNotAllowed, confirmationNotYours, noOpenPosition, orderClosed, workerNotEligible],
  async handle({ offerId }, context) {
    const held = await lockOffer(offerId, context, { order: true });
    step(offerLife, 'confirm', held.offer.state);
    await assertProvided(offerLife, 'confirm', offers, held.offer, context);
    const { row, events } = await confirm(held, OfferConfirmer.parse(context.actor.side), context);
    return { result: row, events };
  },
});
