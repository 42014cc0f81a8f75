import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { offerDeclined } from '../model/offer.ts';
import { offer } from '../nouns/offer.ts';
import { permissions } from '../policy.ts';
import { endOffer, lockOffer } from '../store/offer.ts';

export const declineOffer = command({
  name: 'declineOffer',
  summary: 'Decline an offer for your worker, before it is confirmed.',
  rest: 'POST /offers/{offerId}/decline',
  permission: permissions.answerOffer,
  input: z.strictObject({ offerId: reference('offer'), reason: text(2000) }),
  output: offer,
  errors: [stepNotAllowed],
  async handle({ offerId, reason }, context) {
    const held = await lockOffer(offerId, context);
    const events = await endOffer(held, 'decline', offerDeclined, context, { reason });
    return { result: held.offer, events };
  },
});
