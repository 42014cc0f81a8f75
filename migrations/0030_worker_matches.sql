-- Why: one person may have become two workers: the pairs that somebody judges, the merge that keeps history, and what a person has done.

/* Whether the text is a code of the form of the Health Care Provider Taxonomy: ten characters, the last one X. */
create function app.is_taxonomy_code(code text) returns boolean language sql immutable parallel safe
  return code ~ '^[0-9A-Z]{9}X$';

/* Whether years in specialties, [{profession, specialty, years, since}], are well formed: years 0 to 70, each pair once. */
create function app.is_experience(items jsonb) returns boolean language sql immutable parallel safe
  return case when jsonb_typeof(items) <> 'array' then false else (
    select count(*) <= 50 and count(distinct (item ->> 'profession', item ->> 'specialty')) = count(*)
      and coalesce(bool_and(case when jsonb_typeof(item) <> 'object' then false else
        item ->> 'profession' ~ '^[a-z][a-z0-9_]{0,62}$'
        and coalesce(item ->> 'specialty' ~ '^[a-z][a-z0-9_]{0,62}$', true)
        and item ->> 'years' ~ '^([0-9]|[1-6][0-9]|70)$'
        and coalesce(item ->> 'since' ~ '^\d{4}-\d{2}-\d{2}$', true)
        and item - array['profession', 'specialty', 'years', 'since'] = '{}' end is true), true)
    from jsonb_array_elements(items) item) end;

alter table workers add column merged_into_id uuid;
alter table workers add column experience jsonb not null default '[]'
  constraint workers_experience check (app.is_experience(experience) is true);
alter table workers add column taxonomy_codes text[] not null default '{}'
  check (array_position(taxonomy_codes, null) is null and cardinality(taxonomy_codes) <= 15);
alter table representations add column experience jsonb not null default '[]'
  constraint representations_experience check (app.is_experience(experience) is true);
alter table representations add column taxonomy_codes text[] not null default '{}'
  check (array_position(taxonomy_codes, null) is null and cardinality(taxonomy_codes) <= 15);

-- The column is new: no row can break what is checked here, and the table is not scanned for long.
-- squawk-ignore adding-foreign-key-constraint, constraint-missing-not-valid
alter table workers add constraint workers_merged_into foreign key (tenant_id, merged_into_id) references workers (tenant_id, id);
-- A merged worker is out of the lists, and never merged into itself.
-- squawk-ignore constraint-missing-not-valid
alter table workers add constraint workers_merged check (merged_into_id is null or (archived_at is not null and merged_into_id <> id));
-- squawk-ignore require-concurrent-index-creation
create index workers_merged_into_index on workers (tenant_id, merged_into_id) where merged_into_id is not null;

-- What a vendor withdrew of one of two workers stays beside what it holds of the other when they turn out to be one.
alter table representations drop constraint representations_once;
-- squawk-ignore require-concurrent-index-creation
create unique index representations_once on representations (tenant_id, vendor_id, worker_id) where state = 'active';

/* The worker that stands for the person: the one into which this one was merged, or itself. */
create function app.person_of(p_worker_id uuid) returns uuid language sql stable security definer
set search_path = pg_catalog, public, app, pg_temp
begin atomic
  select coalesce((select w.merged_into_id from public.workers w where w.tenant_id = (select app.tenant()) and w.id = p_worker_id), p_worker_id);
end;
revoke execute on function app.person_of from public;
grant execute on function app.person_of to requisite_service;

/* As in 0009, of the person: a merged worker is seen where the one that stands for it is. */
create or replace function app.is_represented(p_worker_id uuid) returns boolean language sql stable security definer
set search_path = pg_catalog, public, app, pg_temp
begin atomic
  select exists (select from public.representations r
    where r.tenant_id = (select app.tenant()) and r.worker_id = (select app.person_of(p_worker_id)));
end;

/* As in 0012, of the person. */
create or replace function app.is_known_here(p_worker_id uuid) returns boolean language sql stable security definer
set search_path = pg_catalog, public, app, pg_temp
begin atomic
  select not app.is_represented(p_worker_id)
    or exists (select from public.submissions s where s.tenant_id = app.tenant() and s.worker_id = (select app.person_of(p_worker_id))
      and s.program_id = any (app.programs()) and (app.facilities() is null or s.facility_id = any (app.facilities()))
      and (app.units() is null or s.unit_id = any (app.units())))
    or exists (select from public.representations r
      join public.panel_memberships p on p.tenant_id = r.tenant_id and p.vendor_id = r.vendor_id
      where r.tenant_id = app.tenant() and r.worker_id = (select app.person_of(p_worker_id)) and p.program_id = any (app.programs()));
