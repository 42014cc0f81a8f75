-- Why: a vendor's place differs by what and where it supplies, and its agreement says more than a fee: what a late
-- cancellation, a guarantee and a conversion cost, and which rate a month's volume brings.

-- So that what hangs on a place or an agreement is of the same program and vendor.
-- squawk-ignore disallowed-unique-constraint, constraint-missing-not-valid
alter table panel_memberships add constraint panel_memberships_parties unique (tenant_id, id, program_id, vendor_id);
-- squawk-ignore disallowed-unique-constraint, constraint-missing-not-valid
alter table agreements add constraint agreements_parties unique (tenant_id, id, program_id, vendor_id);

create table panel_coverages (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  membership_id uuid not null,
  program_id uuid not null,
  vendor_id uuid not null,
  -- A null profession, specialty or facility covers all of them; a null tier or standing is the place's own.
  profession text references professions (code),
  specialty text references specialties (code),
  facility_id uuid,
  tier integer check (tier between 0 and 9),
  standing text constraint panel_coverages_standing check (standing in ('good', 'probation', 'no_new_releases')),
  effective daterange not null check (app.on_calendar(effective)),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, membership_id, program_id, vendor_id) references panel_memberships (tenant_id, id, program_id, vendor_id),
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id),
  constraint panel_coverages_no_overlap exclude using gist (
    tenant_id with =, membership_id with =, coalesce(profession, '') with =, coalesce(specialty, '') with =,
    coalesce(facility_id, '00000000-0000-0000-0000-000000000000'::uuid) with =, effective with &&)
);
create index panel_coverages_program on panel_coverages (tenant_id, program_id, vendor_id);
create index panel_coverages_vendor on panel_coverages (tenant_id, vendor_id);
create index panel_coverages_facility on panel_coverages (tenant_id, facility_id);
create index panel_coverages_created on panel_coverages (tenant_id, created_at, id);
select app.protect('panel_coverages', vendor => 'scoped', vendor_writes => 'none');

-- The fee of one type of order, where it is not the agreement's own.
create table agreement_fees (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  agreement_id uuid not null,
  program_id uuid not null,
  vendor_id uuid not null,
  order_type text not null constraint agreement_fees_order_type check (order_type in ('contract', 'per_diem', 'direct_hire')),
  fee_model text not null constraint agreement_fees_fee_model check (fee_model in ('vendor_funded', 'client_funded', 'none')),
  fee_percent numeric(7, 4) not null check (fee_percent between 0 and 100),
  fee_basis text not null constraint agreement_fees_fee_basis check (fee_basis in ('timesheet', 'line', 'invoice')),
  state text not null constraint agreement_fees_state check (state in ('in_force', 'superseded')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, agreement_id, program_id, vendor_id) references agreements (tenant_id, id, program_id, vendor_id),
  constraint agreement_fees_fits_model check (fee_model <> 'none' or fee_percent = 0)
);
create index agreement_fees_agreement on agreement_fees (tenant_id, agreement_id);
create index agreement_fees_vendor on agreement_fees (tenant_id, vendor_id);
create index agreement_fees_created on agreement_fees (tenant_id, created_at, id);
select app.protect('agreement_fees', vendor => 'scoped', vendor_writes => 'none');

