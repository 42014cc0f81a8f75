-- Why: files of any length become rows, a chunk a transaction; and versions are kept for all rows of a statement at once.

/* One statement's versions in one insert. Personal columns (trigger arguments) are kept as `…_digest` members salted by
   the row's own `salt`: when the row's salt is destroyed, its history says that a value changed and never again what it
   was. Generic plans, since planning anew costs a single row more than its version does. */
create or replace function app.keep_version() returns trigger language plpgsql security definer
  set search_path = public, app, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  at constant timestamptz := app.now();
  owner uuid;
  ids uuid[];
begin
  if tg_op <> 'INSERT' then
    for owner, ids in select o.tenant_id, array_agg(o.id) from old_rows o group by o.tenant_id loop
      update row_versions set valid_to = at, closed_by = pg_current_xact_id()
        where tenant_id = owner and table_name = tg_table_name and row_id = any (ids) and valid_to is null;
    end loop;
  end if;
  if tg_op = 'DELETE' then return null; end if;
  if tg_nargs = 0 then
    insert into row_versions (tenant_id, table_name, row_id, valid_from, program_id, facility_id, unit_id, vendor_id, worker_id, "row")
      select n.tenant_id, tg_table_name, n.id, at, (n.kept ->> 'program_id')::uuid, (n.kept ->> 'facility_id')::uuid,
        (n.kept ->> 'unit_id')::uuid, (n.kept ->> 'vendor_id')::uuid, (n.kept ->> 'worker_id')::uuid, n.kept - 'salt'
      from (select r.tenant_id, r.id, to_jsonb(r) as kept from new_rows r offset 0) n;
  else
    insert into row_versions (tenant_id, table_name, row_id, valid_from, program_id, facility_id, unit_id, vendor_id, worker_id, "row")
      select n.tenant_id, tg_table_name, n.id, at, (n.kept ->> 'program_id')::uuid, (n.kept ->> 'facility_id')::uuid,
        (n.kept ->> 'unit_id')::uuid, (n.kept ->> 'vendor_id')::uuid, (n.kept ->> 'worker_id')::uuid,
        n.kept - tg_argv - 'salt' || (
          select coalesce(jsonb_object_agg(p.name || '_digest',
            encode(sha256(convert_to(coalesce(n.kept ->> 'salt', '') || (n.kept ->> p.name), 'UTF8')), 'hex')), '{}')
          from unnest(tg_argv) p (name) where n.kept ->> p.name is not null)
      from (select r.tenant_id, r.id, to_jsonb(r) as kept from new_rows r offset 0) n;
  end if;
  return null;
end $$;
revoke execute on function app.keep_version from public;

/* Has a table's rows kept in row_versions. Rows that a statement touched are known to three triggers: Postgres hands
   them over for one kind of statement each. */
create function app.keep_history(target regclass, personal text[] default '{}') returns void language plpgsql
set search_path = public, app, pg_temp as $$
declare
  arguments constant text := (select coalesce(string_agg(quote_literal(p), ', '), '') from unnest(personal) p);
begin
  execute format('create trigger keep_version after insert on %s referencing new table as new_rows for each statement execute function app.keep_version(%s)', target, arguments);
  execute format('create trigger keep_version_changed after update on %s referencing old table as old_rows new table as new_rows for each statement execute function app.keep_version(%s)', target, arguments);
  execute format('create trigger keep_version_deleted after delete on %s referencing old table as old_rows for each statement execute function app.keep_version(%s)', target, arguments);
end $$;
revoke execute on function app.keep_history from public;

do $$
declare
  kept record;
begin
  for kept in
    select t.tgrelid::regclass as name, case when t.tgnargs = 0 then '{}'::text[]
      else (string_to_array(encode(t.tgargs, 'escape'), '\000'))[1:t.tgnargs] end as personal
    from pg_trigger t where t.tgname = 'keep_version' and not t.tgisinternal order by 1
  loop
    execute format('drop trigger keep_version on %s', kept.name);
    perform app.keep_history(kept.name, kept.personal);
  end loop;
end $$;

/* As in 0001, with the history of whole statements. */
create or replace function app.protect(
  target regclass, client text default 'scoped', vendor text default 'none', worker text default 'none',
  history boolean default true, personal text[] default '{}', operator text default 'scoped',
  vendor_writes text default null, worker_writes text default null
) returns void language plpgsql set search_path = public, app, pg_temp as $$
declare
  whole constant text := 'tenant_id = (select app.tenant()) and case (select app.side()) '
    'when ''system'' then true when ''operator'' then %s when ''client'' then %s when ''vendor'' then %s when ''worker'' then %s else false end';
  operator_rule constant text := app.side_rule(target, 'operator', operator);
  client_rule constant text := app.side_rule(target, 'client', client);
  read_rule text := format(whole, operator_rule, client_rule, app.side_rule(target, 'vendor', vendor), app.side_rule(target, 'worker', worker));
  write_rule text := format(whole, operator_rule, client_rule,
    app.side_rule(target, 'vendor', coalesce(vendor_writes, case vendor when 'tenant' then 'none' else vendor end)),
    app.side_rule(target, 'worker', coalesce(worker_writes, case worker when 'tenant' then 'none' else worker end)));
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy by_owner on %s to requisite_owner using (tenant_id = (select app.tenant()))', target);
  execute format('create policy by_scope on %s for select to requisite_service using (%s)', target, read_rule);
  execute format('create policy written_in_scope_insert on %s for insert to requisite_service with check (%s)', target, write_rule);
  execute format('create policy written_in_scope_update on %s for update to requisite_service using (%s) with check (%s)', target, read_rule, write_rule);
  execute format('create policy written_in_scope_delete on %s for delete to requisite_service using (%s)', target, write_rule);
  if history then
    -- Present grants apply to past rows: a version is seen by whoever would see that row in the table.
    execute format('create policy %I on row_versions for select to requisite_service using (table_name = %L and exists (select from jsonb_populate_record(null::%s, "row") where %s))',
      'by_scope_' || target, target::text, target, read_rule);
    perform app.keep_history(target, personal);
  end if;
