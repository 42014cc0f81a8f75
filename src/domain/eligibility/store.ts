import { sql } from 'drizzle-orm';
import { notFound, Problem } from '../../kernel/errors.ts';
import { inHalves } from '../../kernel/in-halves.ts';
import type { Context } from '../../kernel/operation.ts';
import type { NewRow, Row } from '../../kernel/transaction.ts';
import type { Held, PlaceFacts, WorkerFacts } from './judging/facts.ts';
import { requirements } from './tables.ts';

interface Loaded {
  place: PlaceFacts;
  workers: WorkerFacts[];
}

const orNull = (text: string | undefined) => (text === undefined || text === '' ? null : text);

function heldOf(told: string): Held {
  const [typeId, state, proof, issuedOn, expiresOn, waivedUntil, ...more] = told.split('|');
  const [profession, issuingState, multistate, primaryState, disciplined, facilityId] = more;
  return {
    typeId: typeId!,
    state: state!,
    proof: orNull(proof) as Held['proof'],
    issuedOn: orNull(issuedOn),
    expiresOn: orNull(expiresOn),
    waivedUntil: orNull(waivedUntil),
    profession: orNull(profession),
    issuingState: orNull(issuingState),
    multistate: multistate === 't',
    primaryState: orNull(primaryState),
    disciplined: disciplined === 't',
    facilityId: orNull(facilityId),
  };
}

const heldIn = (told: string): Held[] => (told === '' ? [] : told.split(';').map(heldOf));

type ToldWorker = Omit<WorkerFacts, 'credentials'> & { credentials: string };

type Told = (PlaceFacts & { workers: ToldWorker[] }) | null;

function loadedOf(facts: Told): Loaded {
  if (!facts) throw notFound();
  const { workers, ...place } = facts;
  return {
    place,
    workers: workers.map((worker) => ({ ...worker, credentials: heldIn(worker.credentials) })),
  };
}

/** Where and when somebody is to work; the day null is the facility's own today. */
export interface AskedFacts {
  facilityId: string;
  day: string | null;
  /** What the orders asked about demand besides the place. */
  extraCredentialTypeIds: readonly string[];
}

const arrayOf = (ids: readonly string[]) => `{${ids.join(',')}}`;

/**
 * All that decides whether workers may work at a facility on a day, in one statement; of whom the caller is told nothing,
 * nothing comes. `not_found` where there is no such facility.
 */
export async function factsOf(
  { facilityId, day, extraCredentialTypeIds }: AskedFacts,
  workerIds: readonly string[],
  { tx }: Context,
): Promise<Loaded> {
  const [found] = await tx.rows<{ facts: Told }>(
    sql`select app.eligibility_facts(${facilityId}, ${arrayOf(workerIds)}::uuid[], ${day}::date,
      ${arrayOf(extraCredentialTypeIds)}::uuid[]) as facts`,
  );
  return loadedOf(found!.facts);
}

/** The same of several facilities and days, in their order, in one statement; what orders demand besides is of them all. */
export async function factsOfMany(
  asked: readonly { facilityId: string; day: string }[],
  extraCredentialTypeIds: readonly string[],
  workerIds: readonly string[],
  { tx }: Context,
): Promise<Loaded[]> {
  const found = await tx.rows<{ facts: Told }>(
    sql`select app.eligibility_facts(a."facilityId", ${arrayOf(workerIds)}::uuid[], a.day, ${arrayOf(extraCredentialTypeIds)}::uuid[]) as facts
      from json_to_recordset(${JSON.stringify(asked.map((one, place) => ({ place, ...one })))}::json)
        as a (place integer, "facilityId" uuid, day date) order by a.place`,
  );
  return found.map(({ facts }) => loadedOf(facts));
}

/** Keeps what a worker holds as it is until the transaction ends. */
export async function holdCredentials(workerId: string, { tx }: Context): Promise<void> {
  await tx.rows(sql`select app.hold_credentials(${workerId})`);
}

/** Somebody to be judged, by the name that the caller has for them. */
export interface Candidate {
  workerId: string;
  representationId: string | null;
  /** Who would supply it: the vendor of the representation. */
  vendorId: string | null;
  profession: string;
}

export interface Listed {
  workerIds?: readonly string[] | undefined;
  profession?: string | undefined;
  first: number;
  after?: string | undefined;
}

/** Workers whom the caller sees, or whom a vendor represents, by id; those named, or all of a profession. */
export async function candidates(
  { workerIds, profession, first, after }: Listed,
  { tx, actor }: Context,
): Promise<Candidate[]> {
  const own = actor.side === 'vendor';
  const from = own
    ? sql`select r.id, r.worker_id as "workerId", r.id as "representationId", r.vendor_id as "vendorId", r.profession from representations r
        where r.tenant_id = ${actor.tenantId} and r.vendor_id = ${actor.vendorId} and r.state = 'active'`
    : sql`select w.id, w.id as "workerId", null::uuid as "representationId", null::uuid as "vendorId", w.profession from workers w
        where w.tenant_id = ${actor.tenantId} and w.archived_at is null`;
  return tx.rows<Candidate>(sql`select c."workerId", c."representationId", c."vendorId", c.profession from (${from}) c where true
    ${workerIds ? sql`and c."workerId" = any(${`{${workerIds.join(',')}}`}::uuid[])` : sql``}
    ${profession ? sql`and c.profession = ${profession}` : sql``}
    ${after ? sql`and c.id > ${after}` : sql``} order by c.id limit ${first}`);
}

