-- Why: what authorities and accreditors ask for needs facts that no other table holds: under which code a nursing
-- facility submits its hours, which personnel files were looked at, and what is contracted out and how well it is done.

create table pbj_registrations (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  facility_id uuid not null,
  -- The state's number of the facility, as its resident assessments carry it; not the certification number.
  facility_code text not null constraint pbj_registrations_code check (facility_code ~ '^[A-Za-z0-9]{1,16}$'),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id),
  constraint pbj_registrations_once unique (tenant_id, facility_id)
);
create index pbj_registrations_program on pbj_registrations (tenant_id, program_id);
create index pbj_registrations_created on pbj_registrations (tenant_id, created_at, id);
select app.protect('pbj_registrations');

create table personnel_file_samples (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  assignment_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  worker_id uuid not null,
  order_type text not null constraint personnel_file_samples_order_type check (order_type in ('contract', 'per_diem')),
  -- The first day of the month whose placements were sampled.
  month_starts_on date not null constraint personnel_file_samples_month
    check (app.on_calendar(month_starts_on) and extract(day from month_starts_on) = 1),
  sampled_on date not null check (app.on_calendar(sampled_on)),
  has_background_check boolean not null,
  has_competency boolean not null,
  has_credentials boolean not null,
  note text check (length(note) between 1 and 2000),
  state text not null constraint personnel_file_samples_state check (state in ('recorded', 'voided')),
  sampled_by uuid,
  voided_by uuid,
  voided_at timestamptz,
  void_reason text check (length(void_reason) between 1 and 2000),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, assignment_id, vendor_id, worker_id) references assignments (tenant_id, id, vendor_id, worker_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, worker_id) references workers (tenant_id, id),
  foreign key (tenant_id, sampled_by) references memberships (tenant_id, id),
  foreign key (tenant_id, voided_by) references memberships (tenant_id, id),
  constraint personnel_file_samples_after_month check (sampled_on >= month_starts_on),
  constraint personnel_file_samples_voided check ((state = 'voided') = (voided_at is not null) and (voided_at is null) = (void_reason is null))
);
-- A person has one file with a vendor: however many placements, it is sampled once a month of each kind.
create unique index personnel_file_samples_once on personnel_file_samples (tenant_id, vendor_id, worker_id, order_type, month_starts_on)
  where state = 'recorded';
create index personnel_file_samples_month_index on personnel_file_samples (tenant_id, month_starts_on);
create index personnel_file_samples_assignment on personnel_file_samples (tenant_id, assignment_id);
create index personnel_file_samples_unit on personnel_file_samples (tenant_id, unit_id);
create index personnel_file_samples_vendor on personnel_file_samples (tenant_id, vendor_id, created_at, id);
create index personnel_file_samples_worker on personnel_file_samples (tenant_id, worker_id);
create index personnel_file_samples_sampler on personnel_file_samples (tenant_id, sampled_by);
create index personnel_file_samples_voider on personnel_file_samples (tenant_id, voided_by);
create index personnel_file_samples_created on personnel_file_samples (tenant_id, created_at, id);
select app.protect('personnel_file_samples', vendor => 'scoped', vendor_writes => 'none');

create table contracted_services (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  facility_id uuid not null,
  vendor_id uuid not null,
  service text not null check (length(service) between 1 and 200),
  nature text not null constraint contracted_services_nature
    check (nature in ('direct_care', 'clinical_support', 'non_clinical')),
  scope text not null check (length(scope) between 1 and 5000),
  quality_method text not null check (length(quality_method) between 1 and 5000),
  -- How often it is to be looked at.
  evaluated_every_months integer not null check (evaluated_every_months between 1 and 60),
  effective daterange not null check (app.on_calendar(effective)),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  constraint contracted_services_parties unique (tenant_id, id, program_id, facility_id, vendor_id),
  constraint contracted_services_no_overlap exclude using gist (
    tenant_id with =, facility_id with =, vendor_id with =, lower(service) with =, effective with &&)
);
create index contracted_services_facility on contracted_services (tenant_id, facility_id);
create index contracted_services_vendor on contracted_services (tenant_id, vendor_id);
create index contracted_services_created on contracted_services (tenant_id, created_at, id);
select app.protect('contracted_services');

create table service_evaluations (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  contracted_service_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  vendor_id uuid not null,
  evaluated_on date not null check (app.on_calendar(evaluated_on)),
  outcome text not null constraint service_evaluations_outcome check (outcome in ('met', 'met_with_actions', 'not_met')),
  findings text not null check (length(findings) between 1 and 5000),
  evaluated_by uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, contracted_service_id, program_id, facility_id, vendor_id)
    references contracted_services (tenant_id, id, program_id, facility_id, vendor_id),
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, evaluated_by) references memberships (tenant_id, id)
);
create index service_evaluations_service on service_evaluations (tenant_id, contracted_service_id, evaluated_on);
create index service_evaluations_facility on service_evaluations (tenant_id, facility_id);
create index service_evaluations_vendor on service_evaluations (tenant_id, vendor_id);
create index service_evaluations_evaluator on service_evaluations (tenant_id, evaluated_by);
create index service_evaluations_created on service_evaluations (tenant_id, created_at, id);
select app.protect('service_evaluations');
