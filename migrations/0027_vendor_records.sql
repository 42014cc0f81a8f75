-- Why: how a firm comes to be a vendor, what it must have on file to be given orders, whom to call there, and whom it supplies through.

-- Null and empty by default: an older service neither reads nor writes them.
alter table vendors add column address text;
alter table vendors add column states text[] not null default '{}';
-- What a firm is that comes by an import that does not say: a prospect, as by any other door.
alter table vendors alter column kind set default 'agency';
alter table vendors alter column state set default 'prospect';
alter table vendors add constraint vendors_address check (length(address) between 1 and 500) not valid;
alter table vendors add constraint vendors_states check (array_position(states, null) is null and cardinality(states) <= 60) not valid;
select app.show_versions('vendors');

/* What is alike in two spellings of a firm's name: its words, without what says the legal form. */
create function app.firm_name(name text) returns text language sql immutable parallel safe
  return btrim(regexp_replace(regexp_replace(regexp_replace(lower(normalize(name, NFKD)), '[^a-z0-9 -]+', '', 'g'),
    '\m(inc|incorporated|llc|llp|lp|pllc|pc|corp|corporation|co|company|ltd|limited|the)\M', ' ', 'g'), '[ -]+', ' ', 'g'));

-- A secret link by which a firm registers itself: one firm's invitation, or a door for many a day.
create table registration_links (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  purpose text not null constraint registration_links_purpose check (purpose in ('invitation', 'open')),
  name text check (length(name) between 1 and 200),
  email text check (length(email) between 3 and 320 and email like '%_@_%'),
  program_id uuid,
  vendor_kind text constraint registration_links_vendor_kind check (vendor_kind in ('agency', 'internal_pool', 'marketplace', 'employer_of_record', 'services', 'mso', 'rpo')),
  prefix text not null check (length(prefix) between 1 and 45),
  secret_hash bytea not null check (octet_length(secret_hash) = 32),
  expires_at timestamptz not null check (app.on_calendar(expires_at)),
  -- Registrations in any 24 hours.
  daily_cap integer check (daily_cap between 1 and 1000),
  used_at timestamptz,
  state text not null constraint registration_links_state check (state in ('live', 'used', 'closed')),
  salt text not null default gen_random_uuid()::text,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  constraint registration_links_secret unique (tenant_id, secret_hash),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  constraint registration_links_purpose_said check ((purpose = 'invitation') = (email is not null) and (purpose = 'open') = (daily_cap is not null)),
  constraint registration_links_used check ((state = 'used') = (used_at is not null))
);
create index registration_links_program on registration_links (tenant_id, program_id);
create index registration_links_created on registration_links (tenant_id, created_at, id);
select app.protect('registration_links', client => 'none', personal => array['email', 'secret_hash']);

create table vendor_registrations (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  link_id uuid not null,
  program_id uuid,
  name text not null check (length(name) between 1 and 200),
  kind text not null constraint vendor_registrations_kind check (kind in ('agency', 'internal_pool', 'marketplace', 'employer_of_record', 'services', 'mso', 'rpo')),
  tax_id_digest text check (length(tax_id_digest) between 1 and 128),
  address text check (length(address) between 1 and 500),
  states text[] not null default '{}' check (array_position(states, null) is null and cardinality(states) <= 60),
  -- As the firm states it; a certificate proves it.
  diversity text[] not null default '{}' check (array_position(diversity, null) is null and cardinality(diversity) <= 20),
  contact_name text not null check (length(contact_name) between 1 and 200),
  contact_email text not null check (length(contact_email) between 3 and 320 and contact_email like '%_@_%'),
  contact_phone text check (length(contact_phone) between 5 and 32),
  contact_title text check (length(contact_title) between 1 and 100),
  -- Null until it was compared with the vendors there are.
  compared_at timestamptz,
  possible_duplicate_ids uuid[] not null default '{}' check (array_position(possible_duplicate_ids, null) is null),
  -- The vendor that it made, or the known one that it proved to be.
  vendor_id uuid,
  state text not null constraint vendor_registrations_state check (state in ('received', 'accepted', 'declined')),
  salt text not null default gen_random_uuid()::text,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, link_id) references registration_links (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  constraint vendor_registrations_accepted check (state <> 'accepted' or vendor_id is not null)
);
create index vendor_registrations_link on vendor_registrations (tenant_id, link_id, created_at);
create index vendor_registrations_program on vendor_registrations (tenant_id, program_id);
create index vendor_registrations_vendor on vendor_registrations (tenant_id, vendor_id);
create index vendor_registrations_created on vendor_registrations (tenant_id, created_at, id);
select app.protect('vendor_registrations', client => 'none', personal => array['contact_name', 'contact_email', 'contact_phone']);

