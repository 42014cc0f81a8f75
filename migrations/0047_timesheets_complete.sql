-- Why: weeks tell what is wrong with them, are approved by levels or by silence, remind, and periods are locked.

-- Null: nobody is reminded of weeks.
alter table programs add column time_reminder_hours integer default 24;
alter table programs add constraint programs_time_reminder_hours check (time_reminder_hours between 1 and 720) not valid;
select app.show_versions('programs');

-- Defaulted or nullable: an older service neither reads nor writes them.
alter table timesheets
  add column approval_state text not null default 'none'
    constraint timesheets_approval_state check (approval_state in ('none', 'pending', 'paused', 'approved', 'rejected')),
  -- Null also on what was approved before it was told.
  add column approved_through text constraint timesheets_approved_through check (approved_through in ('person', 'route', 'silence')),
  -- When silence approves it, while it is submitted.
  add column accepts_at timestamptz constraint timesheets_accepts_at check (app.on_calendar(accepts_at));
select app.show_versions('timesheets');

create table time_exceptions (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  timesheet_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  worker_id uuid not null,
  code text not null constraint time_exceptions_code check (code in ('missing_in', 'missing_out', 'early_in', 'late_out', 'long_shift',
    'missed_meal', 'short_meal', 'late_meal', 'missed_rest', 'unscheduled', 'overlap', 'outside_geofence', 'late_punch', 'unpaired',
    -- Hours of a day on which the assignment stands still: once it is resolved, they count.
    'suspended_day')),
  -- What makes it the same one when it is found again.
  key text not null check (length(key) between 1 and 200),
  origin text not null constraint time_exceptions_origin check (origin in ('punches', 'rating', 'shift')),
  work_date date not null check (app.on_calendar(work_date)),
  starts_at timestamptz check (app.on_calendar(starts_at)),
  detail text not null check (length(detail) between 1 and 2000),
  state text not null constraint time_exceptions_state check (state in ('open', 'resolved', 'attested', 'cleared')),
  note text check (length(note) between 1 and 2000),
  decided_by uuid,
  decided_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, timesheet_id, vendor_id, worker_id) references timesheets (tenant_id, id, vendor_id, worker_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  foreign key (tenant_id, decided_by) references memberships (tenant_id, id),
  constraint time_exceptions_once unique (tenant_id, timesheet_id, origin, code, key),
  constraint time_exceptions_decided check ((state in ('resolved', 'attested')) = (decided_at is not null)),
  constraint time_exceptions_noted check (state not in ('resolved', 'attested') or note is not null)
);
create index time_exceptions_unit on time_exceptions (tenant_id, unit_id, state);
create index time_exceptions_facility on time_exceptions (tenant_id, facility_id, state);
create index time_exceptions_vendor on time_exceptions (tenant_id, vendor_id, state);
create index time_exceptions_worker on time_exceptions (tenant_id, worker_id);
create index time_exceptions_decided_by on time_exceptions (tenant_id, decided_by) where decided_by is not null;
create index time_exceptions_created on time_exceptions (tenant_id, created_at, id);
select app.protect('time_exceptions', vendor => 'scoped', worker => 'scoped');

-- Days up to which hours of a program, or of one facility of it, stand as they are.
create table time_locks (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  facility_id uuid,
  -- The last day that is locked: a workweek is where its seventh day is not later.
  locked_to date not null check (app.on_calendar(locked_to)),
  reason text not null check (length(reason) between 1 and 2000),
  locked_by uuid not null,
  state text not null constraint time_locks_state check (state in ('locked', 'reopened')),
  reopened_at timestamptz,
  reopened_by uuid,
  reopened_reason text check (length(reopened_reason) between 1 and 2000),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id),
  foreign key (tenant_id, locked_by) references memberships (tenant_id, id),
  foreign key (tenant_id, reopened_by) references memberships (tenant_id, id),
  constraint time_locks_reopened check ((state = 'reopened') = (reopened_at is not null)
    and (state = 'reopened') = (reopened_by is not null) and (state = 'reopened') = (reopened_reason is not null))
);
create unique index time_locks_once on time_locks (tenant_id, program_id, facility_id, locked_to) nulls not distinct where state = 'locked';
create index time_locks_program on time_locks (tenant_id, program_id, state, locked_to);
create index time_locks_facility on time_locks (tenant_id, facility_id) where facility_id is not null;
create index time_locks_locked_by on time_locks (tenant_id, locked_by);
create index time_locks_reopened_by on time_locks (tenant_id, reopened_by) where reopened_by is not null;
create index time_locks_created on time_locks (tenant_id, created_at, id);
-- A lock of the whole program is read by who reads some of it.
select app.protect('time_locks');

