import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { MarketRateRow } from './cells.ts';
import { marketRates } from '../tables.ts';

type Made = Pick<
  MarketRateRow,
  'p10' | 'p25' | 'p50' | 'p75' | 'p90' | 'mean' | 'observations' | 'contributors' | 'vendors'
>;

// Numerics alone: percentile_cont would reckon in binary fractions.
const percentile = (hundredths: number): SQL => {
  const place = sql`(${sql.raw(String(hundredths))} * (o.n - 1))::numeric / 100`;
  const low = sql`floor(${place})::int`;
  return sql`round(o.rates[${low} + 1] + (${place} - ${low}) * (o.rates[least(${low} + 2, o.n)] - o.rates[${low} + 1]), 4)::text`;
};

/** Makes cells anew from the observations that count: continuous percentiles, how many, of how many. */
export async function makeAnew(cells: readonly MarketRateRow[], { tx, actor }: Context): Promise<void> {
  if (cells.length === 0) return;
  const made = await tx.rows<Made & { id: string; observations: string }>(sql`
    with o as (
      select r.market_rate_id as id, array_agg(r.rate order by r.rate) as rates, count(*)::int as n, avg(r.rate) as mean,
        (count(distinct r.contributor) + count(*) filter (where r.contributor is null))::int as contributors,
        count(distinct r.observed_vendor_id)::int as vendors
      from rate_observations r
      where r.tenant_id = ${actor.tenantId} and r.withdrawn_at is null
        and r.market_rate_id = any(${`{${cells.map(({ id }) => id).join(',')}}`}::uuid[])
      group by r.market_rate_id)
    select o.id, ${percentile(10)} as p10, ${percentile(25)} as p25, ${percentile(50)} as p50, ${percentile(75)} as p75,
      ${percentile(90)} as p90, round(o.mean, 4)::text as mean, o.n as observations, o.contributors, o.vendors
    from o`);
  const byId = new Map(made.map(({ id, ...figures }) => [id, figures]));
  const none = { p10: null, p25: null, p50: null, p75: null, p90: null, mean: null };
  await tx.changeAll(
    marketRates,
    cells.map((row) => {
      const { observations, ...figures } = byId.get(row.id) ?? {
        ...none,
        observations: '0',
        contributors: 0,
        vendors: 0,
      };
      return { row, changes: { ...figures, observations: Number(observations) } };
    }),
  );
}
