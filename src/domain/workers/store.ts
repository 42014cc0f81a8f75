import { and, desc, eq, inArray, isNotNull, or, sql } from 'drizzle-orm';
import { ownerOf } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/operation.ts';
import { asTenant, type Changes, type Row } from '../../kernel/transaction.ts';
import { differences } from '../identifiers/index.ts';
import { holdPersons } from './matches/store/pairs.ts';
import { displayNameOf, normalizeName, randomIdOf } from './model.ts';
import type { Traits } from './matches/model.ts';
import type { Experience } from './profile/model.ts';
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
  homeLatitude?: string | null | undefined;
  homeLongitude?: string | null | undefined;
}

/** What the tenant knows of a person: whose id it is (yes, review), and the id that a new worker would take. */
export interface Recognition {
  verdict: 'yes' | 'review' | 'no';
  workerId: string | null;
  newId: string;
}

/**
 * Asks the reviewed match function about the persons; answers in their order. Who asks about one person at once asks one
 * after the other, until its transaction ends, so that two cannot both find nobody.
 */
export async function recognize(people: readonly Person[], context: Context): Promise<Recognition[]> {
  const { tx } = context;
  const asked = people.map(({ firstName, lastName, birthDate, npi, lastFour }, place) => ({
    place,
    name: normalizeName(firstName, lastName),
    birth_date: birthDate ?? null,
    npi: npi ?? null,
    last_four: lastFour ?? null,
  }));
  await holdPersons(
    asked.map(({ name, npi }) => ({ normalizedName: name, npi })),
    context,
  );
  const found = await tx.rows<Omit<Recognition, 'newId'> & { place: number }>(
    sql`select distinct on (c.place) c.place, c.judgment as verdict, c.worker_id as "workerId"
      from app.match_candidates(${JSON.stringify(asked)}::json) c
      order by c.place, c.judgment = 'yes' desc, c.worker_id`,
  );
  const known = new Map(found.map(({ place, ...recognition }) => [place, recognition]));
  return asked.map(({ place }) => ({
    ...(known.get(place) ?? { verdict: 'no', workerId: null }),
    newId: randomIdOf(context.randomSecret(16)),
  }));
}

const identityOf = ({ firstName, lastName, ...told }: Person) => ({
  firstName,
  lastName,
  normalizedName: normalizeName(firstName, lastName),
  birthDate: told.birthDate,
  lastFour: told.lastFour,
  email: told.email,
  phone: told.phone,
  homeLatitude: told.homeLatitude,
  homeLongitude: told.homeLongitude,
});

/** What matching compares of a person as somebody states it. */
export const traitsStated = ({ firstName, lastName, birthDate, npi, lastFour }: Person): Traits => ({
  normalizedName: normalizeName(firstName, lastName),
  birthDate: birthDate ?? null,
  npi: npi ?? null,
  lastFour: lastFour ?? null,
});

type NewWorker = Person &
  Pick<Row<typeof workers>, 'homeState' | 'profession' | 'specialties'> & {
    id: string;
    experience?: Experience[] | undefined;
    taxonomyCodes?: string[] | undefined;
  };

/**
 * Makes new workers of persons whom the caller may not see yet; answers their rows in order. As the tenant's own hand:
 * a vendor sees a worker only through its representation, which can only be written after the worker.
 */
export const insertWorkers = (
  people: readonly NewWorker[],
  { tx }: Context,
): Promise<Row<typeof workers>[]> =>
  asTenant(tx, async () => {
    const rows = await tx.insert(
      workers,
      people.map(
        ({ id, npi, homeState, profession, specialties, experience = [], taxonomyCodes = [], ...who }) => ({
          id,
          displayName: displayNameOf(who.firstName, who.lastName),
          homeState,
          profession,
          specialties,
          npi,
          experience,
          taxonomyCodes,
        }),
      ),
    );
    await tx.insert(
      workerIdentities,
      people.map((person) => ({ id: person.id, ...identityOf(person) })),
    );
    return rows;
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

/** The rows of the noun that these external ids name already, by `system:id`; absent where the system is not registered. */
export async function namedRows(
  noun: 'worker' | 'representation',
  externalIds: readonly { system: string; id: string }[],
  { tx, actor }: Context,
): Promise<Map<string, string | null>> {
  const found = await tx.rows<{
    key: string;
    id: string | null;
  }>(sql`select a.system || ':' || a.id as key, e.subject_id as id
    from json_to_recordset(${JSON.stringify(externalIds)}::json) as a (system text, id text)
    join external_systems s on s.tenant_id = ${actor.tenantId} and s.owner_id = ${ownerOf(actor)} and s.name = a.system
    left join lateral (select i.subject_id from external_ids i where i.tenant_id = ${actor.tenantId} and i.owner_id = ${ownerOf(actor)}
      and i.system = a.system and i.noun = ${noun} and i.external_id = a.id limit 1) e on true`);
  return new Map(found.map(({ key, id }) => [key, id]));
}

/** Into whom those of the workers were merged that were, by id. */
export async function mergedAmong(ids: readonly string[], { tx }: Context): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const found = await tx.db
    .select({ id: workers.id, mergedIntoId: workers.mergedIntoId })
    .from(workers)
    .where(and(inArray(workers.id, [...ids]), isNotNull(workers.mergedIntoId)));
  return new Map(found.map(({ id, mergedIntoId }) => [id, mergedIntoId!]));
}

/**
 * The vendor's own representations with these ids or of these workers, held until the transaction ends: of one worker
 * the active one comes last, since two workers who turned out to be one may have left it a withdrawn one beside.
 */
export function ownRepresentations(
  { ids = [], workerIds = [] }: { ids?: readonly string[]; workerIds?: readonly string[] },
  { tx, actor }: Context,
): Promise<Row<typeof representations>[]> {
  return tx.db
    .select()
    .from(representations)
    .where(
      and(
        eq(representations.vendorId, actor.vendorId!),
        or(inArray(representations.id, [...ids]), inArray(representations.workerId, [...workerIds])),
      ),
    )
    .orderBy(desc(representations.state), representations.updatedAt, representations.id)
    .for('update');
}
