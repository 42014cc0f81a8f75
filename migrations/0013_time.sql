-- Why: hours as worked, the rules that split them, and the priced lines of each version of a workweek.

create table pay_policies (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  facility_id uuid,
  name text not null check (length(name) between 1 and 200),
  rules jsonb not null constraint pay_policies_rules check (jsonb_typeof(rules) = 'object'),
  effective daterange not null check (app.on_calendar(effective)),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id),
  constraint pay_policies_no_overlap exclude using gist (tenant_id with =, program_id with =,
    coalesce(facility_id, '00000000-0000-0000-0000-000000000000'::uuid) with =, effective with &&)
);
select app.protect('pay_policies');

/* Where workweeks begin at a facility by the pay policy in force on a day: all that a vendor or a worker, who open
   weeks, learn of a policy; its rates stay the client's. The facility's own policy goes before the program's. */
create function app.workweek_on(p_program_id uuid, p_facility_id uuid, p_day date)
returns table (pay_policy_id uuid, weekday text, time_of_day text) language sql stable security definer
set search_path = pg_catalog, public, app, pg_temp
begin atomic
  select p.id, p.rules #>> '{workweekStart,day}', p.rules #>> '{workweekStart,time}' from public.pay_policies p
  where p.tenant_id = (select app.tenant()) and p.program_id = p_program_id
    and (p.facility_id is null or p.facility_id = p_facility_id) and p.effective @> p_day
  order by p.facility_id nulls last limit 1;
end;
revoke execute on function app.workweek_on from public;
grant execute on function app.workweek_on to requisite_service;

create table timesheets (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  assignment_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  worker_id uuid not null,
  week_starts_on date not null check (app.on_calendar(week_starts_on)),
  -- The facility's zone when the week was opened: the week is seven of its local days.
  time_zone text not null check (app.is_time_zone(time_zone)),
  week_starts_at timestamptz not null check (app.on_calendar(week_starts_at)),
  week_ends_at timestamptz not null check (app.on_calendar(week_ends_at)),
  -- The business version: an adjustment after approval makes the next one.
  revision integer not null default 1 check (revision between 1 and 1000),
  pay_policy_id uuid not null,
  minutes integer not null default 0 check (minutes between 0 and 10140),
  gross numeric(14, 2) check (app.is_amount(gross)),
  state text not null constraint timesheets_state check (state in ('open', 'submitted', 'approved', 'invoiced', 'disputed')),
  submitted_at timestamptz,
  approved_at timestamptz,
  approved_by uuid,
  rejected_reason text check (length(rejected_reason) between 1 and 2000),
  dispute jsonb check (jsonb_typeof(dispute) = 'object'),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, assignment_id, vendor_id, worker_id) references assignments (tenant_id, id, vendor_id, worker_id),
  foreign key (tenant_id, pay_policy_id) references pay_policies (tenant_id, id),
  foreign key (tenant_id, approved_by) references memberships (tenant_id, id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint timesheets_one_per_week unique (tenant_id, assignment_id, week_starts_on),
  constraint timesheets_parties unique (tenant_id, id, vendor_id, worker_id),
  -- A week of 168 hours, one more or less where the clock changes.
  constraint timesheets_week check (week_ends_at - week_starts_at between interval '164 hours' and interval '172 hours'),
  constraint timesheets_disputed check ((state = 'disputed') = (dispute is not null)),
  constraint timesheets_submitted check (state = 'open' or submitted_at is not null),
  constraint timesheets_approved check (state not in ('approved', 'invoiced') or (approved_at is not null and gross is not null))
);
create index timesheets_facility on timesheets (tenant_id, facility_id, state);
create index timesheets_unit on timesheets (tenant_id, unit_id, state);
create index timesheets_vendor on timesheets (tenant_id, vendor_id, created_at, id);
create index timesheets_worker on timesheets (tenant_id, worker_id);
create index timesheets_week on timesheets (tenant_id, week_starts_on, state);
create index timesheets_created on timesheets (tenant_id, created_at, id);
select app.protect('timesheets', vendor => 'scoped', worker => 'scoped');

create table time_entries (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  timesheet_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  worker_id uuid not null,
  revision integer not null check (revision between 1 and 1000),
  starts_at timestamptz not null check (app.on_calendar(starts_at)),
  ends_at timestamptz not null check (app.on_calendar(ends_at)),
  meals jsonb not null default '[]' constraint time_entries_meals check (jsonb_typeof(meals) = 'array' and jsonb_array_length(meals) <= 10),
  note text check (length(note) between 1 and 2000),
  -- Whether it is of its timesheet's current version; those replaced are kept beside it.
  current boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, timesheet_id, vendor_id, worker_id) references timesheets (tenant_id, id, vendor_id, worker_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  -- Nobody works twice at once, on whatever assignment and for whichever vendor.
  constraint time_entries_one_at_a_time exclude using gist (tenant_id with =, worker_id with =,
    tstzrange(starts_at, ends_at) with &&) where (current),
  constraint time_entries_length check (ends_at > starts_at and ends_at - starts_at <= interval '24 hours'),
  constraint time_entries_no_overlap exclude using gist (tenant_id with =, timesheet_id with =, revision with =,
    tstzrange(starts_at, ends_at) with &&)
);
create index time_entries_worker on time_entries (tenant_id, worker_id, starts_at);
select app.protect('time_entries', vendor => 'scoped', worker => 'scoped');

