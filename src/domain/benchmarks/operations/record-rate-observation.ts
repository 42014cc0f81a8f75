import { z } from 'zod';
import { type Problem, refuse } from '../../../kernel/errors.ts';
import { bulkCommand, type Context, type Outcome } from '../../../kernel/operation.ts';
import { Day, Rate, reference, text } from '../../../kernel/shapes.ts';
import { isUnbound, wholeTenantOnly } from '../../../kernel/whole-tenant.ts';
import { benchmarkSetRetired } from '../model/benchmark-set.ts';
import { cellShape, marketRateIsStated, observationRecorded, toldTwice } from '../model/market-rate.ts';
import { rateObservation } from '../nouns/market-rate.ts';
import { permissions } from '../policy.ts';
import {
  type BenchmarkSetRow,
  type CellKey,
  cellOf,
  cellsOf,
  keyOf,
  type MarketRateRow,
  setsById,
} from '../store/cells.ts';
import { makeAnew } from '../store/observing.ts';
import { marketRates, rateObservations } from '../tables.ts';

const input = z.strictObject({
  benchmarkSetId: reference('benchmarkSet'),
  ...cellShape,
  effectiveFrom: Day.meta({ description: 'From when the rates that are told together hold.' }),
  rate: Rate,
  contributor: text(200).nullish().meta({ description: 'Who said so; those of no name count as one each.' }),
  observedVendorId: reference('vendor')
    .nullish()
    .meta({ description: 'The vendor that asked for it: in a set of vendors’ rates, and only there.' }),
  observedOn: Day.nullish(),
});
type Told = z.output<typeof input>;

/** Why an observation cannot stand in the set, if it cannot. */
function faultOf({ observedVendorId }: Told, set: BenchmarkSetRow, { actor }: Context): Problem | undefined {
  if (set.programId === null && !isUnbound(actor)) return wholeTenantOnly();
  if (set.state === 'retired') return benchmarkSetRetired();
  if (set.basis === 'vendors' && !observedVendorId)
    return refuse('/observedVendorId', 'required', 'In a set of vendors’ rates it says whose rate it is.');
  if (set.basis !== 'vendors' && observedVendorId)
    return refuse('/observedVendorId', 'invalid_value', 'The set is not one of vendors’ rates.');
  return undefined;
}

/** The cells that observations are of, held; those that there are not yet are begun. */
async function cellsFor(
  sound: readonly { cell: CellKey; set: BenchmarkSetRow }[],
  context: Context,
): Promise<Map<string, MarketRateRow>> {
  const cells = await cellsOf(
    sound.map(({ cell }) => cell),
    context,
  );
  const missing = new Map(
    sound.flatMap(({ cell, set }) => (cells.has(keyOf(cell)) ? [] : [[keyOf(cell), { cell, set }] as const])),
  );
  const begun = await context.tx.insert(
    marketRates,
    [...missing.values()].map(({ cell, set: { programId, basis } }) => ({
      ...cell,
      programId,
      basis,
      isObserved: true,
    })),
  );
  for (const row of begun) cells.set(keyOf(row), row);
  return cells;
}

async function observe(
  inputs: readonly Told[],
  context: Context,
): Promise<(Outcome<{ id: string }> | Problem)[]> {
  const sets = await setsById(
    inputs.map(({ benchmarkSetId }) => benchmarkSetId),
    context,
  );
  const judged = inputs.map((told) => {
    const set = sets.get(told.benchmarkSetId)!;
    return { told, set, cell: cellOf(told), fault: faultOf(told, set, context) };
  });
  const cells = await cellsFor(
    judged.filter(({ fault }) => !fault),
    context,
  );
  const kept = judged.flatMap(({ told, set, cell, fault }, at) => {
    const held = cells.get(keyOf(cell));
    if (fault || !held?.isObserved) return [];
    const { rate, contributor = null, observedVendorId = null, observedOn = null } = told;
    const { programId, basis, id: benchmarkSetId } = set;
    const row = { rate, contributor, observedVendorId, observedOn, programId, basis, benchmarkSetId };
    return [{ at, held, row: { ...row, marketRateId: held.id } }];
  });
  const inserted = await context.tx.insert(
    rateObservations,
    kept.map(({ row }) => row),
  );
  await makeAnew([...new Map(kept.map(({ held }) => [held.id, held])).values()], context);
  const placed = new Map(kept.map(({ at }, place) => [at, inserted[place]!]));
  return judged.map(({ fault }, at) => {
    const row = placed.get(at);
    if (!row) return fault ?? marketRateIsStated();
    return { result: row, events: [observationRecorded(row, { marketRateId: row.marketRateId })] };
  });
}

export const recordRateObservation = bulkCommand({
  name: 'recordRateObservation',
  summary:
    'Add a single rate of the market; the percentiles of what it is of are made anew in the same breath.',
  rest: 'POST /rate-observations',
  permission: permissions.manage,
  input,
  output: rateObservation,
  errors: [wholeTenantOnly, benchmarkSetRetired, marketRateIsStated, toldTwice],
  bulk: {
    name: 'recordRateObservations',
    rest: 'POST /rate-observations/bulk',
    summary: 'Add up to 1,000 single rates of the market, with a result for each row.',
  },
  handleMany: observe,
});
