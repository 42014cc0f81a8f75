import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import type { BenchmarkBasis, BenchmarkMeasure } from '../model/benchmark-set.ts';

export interface MarketQuestion {
  programId?: string | null | undefined;
  profession: string;
  specialty?: string | null | undefined;
  state?: string | null | undefined;
  metro?: string | null | undefined;
  measures: readonly BenchmarkMeasure[];
  currency: string;
  /** The sets that are asked; none: every active one. */
  setIds: readonly string[];
  on: string;
}

/** A set and what it knows: null where that is nothing, or nothing that may be shown. */
export interface FoundSource {
  benchmarkSetId: string;
  name: string;
  source: string;
  basis: BenchmarkBasis;
  measure: BenchmarkMeasure;
  weight: string;
  marketRateId: string | null;
  specialty: string | null;
  areaKind: 'national' | 'state' | 'metro' | null;
  state: string | null;
  metro: string | null;
  effectiveFrom: string | null;
  isObserved: boolean | null;
  isTopCoded: boolean | null;
  p10: string | null;
  p25: string | null;
  p50: string | null;
  p75: string | null;
  p90: string | null;
  observations: string | null;
  contributors: number | null;
  vendors: number | null;
  isSuppressed: boolean;
}

// The specialty's own before the profession's, then the narrowest place, then the latest.
const narrowest = sql`(m.specialty is null), (m.metro is null), (m.state is null), m.effective_from desc`;

const matches = ({ profession, specialty, state, metro, on }: MarketQuestion): SQL =>
  sql`m.tenant_id = s.tenant_id and m.benchmark_set_id = s.id and m.profession = ${profession} and m.effective_from <= ${on}::date
    and m.withdrawn_at is null
    and (m.specialty is null or m.specialty = ${specialty ?? null}::text)
    and case when m.metro is not null then m.metro = ${metro ?? null}::text else m.state is null or m.state = ${state ?? null}::text end`;

/**
 * The sets that are asked, each with the narrowest of its cells that may be shown. A set of a program is asked for that
 * program alone.
 */
export function sourcesFor(question: MarketQuestion, { tx, actor }: Context): Promise<FoundSource[]> {
  const { programId, measures, currency, setIds } = question;
  const named =
    setIds.length > 0 ? sql`s.id = any(${`{${setIds.join(',')}}`}::uuid[])` : sql`s.state = 'active'`;
  // Who names a set means it; without a program a program's set is not asked unless it is named.
  const reach =
    programId === undefined && setIds.length > 0
      ? sql`true`
      : sql`(s.program_id is null or s.program_id = ${programId ?? null}::uuid)`;
  return tx.rows<FoundSource>(sql`
    select s.id as "benchmarkSetId", s.name, s.source, s.basis, s.measure, s.weight::text, c.id as "marketRateId", c.specialty,
      c.area_kind as "areaKind", c.state, c.metro, c.effective_from::text as "effectiveFrom", c.is_observed as "isObserved",
      c.is_top_coded as "isTopCoded", c.percentile_10 as p10, c.percentile_25 as p25, c.percentile_50 as p50, c.percentile_75 as p75, c.percentile_90 as p90, c.observations, c.contributors, c.vendors,
      exists (select from market_rates m where ${matches(question)} and not m.is_disclosed
        and (c.id is null or (m.specialty is null, m.metro is null, m.state is null) < (c.specialty is null, c.metro is null, c.state is null))
      ) as "isSuppressed"
    from benchmark_sets s
    left join lateral (
      select m.id, m.specialty, m.area_kind, m.state, m.metro, m.effective_from, m.is_observed, m.is_top_coded, m.percentile_10, m.percentile_25, m.percentile_50, m.percentile_75,
        m.percentile_90, m.observations, m.contributors, m.vendors
      from market_rates m where ${matches(question)} and m.is_disclosed order by ${narrowest} limit 1) c on true
    where s.tenant_id = ${actor.tenantId} and ${named} and s.currency = ${currency} and s.measure = any(${`{${measures.join(',')}}`}::text[])
      and ${reach}
    order by s.name, s.id`);
}

/** The rates that a cell is made from, rising; read as the tenant, since whoever asks for ranks need not know who said what. */
export async function ratesOf(marketRateId: string, { tx, actor }: Context): Promise<string[]> {
  const found = await asTenant(tx, () =>
    tx.rows<{ rate: string }>(sql`select r.rate from rate_observations r
      where r.tenant_id = ${actor.tenantId} and r.market_rate_id = ${marketRateId} and r.withdrawn_at is null order by r.rate`),
  );
  return found.map(({ rate }) => rate);
}
