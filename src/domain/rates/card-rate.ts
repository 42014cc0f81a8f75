import { parseRate, percentMore, type Rate } from '../../kernel/money.ts';
import type { Context } from '../../kernel/operation.ts';
import { asTenant } from '../../kernel/transaction.ts';
import { questionOf, resolved } from './asking.ts';
import { priceOf } from './model/pricing.ts';

/** For what the card's rate is asked: an hour of a profession at a unit on a day, of whichever vendor. */
export interface CardQuestion {
  programId: string;
  unitId: string;
  profession: string;
  specialty: string | null;
  /** `YYYY-MM-DD` */
  on: string;
}

/** What the program's base card says a regular hour costs, in its currency, whoever asks; null where no line applies. */
export async function cardRateOf(
  { specialty, ...asked }: CardQuestion,
  context: Context,
): Promise<Rate | null> {
  const told = { ...asked, specialty: specialty ?? undefined, hourType: 'regular' as const };
  const { line, regular } = await asTenant(context.tx, async () =>
    resolved(await questionOf(told, context), context),
  );
  return (line && priceOf(line, regular, { caps: [] })?.billRate) ?? null;
}

/**
 * How many percent a rate lies over what the program's base card says, as approval policies ask; where no card says, over
 * the rate that stands so far. Scale 4; null where there is neither.
 */
export async function overCardOf(
  billRate: string,
  { standing, ...question }: CardQuestion & { standing: string | null },
  context: Context,
): Promise<string | null> {
  const card = (await cardRateOf(question, context)) ?? standing;
  return card === null ? null : percentMore(parseRate(card), parseRate(billRate));
}