create table timesheet_lines (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  timesheet_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  worker_id uuid not null,
  revision integer not null check (revision between 1 and 1000),
  work_date date not null check (app.on_calendar(work_date)),
  hour_type text not null check (hour_type ~ '^[a-z][a-z0-9_]{0,62}$'),
  differential_code text check (differential_code ~ '^[a-z][a-z0-9_]{0,62}$'),
  minutes integer not null check (minutes between 0 and 1500),
  bill_rate numeric(12, 4) not null check (app.is_rate(bill_rate)),
  -- The day's largest-remainder share of its charge line's cents.
  amount numeric(14, 2) not null check (app.is_amount(amount) and amount >= 0),
  rule text not null check (length(rule) between 1 and 200),
  citation text check (length(citation) between 1 and 200),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, timesheet_id, vendor_id, worker_id) references timesheets (tenant_id, id, vendor_id, worker_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint timesheet_lines_once unique nulls not distinct
    (tenant_id, timesheet_id, revision, work_date, hour_type, differential_code, bill_rate)
);
create index timesheet_lines_work_date on timesheet_lines (tenant_id, work_date);
-- A worker reads the minutes of its lines; the fields of their rates and amounts are closed to it.
select app.protect('timesheet_lines', vendor => 'scoped', worker => 'scoped');

-- What each version was rated from, kept as it was then: explanations never change.
create table timesheet_ratings (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  timesheet_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  worker_id uuid not null,
  revision integer not null check (revision between 1 and 1000),
  minutes integer not null check (minutes between 0 and 10140),
  gross numeric(14, 2) not null check (app.is_amount(gross) and gross >= 0),
  account jsonb not null constraint timesheet_ratings_account check (jsonb_typeof(account) = 'object'),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, timesheet_id, vendor_id, worker_id) references timesheets (tenant_id, id, vendor_id, worker_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint timesheet_ratings_once unique (tenant_id, timesheet_id, revision)
);
select app.protect('timesheet_ratings', vendor => 'scoped', vendor_writes => 'none');

/* How a version of a worker's own week was counted: the one door through which a worker's reader reaches the account
   of a rating, whose rates and amounts the caller leaves out. */
create function app.own_rating(p_timesheet_id uuid, p_revision integer) returns table (minutes integer, account jsonb)
language sql stable security definer set search_path = pg_catalog, public, app, pg_temp
begin atomic
  select r.minutes, r.account from public.timesheet_ratings r
  where r.tenant_id = app.tenant() and r.worker_id = app.worker() and r.timesheet_id = p_timesheet_id and r.revision = p_revision;
end;
revoke execute on function app.own_rating from public;
grant execute on function app.own_rating to requisite_service;

create table timesheet_disputes (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  timesheet_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  worker_id uuid not null,
  revision integer not null check (revision between 1 and 1000),
  raised_by uuid not null,
  reason text not null check (length(reason) between 1 and 2000),
  proposed_entries jsonb not null constraint timesheet_disputes_proposed_entries check (jsonb_typeof(proposed_entries) = 'array'),
  state text not null constraint timesheet_disputes_state check (state in ('open', 'upheld', 'adjusted')),
  resolved_at timestamptz,
  resolution_note text check (length(resolution_note) between 1 and 2000),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, timesheet_id, vendor_id, worker_id) references timesheets (tenant_id, id, vendor_id, worker_id),
  foreign key (tenant_id, raised_by) references memberships (tenant_id, id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint timesheet_disputes_resolved check ((state = 'open') = (resolved_at is null))
);
create unique index timesheet_disputes_one_open on timesheet_disputes (tenant_id, timesheet_id) where state = 'open';
create index timesheet_disputes_timesheet on timesheet_disputes (tenant_id, timesheet_id);
select app.protect('timesheet_disputes', vendor => 'scoped', worker => 'scoped');

-- An open week's entries and a week's lines are replaced until it is approved; what was approved stands.
grant delete on time_entries, timesheet_lines to requisite_service;

/* Refuses to change or delete the entries, lines or rating of a version that was approved or replaced. */
create function app.keep_approved_time() returns trigger language plpgsql
set search_path = pg_catalog, public, app, pg_temp as $$
declare
  sheet record;
begin
  -- An entry of a version that is replaced says so itself, and nothing else of it changes.
  if tg_op = 'UPDATE' and tg_table_name = 'time_entries' and
    to_jsonb(new) - array['version', 'updated_at'] = to_jsonb(old) - array['version', 'updated_at'] || '{"current": false}' then
    return new;
  end if;
  -- The lock keeps an approval from slipping between this look and this change.
  select t.state, t.revision into sheet from timesheets t
    where t.tenant_id = old.tenant_id and t.id = old.timesheet_id for share;
  if not found or old.revision < sheet.revision
    or (old.revision = sheet.revision and sheet.state in ('approved', 'invoiced', 'disputed')) then
    raise exception 'approved time does not change; an adjustment makes the next version'
      using errcode = 'check_violation', constraint = tg_table_name || '_approved', table = tg_table_name;
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger approved before update or delete on time_entries for each row execute function app.keep_approved_time();
create trigger approved before update or delete on timesheet_lines for each row execute function app.keep_approved_time();
create trigger approved before update or delete on timesheet_ratings for each row execute function app.keep_approved_time();
