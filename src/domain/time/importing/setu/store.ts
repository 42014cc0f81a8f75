import { sql } from 'drizzle-orm';
import { ownerOf } from '../../../../kernel/actor.ts';
import type { Context } from '../../../../kernel/operation.ts';

/** Assignments that the actor sees and that its side calls by an id, in one of its systems or in any. */
export async function assignmentsNamed(
  externalId: string,
  system: string | undefined,
  { tx, actor }: Context,
): Promise<string[]> {
  const found = await tx.rows<{ id: string }>(sql`select distinct a.id from external_ids e
    join assignments a on a.tenant_id = e.tenant_id and a.id = e.subject_id
    where e.tenant_id = ${actor.tenantId} and e.owner_id = ${ownerOf(actor)} and e.noun = 'assignment'
      and e.external_id = ${externalId} and (${system ?? null}::text is null or e.system = ${system ?? null}) limit 2`);
  return found.map(({ id }) => id);
}

/** Assignments, over some of the days, of the worker whom the actor's side calls by an id. */
export async function assignmentsOfPerson(
  externalId: string,
  system: string | undefined,
  { from, until }: { from: string; until: string },
  { tx, actor }: Context,
): Promise<string[]> {
  const found = await tx.rows<{ id: string }>(sql`select distinct a.id from external_ids e
    join assignments a on a.tenant_id = e.tenant_id and a.worker_id = e.subject_id
    where e.tenant_id = ${actor.tenantId} and e.owner_id = ${ownerOf(actor)} and e.noun = 'worker'
      and e.external_id = ${externalId} and (${system ?? null}::text is null or e.system = ${system ?? null})
      and a.state in ('active', 'suspended', 'ended')
      and coalesce(a.started_on, a.starts_on) <= ${until}::date and coalesce(a.ended_on, a.ends_on) >= ${from}::date limit 2`);
  return found.map(({ id }) => id);
}

/** The source ids with a prefix under which time of a worker stands: what a document brought. */
export async function broughtBy(prefix: string, workerId: string, { tx, actor }: Context): Promise<string[]> {
  const found = await tx.rows<{ sourceId: string }>(sql`select e.source_id as "sourceId" from time_entries e
    where e.tenant_id = ${actor.tenantId} and e.worker_id = ${workerId} and e.current
      and starts_with(e.source_id, ${prefix}) order by e.starts_at`);
  return found.map(({ sourceId }) => sourceId);
}

/** Takes timecards of a worker one at a time until the transaction ends: the second sees what the first brought. */
export const holdTimecards = ({ actor, tx }: Context, workerId: string): Promise<unknown> =>
  tx.rows(
    sql`select pg_advisory_xact_lock(hashtextextended(${`${actor.tenantId} timecards ${workerId}`}, 0))`,
  );
