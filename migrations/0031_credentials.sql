-- Why: what a worker holds and how it was proven; what health tells stays with those who verify it.

/* What a kind of credential is about: of health and background nothing but the status leaves credentialing. */
create function app.credential_class(kind text) returns text language sql immutable parallel safe
  return case when kind in ('immunization', 'tuberculosis', 'fit_test', 'drug_screen', 'background_check') then 'health' else 'general' end;
grant execute on function app.credential_class to requisite_service;

create table credential_types (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  code text not null check (code ~ '^[a-z][a-z0-9_]{0,62}$'),
  name text not null check (length(name) between 1 and 200),
  kind text not null constraint credential_types_kind check (kind in ('license', 'certification', 'immunization', 'tuberculosis',
    'fit_test', 'drug_screen', 'background_check', 'identity', 'competency', 'orientation', 'education', 'other')),
  data_class text not null generated always as (app.credential_class(kind)) stored,
  is_facility_bound boolean not null default false,
  -- Null: it ends on the day its document says, or never.
  validity_months integer check (validity_months between 1 and 1200),
  -- One of the days on which an end is warned of (kernel/expiry-watch.ts).
  warn_days integer not null default 30 constraint credential_types_warn_days check (array[90, 60, 30, 14, 7, 1] @> array[warn_days]),
  is_waivable boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (tenant_id, id),
  constraint credential_types_code unique (tenant_id, code),
  -- What a credential points at, so that its kind is always its type's.
  constraint credential_types_kind_of unique (tenant_id, id, kind, is_facility_bound),
  constraint credential_types_license_not_waivable check (kind <> 'license' or not is_waivable),
  constraint credential_types_bound check (not is_facility_bound or kind in ('orientation', 'competency'))
);
create index credential_types_created on credential_types (tenant_id, created_at, id);
select app.protect('credential_types', client => 'tenant', vendor => 'tenant', worker => 'tenant');

create table credentials (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  worker_id uuid not null,
  -- Whose proof it is: the vendor that handed it in, or null where the worker or the operator did.
  vendor_id uuid,
  representation_id uuid,
  type_id uuid not null,
  kind text not null,
  data_class text not null generated always as (app.credential_class(kind)) stored,
  profession text references professions (code),
  number text check (length(number) between 1 and 100),
  issuer text check (length(issuer) between 1 and 200),
  issuing_state char(2) references states (code),
  multistate boolean not null default false,
  primary_state char(2) references states (code),
  disciplined boolean not null default false,
  issued_on date check (app.on_calendar(issued_on)),
  -- Its last day; null never ends.
  expires_on date check (app.on_calendar(expires_on)),
  is_facility_bound boolean not null default false,
  program_id uuid,
  facility_id uuid,
  note text check (length(note) between 1 and 2000),
  proof text constraint credentials_proof check (proof in ('attestation', 'document', 'primary_source')),
  -- The last day on which it is not asked for.
  waived_until date check (app.on_calendar(waived_until)),
  waived_by uuid,
  -- Why it was waived, rejected or revoked.
  reason text check (length(reason) between 1 and 2000),
  renews_id uuid,
  submitted_by uuid,
  state text not null constraint credentials_state check (state in ('submitted', 'pending_verification', 'verified', 'expiring',
    'expired', 'rejected', 'waived', 'revoked')),
  -- Destroyed on erasure, so that the digests kept in history can never be matched again.
  salt text not null default gen_random_uuid()::text,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, worker_id) references workers (tenant_id, id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, representation_id, vendor_id, worker_id) references representations (tenant_id, id, vendor_id, worker_id),
  constraint credential_types_in_use foreign key (tenant_id, type_id, kind, is_facility_bound) references credential_types (tenant_id, id, kind, is_facility_bound),
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id),
  foreign key (tenant_id, renews_id) references credentials (tenant_id, id),
  foreign key (tenant_id, submitted_by) references memberships (tenant_id, id),
  foreign key (tenant_id, waived_by) references memberships (tenant_id, id),
  -- What verifications point at, so that their kind is always the credential's.
  constraint credentials_kind_of unique (tenant_id, id, kind),
  constraint credentials_through_representation check ((vendor_id is null) = (representation_id is null)),
  constraint credentials_place check ((facility_id is null) = (program_id is null) and (facility_id is not null) = is_facility_bound),
  constraint credentials_validity check (expires_on >= issued_on),
  constraint credentials_waived check ((state = 'waived') <= (waived_until is not null)),
  constraint credentials_proven check ((state in ('verified', 'expiring')) <= (proof is not null)),
  -- A waived one may stand for what was never handed in.
  constraint credentials_license check (kind <> 'license' or (number is not null and issuing_state is not null and profession is not null)),
  constraint credentials_only_license check (kind = 'license' or (not multistate and primary_state is null and not disciplined)),
  constraint credentials_multistate check (not multistate or coalesce(profession in ('rn', 'lpn') and primary_state = issuing_state, false)),
  constraint credentials_not_its_own_renewal check (renews_id <> id),
  -- One that renews another may begin before that one ends.
  constraint credentials_once exclude using gist (
    tenant_id with =, worker_id with =, coalesce(vendor_id, '00000000-0000-0000-0000-000000000000') with =, type_id with =,
    coalesce(facility_id, '00000000-0000-0000-0000-000000000000') with =, coalesce(profession, '') with =,
    coalesce(issuing_state, '') with =, coalesce(number, '') with =, daterange(issued_on, expires_on, '[]') with &&
  ) where (renews_id is null and state in ('submitted', 'pending_verification', 'verified', 'expiring'))
);
create index credentials_worker on credentials (tenant_id, worker_id, type_id);
create index credentials_vendor on credentials (tenant_id, vendor_id, created_at, id);
create index credentials_representation on credentials (tenant_id, representation_id) where representation_id is not null;
create index credentials_type on credentials (tenant_id, type_id, state);
create index credentials_facility on credentials (tenant_id, facility_id) where facility_id is not null;
create index credentials_submitter on credentials (tenant_id, submitted_by);
create index credentials_waiver on credentials (tenant_id, waived_by) where waived_by is not null;
create index credentials_expiry on credentials (tenant_id, expires_on, id) where state in ('verified', 'expiring');
create unique index credentials_renewed_once on credentials (tenant_id, renews_id) where state not in ('rejected', 'revoked');
create index credentials_created on credentials (tenant_id, created_at, id);
-- A vendor reads what it handed in, a client what stands behind whom it was presented or has, without what other vendors
-- handed in; an operator bound to programs what their panels' vendors handed in and what is known of its people.
-- Within, row security applies too.
select app.protect('credentials', personal => array['number', 'note', 'reason'], vendor => 'scoped', worker => 'scoped',
  operator => '(select app.programs()) is null or ((program_id is null or program_id = any ((select app.programs())::uuid[])) '
  'and case when vendor_id is null then app.is_known_here(worker_id) '
  'else vendor_id in (select p.vendor_id from panel_memberships p where p.tenant_id = (select app.tenant())) end)',
  client => '((select app.programs()) is null or program_id is null or program_id = any ((select app.programs())::uuid[])) '
  'and ((select app.facilities()) is null or facility_id is null or facility_id = any ((select app.facilities())::uuid[])) '
  'and (exists (select from submissions s where s.tenant_id = (select app.tenant()) and s.worker_id = credentials.worker_id '
  'and (credentials.vendor_id is null or s.vendor_id = credentials.vendor_id)) '
  'or exists (select from assignments a where a.tenant_id = (select app.tenant()) and a.worker_id = credentials.worker_id '
  'and a.state <> ''canceled'' and (credentials.vendor_id is null or a.vendor_id = credentials.vendor_id)))');

