import { capability, type Context } from '../../kernel/operation.ts';
import { mostSpecific, rateLineCreated, rateLineEnded, rateLineOverlaps } from './model.ts';
import { rateLine } from './nouns.ts';
import { createRateLine } from './operations/create-rate-line.ts';
import { endRateLine } from './operations/end-rate-line.ts';
import { rateFor } from './operations/rate-for.ts';
import { applicableLines, type RateLineRow, type RateQuestion } from './store.ts';

export { rateLine } from './nouns.ts';

/** The line of the card that counts for what is asked, rates per hour in the program's currency; undefined where none does. */
export const rateLineFor = async (asked: RateQuestion, context: Context): Promise<RateLineRow | undefined> =>
  mostSpecific(await applicableLines(asked, context));

export const rates = capability({
  name: 'rates',
  nouns: [rateLine],
  queries: [rateFor],
  commands: [createRateLine, endRateLine],
  events: [rateLineCreated, rateLineEnded],
  constraints: { rate_lines_no_overlap: rateLineOverlaps },
});
