-- Why: documents are files: bytes in a store of their own, and here what each is, whose, of what class, whether it is safe.

create table files (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  -- Who announced it: until it is attached it is nobody else's.
  membership_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  media_type text not null check (media_type ~ '^[a-z]+/[a-z0-9.+-]{1,100}$'),
  size_bytes bigint not null check (size_bytes > 0),
  -- As announced, if it was; what comes must agree.
  content_sha256 text check (content_sha256 ~ '^[0-9a-f]{64}$'),
  purpose text not null constraint files_purpose
    check (purpose in ('vendor_document', 'credential', 'health_record', 'identity_document', 'other')),
  data_class text not null constraint files_data_class check (data_class in ('general', 'identity', 'health')),
  state text not null constraint files_state check (state in ('awaiting_content', 'scanning', 'clean', 'infected', 'removed')),
  -- Under which its bytes came to stand in the store.
  content_id uuid,
  uploaded_at timestamptz,
  scanned_at timestamptz,
  finding text check (length(finding) between 1 and 200),
  retained_until timestamptz,
  removed_at timestamptz,
  subject_noun text check (subject_noun ~ '^[a-z][A-Za-z]{0,62}$'),
  subject_id uuid,
  program_id uuid,
  facility_id uuid,
  vendor_id uuid,
  worker_id uuid,
  -- Destroyed on erasure, so that the digests kept in history can never be matched again.
  salt text not null default gen_random_uuid()::text,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, membership_id) references memberships (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, facility_id) references facilities (tenant_id, id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, worker_id) references workers (tenant_id, id),
  constraint files_content check (state in ('awaiting_content', 'removed') or
    (content_sha256 is not null and uploaded_at is not null and retained_until is not null)),
  -- Bytes that are used are there.
  constraint files_stored check (state not in ('scanning', 'clean') or content_id is not null),
  constraint files_finding check (finding is null or state in ('infected', 'removed')),
  constraint files_subject_whole check ((subject_noun is null) = (subject_id is null)),
  -- Only what is clean becomes part of anything, and nobody's file has another's scope.
  constraint files_attached check (subject_id is null or state in ('clean', 'removed')),
  constraint files_scopes check (subject_id is not null or
    (program_id is null and facility_id is null and vendor_id is null and worker_id is null)),
  constraint files_removed check ((state = 'removed') = (removed_at is not null))
);
create index files_created on files (tenant_id, created_at, id);
create index files_membership on files (tenant_id, membership_id);
create index files_subject on files (tenant_id, subject_noun, subject_id);
create index files_program on files (tenant_id, program_id);
create index files_facility on files (tenant_id, facility_id);
create index files_vendor on files (tenant_id, vendor_id);
create index files_worker on files (tenant_id, worker_id);
create index files_scanning on files (tenant_id, uploaded_at, id) where state = 'scanning';
create index files_retained on files (tenant_id, retained_until) where state = 'clean';
create index files_unattached on files (tenant_id, id) where subject_id is null and state in ('awaiting_content', 'clean');

-- Until it is attached a file is its sender's; then it is seen with its subject: health by credentialing alone, what
-- names a person never by a client, and a worker's other files by a client where the worker is placed with it. Attaching
-- is the tenant's own hand.
do $$
declare
  sent constant text := 'subject_id is null and membership_id = (select app.membership())';
  role constant text := '(select m.role from memberships m where m.tenant_id = (select app.tenant()) and m.id = (select app.membership()))';
  place constant text := '((select app.programs()) is null or program_id is null or program_id = any ((select app.programs())::uuid[])) '
    'and ((select app.facilities()) is null or facility_id is null or facility_id = any ((select app.facilities())::uuid[]))';
begin
  perform app.protect('files', personal => array['name'],
    operator => sent || ' or (subject_id is not null and ' || place
      || ' and case when (select app.programs()) is null then true '
      || 'when vendor_id is not null then vendor_id in (select p.vendor_id from panel_memberships p where p.tenant_id = (select app.tenant())) '
      || 'when worker_id is not null then app.is_known_here(worker_id) else true end '
      || 'and case data_class when ''health'' then ' || role || ' = ''credentialing'' '
      || 'when ''identity'' then ' || role || ' in (''program_manager'', ''credentialing'') else true end)',
    client => sent || ' or (subject_id is not null and data_class = ''general'' and ' || place
      || ' and case when worker_id is not null then worker_id in (select a.worker_id from assignments a '
      || 'where a.tenant_id = (select app.tenant()) and a.state <> ''canceled'') '
      || 'when vendor_id is not null then vendor_id in (select v.id from vendors v where v.tenant_id = (select app.tenant())) '
      || 'and ' || role || ' = ''client_finance'' else true end)',
    vendor => sent || ' or (subject_id is not null and data_class <> ''health'' and vendor_id = (select app.vendor()))',
    worker => sent || ' or (subject_id is not null and data_class <> ''health'' and worker_id = (select app.worker()))',
    vendor_writes => sent, worker_writes => sent);
end $$;

-- Bytes in the store, one row an attempt to send them, so that two never write over each other and none is forgotten:
-- the keeper deletes those that no file uses, then the row. The machinery's own: nobody's side meets it.
create table file_contents (
  tenant_id uuid not null,
  id uuid not null default uuidv7(),
  file_id uuid not null,
  scan_attempts integer not null default 0 check (scan_attempts >= 0),
  -- Taken by a scanner until this instant of real time, or not asked for again before it.
  scan_retry_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, file_id) references files (tenant_id, id)
);
create index file_contents_file on file_contents (tenant_id, file_id);
select app.protect('file_contents', history => false, operator => 'none', client => 'none');
grant delete on file_contents to requisite_service;

create policy scanning_to_owner on files for select to requisite_owner using (state = 'scanning');
/* Tenants with files to scan, for the worker, which serves them one by one under row security. */
create function app.scanning_tenants() returns setof uuid language sql stable security definer set search_path = pg_catalog, public, app, pg_temp
  begin atomic select distinct tenant_id from public.files where state = 'scanning'; end;
revoke execute on function app.scanning_tenants from public;
grant execute on function app.scanning_tenants to requisite_service;
