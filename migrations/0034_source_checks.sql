-- Why: what a primary source was asked of a person or a credential, and what it answered, each time.

create table source_checks (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  kind text not null constraint source_checks_kind check (kind in ('license_board', 'certification_issuer', 'exclusion_list')),
  worker_id uuid not null,
  -- Null where the person itself is asked about.
  credential_id uuid,
  requested_by uuid,
  -- The source that answered, or the last that did not.
  source text check (source ~ '^[a-z][a-z0-9_-]{0,62}$'),
  attempts integer not null default 0 check (attempts between 0 and 100),
  -- A real instant, whatever the tenant’s clock says: nobody asks before it.
  asks_again_at timestamptz,
  outcome text constraint source_checks_outcome check (outcome in ('confirmed', 'differs', 'not_found', 'clear', 'listed')),
  -- Where the source's word and ours part, by field.
  differences text[] not null default '{}' check (array_position(differences, null) is null and cardinality(differences) <= 20),
  source_status text check (length(source_status) between 1 and 200),
  source_expires_on date check (app.on_calendar(source_expires_on)),
  reference text check (length(reference) between 1 and 500),
  answered_at timestamptz,
  failure text check (length(failure) between 1 and 500),
  state text not null constraint source_checks_state check (state in ('queued', 'answered', 'failed')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, worker_id) references workers (tenant_id, id),
  foreign key (tenant_id, credential_id) references credentials (tenant_id, id),
  foreign key (tenant_id, requested_by) references memberships (tenant_id, id),
  constraint source_checks_subject check ((kind = 'exclusion_list') = (credential_id is null)),
  constraint source_checks_answered check ((state = 'answered') = (outcome is not null) and (state = 'answered') = (answered_at is not null)),
  constraint source_checks_failed check ((state = 'failed') <= (failure is not null))
);
-- One question at a time.
create unique index source_checks_open_credential on source_checks (tenant_id, credential_id) where state = 'queued' and credential_id is not null;
create unique index source_checks_open_worker on source_checks (tenant_id, worker_id) where state = 'queued' and credential_id is null;
create index source_checks_worker on source_checks (tenant_id, worker_id, created_at);
create index source_checks_credential on source_checks (tenant_id, credential_id, created_at) where credential_id is not null;
create index source_checks_requester on source_checks (tenant_id, requested_by) where requested_by is not null;
create index source_checks_due on source_checks (asks_again_at) where state = 'queued';
create index source_checks_created on source_checks (tenant_id, created_at, id);
-- The operator's alone; bound to programs, of the people who are known there.
select app.protect('source_checks', client => 'none', vendor => 'none', worker => 'none',
  operator => '(select app.programs()) is null or app.is_known_here(worker_id)');

create policy due_to_owner on source_checks for select to requisite_owner using (state = 'queued');
/* The tenants whose checks wait to be asked now. */
create function app.checking_tenants() returns setof uuid language sql stable security definer
set search_path = pg_catalog, public, app, pg_temp
  begin atomic
    select distinct c.tenant_id from public.source_checks c
    where c.state = 'queued' and (c.asks_again_at is null or c.asks_again_at <= clock_timestamp());
  end;
revoke execute on function app.checking_tenants from public;
grant execute on function app.checking_tenants to requisite_service;
