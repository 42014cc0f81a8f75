import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { benchmarkSets, marketRates } from '../tables.ts';

export type BenchmarkSetRow = Row<typeof benchmarkSets>;
export type MarketRateRow = Row<typeof marketRates>;

/** What a cell of a set is of, and from when it holds. */
export interface CellKey {
  benchmarkSetId: string;
  profession: string;
  specialty: string | null;
  state: string | null;
  metro: string | null;
  effectiveFrom: string;
}

/** The cell that something told is of. */
export const cellOf = ({
  benchmarkSetId,
  profession,
  specialty = null,
  state = null,
  metro = null,
  effectiveFrom,
}: Pick<CellKey, 'benchmarkSetId' | 'profession' | 'effectiveFrom'> & {
  [name in 'specialty' | 'state' | 'metro']?: string | null | undefined;
}): CellKey => ({ benchmarkSetId, profession, specialty, state, metro, effectiveFrom });

export const keyOf = (key: CellKey): string =>
  JSON.stringify([
    key.benchmarkSetId,
    key.profession,
    key.specialty,
    key.state,
    key.metro,
    key.effectiveFrom,
  ]);

/** The sets with these ids, held beside others that read them until the transaction ends, so that none is retired meanwhile. */
export async function setsById(
  ids: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, BenchmarkSetRow>> {
  const found = await tx.db
    .select()
    .from(benchmarkSets)
    .where(and(eq(benchmarkSets.tenantId, actor.tenantId), inArray(benchmarkSets.id, [...new Set(ids)])))
    .orderBy(asc(benchmarkSets.id))
    .for('share');
  return new Map(found.map((set) => [set.id, set]));
}

/** The cells that there are of those asked for, held until the transaction ends, by `keyOf`. */
export async function cellsOf(
  keys: readonly CellKey[],
  { tx, actor }: Context,
): Promise<Map<string, MarketRateRow>> {
  if (keys.length === 0) return new Map();
  const found = await tx.rows<{ id: string }>(sql`
    select distinct m.id from json_to_recordset(${JSON.stringify(keys)}::json) as k ("benchmarkSetId" uuid, profession text, specialty text,
      state text, metro text, "effectiveFrom" date)
    join market_rates m on m.tenant_id = ${actor.tenantId} and m.benchmark_set_id = k."benchmarkSetId" and m.profession = k.profession
      and m.effective_from = k."effectiveFrom" and m.state is not distinct from k.state
      and m.specialty is not distinct from k.specialty and m.metro is not distinct from k.metro`);
  const rows = await tx.takeAll(
    marketRates,
    found.map(({ id }) => id),
  );
  return new Map([...rows.values()].map((row) => [keyOf(row), row]));
}
