import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';

/** Puts the wages that ship with the service into a set of published figures; answers how many there are. */
export async function insertBase(
  { id, programId }: { id: string; programId: string | null },
  { tx, actor, now }: Context,
): Promise<number> {
  const [counted] = await tx.rows<{ count: number }>(sql`
    with added as (
      insert into market_rates (tenant_id, benchmark_set_id, program_id, basis, profession, state, effective_from, is_observed,
        percentile_10, percentile_25, percentile_50, percentile_75, percentile_90, mean, is_top_coded, observations, created_at, updated_at)
      select ${actor.tenantId}::uuid, ${id}::uuid, ${programId}::uuid, 'published', w.profession, w.state, w.effective_from, false,
        w.percentile_10, w.percentile_25, w.percentile_50, w.percentile_75, w.percentile_90, w.mean, w.is_top_coded, w.employed, ${now}::timestamptz, ${now}::timestamptz
      from published_wages w
      returning id)
    select count(*)::int as count from added`);
  return counted!.count;
}
