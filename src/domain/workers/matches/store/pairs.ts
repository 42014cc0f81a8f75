import { sql } from 'drizzle-orm';
import type { Context } from '../../../../kernel/operation.ts';
import type { Row } from '../../../../kernel/transaction.ts';
import { workerMatches } from '../../tables.ts';
import type { Traits } from '../model.ts';

export type MatchRow = Row<typeof workerMatches>;

/** A worker and another one who may be the same person, with what speaks for it and against it. */
export type Candidate = Pick<MatchRow, 'workerId' | 'otherWorkerId' | 'agreeing' | 'differing'>;

/** Holds, until the transaction ends, the names and numbers by which persons are recognized: two never ask at once. */
export async function holdPersons(
  persons: readonly { normalizedName: string; npi: string | null }[],
  { tx, actor }: Context,
): Promise<void> {
  const keys = persons.flatMap(({ normalizedName, npi }) => [
    `name ${normalizedName}`,
    ...(npi ? [`npi ${npi}`] : []),
  ]);
  await tx.rows(sql`select pg_advisory_xact_lock(k.key) from (select distinct hashtextextended(${actor.tenantId} || ' ' || t.text, 0) as key
    from json_array_elements_text(${JSON.stringify(keys)}::json) as t (text) order by 1) k`);
}

/** The other workers who are or may be the same persons, one answer a pair; asks as whoever runs the transaction. */
export async function candidatesFor(
  persons: readonly ({ workerId: string } & Traits)[],
  { tx }: Context,
): Promise<Candidate[]> {
  const asked = persons.map(({ normalizedName, birthDate, npi, lastFour }, place) => ({
    place,
    name: normalizedName,
    birth_date: birthDate,
    npi,
    last_four: lastFour,
  }));
  const found = await tx.rows<Omit<Candidate, 'workerId'> & { place: number }>(
    sql`select c.place, c.worker_id as "otherWorkerId", c.agreeing, c.differing
      from app.match_candidates(${JSON.stringify(asked)}::json) c order by c.place, c.worker_id`,
  );
  const pairs = found
    .map(({ place, ...other }) => ({ workerId: persons[place]!.workerId, ...other }))
    .filter(({ workerId, otherWorkerId }) => workerId !== otherWorkerId);
  return [...new Map(pairs.map((pair) => [pairKey(pair), pair])).values()];
}

/** The pairs that were raised before, held until the transaction ends. */
export async function pairsOf(
  pairs: readonly { workerId: string; otherWorkerId: string }[],
  { tx, actor }: Context,
): Promise<Map<string, MatchRow>> {
  const found = await tx.rows<{ id: string }>(sql`select m.id from worker_matches m
    join json_to_recordset(${JSON.stringify(pairs)}::json) as p ("workerId" uuid, "otherWorkerId" uuid)
      on least(m.worker_id, m.other_worker_id) = least(p."workerId", p."otherWorkerId")
      and greatest(m.worker_id, m.other_worker_id) = greatest(p."workerId", p."otherWorkerId")
    where m.tenant_id = ${actor.tenantId}`);
  const rows = await tx.takeAll(
    workerMatches,
    found.map(({ id }) => id),
  );
  return new Map([...rows.values()].map((row) => [pairKey(row), row]));
}

/** A pair by its two ids, whichever comes first. */
export const pairKey = ({ workerId, otherWorkerId }: { workerId: string; otherWorkerId: string }): string =>
  [workerId, otherWorkerId].toSorted().join(' ');

/** Pairs that name the worker and are not decided for good, held until the transaction ends, but the one given. */
export async function matchesOf(
  workerId: string,
  except: string,
  { tx, actor }: Context,
): Promise<MatchRow[]> {
  const found = await tx.rows<{ id: string }>(sql`select id from worker_matches
    where tenant_id = ${actor.tenantId} and (worker_id = ${workerId} or other_worker_id = ${workerId})
      and state in ('open', 'distinct') and id <> ${except}`);
  const rows = await tx.takeAll(
    workerMatches,
    found.map(({ id }) => id),
  );
  return [...rows.values()];
}

/** What is known of persons, to compare them. */
export async function traitsOf(
  workerIds: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, Traits>> {
  const found = await tx.rows<Traits & { id: string }>(sql`select w.id, i.normalized_name as "normalizedName",
      i.birth_date as "birthDate", w.npi, i.last_four as "lastFour"
    from workers w join worker_identities i on i.tenant_id = w.tenant_id and i.id = w.id
    where w.tenant_id = ${actor.tenantId} and w.id = any(${`{${workerIds.join(',')}}`}::uuid[])`);
  return new Map(found.map(({ id, ...traits }) => [id, traits]));
}