/** The worker behind a representation that the caller sees; `not_found` otherwise. */
export async function candidateOf(representationId: string, { tx, actor }: Context): Promise<Candidate> {
  const [found] = await tx.rows<Candidate>(
    sql`select r.worker_id as "workerId", r.id as "representationId", r.vendor_id as "vendorId", r.profession from representations r
      where r.tenant_id = ${actor.tenantId} and r.id = ${representationId}`,
  );
  if (!found) throw notFound();
  return found;
}

/** What an order says of the place and the days that one is judged for. */
export interface OrderPlace {
  facilityId: string;
  unitId: string;
  profession: string;
  specialty: string | null;
  startsOn: string;
  endsOn: string;
  extraCredentialTypeIds: string[];
}

/** The order as the caller sees it; `not_found` otherwise. */
export async function placeOfOrder(orderId: string, { tx, actor }: Context): Promise<OrderPlace> {
  const [found] = await tx.rows<OrderPlace>(
    sql`select o.facility_id as "facilityId", o.unit_id as "unitId", o.profession, o.specialty, o.starts_on as "startsOn", o.ends_on as "endsOn",
      o.extra_credential_type_ids as "extraCredentialTypeIds"
      from orders o where o.tenant_id = ${actor.tenantId} and o.id = ${orderId}`,
  );
  if (!found) throw notFound();
  return found;
}

/** What named places are part of: the facilities of units, and the programs of facilities. */
export interface Paths {
  facilityOf: ReadonlyMap<string, string>;
  programOf: ReadonlyMap<string, string>;
}

/** The paths of all the named places. */
export async function pathsOf(
  named: readonly { facilityId?: string | null | undefined; unitId?: string | null | undefined }[],
  { tx, actor }: Context,
): Promise<Paths> {
  const listed = (ids: Iterable<string | null | undefined>) =>
    `{${[...new Set(ids)].filter((id) => id != null).join(',')}}`;
  const inside = await tx.rows<{ id: string; facilityId: string }>(
    sql`select u.id, u.facility_id as "facilityId" from units u
      where u.tenant_id = ${actor.tenantId} and u.id = any(${listed(named.map(({ unitId }) => unitId))}::uuid[])`,
  );
  const at = [...inside, ...named].map(({ facilityId }) => facilityId);
  const facilities = await tx.rows<{ id: string; programId: string }>(
    sql`select f.id, f.program_id as "programId" from facilities f
      where f.tenant_id = ${actor.tenantId} and f.id = any(${listed(at)}::uuid[])`,
  );
  return {
    facilityOf: new Map(inside.map(({ id, facilityId }) => [id, facilityId])),
    programOf: new Map(facilities.map(({ id, programId }) => [id, programId])),
  };
}

type RequirementRow = Row<typeof requirements>;

/** Inserts requirements, problems passed on in their places; one that overlaps is a problem and harms no other. */
export async function insertRequirements(
  wanted: readonly (NewRow<typeof requirements> | Problem)[],
  context: Context,
): Promise<(RequirementRow | Problem)[]> {
  const rows = wanted.flatMap((row) => (row instanceof Problem ? [] : [row]));
  const made = await inHalves(rows, (some) => context.tx.insert(requirements, some), context);
  let place = 0;
  return wanted.map((row) => (row instanceof Problem ? row : made[place++]!));
}

/**
 * Those of the types that are out of use; held so until the transaction ends. One transaction at a time demands a type:
 * two that wait for each other's overlapping demand would otherwise end in a deadlock.
 */
export async function archivedTypes(
  ids: readonly string[],
  { tx, actor }: Context,
): Promise<ReadonlySet<string>> {
  const found = await tx.rows<{ id: string; isArchived: boolean }>(
    sql`select t.id, t.archived_at is not null as "isArchived" from credential_types t
      where t.tenant_id = ${actor.tenantId} and t.id = any(${`{${[...new Set(ids)].join(',')}}`}::uuid[])
      order by t.id for no key update`,
  );
  return new Set(found.flatMap(({ id, isArchived }) => (isArchived ? [id] : [])));
}

/** Of the types with these codes, those in use that no requirement of the whole tenant names; held until the transaction ends. */
export const typesNotDemanded = (
  codes: readonly string[],
  { tx, actor }: Context,
): Promise<{ id: string; code: string }[]> =>
  tx.rows(sql`select t.id, t.code from credential_types t
    where t.tenant_id = ${actor.tenantId} and t.archived_at is null and t.code = any(${`{${codes.join(',')}}`}::text[])
      and not exists (select from requirements r where r.tenant_id = t.tenant_id and r.type_id = t.id and r.program_id is null)
    order by t.id for no key update`);
