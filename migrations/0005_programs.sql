-- Why: where people are needed and where their cost is charged; the scopes that row security compares.

create table programs (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null generated always as (id) stored,
  name text not null check (length(name) between 1 and 200),
  currency char(3) not null default 'USD' check (app.is_currency(currency)),
  time_zone text not null check (app.is_time_zone(time_zone)),
  requester_sees_pay boolean not null default false,
  state text not null constraint programs_state check (state in ('active', 'closed')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id)
);
create index programs_created on programs (tenant_id, created_at, id);
-- Protected in the vendors' migration: a vendor sees the programs on whose panel it stands.

create table facilities (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  facility_id uuid not null generated always as (id) stored,
  name text not null check (length(name) between 1 and 200),
  state char(2) not null references states (code),
  time_zone text not null check (app.is_time_zone(time_zone)),
  -- CMS certification number.
  ccn text check (ccn ~ '^[0-9A-Z]{6,10}$'),
  address text check (length(address) between 1 and 500),
  city text check (length(city) between 1 and 100),
  beds integer check (beds between 0 and 100000),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  -- What a row that carries both scopes points at, so that they can never disagree.
  constraint facilities_scope unique (tenant_id, id, program_id)
);
create index facilities_program on facilities (tenant_id, program_id);
create index facilities_created on facilities (tenant_id, created_at, id);
-- Facilities and units are protected in the assignments' migration: vendors and workers see where they are engaged.

create table cost_centers (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  facility_id uuid,
  code text not null check (length(code) between 1 and 64),
  name text not null check (length(name) between 1 and 200),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (tenant_id, id),
  constraint cost_centers_code unique (tenant_id, program_id, code),
  constraint cost_centers_scope unique (tenant_id, id, program_id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id)
);
create index cost_centers_facility on cost_centers (tenant_id, facility_id);
create index cost_centers_created on cost_centers (tenant_id, created_at, id);
select app.protect('cost_centers');

create table units (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null generated always as (id) stored,
  name text not null check (length(name) between 1 and 200),
  profession text references professions (code),
  cost_center_id uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id),
  foreign key (tenant_id, cost_center_id, program_id) references cost_centers (tenant_id, id, program_id),
  constraint units_scope unique (tenant_id, id, facility_id, program_id)
);
create index units_facility on units (tenant_id, facility_id);
create index units_created on units (tenant_id, created_at, id);
