-- Why: whom federal and other lists exclude from care, who of ours that may be, what a person found, and whom a facility does not want back.

/* A name as matching compares it: the form of worker_identities.normalized_name, for names that stand elsewhere. */
create function app.normalized_name(name text) returns text language sql immutable parallel safe
  return btrim(regexp_replace(regexp_replace(lower(regexp_replace(normalize(name, nfkd), '[\u0300-\u036f]', '', 'g')),
    '[''’‘`.]', '', 'g'), '[^[:alnum:]]+', ' ', 'g'));

create table exclusion_lists (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  source text not null constraint exclusion_lists_source check (source in ('oig_leie', 'sam', 'other')),
  name text check (length(name) between 1 and 100),
  -- Lists that follow each other: one full list of a series is in force at a time.
  series text not null generated always as (coalesce(name, source)) stored,
  kind text not null constraint exclusion_lists_kind check (kind in ('full', 'supplement', 'reinstatements')),
  as_of_date date not null check (app.on_calendar(as_of_date)),
  state text not null constraint exclusion_lists_state check (state in ('loading', 'published', 'superseded', 'abandoned')),
  -- Counted when it was published: what it lists, what of it is new, and what ended by it.
  records integer check (records >= 0),
  added integer check (added >= 0),
  ended integer check (ended >= 0),
  published_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  constraint exclusion_lists_other_is_named check ((source = 'other') = (name is not null) and name not in ('oig_leie', 'sam')),
  constraint exclusion_lists_published check ((state in ('published', 'superseded')) = (published_at is not null))
);
create unique index exclusion_lists_one_full on exclusion_lists (tenant_id, series) where kind = 'full' and state = 'published';
create index exclusion_lists_created on exclusion_lists (tenant_id, created_at, id);
select app.protect('exclusion_lists', client => 'none');

create table exclusion_records (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  -- The list that brought it, or brought it again; it counts once that is published.
  list_id uuid not null,
  last_name text check (length(last_name) between 1 and 100),
  first_name text check (length(first_name) between 1 and 100),
  middle_name text check (length(middle_name) between 1 and 100),
  business_name text check (length(business_name) between 1 and 200),
  general text check (length(general) between 1 and 100),
  specialty text check (length(specialty) between 1 and 100),
  upin text check (length(upin) between 1 and 20),
  npi text check (npi ~ '^\d{10}$'),
  birth_date date check (app.on_calendar(birth_date)),
  address text check (length(address) between 1 and 300),
  city text check (length(city) between 1 and 100),
  state text check (length(state) between 1 and 50),
  zip text check (length(zip) between 1 and 20),
  exclusion_type text not null check (length(exclusion_type) between 1 and 100),
  program text check (length(program) between 1 and 100),
  agency text check (length(agency) between 1 and 100),
  list_number text check (length(list_number) between 1 and 50),
  excluded_on date not null check (app.on_calendar(excluded_on)),
  ends_on date check (app.on_calendar(ends_on)),
  reinstated_on date check (app.on_calendar(reinstated_on)),
  waived_on date check (app.on_calendar(waived_on)),
  waiver_state text check (length(waiver_state) between 1 and 50),
  -- The person's name, or the firm's, as matching compares it.
  normalized_name text not null check (length(normalized_name) between 1 and 210),
  -- The same exclusion, however its address or numbers are corrected; and the very same row.
  exclusion_key uuid not null,
  row_digest uuid not null,
  -- Since when it no longer counts: reinstated, gone from the full list, or replaced by a corrected row.
  ended_on date check (app.on_calendar(ended_on)),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, list_id) references exclusion_lists (tenant_id, id),
  constraint exclusion_records_once unique (tenant_id, row_digest),
  constraint exclusion_records_named check ((last_name is null) = (business_name is not null)),
  constraint exclusion_records_reinstated check (reinstated_on is null or ended_on is not null)
);
create index exclusion_records_list on exclusion_records (tenant_id, list_id);
create index exclusion_records_reinstated_by on exclusion_records (tenant_id, list_id) where reinstated_on is not null;
create index exclusion_records_key on exclusion_records (tenant_id, exclusion_key);
create index exclusion_records_state on exclusion_records (tenant_id, state);
create index exclusion_records_birth_date on exclusion_records (tenant_id, birth_date);
create index exclusion_records_npi on exclusion_records (tenant_id, npi) where npi is not null;
create index exclusion_records_name on exclusion_records (tenant_id, normalized_name, birth_date);
create index exclusion_records_created on exclusion_records (tenant_id, created_at, id);
select app.protect('exclusion_records', client => 'none');

-- Which rows stand on which list: what is in two full lists is one record, and what is in the later one no more has ended.
-- No foreign keys: written with what it names, and asking for each record while the table fills costs more than the record.
create table exclusion_listings (
  tenant_id uuid not null,
  id uuid not null default uuidv7(),
  list_id uuid not null,
  record_id uuid not null,
  primary key (tenant_id, id),
  constraint exclusion_listings_once unique (tenant_id, list_id, record_id)
);
select app.protect('exclusion_listings', client => 'none', history => false);

create table screening_runs (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  -- The list whose publication asked for it.
  list_id uuid,
  cause text not null constraint screening_runs_cause check (cause in ('publication', 'change', 'request')),
  workers integer not null default 0 check (workers >= 0),
  vendors integer not null default 0 check (vendors >= 0),
  -- Possible matches that it raised.
  raised integer not null default 0 check (raised >= 0),
  state text not null constraint screening_runs_state check (state in ('running', 'completed')),
  finished_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, list_id) references exclusion_lists (tenant_id, id),
  constraint screening_runs_finished check ((state = 'completed') = (finished_at is not null))
);
create index screening_runs_list on screening_runs (tenant_id, list_id);
create index screening_runs_created on screening_runs (tenant_id, created_at, id);
select app.protect('screening_runs', client => 'none');