create table vendor_contacts (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  vendor_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  email text check (length(email) between 3 and 320 and email like '%_@_%'),
  phone text check (length(phone) between 5 and 32),
  title text check (length(title) between 1 and 100),
  purposes text[] not null constraint vendor_contacts_purposes
    check (purposes <@ array['primary', 'billing', 'credentialing', 'escalation', 'after_hours'] and cardinality(purposes) between 1 and 5),
  salt text not null default gen_random_uuid()::text,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  constraint vendor_contacts_reachable check (email is not null or phone is not null)
);
create index vendor_contacts_vendor on vendor_contacts (tenant_id, vendor_id);
create index vendor_contacts_created on vendor_contacts (tenant_id, created_at, id);
-- A client calls the vendors on its panels by those who are there for it. The panels' own row security applies inside.
select app.protect('vendor_contacts', vendor => 'scoped', personal => array['name', 'email', 'phone'], client =>
  'archived_at is null and purposes && array[''primary'', ''escalation''] '
  'and vendor_id in (select p.vendor_id from panel_memberships p where p.tenant_id = (select app.tenant()))');

create table vendor_documents (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  vendor_id uuid not null,
  -- Null: good in every program.
  program_id uuid,
  kind text not null constraint vendor_documents_kind check (kind in ('insurance_general', 'insurance_professional', 'insurance_workers_comp',
    'insurance_auto', 'insurance_umbrella', 'w9', 'state_agency_registration', 'joint_commission_certification',
    'business_associate_agreement', 'diversity_certificate', 'other')),
  diversity_kind text constraint vendor_documents_diversity_kind check (diversity_kind in ('mbe', 'wbe', 'vbe', 'sdvosb', 'lgbtbe', 'dobe', 'sba_8a', 'hubzone', 'dbe', 'sbe')),
  number text check (length(number) between 1 and 100),
  issuer text check (length(issuer) between 1 and 200),
  issuing_state char(2) references states (code),
  per_occurrence_limit numeric(14, 2) check (app.is_amount(per_occurrence_limit) and per_occurrence_limit > 0),
  aggregate_limit numeric(14, 2) check (app.is_amount(aggregate_limit) and aggregate_limit > 0),
  currency char(3) not null default 'USD' check (app.is_currency(currency)),
  effective_on date not null check (app.on_calendar(effective_on)),
  -- The last day on which it holds; null where it has none.
  expires_on date check (app.on_calendar(expires_on)),
  rejection text check (length(rejection) between 1 and 2000),
  state text not null constraint vendor_documents_state check (state in ('submitted', 'accepted', 'expiring', 'expired', 'rejected', 'superseded')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  constraint vendor_documents_days check (expires_on >= effective_on),
  constraint vendor_documents_kind_of_diversity check ((kind = 'diversity_certificate') = (diversity_kind is not null)),
  constraint vendor_documents_registration check (kind <> 'state_agency_registration' or issuing_state is not null),
  constraint vendor_documents_rejected check ((state = 'rejected') = (rejection is not null))
);
create index vendor_documents_vendor on vendor_documents (tenant_id, vendor_id, kind);
create index vendor_documents_program on vendor_documents (tenant_id, program_id);
create index vendor_documents_issuing_state on vendor_documents (tenant_id, issuing_state);
create index vendor_documents_created on vendor_documents (tenant_id, created_at, id);
-- A client reads what was accepted, of the vendors on its panels.
select app.protect('vendor_documents', vendor => 'scoped', client =>
  'state in (''accepted'', ''expiring'', ''expired'') '
  'and (program_id is null or (select app.programs()) is null or program_id = any ((select app.programs())::uuid[])) '
  'and vendor_id in (select p.vendor_id from panel_memberships p where p.tenant_id = (select app.tenant()))');

-- The files of a document are seen by a client with it, not before; so are their versions. Its row security applies inside.
do $$
begin
  execute format('alter policy by_scope on files using ((%s) and ((select app.side()) <> ''client'' '
    'or subject_noun is distinct from ''vendorDocument'' '
    'or subject_id in (select d.id from vendor_documents d where d.tenant_id = (select app.tenant()))))',
    (select pg_get_expr(polqual, polrelid) from pg_policy where polrelid = 'files'::regclass and polname = 'by_scope'));
  perform app.show_versions('files');
end $$;

create table vendor_document_requirements (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  -- Null: in every program.
  program_id uuid,
  kind text not null constraint vendor_document_requirements_kind check (kind in ('insurance_general', 'insurance_professional', 'insurance_workers_comp',
    'insurance_auto', 'insurance_umbrella', 'w9', 'state_agency_registration', 'joint_commission_certification',
    'business_associate_agreement', 'diversity_certificate', 'other')),
  -- Null: of every kind.
  vendor_kinds text[] constraint vendor_document_requirements_vendor_kinds check (cardinality(vendor_kinds) > 0
    and vendor_kinds <@ array['agency', 'internal_pool', 'marketplace', 'employer_of_record', 'services', 'mso', 'rpo']),
  -- The states of the facilities for which it is asked; null: of all.
  states text[] check (array_position(states, null) is null and cardinality(states) between 1 and 60),
  least_per_occurrence numeric(14, 2) check (app.is_amount(least_per_occurrence) and least_per_occurrence > 0),
  least_aggregate numeric(14, 2) check (app.is_amount(least_aggregate) and least_aggregate > 0),
  currency char(3) not null default 'USD' check (app.is_currency(currency)),
  severity text not null constraint vendor_document_requirements_severity check (severity in ('block', 'warn')),
  grace_days integer not null default 0 check (grace_days between 0 and 365),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id)
);
create index vendor_document_requirements_program on vendor_document_requirements (tenant_id, program_id);
create index vendor_document_requirements_created on vendor_document_requirements (tenant_id, created_at, id);
select app.protect('vendor_document_requirements', vendor_writes => 'none', vendor =>
  'program_id is null or program_id in (select p.program_id from panel_memberships p where p.tenant_id = (select app.tenant()) and p.vendor_id = (select app.vendor()))');

