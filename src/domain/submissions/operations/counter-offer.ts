import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { todayAt } from '../../programs/index.ts';
import { offerLife } from '../lifecycle/offer.ts';
import { hasLapsed, offerCountered, offerExpired } from '../model/offer.ts';
import { checkedTerms, mostOfferRounds, offeredTerms, offerRoundsExhausted } from '../model/offer-terms.ts';
import { offer } from '../nouns/offer.ts';
import { permissions } from '../policy.ts';
import { lockOffer, moveOffer } from '../store/offer.ts';
import { insertRound } from '../store/offer-round.ts';

export const counterOffer = command({
  name: 'counterOffer',
  summary: 'Ask for other terms than were offered; the offer waits for the answer.',
  rest: 'POST /offers/{offerId}/counter',
  permission: permissions.answerOffer,
  input: z.strictObject({
    offerId: reference('offer'),
    ...offeredTerms,
    note: text(4000).optional().meta({ description: 'Why, to the buyer’s side.' }),
  }),
  output: offer,
  errors: [stepNotAllowed, offerExpired, offerRoundsExhausted],
  async handle({ offerId, note, ...asked }, context) {
    const { offer: seen, submission } = await lockOffer(offerId, context);
    step(offerLife, 'counter', seen.state);
    if (hasLapsed(seen, context.now)) throw offerExpired();
    if (seen.round >= mostOfferRounds - 1) throw offerRoundsExhausted();
    const terms = checkedTerms(asked, {
      isDirectHire: seen.annualSalary !== null,
      today: await todayAt(seen, context),
      payRate: submission.payRate,
    });
    const changes = { round: seen.round + 1 };
    const { row, fact } = await moveOffer(seen, 'counter', offerCountered, context, { changes });
    await insertRound(row, { terms, by: 'vendor', note: note ?? null }, context);
    return { result: row, events: [fact] };
  },
});