end $$;

-- Two names that begin alike are one to a planner without statistics: it looked a name up among all of its system's.
-- The subject leads the second one, which so serves the look-up by subject too. A short table in every database there
-- is before this release: it is indexed anew well within a lock's patience, and in one transaction with what needs it.
alter table external_ids drop constraint external_ids_one_per_subject;
-- squawk-ignore require-concurrent-index-deletion
drop index external_ids_subject;
-- squawk-ignore disallowed-unique-constraint, constraint-missing-not-valid
alter table external_ids add constraint external_ids_one_per_subject unique (tenant_id, subject_id, owner_id, system, noun);

create table imports (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  membership_id uuid not null,
  -- The token it was begun with: where that is revoked the import ends; what it was narrowed to holds for the rows.
  token_id uuid,
  scopes text[],
  operation text not null check (operation ~ '^[a-z][A-Za-z]{0,62}$'),
  mode text not null constraint imports_mode check (mode in ('best_effort', 'all_or_nothing')),
  is_dry_run boolean not null,
  format text not null constraint imports_format check (format in ('csv', 'ndjson')),
  request_id text not null check (length(request_id) between 1 and 200),
  state text not null constraint imports_state
    check (state in ('awaiting_content', 'queued', 'running', 'succeeded', 'failed', 'canceled')),
  total integer check (total >= 0),
  failure_code text,
  failure_detail text,
  queued_at timestamptz,
  started_at timestamptz,
  finished_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, membership_id) references memberships (tenant_id, id),
  constraint imports_failure check ((state = 'failed') = (failure_code is not null))
);
create index imports_membership on imports (tenant_id, membership_id);
create index imports_created on imports (tenant_id, created_at, id);
create index imports_due on imports (tenant_id, queued_at, id) where state in ('queued', 'running');
select app.protect('imports', operator => 'membership_id = (select app.membership())', client => 'membership_id = (select app.membership())',
  vendor => 'membership_id = (select app.membership())', worker => 'membership_id = (select app.membership())');

-- The file as it came, cut between rows. Number 0 is a CSV file's header. A chunk's effects, its rows' results and its
-- state are one transaction: whoever is killed leaves it due, as it was.
create table import_chunks (
  tenant_id uuid not null,
  id uuid not null default uuidv7(),
  import_id uuid not null,
  number integer not null check (number >= 0),
  membership_id uuid not null,
  content text not null,
  first_row integer not null,
  rows integer not null check (rows between 0 and 1000),
  first_line integer not null,
  end_line integer not null,
  end_byte bigint not null,
  state text not null default 'due' constraint import_chunks_state check (state in ('due', 'done')),
  created integer not null default 0,
  changed integer not null default 0,
  unchanged integer not null default 0,
  failed integer not null default 0,
  attempts integer not null default 0,
  retry_at timestamptz,
  primary key (tenant_id, id),
  constraint import_chunks_once unique (tenant_id, import_id, number),
  foreign key (tenant_id, import_id) references imports (tenant_id, id)
);
-- Compressing what is read once costs more than it saves.
alter table import_chunks alter column content set storage external;
create index import_chunks_due on import_chunks (tenant_id, import_id, number) where state = 'due';
select app.protect('import_chunks', history => false, operator => 'membership_id = (select app.membership())', client => 'membership_id = (select app.membership())',
  vendor => 'membership_id = (select app.membership())', worker => 'membership_id = (select app.membership())');

-- What became of each row. No foreign key: asking for the import once a row is a tenth of the cost of importing it.
create table import_rows (
  tenant_id uuid not null,
  id uuid not null default uuidv7(),
  import_id uuid not null,
  membership_id uuid not null,
  "row" integer not null,
  line integer not null,
  status text not null constraint import_rows_status check (status in ('created', 'changed', 'unchanged', 'failed', 'not_written')),
  subject_id uuid,
  code text,
  detail text,
  "column" text,
  errors jsonb not null default '[]',
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  constraint import_rows_once unique (tenant_id, import_id, "row")
);
select app.protect('import_rows', history => false, operator => 'membership_id = (select app.membership())', client => 'membership_id = (select app.membership())',
  vendor => 'membership_id = (select app.membership())', worker => 'membership_id = (select app.membership())');

create policy due_to_owner on imports for select to requisite_owner using (state in ('queued', 'running'));
/* Tenants with imports to run, for the worker, which serves them one by one under row security. */
create function app.importing_tenants() returns setof uuid language sql stable security definer set search_path = public, app, pg_temp
  begin atomic select distinct tenant_id from imports where state in ('queued', 'running'); end;
revoke execute on function app.importing_tenants from public;
grant execute on function app.importing_tenants to requisite_service;
