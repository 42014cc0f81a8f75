-- Why: one routing of approvals for orders, offers, assignment revisions and timesheets, by titles that people hold.

create table approval_titles (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  code text not null check (code ~ '^[a-z][a-z0-9_]{0,62}$'),
  name text not null check (length(name) between 1 and 200),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  constraint approval_titles_code unique (tenant_id, code)
);
select app.protect('approval_titles', client => 'tenant');

create table title_holdings (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  title_id uuid not null,
  membership_id uuid not null,
  program_id uuid not null,
  facility_id uuid,
  unit_id uuid,
  ended_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, title_id) references approval_titles (tenant_id, id),
  foreign key (tenant_id, membership_id) references memberships (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint title_holdings_unit_has_facility check (unit_id is null or facility_id is not null)
);
create unique index title_holdings_once on title_holdings (tenant_id, title_id, membership_id, program_id, facility_id, unit_id)
  nulls not distinct where ended_at is null;
create index title_holdings_membership on title_holdings (tenant_id, membership_id);
select app.protect('title_holdings');

create table approval_policies (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  subject text not null constraint approval_policies_subject check (subject in ('order', 'offer', 'assignment_revision', 'timesheet')),
  name text not null check (length(name) between 1 and 200),
  steps jsonb not null constraint approval_policies_steps check (jsonb_typeof(steps) = 'array' and jsonb_array_length(steps) between 1 and 50),
  effective_from date not null check (app.on_calendar(effective_from)),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id)
);
-- Which policy routes a subject on a day must have one answer.
create unique index approval_policies_one_from on approval_policies (tenant_id, program_id, subject, effective_from) where archived_at is null;
select app.protect('approval_policies');

create table approval_chains (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  facility_id uuid,
  unit_id uuid,
  policy_id uuid not null,
  subject_noun text not null constraint approval_chains_subject check (subject_noun in ('order', 'offer', 'assignment_revision', 'timesheet')),
  subject_id uuid not null,
  -- What the subject is expected to cost; null where nobody can say.
  amount numeric(14, 2) check (app.is_amount(amount)),
  -- Everyone who wrote or submitted the subject, whichever membership they acted under: none of them approves it.
  authors uuid[] not null check (array_position(authors, null) is null),
  state text not null constraint approval_chains_state check (state in ('pending', 'paused', 'approved', 'rejected', 'withdrawn')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, policy_id) references approval_policies (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint approval_chains_unit_has_facility check (unit_id is null or facility_id is not null)
);
create unique index approval_chains_one_active on approval_chains (tenant_id, subject_noun, subject_id) where state in ('pending', 'paused');
create index approval_chains_subject_index on approval_chains (tenant_id, subject_id);
create index approval_chains_created on approval_chains (tenant_id, created_at, id);
select app.protect('approval_chains');

create table approval_steps (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  chain_id uuid not null,
  program_id uuid not null,
  facility_id uuid,
  unit_id uuid,
  -- Steps of one position are decided side by side.
  position integer not null check (position between 1 and 50),
  title_id uuid not null,
  level text not null constraint approval_steps_level check (level in ('unit', 'facility', 'program')),
  minimum_amount numeric(14, 2) check (app.is_amount(minimum_amount)),
  state text not null constraint approval_steps_state check (state in ('waiting', 'pending', 'paused', 'approved', 'rejected', 'skipped')),
  decided_by uuid,
  decided_at timestamptz,
  reason text check (length(reason) between 1 and 2000),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  constraint approval_steps_once unique (tenant_id, chain_id, position, title_id),
  foreign key (tenant_id, chain_id) references approval_chains (tenant_id, id),
  foreign key (tenant_id, title_id) references approval_titles (tenant_id, id),
  foreign key (tenant_id, decided_by) references memberships (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint approval_steps_unit_has_facility check (unit_id is null or facility_id is not null),
  constraint approval_steps_decided check (case when state in ('approved', 'rejected')
    then decided_by is not null and decided_at is not null else decided_by is null and decided_at is null end)
);
create index approval_steps_undecided on approval_steps (tenant_id, title_id) where state in ('pending', 'paused');
select app.protect('approval_steps');
