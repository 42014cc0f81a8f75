import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { rateCardLife } from '../lifecycle.ts';
import { rateCardActivated, rateCardInForce } from '../model/rate-card.ts';
import { rateCard } from '../nouns/rate-card.ts';
import { rateCards } from '../tables.ts';

export const activateRateCard = command({
  name: 'activateRateCard',
  summary: 'Let the lines of a draft count on the card’s days, before those of the base card.',
  rest: 'POST /rate-cards/{rateCardId}/activate',
  permission: rateCardLife.verbs.activate.by!,
  input: z.strictObject({ rateCardId: reference('rateCard') }),
  output: rateCard,
  errors: [stepNotAllowed, rateCardInForce],
  async handle({ rateCardId }, context) {
    const card = await context.take(rateCards, rateCardId);
    const state = step(rateCardLife, 'activate', card.state);
    const active = await context.tx.change(rateCards, card, { state });
    return { result: active, events: [rateCardActivated(active, {})] };
  },
});