end;

/* Workers who are the persons (yes) or may be (review), with what speaks for it and against it: name, birth_date, npi,
   last_four. Persons are [{place, name, birth_date, npi, last_four}]. A merged worker's names and numbers find the one that
   stands for it. It reads what the caller may not see; the caller passes nothing of it to a vendor. Planned for the tables
   as they are at each call: a plan from when they were empty reads all of a tenant's people for each person of a first load. */
create function app.match_candidates(p_persons json)
returns table (place integer, worker_id uuid, judgment text, agreeing text[], differing text[]) language sql stable security definer
set search_path = pg_catalog, public, app, pg_temp set plan_cache_mode = force_custom_plan
begin atomic
  with asked as materialized (
    select a.place, a.name, a.birth_date, a.npi, a.last_four
    from json_to_recordset(p_persons) as a (place integer, name text, birth_date date, npi text, last_four text)
    -- All of them: it tells the planner that a few are sought in the indexes, where it thinks of a hundred otherwise.
    limit json_array_length(p_persons)
  ), found as materialized (
    select a.place, n.id from asked a join public.workers n on n.tenant_id = (select app.tenant()) and n.npi = a.npi
    union
    select a.place, s.id from asked a
      join public.worker_identities s on s.tenant_id = (select app.tenant()) and s.normalized_name = a.name
  ), judged as (
    select a.place, coalesce(w.merged_into_id, w.id) as id,
      case
        when w.npi = a.npi then 'yes'
        when i.normalized_name is distinct from a.name then 'no'
        when i.birth_date = a.birth_date and (i.last_four <> a.last_four or w.npi <> a.npi) then 'review'
        when i.birth_date = a.birth_date then 'yes'
        when (i.birth_date is null or a.birth_date is null) and i.last_four = a.last_four then 'review'
        else 'no'
      end as judgment,
      array_remove(array[case when i.normalized_name = a.name then 'name' end,
        case when i.birth_date = a.birth_date then 'birth_date' end, case when w.npi = a.npi then 'npi' end,
        case when i.last_four = a.last_four then 'last_four' end], null) as agreeing,
      array_remove(array[case when i.normalized_name <> a.name then 'name' end,
        case when i.birth_date <> a.birth_date then 'birth_date' end, case when w.npi <> a.npi then 'npi' end,
        case when i.last_four <> a.last_four then 'last_four' end], null) as differing
    from found f
    join asked a on a.place = f.place
    join public.workers w on w.tenant_id = (select app.tenant()) and w.id = f.id
    left join public.worker_identities i on i.tenant_id = (select app.tenant()) and i.id = f.id
  )
  select distinct on (j.place, j.id) j.place, j.id, j.judgment, j.agreeing, j.differing from judged j where j.judgment <> 'no'
  order by j.place, j.id, j.judgment = 'yes' desc, cardinality(j.agreeing) desc;
end;
revoke execute on function app.match_candidates from public;
grant execute on function app.match_candidates to requisite_service;

/* As in 0009, by the candidates. */
create or replace function app.match_worker(p_normalized_name text, p_birth_date date, p_npi text, p_last_four text)
returns table (verdict text, worker_id uuid) language sql stable security definer
set search_path = pg_catalog, public, app, pg_temp
begin atomic
  select coalesce(best.judgment, 'no'), best.worker_id
  from (select) as one_row
  left join (
    select c.judgment, c.worker_id from app.match_candidates(json_build_array(json_build_object('place', 0,
      'name', p_normalized_name, 'birth_date', p_birth_date, 'npi', p_npi, 'last_four', p_last_four))) c
    order by c.judgment = 'yes' desc, c.worker_id limit 1
  ) as best on true;
end;

