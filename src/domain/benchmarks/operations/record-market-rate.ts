import { z } from 'zod';
import { type Problem, refuse } from '../../../kernel/errors.ts';
import { compare, parseRate } from '../../../kernel/money.ts';
import { bulkCommand, type Context, type Outcome } from '../../../kernel/operation.ts';
import { Day, Rate, reference } from '../../../kernel/shapes.ts';
import { isUnbound, wholeTenantOnly } from '../../../kernel/whole-tenant.ts';
import { differences } from '../../identifiers/index.ts';
import { benchmarkSetRetired } from '../model/benchmark-set.ts';
import {
  cellShape,
  marketRateChanged,
  marketRateIsObserved,
  marketRateRecorded,
  percentileNames,
  percentilesDescend,
  toldTwice,
} from '../model/market-rate.ts';
import { oewsNewYorkPreset, oewsWashingtonPreset } from '../model/presets/oews-areas.ts';
import { oewsNationalPreset } from '../model/presets/oews-national.ts';
import { oewsStatePreset } from '../model/presets/oews-state.ts';
import { marketRate } from '../nouns/market-rate.ts';
import { permissions } from '../policy.ts';
import { type BenchmarkSetRow, cellOf, cellsOf, keyOf, setsById } from '../store/cells.ts';
import { marketRates } from '../tables.ts';

const figure = Rate.nullish();
const count = (what: string) => z.int().min(0).nullish().meta({ description: what });

const input = z.strictObject({
  benchmarkSetId: reference('benchmarkSet'),
  ...cellShape,
  effectiveFrom: Day,
  p10: figure,
  p25: figure,
  p50: figure,
  p75: figure,
  p90: figure,
  mean: figure,
  isTopCoded: z
    .boolean()
    .default(false)
    .meta({ description: 'Percentiles that are missing at the top lie at or above what is published.' }),
  observations: count('Of how many rates, or people employed, it tells.'),
  contributors: count('Of how many it was gathered; fewer than 5 are not shown unless published.').pipe(
    z.int().max(1_000_000_000).nullish(),
  ),
  vendors: count('Of how many vendors it was gathered, in a set of theirs.').pipe(
    z.int().max(1_000_000_000).nullish(),
  ),
});
type Told = z.output<typeof input>;

/** Why a market rate cannot stand in the set, if it cannot. */
function faultOf(told: Told, set: BenchmarkSetRow, { actor }: Context): Problem | undefined {
  if (set.programId === null && !isUnbound(actor)) return wholeTenantOnly();
  if (set.state === 'retired') return benchmarkSetRetired();
  const known = percentileNames.flatMap((name) => told[name] ?? []);
  if (known.length === 0 && !told.mean)
    return refuse('/p50', 'required', 'A market rate tells a percentile or the mean at least.');
  if (known.some((rate, at) => at > 0 && compare(parseRate(rate), parseRate(known[at - 1]!)) < 0))
    return percentilesDescend();
  return undefined;
}

const scaled = (rate: string | null | undefined): string | null => {
  if (rate === null || rate === undefined) return null;
  const [whole, fraction = ''] = rate.split('.');
  return `${whole}.${fraction.padEnd(4, '0')}`;
};

const valuesOf = ({ p10, p25, p50, p75, p90, mean, isTopCoded, ...told }: Told) => ({
  p10: scaled(p10),
  p25: scaled(p25),
  p50: scaled(p50),
  p75: scaled(p75),
  p90: scaled(p90),
  mean: scaled(mean),
  isTopCoded,
  observations: told.observations ?? null,
  contributors: told.contributors ?? null,
  vendors: told.vendors ?? null,
  // What was taken back and is told again counts again.
  withdrawnAt: null,
});

async function recordRates(
  inputs: readonly Told[],
  context: Context,
): Promise<(Outcome<{ id: string }> | Problem)[]> {
  const sets = await setsById(
    inputs.map(({ benchmarkSetId }) => benchmarkSetId),
    context,
  );
  const present = await cellsOf(inputs.map(cellOf), context);
  const seen = new Set<string>();
  const outcomes = new Map<number, Outcome<{ id: string }> | Problem>();
  const fresh: { at: number; row: Parameters<typeof context.tx.insert<typeof marketRates>>[1][number] }[] =
    [];
  const changed: {
    at: number;
    row: { id: string; version: number };
    changes: ReturnType<typeof valuesOf>;
  }[] = [];
  for (const [at, told] of inputs.entries()) {
    const set = sets.get(told.benchmarkSetId)!;
    const cell = cellOf(told);
    const key = keyOf(cell);
    const held = present.get(key);
    const fault = faultOf(told, set, context) ?? (held?.isObserved ? marketRateIsObserved() : undefined);
    if (fault || seen.has(key)) {
      outcomes.set(at, fault ?? toldTwice());
      continue;
    }
    seen.add(key);
    const values = valuesOf(told);
    if (!held) {
      const { programId, basis } = set;
      fresh.push({ at, row: { ...cell, ...values, programId, basis, isObserved: false } });
    } else if (Object.keys(differences(held, values)).length === 0) {
      outcomes.set(at, { result: held, unchanged: true });
    } else changed.push({ at, row: held, changes: values });
  }
  const inserted = await context.tx.insert(
    marketRates,
    fresh.map(({ row }) => row),
  );
  for (const [place, row] of inserted.entries())
    outcomes.set(fresh[place]!.at, { result: row, events: [marketRateRecorded(row, {})] });
  const corrected = await context.tx.changeAll(marketRates, changed);
  for (const [place, row] of corrected.entries())
    outcomes.set(changed[place]!.at, { result: row, events: [marketRateChanged(row, {})] });
  return inputs.map((_, at) => outcomes.get(at)!);
}

export const recordMarketRate = bulkCommand({
  name: 'recordMarketRate',
  summary:
    'Tell what the market pays or charges, as percentiles of a profession at a place from a day on, or correct what was told of the same.',
  rest: 'POST /market-rates',
  permission: permissions.manage,
  input,
  output: marketRate,
  errors: [wholeTenantOnly, benchmarkSetRetired, percentilesDescend, marketRateIsObserved, toldTwice],
  bulk: {
    name: 'recordMarketRates',
    rest: 'POST /market-rates/bulk',
    summary: 'Tell or correct up to 1,000 market rates, with a result for each row.',
  },
  presets: {
    bls_oews_state: oewsStatePreset,
    bls_oews_national: oewsNationalPreset,
    bls_oews_washington: oewsWashingtonPreset,
    bls_oews_new_york: oewsNewYorkPreset,
  },
  handleMany: recordRates,
});
