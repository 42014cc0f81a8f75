import { z } from 'zod';
import { daysBetween, lastDayOf, rangeOf, spanOf } from '../../../kernel/day-range.ts';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, reference, text } from '../../../kernel/shapes.ts';
import { differences } from '../../identifiers/index.ts';
import { rateCardLife } from '../lifecycle.ts';
import { rateCardChanged } from '../model/rate-card.ts';
import { rateCard } from '../nouns/rate-card.ts';
import { permissions } from '../policy.ts';
import { rateCards } from '../tables.ts';

export const updateRateCard = command({
  name: 'updateRateCard',
  summary: 'Change the name or the days of a draft: absent keeps, null clears.',
  rest: 'PATCH /rate-cards/{rateCardId}',
  permission: permissions.manage,
  input: z.strictObject({
    rateCardId: reference('rateCard'),
    name: text(200).optional(),
    effectiveFrom: Day.optional(),
    effectiveTo: Day.nullish(),
  }),
  output: rateCard,
  errors: [stepNotAllowed],
  async handle({ rateCardId, name, effectiveFrom, effectiveTo }, context) {
    const card = await context.take(rateCards, rateCardId);
    step(rateCardLife, 'update', card.state);
    const held = spanOf(card.effective);
    const last = effectiveTo === undefined ? lastDayOf(held) : effectiveTo;
    const effective = rangeOf(daysBetween(effectiveFrom ?? held.from, last));
    const changes = differences(card, { name, effective });
    if (Object.keys(changes).length === 0) return { result: card, unchanged: true };
    const changed = await context.tx.change(rateCards, card, changes);
    return { result: changed, events: [rateCardChanged(changed, {})] };
  },
});