-- Two workers who may be one person: for the operator to judge, and nobody else's to know of.
create table worker_matches (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  worker_id uuid not null,
  other_worker_id uuid not null,
  found_by text not null constraint worker_matches_found_by check (found_by in ('recognition', 'change', 'person')),
  found_at timestamptz not null,
  agreeing text[] not null default '{}' constraint worker_matches_agreeing check (agreeing <@ array['name', 'birth_date', 'npi', 'last_four']),
  differing text[] not null default '{}' constraint worker_matches_differing check (differing <@ array['name', 'birth_date', 'npi', 'last_four']),
  state text not null constraint worker_matches_state check (state in ('open', 'distinct', 'merged', 'superseded')),
  survivor_id uuid,
  reason text check (length(reason) between 1 and 2000),
  decided_by uuid,
  decided_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, worker_id) references workers (tenant_id, id),
  foreign key (tenant_id, other_worker_id) references workers (tenant_id, id),
  foreign key (tenant_id, decided_by) references memberships (tenant_id, id),
  constraint worker_matches_two check (worker_id <> other_worker_id),
  constraint worker_matches_survivor check ((state = 'merged') = (survivor_id is not null) and survivor_id in (worker_id, other_worker_id)),
  constraint worker_matches_decided check ((state = 'open') = (decided_at is null) and (decided_by is null or decided_at is not null))
);
create unique index worker_matches_pair on worker_matches (tenant_id, least(worker_id, other_worker_id), greatest(worker_id, other_worker_id));
create index worker_matches_worker on worker_matches (tenant_id, worker_id);
create index worker_matches_other_worker on worker_matches (tenant_id, other_worker_id);
create index worker_matches_open on worker_matches (tenant_id, found_at, id) where state = 'open';
create index worker_matches_created on worker_matches (tenant_id, created_at, id);
select app.protect('worker_matches', client => 'none', operator =>
  '(select app.programs()) is null or (app.is_known_here(worker_id) and app.is_known_here(other_worker_id))');

-- What a person has done: as the operator knows it of the worker, or as a vendor states it in its representation.
create table work_history_entries (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  worker_id uuid not null,
  vendor_id uuid,
  representation_id uuid,
  employer text not null check (length(employer) between 1 and 200),
  facility_name text check (length(facility_name) between 1 and 200),
  state char(2) references states (code),
  profession text not null references professions (code),
  specialty text references specialties (code),
  unit_type text check (length(unit_type) between 1 and 100),
  starts_on date not null check (app.on_calendar(starts_on)),
  ends_on date check (app.on_calendar(ends_on)),
  hours_per_week numeric(5, 2) check (hours_per_week > 0 and hours_per_week <= 168),
  patients_per_worker integer check (patients_per_worker between 1 and 200),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, worker_id) references workers (tenant_id, id),
  foreign key (tenant_id, representation_id, vendor_id, worker_id) references representations (tenant_id, id, vendor_id, worker_id),
  constraint work_history_entries_stated check ((vendor_id is null) = (representation_id is null)),
  constraint work_history_entries_days check (ends_on >= starts_on)
);
create index work_history_entries_worker on work_history_entries (tenant_id, worker_id, starts_on);
create index work_history_entries_representation on work_history_entries (tenant_id, representation_id);
create index work_history_entries_vendor on work_history_entries (tenant_id, vendor_id);
create index work_history_entries_created on work_history_entries (tenant_id, created_at, id);
select app.protect('work_history_entries', client => 'none', vendor => 'scoped', worker => 'scoped', worker_writes => 'none',
  operator => '(select app.programs()) is null or app.is_known_here(worker_id)');

-- Codes by which others name professions: the list is licensed, so each tenant brings its own.
create table taxonomy_codes (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  code text not null constraint taxonomy_codes_form check (app.is_taxonomy_code(code)),
  display text not null check (length(display) between 1 and 300),
  profession text references professions (code),
  specialty text references specialties (code),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  constraint taxonomy_codes_code unique (tenant_id, code)
);
create index taxonomy_codes_created on taxonomy_codes (tenant_id, created_at, id);
select app.protect('taxonomy_codes', client => 'tenant', vendor => 'tenant', worker => 'tenant');

/* As in 0013; whose approved time it is follows the person when two workers turn out to be one, and nothing else of it. */
create or replace function app.keep_approved_time() returns trigger language plpgsql
set search_path = pg_catalog, public, app, pg_temp as $$
declare
  sheet record;
begin
  -- An entry of a version that is replaced says so itself, and nothing else of it changes.
  if tg_op = 'UPDATE' and tg_table_name = 'time_entries' and
    to_jsonb(new) - array['version', 'updated_at'] = to_jsonb(old) - array['version', 'updated_at'] || '{"current": false}' then
    return new;
  end if;
  if tg_op = 'UPDATE' and new.worker_id <> old.worker_id and to_jsonb(new) - 'worker_id' = to_jsonb(old) - 'worker_id' and exists (
    select from workers w where w.tenant_id = old.tenant_id and w.id = old.worker_id and w.merged_into_id = new.worker_id) then
    return new;
  end if;
  -- The lock keeps an approval from slipping between this look and this change.
  select t.state, t.revision into sheet from timesheets t
    where t.tenant_id = old.tenant_id and t.id = old.timesheet_id for share;
  if not found or old.revision < sheet.revision
    or (old.revision = sheet.revision and sheet.state in ('approved', 'invoiced', 'disputed')) then
    raise exception 'approved time does not change; an adjustment makes the next version'
      using errcode = 'check_violation', constraint = tg_table_name || '_approved', table = tg_table_name;
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;

