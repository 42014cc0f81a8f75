import { eq, sql } from 'drizzle-orm';
import type { Context } from '../../../../kernel/operation.ts';
import type { Row } from '../../../../kernel/transaction.ts';
import { workers } from '../../tables.ts';

/**
 * What of the two workers cannot belong to one person, in words: representations of one vendor that both hold, live
 * submissions to one order, hours worked at once, and exclusions that were judged otherwise; and what both hold, where
 * the survivor's is the lesser: the other would stay behind, and a merge never makes anybody less eligible.
 */
export async function collisionsOf(
  mergedId: string,
  survivorId: string,
  { tx, actor }: Context,
): Promise<string[]> {
  const found = await tx.rows<{ words: string }>(sql`
    with pair (tenant, merged, survivor) as (values (${actor.tenantId}::uuid, ${mergedId}::uuid, ${survivorId}::uuid))
    select 'representations ' || m.id || ' and ' || s.id || ' of one vendor are active' as words
    from pair p
    join representations m on m.tenant_id = p.tenant and m.worker_id = p.merged and m.state = 'active'
    join representations s on s.tenant_id = p.tenant and s.worker_id = p.survivor and s.state = 'active' and s.vendor_id = m.vendor_id
    union all
    select 'submissions ' || m.id || ' and ' || s.id || ' to one order are live'
    from pair p
    join submissions m on m.tenant_id = p.tenant and m.worker_id = p.merged
    join submissions s on s.tenant_id = p.tenant and s.worker_id = p.survivor and s.order_id = m.order_id
    where m.state not in ('fell_off', 'rejected', 'withdrawn', 'expired', 'duplicate')
      and s.state not in ('fell_off', 'rejected', 'withdrawn', 'expired', 'duplicate')
    union all
    select 'timesheets ' || m.timesheet_id || ' and ' || s.timesheet_id || ' have hours at once'
    from pair p
    join time_entries m on m.tenant_id = p.tenant and m.worker_id = p.merged and m.current
    join time_entries s on s.tenant_id = p.tenant and s.worker_id = p.survivor and s.current
      and tstzrange(s.starts_at, s.ends_at) && tstzrange(m.starts_at, m.ends_at)
    union all
    select 'exclusion matches ' || m.id || ' and ' || s.id || ' were judged otherwise'
    from pair p
    join exclusion_matches m on m.tenant_id = p.tenant and m.worker_id = p.merged
    join exclusion_matches s on s.tenant_id = p.tenant and s.worker_id = p.survivor
      and s.exclusion_key = m.exclusion_key and s.state <> m.state
    union all
    select 'credentials ' || m.id || ' and ' || s.id || ' are one, and the first proves more: reject the second'
    from pair p
    join credentials m on m.tenant_id = p.tenant and m.worker_id = p.merged and m.renews_id is null and m.state in ('verified', 'expiring')
    join credentials s on s.tenant_id = p.tenant and s.worker_id = p.survivor and s.renews_id is null
      and s.state in ('submitted', 'pending_verification', 'verified', 'expiring')
      and s.type_id = m.type_id and s.vendor_id is not distinct from m.vendor_id and s.facility_id is not distinct from m.facility_id
      and s.profession is not distinct from m.profession and s.issuing_state is not distinct from m.issuing_state
      and s.number is not distinct from m.number
      and daterange(s.issued_on, s.expires_on, '[]') && daterange(m.issued_on, m.expires_on, '[]')
    where s.state not in ('verified', 'expiring') or coalesce(s.expires_on, 'infinity') < coalesce(m.expires_on, 'infinity')
      or array_position(array['attestation', 'document', 'primary_source'], s.proof)
        < array_position(array['attestation', 'document', 'primary_source'], m.proof)
    limit 20`);
  return found.map(({ words }) => words);
}

/** Workers that stand under the merged one, held until the transaction ends: one step leads to whoever stands for all. */
export const mergedBefore = (mergedId: string, { tx }: Context): Promise<Row<typeof workers>[]> =>
  tx.db.select().from(workers).where(eq(workers.mergedIntoId, mergedId)).orderBy(workers.id).for('update');

/** Gives the survivor the merged worker's rows; how many of each table, and how many stayed since it has their equals. */
export async function followMerge(
  mergedId: string,
  survivorId: string,
  { tx }: Context,
): Promise<{ moved: Record<string, number>; kept: Record<string, number> }> {
  const tables = await tx.rows<{ name: string; moved: number; kept: number }>(
    sql`select name, sum(moved)::int as moved, sum(kept)::int as kept
      from app.follow_merge(${mergedId}, ${survivorId}) group by name order by name`,
  );
  const counted = (key: 'moved' | 'kept') =>
    Object.fromEntries(tables.filter((table) => table[key] > 0).map((table) => [table.name, table[key]]));
  return { moved: counted('moved'), kept: counted('kept') };
}
