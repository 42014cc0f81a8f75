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
        p10, p25, p50, p75, p90, mean, is_top_coded, observations, created_at, updated_at)
      select ${actor.tenantId}::uuid, ${id}::uuid, ${programId}::uuid, 'published', w.profession, w.state, w.effective_from, false,
        w.p10, w.p25, w.p50, w.p75, w.p90, w.mean, w.is_top_coded, w.employed, ${now}::timestamptz, ${now}::timestamptz
      from published_wages w
      returning id)
    select count(*)::int as count from added`);
  return counted!.count;
}