-- What a cancellation costs by how short its notice was: from so many hours or days up to but not including so many.
create table agreement_penalty_windows (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  agreement_id uuid not null,
  program_id uuid not null,
  vendor_id uuid not null,
  subject text not null constraint agreement_penalty_windows_subject check (subject in ('order', 'assignment', 'shift')),
  notice_unit text not null constraint agreement_penalty_windows_notice_unit check (notice_unit in ('hours', 'days')),
  notice int4range not null check (not isempty(notice) and lower(notice) >= 0 and upper(notice) <= 8760),
  penalty_kind text not null constraint agreement_penalty_windows_penalty_kind check (penalty_kind in ('hours', 'percent_of_week')),
  penalty_value numeric(7, 2) not null check (penalty_value > 0 and penalty_value <= 1000),
  state text not null constraint agreement_penalty_windows_state check (state in ('in_force', 'superseded')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, agreement_id, program_id, vendor_id) references agreements (tenant_id, id, program_id, vendor_id),
  constraint agreement_penalty_windows_percent check (penalty_kind <> 'percent_of_week' or penalty_value <= 100),
  constraint agreement_penalty_windows_no_overlap exclude using gist
    (tenant_id with =, agreement_id with =, subject with =, notice with &&) where (state = 'in_force'),
  -- Notice of one subject is counted in one unit: days and hours of one another overlap unseen.
  constraint agreement_penalty_windows_one_unit exclude using gist
    (tenant_id with =, agreement_id with =, subject with =, notice_unit with <>) where (state = 'in_force')
);
create index agreement_penalty_windows_agreement on agreement_penalty_windows (tenant_id, agreement_id);
create index agreement_penalty_windows_vendor on agreement_penalty_windows (tenant_id, vendor_id);
create index agreement_penalty_windows_created on agreement_penalty_windows (tenant_id, created_at, id);
select app.protect('agreement_penalty_windows', vendor => 'scoped', vendor_writes => 'none');

-- Hours a week that are paid whether worked or not, but for so many calls off in each period of weeks.
create table agreement_guarantees (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  agreement_id uuid not null,
  program_id uuid not null,
  vendor_id uuid not null,
  hours_per_week numeric(5, 2) not null check (hours_per_week > 0 and hours_per_week <= 168),
  free_call_offs integer not null check (free_call_offs between 0 and 100),
  period_weeks integer not null check (period_weeks between 1 and 53),
  state text not null constraint agreement_guarantees_state check (state in ('in_force', 'superseded')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, agreement_id, program_id, vendor_id) references agreements (tenant_id, id, program_id, vendor_id)
);
create index agreement_guarantees_agreement on agreement_guarantees (tenant_id, agreement_id);
create index agreement_guarantees_vendor on agreement_guarantees (tenant_id, vendor_id);
create index agreement_guarantees_created on agreement_guarantees (tenant_id, created_at, id);
select app.protect('agreement_guarantees', vendor => 'scoped', vendor_writes => 'none');

-- What hiring a placed worker costs, by how much it had worked.
create table agreement_conversion_fees (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  agreement_id uuid not null,
  program_id uuid not null,
  vendor_id uuid not null,
  measure text not null constraint agreement_conversion_fees_measure check (measure in ('hours', 'weeks')),
  worked int4range not null check (not isempty(worked) and lower(worked) >= 0 and (upper_inf(worked) or upper(worked) <= 100000)),
  fee_kind text not null constraint agreement_conversion_fees_fee_kind check (fee_kind in ('percent_of_salary', 'flat')),
  fee_value numeric(14, 4) not null check (fee_value >= 0 and fee_value <= 10000000),
  state text not null constraint agreement_conversion_fees_state check (state in ('in_force', 'superseded')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, agreement_id, program_id, vendor_id) references agreements (tenant_id, id, program_id, vendor_id),
  constraint agreement_conversion_fees_percent check (fee_kind <> 'percent_of_salary' or fee_value <= 100),
  constraint agreement_conversion_fees_no_overlap exclude using gist
    (tenant_id with =, agreement_id with =, worked with &&) where (state = 'in_force'),
  constraint agreement_conversion_fees_one_measure exclude using gist
    (tenant_id with =, agreement_id with =, measure with <>) where (state = 'in_force')
);
create index agreement_conversion_fees_agreement on agreement_conversion_fees (tenant_id, agreement_id);
create index agreement_conversion_fees_vendor on agreement_conversion_fees (tenant_id, vendor_id);
create index agreement_conversion_fees_created on agreement_conversion_fees (tenant_id, created_at, id);
select app.protect('agreement_conversion_fees', vendor => 'scoped', vendor_writes => 'none');

