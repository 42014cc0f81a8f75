import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Found } from './matches.ts';

/** At least so similar (pg_trgm, 0 to 1) are two names that may be one in the same state. */
const leastSimilarity = 0.6;

/** Records that count: of a published list, not ended, not over by the tenant's day (UTC). */
const inForce = ({ actor, now }: Context): SQL =>
  sql`select r.id, r.exclusion_key, r.normalized_name as name, r.birth_date, r.npi, r.state, r.business_name
    from exclusion_records r join exclusion_lists l on l.tenant_id = r.tenant_id and l.id = r.list_id
    where r.tenant_id = ${actor.tenantId} and l.state in ('published', 'superseded') and r.ended_on is null
      and (r.ends_on is null or r.ends_on >= ${now.slice(0, 10)}::date)`;

/*
 * Names that are at least so similar share one of their rarest trigrams: the first n - ceil(t * n) + 1 of n, in one order
 * for both sides (the prefix filter of set similarity joins). So only names that share one in the same state are compared,
 * and none is missed. Row security forbids the trigram operator an index: it is not leakproof.
 */
const rarest = (source: SQL): SQL => sql`
  select t.id, t.state, t.size, t.trigram from (
    select g.id, g.state, g.trigram, count(*) over (partition by g.id, g.state) as size,
      row_number() over (partition by g.id, g.state order by coalesce(f.uses, 0), g.trigram) as rank
    from (${source}) g left join frequencies f on f.trigram = g.trigram) t
  where t.rank <= t.size - ceil(${leastSimilarity}::numeric * t.size) + 1`;

/** So few people are compared with every record of their states; more by the trigrams they share. */
const fewPeople = 50;

const byTrigrams = sql`
  trigrams as materialized (select r.id, r.state, unnest(show_trgm(r.name)) as trigram from records r where r.state is not null),
  frequencies as materialized (select t.trigram, count(*) as uses from trigrams t group by t.trigram),
  theirs as materialized (${rarest(sql`select t.id, t.state, t.trigram from trigrams t`)}),
  ours as materialized (${rarest(sql`select p.id, h.state, unnest(show_trgm(p.name)) as trigram
    from people p join homes h on h.worker_id = p.worker_id`)}),
  near as materialized (select distinct o.id as person, t.id as record from ours o
    join theirs t on t.state = o.state and t.trigram = o.trigram
      and t.size >= ceil(${leastSimilarity}::numeric * o.size) and o.size >= ceil(${leastSimilarity}::numeric * t.size))`;

const byStates = sql`
  near as materialized (select distinct p.id as person, r.id as record from people p join homes h on h.worker_id = p.worker_id
    join records r on r.state = h.state where similarity(p.name, r.name) >= ${leastSimilarity}::real)`;

/**
 * Everybody among the workers who may be one whom a record in force excludes. The same NPI is certain; the same name and
 * birth date strong; the same or a similar name and a state of both (home, representations, licenses) weak, save that a
 * similar name with a birth date that differs in more than one of year, month and day is another person's. A merged
 * worker's name and numbers are those of the one that stands for it.
 */