create table worker_screenings (
  tenant_id uuid not null,
  id uuid not null,
  worker_id uuid not null generated always as (id) stored,
  run_id uuid not null,
  screened_at timestamptz not null,
  -- The versions of the worker and of what vendors state of it that were screened: with later ones it is due.
  known_version integer not null,
  -- The states of the worker's licenses that it was compared in; with another one it is due.
  states text[] not null check (array_position(states, null) is null),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, id) references workers (tenant_id, id),
  foreign key (tenant_id, run_id) references screening_runs (tenant_id, id)
);
create index worker_screenings_run on worker_screenings (tenant_id, run_id);
create index worker_screenings_created on worker_screenings (tenant_id, created_at, id);
select app.protect('worker_screenings', client => 'none',
  operator => '(select app.programs()) is null or app.is_known_here(id)');

create table exclusion_matches (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  worker_id uuid,
  vendor_id uuid,
  record_id uuid not null,
  exclusion_key uuid not null,
  signals text[] not null constraint exclusion_matches_signals
    check (cardinality(signals) > 0 and signals <@ array['npi', 'name', 'birth_date', 'similar_name', 'state', 'business_name', 'listed']),
  score numeric(4, 3) not null constraint exclusion_matches_score check (score > 0 and score <= 1),
  -- What the match rests on: it is raised again after it was cleared only where that has changed.
  basis uuid not null,
  state text not null constraint exclusion_matches_state check (state in ('possible', 'confirmed', 'cleared', 'lifted')),
  found_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  reason text check (length(reason) between 1 and 2000),
  lifted_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, worker_id) references workers (tenant_id, id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, record_id) references exclusion_records (tenant_id, id),
  foreign key (tenant_id, decided_by) references memberships (tenant_id, id),
  constraint exclusion_matches_one_subject check (num_nonnulls(worker_id, vendor_id) = 1),
  constraint exclusion_matches_worker unique (tenant_id, worker_id, exclusion_key),
  constraint exclusion_matches_vendor unique (tenant_id, vendor_id, exclusion_key),
  constraint exclusion_matches_decided check (state not in ('confirmed', 'cleared') or (decided_at is not null and reason is not null)),
  constraint exclusion_matches_lifted check ((state = 'lifted') = (lifted_at is not null))
);
create index exclusion_matches_record on exclusion_matches (tenant_id, record_id);
create index exclusion_matches_decider on exclusion_matches (tenant_id, decided_by);
create index exclusion_matches_state on exclusion_matches (tenant_id, state, created_at, id);
create index exclusion_matches_created on exclusion_matches (tenant_id, created_at, id);
select app.protect('exclusion_matches', client => 'none', operator =>
  '(select app.programs()) is null or case when worker_id is not null then app.is_known_here(worker_id) '
  'else vendor_id in (select p.vendor_id from panel_memberships p where p.tenant_id = (select app.tenant())) end');

create table do_not_returns (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  -- Where it holds: null is every facility of the program.
  facility_id uuid,
  worker_id uuid not null,
  -- The placement after which it was asked for, and who supplied it: that vendor is told, no other.
  assignment_id uuid,
  vendor_id uuid,
  kind text not null constraint do_not_returns_kind check (kind in ('clinical', 'professional')),
  reason text not null check (length(reason) between 1 and 2000),
  state text not null constraint do_not_returns_state check (state in ('active', 'lifted')),
  placed_by uuid,
  placed_at timestamptz not null,
  lifted_by uuid,
  lifted_at timestamptz,
  lift_reason text check (length(lift_reason) between 1 and 2000),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id),
  foreign key (tenant_id, worker_id) references workers (tenant_id, id),
  foreign key (tenant_id, assignment_id, vendor_id, worker_id) references assignments (tenant_id, id, vendor_id, worker_id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, placed_by) references memberships (tenant_id, id),
  foreign key (tenant_id, lifted_by) references memberships (tenant_id, id),
  constraint do_not_returns_lifted check ((state = 'lifted') = (lifted_at is not null) and (lifted_at is null) = (lift_reason is null)),
  constraint do_not_returns_supplier check (assignment_id is null or vendor_id is not null)
);
create unique index do_not_returns_one_active on do_not_returns (tenant_id, worker_id, program_id, facility_id) nulls not distinct where state = 'active';
create index do_not_returns_worker on do_not_returns (tenant_id, worker_id);
create index do_not_returns_facility on do_not_returns (tenant_id, facility_id, placed_at);
create index do_not_returns_program on do_not_returns (tenant_id, program_id);
create index do_not_returns_assignment on do_not_returns (tenant_id, assignment_id);
create index do_not_returns_vendor on do_not_returns (tenant_id, vendor_id);
create index do_not_returns_placer on do_not_returns (tenant_id, placed_by);
create index do_not_returns_lifter on do_not_returns (tenant_id, lifted_by);
create index do_not_returns_created on do_not_returns (tenant_id, created_at, id);
select app.protect('do_not_returns', vendor => 'scoped', vendor_writes => 'none');
-- Whoever is bound to some facilities sees what the program says, and does not speak for all of it.
create policy of_whole_program_insert on do_not_returns as restrictive for insert to requisite_service
  with check (facility_id is not null or ((select app.facilities()) is null and (select app.units()) is null));
create policy of_whole_program_update on do_not_returns as restrictive for update to requisite_service using (true)
  with check (facility_id is not null or ((select app.facilities()) is null and (select app.units()) is null));

-- Files of others, as they come: what their columns are called, and what every row has besides.
alter table imports add column preset text;
alter table imports add column columns jsonb not null default '[]';
alter table imports add column constants jsonb not null default '[]';
