import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { normalizeName } from '../../workers/index.ts';
import type { StatedRecord } from '../model/exclusion-record.ts';

/** A record of a list at its place among those that are added together. */
export interface Listed {
  place: number;
  listId: string;
  record: StatedRecord;
}

/** The record's row, and whether it is new: the same row of an earlier list is the same record. */
export interface KeptRecord {
  place: number;
  id: string;
  isNew: boolean;
}

const columns = sql.raw(
  `place integer, id uuid, list_id uuid, last_name text, first_name text, middle_name text, business_name text, general text,
  specialty text, upin text, npi text, birth_date date, address text, city text, state text, zip text, exclusion_type text,
  program text, agency text, list_number text, excluded_on date, ends_on date, reinstated_on date, waived_on date,
  waiver_state text, normalized_name text`,
);
const fields =
  'last_name first_name middle_name business_name general specialty upin npi birth_date address city state zip exclusion_type ' +
  'program agency list_number excluded_on ends_on reinstated_on waived_on waiver_state normalized_name';
const names = sql.raw(fields.replaceAll(' ', ', '));
const stated = sql.raw(fields.replaceAll(/\w+/g, 's.$&').replaceAll(' ', ', '));
/* A person is the same by name, birth date and day of exclusion, however an address or a number is corrected; a firm, or a
   person without a birth date, by its numbers and place too. */
const key =
  sql.raw(`md5(concat_ws('|', l.series, s.business_name is null, s.normalized_name, coalesce(s.middle_name, ''), s.birth_date,
  s.excluded_on, s.exclusion_type, case when s.birth_date is null then concat_ws('|', s.npi, s.address, s.zip, s.list_number) end))::uuid`);
const digest = sql.raw(
  `md5(jsonb_build_array(l.series, s.last_name, s.first_name, s.middle_name, s.business_name, s.general, s.specialty, s.upin, s.npi,
  s.birth_date, s.address, s.city, s.state, s.zip, s.exclusion_type, s.program, s.agency, s.list_number, s.excluded_on, s.ends_on,
  s.reinstated_on, s.waived_on, s.waiver_state)::text)::uuid`,
);

const snakes = new Map<string, string>();
const snakeOf = (name: string): string => {
  const known = snakes.get(name) ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  snakes.set(name, known);
  return known;
};

const rowOf = ({ place, listId, record }: Listed, context: Context) => ({
  ...Object.fromEntries(Object.entries(record).map(([name, value]) => [snakeOf(name), value])),
  place,
  id: context.newId(),
  list_id: listId,
  normalized_name: record.businessName
    ? normalizeName('', record.businessName)
    : normalizeName(record.firstName ?? '', record.lastName!),
});

/** Keeps records, set-based; answers one for each, in the order given. */
export async function keepRecords(listed: readonly Listed[], context: Context): Promise<KeptRecord[]> {
  if (listed.length === 0) return [];
  const { tx, actor, now } = context;
  const rows = JSON.stringify(listed.map((one) => rowOf(one, context)));
  const kept = await tx.rows<{ place: number; digest: string; id: string | null }>(sql`
    with stated as materialized (
      select s.place, s.id, s.list_id, s.reinstated_on as since, ${stated}, ${key} as exclusion_key, ${digest} as row_digest from json_to_recordset(${rows}::json) as s (${columns})
      join exclusion_lists l on l.tenant_id = ${actor.tenantId} and l.id = s.list_id),
    added as (
      insert into exclusion_records (tenant_id, id, list_id, ${names}, exclusion_key, row_digest, ended_on, version, created_at, updated_at)
      select distinct on (s.row_digest) ${actor.tenantId}::uuid, s.id, s.list_id, ${names}, s.exclusion_key, s.row_digest, s.since, 1,
        ${now}::timestamptz, ${now}::timestamptz
      from stated s order by s.row_digest, s.place
      on conflict on constraint exclusion_records_once do nothing
      returning id)
    select s.place, s.row_digest as digest, a.id from stated s left join added a on a.id = s.id order by s.place`);
  const ids = new Map(kept.flatMap(({ digest, id }) => (id === null ? [] : [[digest, id] as const])));
  const unknown = [...new Set(kept.map(({ digest }) => digest).filter((digest) => !ids.has(digest)))];
  if (unknown.length > 0) {
    const known = await tx.rows<{
      digest: string;
      id: string;
    }>(sql`select r.row_digest as digest, r.id from exclusion_records r
      where r.tenant_id = ${actor.tenantId} and r.row_digest = any(${`{${unknown.join(',')}}`}::uuid[])`);
    for (const { digest, id } of known) ids.set(digest, id);
  }
  return kept.map(({ place, digest, id }) => ({ place, id: ids.get(digest)!, isNew: id !== null }));
}

/** Notes on which lists records stand. */
export async function listRecords(
  standing: readonly { listId: string; recordId: string }[],
  { tx, actor }: Context,
): Promise<void> {
  if (standing.length === 0) return;
  await tx.rows(sql`insert into exclusion_listings (tenant_id, list_id, record_id)
    select distinct ${actor.tenantId}::uuid, s."listId", s."recordId"
    from json_to_recordset(${JSON.stringify(standing)}::json) as s ("listId" uuid, "recordId" uuid)
    on conflict on constraint exclusion_listings_once do nothing`);
}

/** The lists with these ids that take records, held until the transaction ends so that none is published meanwhile. */
export async function loadingLists(ids: readonly string[], { tx, actor }: Context): Promise<Set<string>> {
  const found = await tx.rows<{ id: string }>(sql`select id from exclusion_lists
    where tenant_id = ${actor.tenantId} and id = any(${`{${[...new Set(ids)].join(',')}}`}::uuid[]) and state = 'loading' order by id for share`);
  return new Set(found.map(({ id }) => id));
}