/* Through which day hours at a facility are locked, null where none are: vendors and workers, whose hours they are, do
   not read the locks of a program, some of which are of facilities that are no business of theirs. */
create function app.time_locked_through(p_program_id uuid, p_facility_id uuid) returns date language sql stable security definer
set search_path = pg_catalog, public, app, pg_temp
begin atomic
  select max(l.locked_to) from public.time_locks l
  where l.tenant_id = (select app.tenant()) and l.program_id = p_program_id
    and (l.facility_id is null or l.facility_id = p_facility_id) and l.state = 'locked';
end;
revoke execute on function app.time_locked_through from public;
grant execute on function app.time_locked_through to requisite_service;

/* A lock waits for hours of its program that are being stated, and hours that are stated meanwhile for it: neither is
   judged by what the other is about to change. */
create function app.await_stated_time() returns trigger language plpgsql
set search_path = pg_catalog, public, app, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(concat(new.tenant_id, ' time locks of ', new.program_id), 0));
  return new;
end $$;
create trigger after_stated before insert on time_locks for each row execute function app.await_stated_time();

/* Refuses a statement that changes hours, or what is paid beside them, of workweeks that are locked. */
create function app.keep_locked_time() returns trigger language plpgsql
set search_path = pg_catalog, public, app, pg_temp as $$
declare
  touched uuid[];
begin
  if tg_op = 'INSERT' then
    touched := array(select distinct e.timesheet_id from stated e);
  elsif tg_op = 'DELETE' then
    touched := array(select distinct e.timesheet_id from withdrawn e);
  else
    -- A merge of workers states nothing anew.
    touched := array(select distinct e.timesheet_id from stated e join withdrawn w on w.tenant_id = e.tenant_id and w.id = e.id
      where to_jsonb(e) - 'worker_id' <> to_jsonb(w) - 'worker_id');
  end if;
  perform pg_advisory_xact_lock_shared(hashtextextended(p.key, 0))
    from (select distinct concat(t.tenant_id, ' time locks of ', t.program_id) as key from timesheets t
      where t.tenant_id = (select app.tenant()) and t.id = any (touched) order by key) p;
  if exists (select from timesheets t where t.tenant_id = (select app.tenant()) and t.id = any (touched)
      and t.week_starts_on + 6 <= app.time_locked_through(t.program_id, t.facility_id)) then
    raise exception 'the hours of a locked period stand as they are'
      using errcode = 'check_violation', table = tg_table_name,
        constraint = case tg_table_name when 'time_entries' then 'time_entries_period_locked' else 'other_pay_items_period_locked' end;
  end if;
  return null;
end $$;
create trigger locked_inserted after insert on time_entries referencing new table as stated
  for each statement execute function app.keep_locked_time();
create trigger locked_updated after update on time_entries referencing old table as withdrawn new table as stated
  for each statement execute function app.keep_locked_time();
create trigger locked_deleted after delete on time_entries referencing old table as withdrawn
  for each statement execute function app.keep_locked_time();

/* Refuses to hand in, dispute or adjust a workweek that is locked; what was handed in is approved and billed all the same. */
create function app.keep_locked_week() returns trigger language plpgsql
set search_path = pg_catalog, public, app, pg_temp as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended(concat(new.tenant_id, ' time locks of ', new.program_id), 0));
  if new.week_starts_on + 6 <= app.time_locked_through(new.program_id, new.facility_id) then
    raise exception 'the hours of a locked period stand as they are'
      using errcode = 'check_violation', constraint = 'timesheets_period_locked', table = 'timesheets';
  end if;
  return new;
end $$;
create trigger locked before update on timesheets for each row
  when ((old.state = 'open' and new.state = 'submitted') or (old.state <> 'disputed' and new.state = 'disputed') or old.revision <> new.revision)
  execute function app.keep_locked_week();
