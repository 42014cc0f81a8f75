-- Why: the firms that supply people, their place in each program, and the terms they are paid by.

create table vendors (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  vendor_id uuid not null generated always as (id) stored,
  name text not null check (length(name) between 1 and 200),
  kind text not null constraint vendors_kind check (kind in ('agency', 'internal_pool', 'marketplace', 'employer_of_record', 'services', 'mso', 'rpo')),
  -- Recognizes a second registration of the firm without keeping its tax id.
  tax_id_digest text check (length(tax_id_digest) between 1 and 128),
  diverse boolean not null default false,
  state text not null constraint vendors_state check (state in ('prospect', 'under_review', 'onboarding', 'active', 'suspended', 'inactive', 'terminated')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);
create unique index vendors_tax_id on vendors (tenant_id, tax_id_digest) where tax_id_digest is not null;
create index vendors_created on vendors (tenant_id, created_at, id);
-- Protected below: a client sees the vendors on the panels of its programs.

alter table memberships add foreign key (tenant_id, vendor_id) references vendors (tenant_id, id);
alter table access_tokens add foreign key (tenant_id, vendor_id) references vendors (tenant_id, id);
alter table external_systems add foreign key (tenant_id, vendor_id) references vendors (tenant_id, id);
alter table external_ids add foreign key (tenant_id, vendor_id) references vendors (tenant_id, id);

create table panel_memberships (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  vendor_id uuid not null,
  tier integer not null check (tier between 0 and 9),
  standing text not null constraint panel_memberships_standing check (standing in ('good', 'probation', 'no_new_releases', 'exited')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  constraint panel_memberships_once unique (tenant_id, program_id, vendor_id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id)
);
create index panel_memberships_vendor on panel_memberships (tenant_id, vendor_id);
create index panel_memberships_created on panel_memberships (tenant_id, created_at, id);
select app.protect('panel_memberships', vendor => 'scoped', vendor_writes => 'none');

-- The panels that the caller sees bound both: its own row security applies inside.
select app.protect('vendors', vendor => 'scoped', vendor_writes => 'none', client =>
  'id in (select p.vendor_id from panel_memberships p where p.tenant_id = (select app.tenant()))');
select app.protect('programs', vendor_writes => 'none', vendor =>
  'program_id in (select p.program_id from panel_memberships p where p.tenant_id = (select app.tenant()) and p.vendor_id = (select app.vendor()))');

create table agreements (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  vendor_id uuid not null,
  fee_model text not null constraint agreements_fee_model check (fee_model in ('vendor_funded', 'client_funded', 'none')),
  fee_percent numeric(7, 4) not null check (fee_percent between 0 and 100),
  fee_basis text not null constraint agreements_fee_basis check (fee_basis in ('timesheet', 'line', 'invoice')),
  payment_terms_days integer not null check (payment_terms_days between 0 and 365),
  -- Null: silence accepts nothing.
  auto_accept_hours integer check (auto_accept_hours between 1 and 720),
  effective daterange not null check (app.on_calendar(effective)),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  constraint agreements_fee_fits_model check (fee_model <> 'none' or fee_percent = 0),
  constraint agreements_no_overlap exclude using gist (tenant_id with =, program_id with =, vendor_id with =, effective with &&)
);
create index agreements_vendor on agreements (tenant_id, vendor_id);
create index agreements_created on agreements (tenant_id, created_at, id);
select app.protect('agreements', vendor => 'scoped', vendor_writes => 'none');
