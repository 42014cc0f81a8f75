import type pg from 'pg';

/**
 * As migration 0021 judged versions: each by the whole row that it makes, whoever asks. What there is to judge stands in a table
 * without row security; subqueries of a rule go by the viewer's rights.
 */
const judging = `
  create schema judged;
  do $$
  declare
    one record;
    choices text := '';
  begin
    for one in select t.oid::regclass as name, pg_get_expr(p.polqual, p.polrelid) as rule
      from pg_proc f join pg_class t on f.proname = 'sees_version_of_' || t.relname and t.relnamespace = 'public'::regnamespace
      join pg_policy p on p.polrelid = t.oid and p.polname = 'by_scope' where f.pronamespace = 'app'::regnamespace
    loop
      execute format('create function judged.%1$I(jsonb) returns boolean language sql stable begin atomic '
        'select %2$s from jsonb_populate_record(null::%1$I, $1) as %1$I; end', one.name, one.rule);
      choices := choices || format('when %1$L then return judged.%1$I(version); ', one.name);
    end loop;
    execute format('create function judged.sees(of text, version jsonb) returns boolean language plpgsql stable as %L',
      format('begin case of %s else return false; end case; end', choices));
  end $$;
  grant usage on schema judged to requisite_service`;

/**
 * Of one version of each rule there is further ones: without what the rule names, of each program, facility, vendor and worker there is,
 * the other way round, and with each of the words that the rule knows.
 */
const others = `
  insert into row_versions (tenant_id, table_name, row_id, valid_from, program_id, facility_id, unit_id, vendor_id, worker_id, "row")
  select v.tenant_id, v.table_name, m.id, v.valid_from, (m.kept ->> 'program_id')::uuid, (m.kept ->> 'facility_id')::uuid,
    (m.kept ->> 'unit_id')::uuid, (m.kept ->> 'vendor_id')::uuid, (m.kept ->> 'worker_id')::uuid, m.kept
  from (
    select distinct on (r.rule) w.* from row_versions w
    join pg_policy p on p.polrelid = w.table_name::regclass and p.polname = 'by_scope'
    cross join lateral (select regexp_replace(pg_get_expr(p.polqual, p.polrelid), '\\m' || w.table_name || '\\.', '', 'g') as rule) r
    where w.tenant_id = $1 order by r.rule, w.table_name, w.sequence) v
  join pg_policy p on p.polrelid = v.table_name::regclass and p.polname = 'by_scope'
  join pg_depend d on d.classid = 'pg_policy'::regclass and d.objid = p.oid and d.refclassid = 'pg_class'::regclass and d.refobjid = p.polrelid
  join pg_attribute a on a.attrelid = p.polrelid and a.attnum = d.refobjsubid and a.attname not in ('tenant_id', 'id')
  cross join lateral (
    select null::jsonb as value
    union select to_jsonb(x.id) from (select 'program_id' as name, id from programs where tenant_id = $1
        union all select 'facility_id', id from facilities where tenant_id = $1 union all select 'vendor_id', id from vendors where tenant_id = $1
        union all select 'worker_id', id from workers where tenant_id = $1) x
      where x.name = a.attname
    union select to_jsonb(not (v."row" ->> a.attname)::boolean) where a.atttypid = 'boolean'::regtype
    union select to_jsonb(word[1]) from regexp_matches(pg_get_expr(p.polqual, p.polrelid), '''(\\w+)''::text', 'g') word
      where a.atttypid = 'text'::regtype and word[1] <> all (array['system', 'operator', 'client', 'vendor', 'worker'])) other
  -- The condition is idle: without it one id would do for all.
  cross join lateral (select gen_random_uuid() as id where v.sequence is not null and other.value is not distinct from other.value) n
  cross join lateral (select n.id, v."row" || jsonb_build_object(a.attname, other.value, 'id', n.id) as kept) m`;

/**
 * Adds versions of every kind to those of the tenant, and makes the schema `judged`: all `versions` without row security, and
 * `sees(table, version)`, by which each is judged.
 */
export async function judgeVersions(admin: pg.Client, tenantId: string): Promise<void> {
  await admin.query(others, [tenantId]);
  await admin.query(judging);
  await admin.query('create table judged.versions as select * from row_versions');
  await admin.query('grant select on judged.versions to requisite_service');
}
