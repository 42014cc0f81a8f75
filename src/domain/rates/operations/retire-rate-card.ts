import { z } from 'zod';
import { shortened } from '../../../kernel/day-range.ts';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, reference } from '../../../kernel/shapes.ts';
import { rateCardLife } from '../lifecycle.ts';
import { rateCardWasRetired } from '../model/rate-card.ts';
import { rateCard } from '../nouns/rate-card.ts';
import { rateCards } from '../tables.ts';

export const retireRateCard = command({
  name: 'retireRateCard',
  summary: 'Give a card in force its last day, no later than the one it has; what it says of its days stays.',
  rest: 'POST /rate-cards/{rateCardId}/retire',
  permission: rateCardLife.verbs.retire.by!,
  input: z.strictObject({ rateCardId: reference('rateCard'), effectiveTo: Day }),
  output: rateCard,
  errors: [stepNotAllowed],
  async handle({ rateCardId, effectiveTo }, context) {
    const card = await context.take(rateCards, rateCardId);
    const state = step(rateCardLife, 'retire', card.state);
    const effective = shortened(card.effective, effectiveTo);
    const retired = await context.tx.change(rateCards, card, { state, effective });
    return { result: retired, events: [rateCardWasRetired(retired, {})] };
  },
});
