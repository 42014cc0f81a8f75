import { and, eq, inArray, sql } from 'drizzle-orm';
import { ownerOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/operation.ts';
import { asTenant, type Changes, type Row } from '../../kernel/transaction.ts';
import { differences } from '../identifiers/index.ts';
import { displayNameOf, normalizeName, randomIdOf } from './model.ts';
import { representations, workerIdentities, workers } from './tables.ts';

/** What tells one person from another. */
export interface Person {
  firstName: string;
  lastName: string;
  birthDate?: string | null | undefined;
  npi?: string | null | undefined;
  lastFour?: string | null | undefined;
  email?: string | null | undefined;
  phone?: string | null | undefined;
}

/** What the tenant knows of a person: whose id it is (yes, review), and the id that a new worker would take. */
export interface Recognition {
  verdict: 'yes' | 'review' | 'no';
  workerId: string | null;
  newId: string;
}

/**
 * Asks the reviewed match function about each person, in order. Who asks about one person at once asks one after
 * the other, until its transaction ends, so that two cannot both find nobody.
 */
export async function recognize(people: readonly Person[], context: Context): Promise<Recognition[]> {
  const { tx, actor } = context;
  const asked = people.map(({ firstName, lastName, birthDate, npi, lastFour }, place) => ({
    place,
    name: normalizeName(firstName, lastName),
    birth_date: birthDate ?? null,
    npi: npi ?? null,
    last_four: lastFour ?? null,
  }));
  const keys = asked.flatMap(({ name, npi }) => [`name ${name}`, ...(npi ? [`npi ${npi}`] : [])]);
  await tx.rows(sql`select pg_advisory_xact_lock(k.key) from (select distinct hashtextextended(${actor.tenantId} || ' ' || t.text, 0) as key
    from json_array_elements_text(${JSON.stringify(keys)}::json) as t (text) order by 1) k`);
  const known = await tx.rows<Omit<Recognition, 'newId'>>(sql`select m.verdict, m.worker_id as "workerId"
    from json_to_recordset(${JSON.stringify(asked)}::json) as p (place integer, name text, birth_date date, npi text, last_four text),
    lateral app.match_worker(p.name, p.birth_date, p.npi, p.last_four) m order by p.place`);
  return known.map((person) => ({ ...person, newId: randomIdOf(context.randomSecret(16)) }));
}

const identityOf = ({ firstName, lastName, birthDate, lastFour, email, phone }: Person) => ({
  firstName,
  lastName,
  normalizedName: normalizeName(firstName, lastName),
  birthDate,
  lastFour,
  email,
  phone,
});

/**
 * Makes a new worker of a person whom the caller may not see yet; answers the worker's row. As the tenant's own hand:
 * a vendor sees a worker only through its representation, which can only be written after the worker.
 */
export const insertWorker = (
  id: string,
  person: Person & Pick<Row<typeof workers>, 'homeState' | 'profession' | 'specialties'>,
  { tx }: Context,
): Promise<Row<typeof workers>> =>
  asTenant(tx, async () => {
    const { firstName, lastName, npi, homeState, profession, specialties } = person;
    const displayName = displayNameOf(firstName, lastName);
    const [row] = await tx.insert(workers, [{ id, displayName, homeState, profession, specialties, npi }]);
    await tx.insert(workerIdentities, [{ id, ...identityOf(person) }]);
    return row!;
  });

/** Keeps who workers are: new identities, and changes of those there are. Answers the ids of those that changed. */
export async function saveIdentities(
  people: ReadonlyMap<string, Partial<Person>>,
  { tx }: Context,
): Promise<Set<string>> {
  if (people.size === 0) return new Set();
  const held = await tx.db
    .select()
    .from(workerIdentities)
    .where(inArray(workerIdentities.id, [...people.keys()]))
    .orderBy(workerIdentities.id)
    .for('update');
  const changed = new Set<string>();
  for (const row of held) {
    const wanted = identityOf({ firstName: row.firstName, lastName: row.lastName, ...people.get(row.id) });
    const changes = differences(row, wanted as Changes<typeof workerIdentities>);
    if (Object.keys(changes).length === 0) continue;
    await tx.change(workerIdentities, row, changes);
    changed.add(row.id);
  }
  const known = new Set(held.map(({ id }) => id));
  const missing = [...people].filter(([id]) => !known.has(id));
  await tx.insert(
    workerIdentities,
    missing.map(([id, person]) => ({ id, ...identityOf(person as Person) })),
  );
  return changed;
}

/** The workers that these external ids name already, by `system:id`; absent where the system is not registered. */
export async function namedWorkers(
  externalIds: readonly { system: string; id: string }[],
  { tx, actor }: Context,
): Promise<Map<string, string | null>> {
  const found = await tx.rows<{
    key: string;
    id: string | null;
  }>(sql`select a.system || ':' || a.id as key, e.subject_id as id
    from json_to_recordset(${JSON.stringify(externalIds)}::json) as a (system text, id text)
    join external_systems s on s.tenant_id = ${actor.tenantId} and s.owner_id = ${ownerOf(actor)} and s.name = a.system
    left join external_ids e on e.tenant_id = s.tenant_id and e.owner_id = s.owner_id and e.noun = 'worker' and e.system = a.system and e.external_id = a.id`);
  return new Map(found.map(({ key, id }) => [key, id]));
}

/** The vendor's own representation of the worker, held until the transaction ends. */
export async function representationOf(
  workerId: string,
  { tx, actor }: Context,
): Promise<Row<typeof representations> | undefined> {
  const [own] = await tx.db
    .select()
    .from(representations)
    .where(and(eq(representations.workerId, workerId), eq(representations.vendorId, actor.vendorId!)))
    .for('update');
  return own;
}
