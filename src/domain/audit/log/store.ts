import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { AuditLogEntry } from './model.ts';

/** Before the first entry: sequence 0, 32 zero bytes. */
const beginning = '0'.repeat(64);

export interface Seal {
  sequence: number;
  hash: string;
  /** Null where the sealed event is no longer there. */
  entry: AuditLogEntry | null;
}

/**
 * The seals behind a place in the log. Everything that a hash covers is read as it stands now, events and row versions,
 * and the hash as it was given: what was changed since then no longer leads to it.
 */
export async function sealsAfter(after: number, limit: number, { tx, actor }: Context): Promise<Seal[]> {
  return tx.rows<Seal>(sql`
    with page as materialized (
      select s.sequence, s.hash, e.transaction_id, case when e.id is not null then app.audit_entry(e) end as entry
      from event_seals s left join events e on e.tenant_id = s.tenant_id and e.id = s.event_id
      where s.tenant_id = ${actor.tenantId} and s.sequence > ${after}::bigint order by s.sequence limit ${limit}::int)
    select p.sequence::int as sequence, encode(p.hash, 'hex') as hash,
      p.entry || jsonb_build_object('sequence', p.sequence, 'versions', encode(d.digest, 'hex')) as entry
    from page p left join app.versions_digests(array(select distinct transaction_id from page)) d using (transaction_id)
    order by p.sequence`);
}

/** The hash of the entry with that sequence, in hex; undefined where the log does not reach so far. */
export async function hashAt(sequence: number, { tx, actor }: Context): Promise<string | undefined> {
  if (sequence === 0) return beginning;
  const [seal] = await tx.rows<{ hash: string }>(
    sql`select encode(hash, 'hex') as hash from event_seals where tenant_id = ${actor.tenantId} and sequence = ${sequence}::bigint`,
  );
  return seal?.hash;
}