-- What a month's volume does to the rates of the month after.
create table agreement_volume_bands (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  agreement_id uuid not null,
  program_id uuid not null,
  vendor_id uuid not null,
  measure text not null constraint agreement_volume_bands_measure check (measure in ('monthly_hours', 'headcount', 'spend')),
  volume numrange not null check (not isempty(volume) and lower(volume) >= 0 and lower(volume) < 1000000000
    and (upper_inf(volume) or upper(volume) <= 1000000000)),
  step_kind text not null constraint agreement_volume_bands_step_kind check (step_kind in ('discount_percent', 'rate_step', 'rate_floor')),
  step_value numeric(12, 4) not null check (step_value > -100000 and step_value < 100000),
  state text not null constraint agreement_volume_bands_state check (state in ('in_force', 'superseded')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, agreement_id, program_id, vendor_id) references agreements (tenant_id, id, program_id, vendor_id),
  constraint agreement_volume_bands_step check (case step_kind when 'discount_percent' then step_value between 0 and 100
    when 'rate_floor' then step_value > 0 else true end),
  constraint agreement_volume_bands_no_overlap exclude using gist
    (tenant_id with =, agreement_id with =, volume with &&) where (state = 'in_force'),
  constraint agreement_volume_bands_one_measure exclude using gist
    (tenant_id with =, agreement_id with =, measure with <>) where (state = 'in_force'),
  -- What a month's record of the band points at.
  constraint agreement_volume_bands_of unique (tenant_id, id, agreement_id)
);
create index agreement_volume_bands_agreement on agreement_volume_bands (tenant_id, agreement_id);
create index agreement_volume_bands_vendor on agreement_volume_bands (tenant_id, vendor_id);
create index agreement_volume_bands_created on agreement_volume_bands (tenant_id, created_at, id);
select app.protect('agreement_volume_bands', vendor => 'scoped', vendor_writes => 'none');

-- The volume of each month since the bands were agreed, and the band that it reached; a correction is a new revision.
create table agreement_utilizations (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  agreement_id uuid not null,
  program_id uuid not null,
  vendor_id uuid not null,
  -- The first day of the month that was measured; the step is of the month after it.
  month date not null check (app.on_calendar(month) and extract(day from month) = 1),
  revision integer not null check (revision between 1 and 100000),
  measure text not null constraint agreement_utilizations_measure check (measure in ('monthly_hours', 'headcount', 'spend')),
  volume numeric(14, 2) not null check (app.is_amount(volume) and volume >= 0),
  -- Null where the volume lies in no band: no step.
  band_id uuid,
  step_kind text constraint agreement_utilizations_step_kind check (step_kind in ('discount_percent', 'rate_step', 'rate_floor')),
  step_value numeric(12, 4) check (step_value > -100000 and step_value < 100000),
  state text not null constraint agreement_utilizations_state check (state in ('in_force', 'superseded')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, agreement_id, program_id, vendor_id) references agreements (tenant_id, id, program_id, vendor_id),
  foreign key (tenant_id, band_id, agreement_id) references agreement_volume_bands (tenant_id, id, agreement_id),
  constraint agreement_utilizations_step check (num_nonnulls(band_id, step_kind, step_value) in (0, 3)),
  constraint agreement_utilizations_revision unique (tenant_id, agreement_id, month, revision)
);
create index agreement_utilizations_agreement on agreement_utilizations (tenant_id, agreement_id);
create index agreement_utilizations_vendor on agreement_utilizations (tenant_id, vendor_id);
create index agreement_utilizations_created on agreement_utilizations (tenant_id, created_at, id);
select app.protect('agreement_utilizations', vendor => 'scoped', vendor_writes => 'none');
create unique index agreement_fees_once on agreement_fees (tenant_id, agreement_id, order_type) where state = 'in_force';
create unique index agreement_guarantees_once on agreement_guarantees (tenant_id, agreement_id) where state = 'in_force';
create unique index agreement_utilizations_once on agreement_utilizations (tenant_id, agreement_id, month) where state = 'in_force';
create index agreement_utilizations_band on agreement_utilizations (tenant_id, band_id);

-- What a step does to a week's charge is an item of its own; every row that stands is of the kinds before.
alter table billing_items drop constraint billing_items_kind;
alter table billing_items add constraint billing_items_kind
  check (kind in ('hours', 'expense', 'penalty', 'guarantee', 'fee', 'deliverable', 'adjustment', 'volume_adjustment')) not valid;
