-- Why: clocks and phones say when somebody came and went; hours are made of that, and no word of it is lost.

alter table programs
  -- Null: how far from the facility a punch is made does not matter.
  add column geofence_meters integer,
  add column punch_early_minutes integer not null default 15,
  add column punch_late_minutes integer not null default 15,
  add column long_shift_hours integer not null default 16,
  add column meal_due_hours integer not null default 6;
alter table programs add constraint programs_geofence_meters check (geofence_meters between 1 and 100000) not valid;
alter table programs add constraint programs_punch_early_minutes check (punch_early_minutes between 0 and 720) not valid;
alter table programs add constraint programs_punch_late_minutes check (punch_late_minutes between 0 and 720) not valid;
alter table programs add constraint programs_long_shift_hours check (long_shift_hours between 1 and 24) not valid;
alter table programs add constraint programs_meal_due_hours check (meal_due_hours between 1 and 24) not valid;
select app.show_versions('programs');

create table punches (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  assignment_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  worker_id uuid not null,
  kind text not null constraint punches_kind check (kind in ('in', 'out', 'meal_start', 'meal_end', 'skip_meal', 'transfer',
    'on_call_start', 'on_call_end', 'callback_start', 'callback_end')),
  occurred_at timestamptz not null check (app.on_calendar(occurred_at)),
  received_at timestamptz not null check (app.on_calendar(received_at)),
  source text not null constraint punches_source check (source in ('kiosk', 'mobile', 'manager', 'import')),
  -- The maker's own id, by which a repeated one is known again.
  client_id text check (length(client_id) between 1 and 100),
  device_id text check (length(device_id) between 1 and 100),
  -- From the facility, where the maker said where it was; where it was is not kept.
  distance_meters integer check (distance_meters between 0 and 20040000),
  is_outside_geofence boolean,
  worked_unit_id uuid,
  cost_center_id uuid,
  roles text[] not null default '{}' constraint punches_roles check (cardinality(roles) <= 5 and array_position(roles, null) is null),
  called_at timestamptz check (app.on_calendar(called_at)),
  -- Who vouches for it, where no clock does, and in which words.
  attested_by uuid,
  attestation text check (length(attestation) between 1 and 2000),
  note text check (length(note) between 1 and 2000),
  supersedes_id uuid,
  -- Why it was superseded or voided.
  withdrawn_because text check (length(withdrawn_because) between 1 and 2000),
  state text not null constraint punches_state check (state in ('recorded', 'superseded', 'voided')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, assignment_id, vendor_id, worker_id) references assignments (tenant_id, id, vendor_id, worker_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  foreign key (tenant_id, worked_unit_id) references units (tenant_id, id),
  foreign key (tenant_id, cost_center_id) references cost_centers (tenant_id, id),
  foreign key (tenant_id, attested_by) references memberships (tenant_id, id),
  foreign key (tenant_id, supersedes_id) references punches (tenant_id, id),
  constraint punches_attested check ((source = 'manager') = (attested_by is not null) and (attested_by is null) = (attestation is null)),
  constraint punches_withdrawn check ((state = 'recorded') = (withdrawn_because is null)),
  constraint punches_called check (called_at is null or kind = 'callback_start'),
  constraint punches_geofence check (is_outside_geofence is null or distance_meters is not null)
);
-- By the vendor too: none learns from a refusal what its worker does for another.
create unique index punches_client_ids on punches (tenant_id, worker_id, vendor_id, client_id) where client_id is not null;
-- One person does one thing once a second at one kind of clock.
create unique index punches_once on punches (tenant_id, worker_id, vendor_id, date_trunc('second', occurred_at at time zone 'UTC'), kind, source)
  where state = 'recorded';
create unique index punches_superseded_once on punches (tenant_id, supersedes_id) where supersedes_id is not null;
create index punches_worker on punches (tenant_id, worker_id, occurred_at);
create index punches_assignment on punches (tenant_id, assignment_id, occurred_at);
create index punches_facility on punches (tenant_id, facility_id, occurred_at);
create index punches_unit on punches (tenant_id, unit_id, occurred_at);
create index punches_vendor on punches (tenant_id, vendor_id, created_at, id);
create index punches_worked_unit on punches (tenant_id, worked_unit_id) where worked_unit_id is not null;
create index punches_cost_center on punches (tenant_id, cost_center_id) where cost_center_id is not null;
create index punches_created on punches (tenant_id, created_at, id);
select app.protect('punches', vendor => 'scoped', worker => 'scoped');
