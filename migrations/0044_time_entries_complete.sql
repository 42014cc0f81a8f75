-- Why: time is more than an interval: what kind it was, in which role, where, and who sent it.

alter table time_entries
  add column kind text not null default 'worked'
    constraint time_entries_kind check (kind in ('worked', 'on_call', 'callback', 'orientation')),
  add column roles text[] not null default '{}' constraint time_entries_roles check (cardinality(roles) <= 5),
  add column meal_attestation text
    constraint time_entries_meal_attestation check (meal_attestation in ('taken', 'missed', 'waived')),
  -- Who ended it before its shift was over: the law pays for a day that the facility cut short.
  add column ended_early text
    constraint time_entries_ended_early check (ended_early in ('by_facility', 'by_worker')),
  add column missed_rests integer constraint time_entries_missed_rests check (missed_rests between 0 and 10),
  add column called_at timestamptz constraint time_entries_called_at check (app.on_calendar(called_at)),
  -- A transfer: where it was worked and what is charged, where that is not the assignment's.
  add column cost_center_id uuid,
  add column worked_unit_id uuid,
  add column source text not null default 'stated'
    constraint time_entries_source check (source in ('stated', 'punches', 'shift', 'import')),
  -- The sender's own id, by which it is known again.
  add column source_id text constraint time_entries_source_id check (length(source_id) between 1 and 100);

-- The columns are new and empty: there is nothing to validate.
alter table time_entries add constraint time_entries_cost_center
  foreign key (tenant_id, cost_center_id) references cost_centers (tenant_id, id) not valid;
alter table time_entries add constraint time_entries_worked_unit
  foreign key (tenant_id, worked_unit_id) references units (tenant_id, id) not valid;

-- Who is on call may be called and work; nobody works twice at once, or is on call twice.
alter table time_entries drop constraint time_entries_one_at_a_time;
-- squawk-ignore constraint-missing-not-valid
alter table time_entries add constraint time_entries_one_at_a_time exclude using gist (tenant_id with =, worker_id with =,
  (kind = 'on_call') with =, tstzrange(starts_at, ends_at) with &&) where (current);
alter table time_entries drop constraint time_entries_no_overlap;
-- squawk-ignore constraint-missing-not-valid
alter table time_entries add constraint time_entries_no_overlap exclude using gist (tenant_id with =, timesheet_id with =,
  revision with =, (kind = 'on_call') with =, tstzrange(starts_at, ends_at) with &&);

-- None is set yet: the table is read once and the index stays empty.
-- squawk-ignore require-concurrent-index-creation
create unique index time_entries_source_ids on time_entries (tenant_id, worker_id, vendor_id, source_id)
  where current and source_id is not null;
-- None is set yet: the table is read once and the index stays empty.
-- squawk-ignore require-concurrent-index-creation
create index time_entries_cost_centers on time_entries (tenant_id, cost_center_id) where cost_center_id is not null;
-- None is set yet: the table is read once and the index stays empty.
-- squawk-ignore require-concurrent-index-creation
create index time_entries_worked_units on time_entries (tenant_id, worked_unit_id) where worked_unit_id is not null;
