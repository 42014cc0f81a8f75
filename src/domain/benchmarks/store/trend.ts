import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';

export interface TrendQuestion {
  benchmarkSetId: string;
  profession: string;
  specialty: string | null;
  state: string | null;
  metro: string | null;
  from?: string | undefined;
  to?: string | undefined;
}

interface TrendPoint {
  effectiveFrom: string;
  p25: string | null;
  p50: string | null;
  p75: string | null;
  mean: string | null;
  observations: number | null;
}

/** The releases of exactly one cell that may be shown, in order. */
export async function trendOf(
  { benchmarkSetId, profession, specialty, state, metro, from, to }: TrendQuestion,
  { tx, actor }: Context,
): Promise<TrendPoint[]> {
  const since: SQL = from === undefined ? sql`` : sql`and m.effective_from >= ${from}::date`;
  const until: SQL = to === undefined ? sql`` : sql`and m.effective_from <= ${to}::date`;
  const found = await tx.rows<Omit<TrendPoint, 'observations'> & { observations: string | null }>(sql`
    select m.effective_from::text as "effectiveFrom", m.percentile_25 as p25, m.percentile_50 as p50, m.percentile_75 as p75, m.mean, m.observations
    from market_rates m
    where m.tenant_id = ${actor.tenantId} and m.benchmark_set_id = ${benchmarkSetId} and m.profession = ${profession} and m.is_disclosed
      and m.withdrawn_at is null
      and m.specialty is not distinct from ${specialty}::text and m.state is not distinct from ${state}::text
      and m.metro is not distinct from ${metro}::text ${since} ${until}
    order by m.effective_from`);
  return found.map(({ observations, ...point }) => ({
    ...point,
    observations: observations === null ? null : Number(observations),
  }));
}
