import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { workerNotEligible } from '../../eligibility/index.ts';
import { noOpenPosition } from '../../orders/index.ts';
import { offerAccepted } from '../model/offer.ts';
import { submissionHired } from '../model/submission.ts';
import { offer } from '../nouns/offer.ts';
import { permissions } from '../policy.ts';
import { lockOffer, moveOffer } from '../store/offer.ts';
import { moveSubmission } from '../store/submission.ts';

export const confirmOffer = command({
  name: 'confirmOffer',
  summary:
    'Confirm an offer that the vendor accepted: it takes a position, and the last one goes to the first.',
  rest: 'POST /offers/{offerId}/confirm',
  permission: permissions.confirmOffer,
  input: z.strictObject({ offerId: reference('offer') }),
  output: offer,
  errors: [stepNotAllowed, noOpenPosition, workerNotEligible],
  async handle({ offerId }, context) {
    const { offer: seen, submission } = await lockOffer(offerId, context, { order: true });
    const changes = { acceptedAt: context.now };
    const { row, fact } = await moveOffer(seen, 'confirm', offerAccepted, context, { changes });
    const { events } = await moveSubmission(submission, 'hire', submissionHired, context);
    return { result: row, events: [...events, fact] };
  },
});
