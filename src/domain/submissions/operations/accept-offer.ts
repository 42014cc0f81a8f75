import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { workerNotEligible } from '../../eligibility/index.ts';
import { orderClosed } from '../../orders/index.ts';
import { confirm } from '../confirming.ts';
import { hasLapsed, offerAcceptedByVendor, offerExpired } from '../model/offer.ts';
import { offer } from '../nouns/offer.ts';
import { permissions } from '../policy.ts';
import { lockOffer, moveOffer } from '../store/offer.ts';

export const acceptOffer = command({
  name: 'acceptOffer',
  summary: 'Accept an offer for your worker; it awaits confirmation, unless the program asks for none.',
  rest: 'POST /offers/{offerId}/accept',
  permission: permissions.answerOffer,
  input: z.strictObject({ offerId: reference('offer') }),
  output: offer,
  errors: [stepNotAllowed, offerExpired, orderClosed, workerNotEligible],
  async handle({ offerId }, context) {
    const { offer: seen, submission } = await lockOffer(offerId, context, { order: true });
    if (hasLapsed(seen, context.now)) throw offerExpired();
    const changes = { vendorAcceptedAt: context.now };
    const { row, fact } = await moveOffer(seen, 'accept', offerAcceptedByVendor, context, { changes });
    if (row.confirmation !== 'none') return { result: row, events: [fact] };
    const hired = await confirm({ offer: row, submission }, 'policy', context);
    return { result: hired.row, events: [fact, ...hired.events] };
  },
});