-- A vendor that supplies through another: the prime one answers to the client, the other employs.
create table vendor_relationships (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  -- The prime vendor, whose row it is.
  vendor_id uuid not null,
  sub_vendor_id uuid not null,
  -- What the prime vendor reads of the other one, as it was named when this was agreed.
  sub_vendor_name text not null check (length(sub_vendor_name) between 1 and 200),
  -- Null: in every program.
  program_id uuid,
  program_key uuid not null generated always as (coalesce(program_id, tenant_id)) stored,
  effective daterange not null check (app.on_calendar(effective)),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, sub_vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  constraint vendor_relationships_two check (vendor_id <> sub_vendor_id),
  constraint vendor_relationships_no_overlap exclude using gist
    (tenant_id with =, vendor_id with =, sub_vendor_id with =, program_key with =, effective with &&)
);
create index vendor_relationships_sub_vendor on vendor_relationships (tenant_id, sub_vendor_id);
create index vendor_relationships_program on vendor_relationships (tenant_id, program_id);
create index vendor_relationships_created on vendor_relationships (tenant_id, created_at, id);
select app.protect('vendor_relationships', client => 'none', vendor => 'scoped', vendor_writes => 'none');

/* No vendor is, over others, a sub-vendor of its own, nor one twice. Who writes them takes turns, so that two cannot close a circle together. */
create function app.check_vendor_chain() returns trigger language plpgsql
set search_path = pg_catalog, public, app, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(new.tenant_id || 'vendor_relationships', 0));
  if exists (
    with recursive below (id) as (
      select new.sub_vendor_id
      union
      select r.sub_vendor_id from vendor_relationships r join below b on r.vendor_id = b.id
      where r.tenant_id = new.tenant_id and r.effective && new.effective
    )
    select from below where id = new.vendor_id
  ) then
    raise exception 'a vendor is its own sub-vendor'
      using errcode = 'check_violation', constraint = 'vendor_relationships_chain', table = 'vendor_relationships';
  end if;
  -- In every program is in each of them too, which no key says.
  if exists (select from vendor_relationships r where r.tenant_id = new.tenant_id and r.vendor_id = new.vendor_id
      and r.sub_vendor_id = new.sub_vendor_id and r.id <> new.id and r.effective && new.effective
      and (r.program_id is null or new.program_id is null)) then
    raise exception 'the two are related on some of these days'
      using errcode = 'exclusion_violation', constraint = 'vendor_relationships_no_overlap', table = 'vendor_relationships';
  end if;
  return null;
end $$;
create trigger chain after insert or update of vendor_id, sub_vendor_id, effective on vendor_relationships
  for each row execute function app.check_vendor_chain();

-- Who employs the worker where that is not the vendor itself; the name as it was when the worker was proposed.
alter table submissions add column sub_vendor_id uuid;
alter table submissions add column sub_vendor_name text;
alter table submissions add constraint submissions_sub_vendor foreign key (tenant_id, sub_vendor_id) references vendors (tenant_id, id) not valid;
alter table submissions add constraint submissions_sub_vendor_named check
  ((sub_vendor_id is null) = (sub_vendor_name is null) and sub_vendor_id <> vendor_id and length(sub_vendor_name) between 1 and 200) not valid;
-- Nothing has one yet: the table is read once and the index stays empty.
-- squawk-ignore require-concurrent-index-creation
create index submissions_sub_vendor on submissions (tenant_id, sub_vendor_id) where sub_vendor_id is not null;
select app.show_versions('submissions');