export async function findWorkers(workerIds: readonly string[], context: Context): Promise<Found[]> {
  const { tx, actor } = context;
  const asked = sql`any(${`{${workerIds.join(',')}}`}::uuid[])`;
  const isFew = workerIds.length <= fewPeople;
  // What was loaded just now has no statistics: nothing tells the planner that thousands meet thousands here.
  if (!isFew) await tx.rows(sql`select set_config('enable_nestloop', 'off', true)`);
  const found = await tx.rows<Found>(sql`
  with records as ${isFew ? sql`not materialized` : sql`materialized`} (${inForce(context)} and r.business_name is null),
  people as materialized (
    select p.worker_id, p.name, p.birth_date, p.npi, row_number() over () as id from (
      select coalesce(w.merged_into_id, w.id) as worker_id, i.normalized_name as name, i.birth_date, w.npi from workers w
        join worker_identities i on i.tenant_id = w.tenant_id and i.id = w.id
        where w.tenant_id = ${actor.tenantId} and (w.id = ${asked} or w.merged_into_id = ${asked})
      union select n.worker_id, app.normalized_name(n.first_name || ' ' || n.last_name), n.birth_date, n.npi from representations n
        where n.tenant_id = ${actor.tenantId} and n.worker_id = ${asked}) p),
  homes as materialized (
    select w.id as worker_id, w.home_state::text as state from workers w where w.tenant_id = ${actor.tenantId} and w.id = ${asked}
    union select n.worker_id, n.home_state::text from representations n where n.tenant_id = ${actor.tenantId} and n.worker_id = ${asked}
    union select c.worker_id, c.issuing_state::text from credentials c
      where c.tenant_id = ${actor.tenantId} and c.worker_id = ${asked} and c.issuing_state is not null),
  ${isFew ? byStates : byTrigrams},
  pairs as materialized (
    select p.worker_id, r.id as record_id, r.exclusion_key, concat_ws('|', r.name, r.birth_date, r.npi, r.state) as listed,
      p.npi = r.npi as npi, p.name = r.name as name, p.birth_date = r.birth_date as birth_date,
      similarity(p.name, r.name)::numeric as similarity, h.state is not null as state,
      (date_part('year', p.birth_date) <> date_part('year', r.birth_date))::int
        + (date_part('month', p.birth_date) <> date_part('month', r.birth_date))::int
        + (date_part('day', p.birth_date) <> date_part('day', r.birth_date))::int as differing
    from (select person, record from near
      union select p.id, r.id from people p join records r on r.npi = p.npi
      union select p.id, r.id from people p join records r on r.birth_date = p.birth_date
        where r.name = p.name or similarity(p.name, r.name) >= ${leastSimilarity}::real) c
    join people p on p.id = c.person join records r on r.id = c.record
    left join homes h on h.worker_id = p.worker_id and h.state = r.state),
  judged as (
    select j.worker_id, j.record_id, j.exclusion_key, j.listed, j.signals, j.likelihood from (
      select p.worker_id, p.record_id, p.exclusion_key, p.listed, array_remove(array[case when p.npi then 'npi' end, case when p.name then 'name' end,
          case when p.birth_date then 'birth_date' end,
          case when not p.name and p.similarity >= ${leastSimilarity}::numeric then 'similar_name' end,
          case when p.state then 'state' end], null) as signals,
        case when p.npi then 1
          when p.name and p.birth_date then 0.9
          when p.similarity >= ${leastSimilarity}::numeric and p.birth_date then 0.8 * p.similarity
          when p.state and p.name then case when p.differing > 0 then 0.3 else 0.6 end
          when p.state and p.similarity >= ${leastSimilarity}::numeric and coalesce(p.differing, 0) < 2
            then p.similarity * case when p.differing > 0 then 0.3 else 0.6 end
        end as likelihood from pairs p) j
    where j.likelihood is not null)
  select w.worker_id as "workerId", null as "vendorId", w.record_id as "recordId", w.exclusion_key as "exclusionKey", w.signals,
    round(w.likelihood, 3)::text as score,
    md5(concat_ws('~', w.listed, w.signals, (select string_agg(concat_ws('|', p.name, p.birth_date, p.npi), '~'
      order by p.name, p.birth_date, p.npi) from people p where p.worker_id = w.worker_id)))::uuid as basis
  from (select distinct on (j.worker_id, j.exclusion_key) j.worker_id, j.record_id, j.exclusion_key, j.listed, j.signals, j.likelihood from judged j
    order by j.worker_id, j.exclusion_key, j.likelihood desc, j.record_id) w`);
  if (!isFew) await tx.rows(sql`select set_config('enable_nestloop', 'on', true)`);
  return found;
}

/** A firm's name as the LEIE cuts it. */
const longestBusinessName = 30;

/**
 * Every vendor, or the one given, whose name is that of an excluded firm; a name that the list cut stands for what begins
 * with it. Row security lets no function but equality near an index: so the cut names alone are compared one by one.
 */
export const findVendors = (vendorId: string | null, context: Context): Promise<Found[]> =>
  context.tx.rows<Found>(sql`
  with records as materialized (${inForce(context)} and r.business_name is not null),
  firms as materialized (select v.id, app.normalized_name(v.name) as name from vendors v
    where v.tenant_id = ${context.actor.tenantId} and (${vendorId}::uuid is null or v.id = ${vendorId}::uuid)),
  pairs as (
    select v.id, v.name, r.id as record_id, r.exclusion_key, r.name as listed, true as is_exact from firms v join records r on r.name = v.name
    union all
    select v.id, v.name, r.id, r.exclusion_key, r.name, false
    from firms v join (select r.id, r.exclusion_key, r.name from records r where length(r.business_name) = ${longestBusinessName}::int) r
      on starts_with(v.name, r.name) and r.name <> v.name)
  select null as "workerId", w.id as "vendorId", w.record_id as "recordId", w.exclusion_key as "exclusionKey",
    array['business_name'] as signals, case when w.is_exact then '0.700' else '0.500' end as score,
    md5(concat_ws('|', w.name, w.listed))::uuid as basis
  from (select distinct on (p.id, p.exclusion_key) p.id, p.name, p.record_id, p.exclusion_key, p.listed, p.is_exact
    from pairs p order by p.id, p.exclusion_key, p.is_exact desc, p.record_id) w`);
