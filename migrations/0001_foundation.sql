-- Why: the roles, the request's settings, row security and history that every later table leans on.

-- Roles are cluster-wide, so several databases (and several tests) may meet them at once.
do $$
begin
  if not exists (select from pg_roles where rolname = 'requisite_owner') then
    create role requisite_owner nologin nobypassrls;
  end if;
  if not exists (select from pg_roles where rolname = 'requisite_service') then
    create role requisite_service nologin nosuperuser nobypassrls nocreatedb nocreaterole;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
-- Granting to one who may already takes a lock on the roles that migrations of other databases would await.
do $$
begin
  if not (pg_has_role('requisite_owner', 'set') and pg_has_role('requisite_service', 'set')) then
    execute format('grant requisite_owner, requisite_service to %I', current_user);
  end if;
exception when invalid_grant_operation or unique_violation or internal_error then null;
end $$;
do $$
begin
  execute format('grant create, connect on database %I to requisite_owner', current_database());
end $$;

create extension if not exists btree_gist;
create extension if not exists pg_trgm;

create schema app authorization requisite_owner;
revoke create on schema public from public;
grant create, usage on schema public to requisite_owner;
grant usage on schema public, app to requisite_service;

set local role requisite_owner;
-- The service never has TRUNCATE, REFERENCES or TRIGGER, and never owns a table.
alter default privileges for role requisite_owner in schema public
  grant select, insert, update on tables to requisite_service;
alter default privileges for role requisite_owner in schema public
  grant usage on sequences to requisite_service;

-- What a transaction knows of its caller. Transaction-local settings, written by app.enter alone;
-- an empty setting is absent (a reset setting reads '' and not null).
create function app.tenant() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.tenant', true), '')::uuid;
create function app.side() returns text language sql stable parallel safe
  return nullif(current_setting('app.side', true), '');
create function app.programs() returns uuid[] language sql stable parallel safe
  return nullif(current_setting('app.programs', true), '')::uuid[];
create function app.facilities() returns uuid[] language sql stable parallel safe
  return nullif(current_setting('app.facilities', true), '')::uuid[];
create function app.units() returns uuid[] language sql stable parallel safe
  return nullif(current_setting('app.units', true), '')::uuid[];
create function app.vendor() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.vendor', true), '')::uuid;
create function app.worker() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.worker', true), '')::uuid;
create function app.membership() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.membership', true), '')::uuid;
/* The tenant's now: a sandbox's movable clock, or the database's. */
create function app.now() returns timestamptz language sql stable parallel safe
  return coalesce(nullif(current_setting('app.now', true), '')::timestamptz, statement_timestamp());