-- How a credential was proven or refuted, each time; nothing of it is ever changed.
create table credential_verifications (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  credential_id uuid not null,
  kind text not null,
  data_class text not null generated always as (app.credential_class(kind)) stored,
  method text not null constraint credential_verifications_method check (method in ('attestation', 'document', 'primary_source')),
  outcome text not null constraint credential_verifications_outcome check (outcome in ('confirmed', 'refuted')),
  -- Who or what was asked: a board, a register, the person who looked at the paper.
  source text not null check (length(source) between 1 and 200),
  verified_at timestamptz not null check (app.on_calendar(verified_at)),
  -- Null: the tenant's own machinery asked.
  verified_by uuid,
  evidence text check (length(evidence) between 1 and 500),
  note text check (length(note) between 1 and 2000),
  salt text not null default gen_random_uuid()::text,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, credential_id, kind) references credentials (tenant_id, id, kind),
  foreign key (tenant_id, verified_by) references memberships (tenant_id, id)
);
create index credential_verifications_credential on credential_verifications (tenant_id, credential_id, verified_at);
create index credential_verifications_verifier on credential_verifications (tenant_id, verified_by);
create index credential_verifications_created on credential_verifications (tenant_id, created_at, id);
-- Whoever sees the credential may learn how it was proven, but no client; what of it, its fields say.
do $$
declare
  theirs constant text := 'exists (select from credentials c where c.tenant_id = (select app.tenant()) and c.id = credential_verifications.credential_id)';
begin
  perform app.protect('credential_verifications', personal => array['evidence', 'note'], client => 'none',
    operator => theirs, vendor => theirs, worker => theirs, vendor_writes => 'none', worker_writes => 'none');
end $$;

/* What was found is what was found. */
create function app.keep_verification() returns trigger language plpgsql
set search_path = pg_catalog, public, app, pg_temp as $$
begin
  raise exception 'a verification is never changed'
    using errcode = 'check_violation', constraint = 'credential_verifications_immutable', table = 'credential_verifications';
end $$;
create trigger immutable before update on credential_verifications for each row execute function app.keep_verification();
