import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { orderClosed } from '../../orders/index.ts';
import { feeOf, judgedTerms } from '../extending.ts';
import { offerLife } from '../lifecycle/offer.ts';
import { withAuthor } from '../model/authors.ts';
import { offerChanged } from '../model/offer.ts';
import { offeredTerms } from '../model/offer-terms.ts';
import { offer } from '../nouns/offer.ts';
import { permissions } from '../policy.ts';
import { lockOfferOnOrder, moveOffer } from '../store/offer.ts';
import { assertAhead, offerWords } from './extend-offer.ts';

export const updateOffer = command({
  name: 'updateOffer',
  summary: 'Change what a drafted offer says: its terms are given whole.',
  rest: 'PATCH /offers/{offerId}',
  permission: permissions.offer,
  input: z.strictObject({ offerId: reference('offer'), ...offeredTerms, ...offerWords }),
  output: offer,
  errors: [stepNotAllowed, orderClosed],
  async handle({ offerId, expiresAt, note, ...offered }, context) {
    assertAhead(expiresAt, context.now);
    const held = await lockOfferOnOrder(offerId, context);
    step(offerLife, 'update', held.offer.state);
    const terms = await judgedTerms(offered, held, context);
    const { row, fact } = await moveOffer(held.offer, 'update', offerChanged, context, {
      changes: {
        ...terms,
        placementFee: await feeOf({ ...held, terms }, context),
        authors: withAuthor(held.offer.authors, context.actor),
        expiresAt: expiresAt ?? null,
        note: note ?? null,
      },
    });
    return { result: row, events: [fact] };
  },
});