/* An instant as the wire shows it: RFC 3339, UTC, no idle zeros. */
create function app.instant(at timestamptz) returns text language sql immutable parallel safe
  return (to_json(at at time zone 'UTC') #>> '{}') || 'Z';

-- History: one row a version, kept by one trigger, by the tenant's clock and by the database's.
create table row_versions (
  tenant_id uuid not null,
  table_name text not null,
  row_id uuid not null,
  sequence bigint generated always as identity,
  valid_from timestamptz not null,
  valid_to timestamptz,
  opened_by xid8 not null default pg_current_xact_id(),
  closed_by xid8,
  recorded_at timestamptz not null default clock_timestamp(),
  program_id uuid,
  facility_id uuid,
  unit_id uuid,
  vendor_id uuid,
  worker_id uuid,
  "row" jsonb not null,
  primary key (tenant_id, table_name, row_id, sequence)
);
create unique index row_versions_current on row_versions (tenant_id, table_name, row_id) where valid_to is null;
create index row_versions_opened on row_versions (tenant_id, opened_by);
create index row_versions_closed on row_versions (tenant_id, closed_by);

/* Personal columns (trigger arguments) are kept as `…_digest` members salted by the row's own `salt`: when the row's
   salt is destroyed, its history says that a value changed and never again what it was. */
create function app.keep_version() returns trigger language plpgsql security definer
  set search_path = public, app, pg_temp as $$
declare
  kept jsonb;
  salt text;
  personal text;
begin
  if tg_op <> 'INSERT' then
    update row_versions set valid_to = app.now(), closed_by = pg_current_xact_id()
      where tenant_id = old.tenant_id and table_name = tg_table_name and row_id = old.id and valid_to is null;
  end if;
  if tg_op = 'DELETE' then return old; end if;
  kept := to_jsonb(new);
  salt := kept ->> 'salt';
  foreach personal in array coalesce(tg_argv, '{}') loop
    if kept ->> personal is not null then
      kept := kept || jsonb_build_object(personal || '_digest', encode(sha256(convert_to(coalesce(salt, '') || (kept ->> personal), 'UTF8')), 'hex'));
    end if;
    kept := kept - personal;
  end loop;
  insert into row_versions (tenant_id, table_name, row_id, valid_from, program_id, facility_id, unit_id, vendor_id, worker_id, "row")
    values (new.tenant_id, tg_table_name, new.id, app.now(), (kept ->> 'program_id')::uuid, (kept ->> 'facility_id')::uuid,
      (kept ->> 'unit_id')::uuid, (kept ->> 'vendor_id')::uuid, (kept ->> 'worker_id')::uuid, kept - 'salt');
  return new;
end $$;

/* The condition under which a side meets a row: 'scoped' (by the scope columns the table carries: program_id,
   facility_id, unit_id, and for a vendor or a worker vendor_id or worker_id), 'tenant' (every row of the tenant),
   'none', or a condition in SQL. A null program, facility or unit means that the row is not bound by that scope. */
create function app.side_rule(target regclass, side text, given text) returns text language plpgsql stable
set search_path = public, app, pg_temp as $$
declare
  rule text := 'true';
  scope record;
  party text := side || '_id';
begin
  if given = 'tenant' then return 'true'; end if;
  if given = 'none' then return 'false'; end if;
  if given <> 'scoped' then return '(' || given || ')'; end if;
  if side in ('vendor', 'worker') then
    perform from pg_attribute where attrelid = target and attname = party and not attisdropped;
    if not found then raise exception '% carries no %', target, party; end if;
    return format('%I = (select app.%I())', party, side);
  end if;
  for scope in
    select v.bound, v.held from (values (1, 'program_id', 'programs'), (2, 'facility_id', 'facilities'), (3, 'unit_id', 'units')) as v (n, bound, held)
    join pg_attribute a on a.attrelid = target and a.attname = v.bound and not a.attisdropped order by v.n
  loop
    rule := rule || format(' and ((select app.%2$I()) is null or %1$I is null or %1$I = any ((select app.%2$I())::uuid[]))', scope.bound, scope.held);
  end loop;
  return rule;
end $$;

/* Turns row security on for a table: `by_scope` says what each side reads and may lock, the `written_in_scope`
   policies what it writes. A side writes what it reads, save that vendors and workers write nothing where they read
   all of the tenant, or where `…_writes` says otherwise: whoever may see a row need not be one to change it.
   The owner's security-definer functions see their tenant's rows. `history` names a table's keeping of versions. */
create function app.protect(
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
    execute format('create trigger keep_version after insert or update or delete on %s for each row execute function app.keep_version(%s)',
      target, (select coalesce(string_agg(quote_literal(p), ', '), '') from unnest(personal) p));
  end if;
end $$;
revoke execute on function app.protect, app.side_rule, app.keep_version from public;

alter table row_versions enable row level security;
alter table row_versions force row level security;
create policy by_owner on row_versions to requisite_owner using (tenant_id = (select app.tenant()));
revoke insert, update on row_versions from requisite_service;

-- Tenants are the one list that stands above tenancy: a tenant sees itself.
create table tenants (
  id uuid primary key default uuidv7(),
  tenant_id uuid generated always as (id) stored not null,
  name text not null check (length(name) between 1 and 200),
  kind text not null default 'live' check (kind in ('live', 'sandbox')),
  -- A sandbox's clock stands still until it is moved; a live tenant's is the database's.
  clock_at timestamptz check ((kind = 'sandbox') = (clock_at is not null)),
  clock_target timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  unique (tenant_id, id)
);
select app.protect('tenants', client => 'tenant', vendor => 'tenant', worker => 'tenant');

create policy listed_by_owner on tenants for select to requisite_owner using (true);
/* Every tenant, for the worker, which serves them one by one under row security. */
create function app.tenant_list() returns setof uuid language sql stable security definer set search_path = public, app, pg_temp
  begin atomic select id from tenants order by id; end;
revoke execute on function app.tenant_list from public;
grant execute on function app.tenant_list to requisite_service;

/* Names the caller for the length of the transaction and answers the tenant's now. */
create function app.enter(
  tenant uuid, side text, membership uuid, programs uuid[], facilities uuid[], units uuid[], vendor uuid, worker uuid, at timestamptz
) returns timestamptz language plpgsql set search_path = public, app, pg_temp as $$
declare
  tenant_now timestamptz;
begin
  perform set_config('app.tenant', coalesce(tenant::text, ''), true), set_config('app.side', coalesce(side, ''), true),
    set_config('app.membership', coalesce(membership::text, ''), true),
    set_config('app.programs', coalesce(programs::text, ''), true), set_config('app.facilities', coalesce(facilities::text, ''), true),
    set_config('app.units', coalesce(units::text, ''), true), set_config('app.vendor', coalesce(vendor::text, ''), true),
    set_config('app.worker', coalesce(worker::text, ''), true);
  if at is null then
    select coalesce(t.clock_at, clock_timestamp()) into tenant_now from tenants t where t.id = tenant;
  else
    tenant_now := at;
  end if;
  tenant_now := date_trunc('milliseconds', coalesce(tenant_now, clock_timestamp()));
  perform set_config('app.now', tenant_now::text, true);
  return tenant_now;
end $$;

/* Lets the tenant's own rules (reactions, timers) act on rows that the caller may not see; answers the side it replaced. */
create function app.act_as(new_side text) returns text language plpgsql as $$
declare
  replaced text := current_setting('app.side', true);
begin
  perform set_config('app.side', new_side, true);
  return replaced;
end $$;

-- Events: audit entry, feed entry and outbox entry in one row, written in the command's transaction.
-- `transaction_id` orders the feed commit-safely and joins an event to the row versions it opened and closed.
create table events (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  transaction_id xid8 not null default pg_current_xact_id(),
  position bigint generated always as identity,
  type text not null check (type ~ '^[a-z_]+\.[a-z_]+$'),
  sides text[] not null,
  program_id uuid,
  facility_id uuid,
  unit_id uuid,
  vendor_id uuid,
  worker_id uuid,
  subject_noun text not null,
  subject_id uuid not null,
  subject_version integer not null,
  actor_kind text not null check (actor_kind in ('membership', 'system')),
  membership_id uuid,
  user_id uuid,
  token_id uuid,
  operation text not null,
  reason text,
  request_id text not null,
  address text,
  at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  data jsonb not null,
  primary key (tenant_id, id)
);
create index events_feed on events (tenant_id, transaction_id, position);
create index events_subject on events (tenant_id, subject_noun, subject_id);
select app.protect('events', history => false,
  client => '''client'' = any (sides) and ((select app.programs()) is null or program_id is null or program_id = any ((select app.programs())::uuid[])) and ((select app.facilities()) is null or facility_id is null or facility_id = any ((select app.facilities())::uuid[])) and ((select app.units()) is null or unit_id is null or unit_id = any ((select app.units())::uuid[]))',
  vendor => '''vendor'' = any (sides) and vendor_id = (select app.vendor())',
  worker => '''worker'' = any (sides) and worker_id = (select app.worker())');
-- Whoever may act may say that it happened, also of what it cannot read afterwards.
create policy written_by_all on events for insert to requisite_service with check (tenant_id = (select app.tenant()));
revoke update on events from requisite_service;

create function app.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete on events for each row execute function app.refuse_change();
create trigger append_only_whole before truncate on events for each statement execute function app.refuse_change();

-- One row for each reaction that an event still owes or has had, written with the event.
create table reaction_runs (
  tenant_id uuid not null,
  event_id uuid not null,
  reaction text not null,
  state text not null default 'due' check (state in ('due', 'done', 'failed')),
  attempts integer not null default 0,
  due_at timestamptz not null default clock_timestamp(),
  done_at timestamptz,
  error text,
  primary key (tenant_id, event_id, reaction),
  foreign key (tenant_id, event_id) references events (tenant_id, id)
);
create index reaction_runs_due on reaction_runs (tenant_id, due_at) where state = 'due';
select app.protect('reaction_runs', client => 'none', history => false);
create policy owed_by_all on reaction_runs for insert to requisite_service with check (tenant_id = (select app.tenant()) and state = 'due');

-- What is due at an instant of the tenant's clock.
create table timers (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  name text not null,
  subject_id uuid not null,
  due_at timestamptz not null,
  data jsonb not null default '{}',
  -- Among timers of one instant the higher rank fires later.
  rank smallint not null default 0,
  state text not null default 'set' check (state in ('set', 'fired', 'canceled', 'failed')),
  attempts integer not null default 0,
  -- Not before this instant of real time, after a failure.
  retry_at timestamptz,
  error text,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id)
);
create index timers_due on timers (tenant_id, due_at, rank, id) where state = 'set';
create index timers_subject on timers (tenant_id, subject_id) where state = 'set';
select app.protect('timers', client => 'none', history => false);
create policy set_by_all on timers for insert to requisite_service with check (tenant_id = (select app.tenant()) and state = 'set');

-- A key, what it was sent with, and what was answered: in one transaction with the effect.
create table idempotency_keys (
  tenant_id uuid not null references tenants (id),
  membership_id uuid not null,
  operation text not null,
  key text not null check (length(key) between 1 and 255),
  fingerprint text not null,
  answer jsonb,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, membership_id, operation, key)
);
create index idempotency_keys_age on idempotency_keys (tenant_id, created_at);
select app.protect('idempotency_keys', history => false, client => 'membership_id = (select app.membership())',
  vendor => 'membership_id = (select app.membership())', worker => 'membership_id = (select app.membership())');
grant delete on idempotency_keys to requisite_service;

-- Refusals and reads of sensitive data: after the answer, in a transaction of their own, never in the feed.
create table access_log (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  membership_id uuid,
  operation text not null,
  code text not null,
  request_id text not null,
  address text,
  at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id)
);
select app.protect('access_log', client => 'none', history => false);
create policy written_by_all on access_log for insert to requisite_service with check (tenant_id = (select app.tenant()));
revoke update on access_log from requisite_service;

-- Other systems' names for our rows. A system belongs to the tenant or to one vendor, each with names of its own;
-- only its owner's side sees it and its ids.
create table external_systems (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  name text not null check (name ~ '^[a-z][a-z0-9_-]{0,62}$'),
  vendor_id uuid,
  owner_id uuid not null generated always as (coalesce(vendor_id, tenant_id)) stored,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  constraint external_systems_name unique (tenant_id, owner_id, name)
);
select app.protect('external_systems', operator => 'vendor_id is null', client => 'vendor_id is null', vendor => 'scoped');
create table external_ids (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  noun text not null,
  subject_id uuid not null,
  system text not null,
  external_id text not null check (length(external_id) between 1 and 200),
  vendor_id uuid,
  owner_id uuid not null generated always as (coalesce(vendor_id, tenant_id)) stored,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  constraint external_ids_once unique (tenant_id, owner_id, system, noun, external_id),
  constraint external_ids_one_per_subject unique (tenant_id, owner_id, system, noun, subject_id),
  foreign key (tenant_id, owner_id, system) references external_systems (tenant_id, owner_id, name)
);
create index external_ids_subject on external_ids (tenant_id, subject_id);
select app.protect('external_ids', operator => 'vendor_id is null', client => 'vendor_id is null', vendor => 'scoped');
grant delete on external_ids to requisite_service;
