import { notFound, refuse } from '../../kernel/errors.ts';
import { scale, exactAmount } from '../../kernel/exact.ts';
import type { Context } from '../../kernel/operation.ts';
import { localDate } from '../../kernel/zone.ts';
import { programs } from '../programs/index.ts';
import type { MarketSource } from './model/answer.ts';
import { asPercent, blended, type Curve, curveOfObservations, curveOfPercentiles } from './model/curve.ts';
import { keptPercentiles, percentileNames } from './model/market-rate.ts';
import { type FoundSource, type MarketQuestion, ratesOf, sourcesFor } from './store/sources.ts';

/** What the sources say together, and each of them beside it. */
export interface Market {
  curve: Curve;
  sources: MarketSource[];
}

/** How a source's rates are to be read, where they are not those asked for: a wage as the bill rate it leads to. */
export type Multiplied = (source: FoundSource) => string;
const asTheyAre: Multiplied = () => '1';

/**
 * A source's rates as a curve: from its observations where it has them, else between the percentiles it tells. Of
 * vendors' rates the five percentiles alone, so that no single rate is found by asking often.
 */
async function curveOf(found: FoundSource, context: Context): Promise<Curve> {
  if (found.isObserved && found.basis !== 'vendors' && found.marketRateId)
    return curveOfObservations(await ratesOf(found.marketRateId, context));
  return curveOfPercentiles(
    percentileNames.map((name) => ({ percent: keptPercentiles[name], rate: found[name] })),
  );
}

const raised = (curve: Curve, multiplier: string): Curve =>
  multiplier === '1'
    ? curve
    : curve.map(({ at, rate }) => ({
        at,
        rate: scale(rate, BigInt(multiplier.replace('.', '')), placesOf(multiplier)),
      }));

const placesOf = (decimal: string): bigint => 10n ** BigInt(decimal.split('.')[1]?.length ?? 0);

function shown(found: FoundSource, weight: string, share: string | null): MarketSource {
  const {
    isObserved: _,
    p10: _p10,
    p25: _p25,
    p75: _p75,
    p90: _p90,
    observations,
    isTopCoded,
    ...rest
  } = found;
  return {
    ...rest,
    weight,
    share,
    isTopCoded: isTopCoded ?? false,
    observations: observations === null ? null : Number(observations),
  };
}

/** What the market says, by the sets that are asked and their weights. */
export async function askMarket(
  question: MarketQuestion & { weights: readonly string[] },
  context: Context,
  multiplied: Multiplied = asTheyAre,
): Promise<Market> {
  const found = await sourcesFor(question, context);
  for (const [at, id] of question.setIds.entries())
    if (!found.some(({ benchmarkSetId }) => benchmarkSetId === id))
      throw refuse(
        `/benchmarkSetIds/${at}`,
        'invalid_value',
        'The set is not of what is asked for, or of another program.',
      );
  const told = new Map(question.setIds.map((id, at) => [id, question.weights[at]]));
  const weightOf = (source: FoundSource) => told.get(source.benchmarkSetId) ?? source.weight;
  const parts: { id: string; curve: Curve; weight: string }[] = [];
  for (const source of found) {
    const curve = raised(await curveOf(source, context), multiplied(source));
    if (curve.length > 0) parts.push({ id: source.benchmarkSetId, curve, weight: weightOf(source) });
  }
  const whole = parts.reduce((sum, { weight }) => sum + exactAmount(weight).numerator, 0n);
  const shares = new Map(
    parts.map(({ id, weight }) => [
      id,
      asPercent({ numerator: exactAmount(weight).numerator, denominator: whole }),
    ]),
  );
  return {
    curve: parts.length === 0 ? [] : blended(parts),
    sources: found.map((source) =>
      shown(source, weightOf(source), shares.get(source.benchmarkSetId) ?? null),
    ),
  };
}

/** Today where the program is, in UTC where none is named; refuses a program that the actor does not see. */
export async function todayFor(programId: string | undefined, { tx, now }: Context): Promise<string> {
  if (programId === undefined) return now.slice(0, 10);
  const program = await tx.find(programs, programId);
  if (!program) throw notFound();
  return localDate(now, program.timeZone);
}