/* The tables whose rows follow a merged worker to the one that stands for it: whether they go together, since foreign
   keys between them carry the worker too, and which of their rows those keys leave alone, as a condition (null: none).
   Found in the catalog, so that tables to come follow as well. Issued documents keep the worker they were issued with;
   events, versions and judged pairs are what was said then. */
create function app.tables_of_workers() returns table (name text, together boolean, alone text) language sql stable
set search_path = pg_catalog, public, app, pg_temp
begin atomic
  with holding as (
    select a.attrelid as relation, a.attnum as place from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname = 'worker_id' and not a.attisdropped
      and a.attgenerated = '' and c.relname <> all (array['events', 'row_versions', 'invoice_lines', 'worker_matches'])
  ), ties as (
    select k.conrelid as relation, k.confrelid as other, (select min(a.attname) from pg_attribute a
        where a.attrelid = k.conrelid and a.attnum = any (k.conkey) and a.attnum <> h.place and not a.attnotnull) as loose
    from pg_constraint k join holding h on h.relation = k.conrelid and h.place = any (k.conkey)
    where k.contype = 'f' and k.confrelid <> 'public.workers'::regclass
  )
  select c.relname::text, exists (select from ties t where h.relation in (t.relation, t.other)),
    case when exists (select from ties t where h.relation = t.other or (h.relation = t.relation and t.loose is null)) then null
      else coalesce((select string_agg(format('%I is null', t.loose), ' and ') from ties t where t.relation = h.relation), 'true') end
  from holding h join pg_class c on c.oid = h.relation;
end;

/* Gives the survivor all rows of the merged worker; how many of each table moved, and how many stayed since the survivor
   has their equals. Versions are not counted up: a vendor who counts them learns nothing of a merge. */
create function app.follow_merge(p_merged_id uuid, p_survivor_id uuid) returns table (name text, moved bigint, kept bigint)
language plpgsql set search_path = pg_catalog, public, app, pg_temp as $$
declare
  one record;
  one_id uuid;
  rest text;
  changes text;
  counts text;
begin
  -- Foreign keys are asked at the end of a statement: one statement moves all that hangs together.
  select string_agg(format('%I as (update public.%I t set worker_id = $2 where t.tenant_id = (select app.tenant()) and t.worker_id = $1%s returning 1)',
      'moved_' || t.name, t.name, coalesce(' and not (' || t.alone || ')', '')), ', ' order by t.name),
    string_agg(format('select %L::text, (select count(*) from %I), 0::bigint', t.name, 'moved_' || t.name), ' union all ' order by t.name)
    into changes, counts from app.tables_of_workers() t where t.together;
  return query execute 'with ' || changes || ' ' || counts using p_merged_id, p_survivor_id;
  for one in select t.name, t.alone from app.tables_of_workers() t where t.alone is not null order by 1 loop
    rest := format('from public.%I where tenant_id = (select app.tenant()) and worker_id = $1 and %s', one.name, one.alone);
    name := one.name;
    moved := 0;
    kept := 0;
    begin
      execute format('update public.%I set worker_id = $2 where tenant_id = (select app.tenant()) and id in (select id %s)', one.name, rest)
        using p_merged_id, p_survivor_id;
      get diagnostics moved = row_count;
    exception when unique_violation or exclusion_violation then
      for one_id in execute 'select id ' || rest || ' order by id' using p_merged_id loop
        begin
          execute format('update public.%I set worker_id = $2 where tenant_id = (select app.tenant()) and id = $1', one.name)
            using one_id, p_survivor_id;
          moved := moved + 1;
        exception when unique_violation or exclusion_violation then
          kept := kept + 1;
        end;
      end loop;
    end;
    return next;
  end loop;
  -- Other systems' names of the merged worker name the survivor, save where such a system names both.
  update external_ids e set subject_id = p_survivor_id
    where e.tenant_id = (select app.tenant()) and e.noun = 'worker' and e.subject_id = p_merged_id
      and not exists (select from external_ids o where o.tenant_id = e.tenant_id and o.owner_id = e.owner_id
        and o.system = e.system and o.noun = 'worker' and o.subject_id = p_survivor_id);
end $$;
revoke execute on function app.tables_of_workers, app.follow_merge from public;
grant execute on function app.tables_of_workers, app.follow_merge to requisite_service;
