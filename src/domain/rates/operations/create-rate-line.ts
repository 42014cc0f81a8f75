import { command } from '../../../kernel/operation.ts';
import { rateCardRetired } from '../model/rate-card.ts';
import { place } from '../model/placing.ts';
import { rateLineCreated, rateLineOverlaps } from '../model/rate-line.ts';
import { rateLine } from '../nouns/rate-line.ts';
import { permissions } from '../policy.ts';
import { RateLineTerms } from '../shapes.ts';
import { factsOf } from '../store/facts.ts';
import { rateLines } from '../tables.ts';

export const createRateLine = command({
  name: 'createRateLine',
  summary:
    'Add what an hour may cost to a card of a program, in its currency; lines of a card for the same never overlap.',
  rest: 'POST /rate-lines',
  permission: permissions.manage,
  input: RateLineTerms,
  output: rateLine,
  errors: [rateLineOverlaps, rateCardRetired],
  async handle(told, context) {
    const [facts] = await factsOf([told], context);
    const [created] = await context.tx.insert(rateLines, [place(told, facts!)]);
    return { result: created!, events: [rateLineCreated(created!, {})] };
  },
});
