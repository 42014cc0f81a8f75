import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { orderClosed } from '../../orders/index.ts';
import { newOffer } from '../drafting.ts';
import { judgedTerms } from '../extending.ts';
import { offerLife } from '../lifecycle/offer.ts';
import { submissionLife } from '../lifecycle/submission.ts';
import { offerAlreadyLive, offerDrafted } from '../model/offer.ts';
import { offeredTerms } from '../model/offer-terms.ts';
import { offer } from '../nouns/offer.ts';
import { permissions } from '../policy.ts';
import { lockSubmissionOnOrder } from '../store/submission.ts';
import { offers } from '../tables.ts';
import { assertAhead, offerWords } from './extend-offer.ts';

export const draftOffer = command({
  name: 'draftOffer',
  summary: 'Draft an offer to a presented candidate; nobody outside the buyer’s side knows of it.',
  rest: 'POST /offers/drafts',
  permission: permissions.offer,
  input: z.strictObject({ submissionId: reference('submission'), ...offeredTerms, ...offerWords }),
  output: offer,
  errors: [stepNotAllowed, offerAlreadyLive, orderClosed],
  async handle({ submissionId, expiresAt, note, ...offered }, context) {
    assertAhead(expiresAt, context.now);
    const held = await lockSubmissionOnOrder(submissionId, context);
    step(submissionLife, 'extendOffer', held.submission.state);
    const wanted = { ...held, terms: await judgedTerms(offered, held, context) };
    const drafted = await newOffer(wanted, { expiresAt, note }, context);
    const [made] = await context.tx.insert(offers, [{ ...drafted, state: offerLife.initial }]);
    return { result: made!, events: [offerDrafted(made!, { submissionId, orderId: made!.orderId })] };
  },
});
