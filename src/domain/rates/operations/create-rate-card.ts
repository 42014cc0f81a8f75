import { z } from 'zod';
import { daysBetween, rangeOf } from '../../../kernel/day-range.ts';
import { notFound } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, reference, text } from '../../../kernel/shapes.ts';
import { programs } from '../../programs/index.ts';
import { rateCardLife } from '../lifecycle.ts';
import { rateCardCreated } from '../model/rate-card.ts';
import { rateCard } from '../nouns/rate-card.ts';
import { permissions } from '../policy.ts';
import { rateCards } from '../tables.ts';

export const createRateCard = command({
  name: 'createRateCard',
  summary: 'Draft a rate card of a program, for one vendor or for any; its lines count once it is active.',
  rest: 'POST /rate-cards',
  permission: permissions.manage,
  input: z.strictObject({
    programId: reference('program'),
    vendorId: reference('vendor').nullish(),
    name: text(200),
    effectiveFrom: Day,
    effectiveTo: Day.nullish().meta({ description: 'The last day; absent: none.' }),
  }),
  output: rateCard,
  async handle({ effectiveFrom, effectiveTo, ...named }, { tx }) {
    const program = await tx.find(programs, named.programId);
    if (!program) throw notFound();
    const effective = rangeOf(daysBetween(effectiveFrom, effectiveTo));
    const card = { ...named, currency: program.currency, effective, state: rateCardLife.initial };
    const [created] = await tx.insert(rateCards, [card]);
    return { result: created!, events: [rateCardCreated(created!, { copiedFromId: null, lines: 0 })] };
  },
});
