import { sql } from 'drizzle-orm';
import type { AuditHead } from '../../kernel/audit-head.ts';
import type { OpenTransaction } from '../database/transaction.ts';
import { genesis, sealOf, type AuditEntry } from './chain.ts';

/** Events that one transaction of the sealer takes. */
export const mostSealed = 500;

interface Unsealed {
  id: string;
  entry: Omit<AuditEntry, 'sequence' | 'versions'>;
  versions: string | null;
}

/** The tenant's head in the database: sequence 0 and the genesis hash where nothing is sealed. */
export async function readHead(tenantId: string, tx: OpenTransaction): Promise<AuditHead> {
  const [last] = await tx.rows<{ sequence: string; hash: string }>(
    sql`select sequence, encode(hash, 'hex') as hash from event_seals where tenant_id = ${tenantId} order by sequence desc limit 1`,
  );
  return { sequence: Number(last?.sequence ?? 0), hash: last?.hash ?? genesis, isEnd: true };
}

/** The hash of the tenant's entry with that sequence, in hex. */
export async function readHash(
  tenantId: string,
  sequence: number,
  tx: OpenTransaction,
): Promise<string | undefined> {
  const [row] = await tx.rows<{ hash: string }>(
    sql`select encode(hash, 'hex') as hash from event_seals where tenant_id = ${tenantId} and sequence = ${sequence}::bigint`,
  );
  return row?.hash;
}

/**
 * Seals the tenant's next events and answers how many, with the new head. Only events of transactions older than every
 * running one are taken, as the feed shows them: none can come to stand before one that is sealed. The lock is tried, not
 * awaited, and held until commit: one sealer at a time, whose successor sees what it sealed; writers never meet it.
 */
export async function sealNext(
  tenantId: string,
  tx: OpenTransaction,
): Promise<{ sealed: number; head: AuditHead } | undefined> {
  const [lock] = await tx.rows<{ taken: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended('event_seals ' || ${tenantId}, 0)) as taken`,
  );
  if (!lock!.taken) return undefined;
  const head = await readHead(tenantId, tx);
  // A transaction of many events is sealed in several goes: its versions, as many and unchanged, are digested in the first.
  const events = await tx.rows<Unsealed>(sql`
    with last as materialized (
      select l.transaction_id, l.position,
        (select s.versions_digest from event_seals s where s.tenant_id = ${tenantId} order by s.sequence desc limit 1) as digest
      from app.last_sealed(${tenantId}) l),
    next as materialized (
      select e.id, e.transaction_id, e.position, app.audit_entry(e) as entry from events e
      where e.tenant_id = ${tenantId} and (e.transaction_id, e.position) > (select l.transaction_id, l.position from last l)
        and e.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
      order by e.transaction_id, e.position limit ${mostSealed})
    select n.id, n.entry, encode(case when n.transaction_id = l.transaction_id then l.digest else d.digest end, 'hex') as versions
    from next n cross join last l
    left join app.versions_digests(array(select n.transaction_id from next n except select l.transaction_id from last l)) d
      on d.transaction_id = n.transaction_id
    order by n.transaction_id, n.position`);
  if (events.length === 0) return { sealed: 0, head };
  let { sequence, hash } = head;
  const seals = events.map(({ id, entry, versions }) => {
    const previous = hash;
    sequence += 1;
    hash = sealOf(previous, { ...entry, sequence, versions } as AuditEntry);
    return { sequence, id, previous, hash, versions };
  });
  await tx.rows(sql`insert into event_seals (tenant_id, sequence, event_id, previous_hash, hash, versions_digest)
    select ${tenantId}::uuid, s.sequence, s.id, decode(s.previous, 'hex'), decode(s.hash, 'hex'), decode(s.versions, 'hex')
    from json_to_recordset(${JSON.stringify(seals)}::json) as s (sequence bigint, id uuid, previous text, hash text, versions text)`);
  return { sealed: events.length, head: { sequence, hash, isEnd: true } };
}
