-- Why: what a week is paid beside what it is charged, pay that is for no hours, and weeks rated anew under other rules
-- with the difference to read before it is applied.

alter table timesheets add column pay_total numeric(14, 2);
alter table timesheets add constraint timesheets_pay_total check (app.is_amount(pay_total) and pay_total >= 0) not valid;
select app.show_versions('timesheets');

-- An account of a version that no pay rate was known for says nothing of pay.
alter table timesheet_ratings add column pay_total numeric(14, 2);
alter table timesheet_ratings add constraint timesheet_ratings_pay_total check (app.is_amount(pay_total) and pay_total >= 0) not valid;
select app.show_versions('timesheet_ratings');

create table timesheet_pay_lines (
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
  -- Which of the version's pay lines it is a day of, from 1: the account tells how that one came about.
  line_number integer not null check (line_number between 1 and 10000),
  earning text not null constraint timesheet_pay_lines_earning check (earning in ('regular', 'overtime', 'double_time',
    'overtime_premium', 'double_time_premium', 'differential', 'premium', 'on_call', 'callback_minimum', 'shift_minimum',
    'reporting_time', 'meal_premium', 'rest_premium', 'guaranteed_hours', 'other')),
  code text check (code ~ '^[a-z][a-z0-9_]{0,62}$'),
  -- 0 where it is pay for no minutes.
  minutes integer not null check (minutes between 0 and 10140),
  -- Per hour, for display; the amount is of the exact rate. Null where it is pay for no minutes.
  rate numeric(12, 4) check (app.is_rate(rate)),
  -- The day's largest-remainder share of its pay line's cents.
  amount numeric(14, 2) not null check (app.is_amount(amount)),
  rule text not null check (length(rule) between 1 and 200),
  citation text check (length(citation) between 1 and 200),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, timesheet_id, vendor_id, worker_id) references timesheets (tenant_id, id, vendor_id, worker_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint timesheet_pay_lines_once unique (tenant_id, timesheet_id, revision, line_number, work_date)
);
create index timesheet_pay_lines_vendor on timesheet_pay_lines (tenant_id, vendor_id, created_at, id);
create index timesheet_pay_lines_worker on timesheet_pay_lines (tenant_id, worker_id);
create index timesheet_pay_lines_unit on timesheet_pay_lines (tenant_id, unit_id);
create index timesheet_pay_lines_work_date on timesheet_pay_lines (tenant_id, program_id, work_date);
create index timesheet_pay_lines_created on timesheet_pay_lines (tenant_id, created_at, id);

-- Where minutes stand on the day on which their shift began, and on call, more than a day's may stand on one.
alter table timesheet_lines drop constraint timesheet_lines_minutes_check;
alter table timesheet_lines add constraint timesheet_lines_minutes_check check (minutes between 0 and 10140) not valid;

-- Pay that is for no minutes of a punch, as the employer states it for a version of a week.
create table other_pay_items (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  timesheet_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  worker_id uuid not null,
  revision integer not null check (revision between 1 and 1000),
  code text not null check (code ~ '^[a-z][a-z0-9_]{0,30}$'),
  amount numeric(14, 2) not null check (app.is_amount(amount) and amount > 0),
  earned_on date not null check (app.on_calendar(earned_on)),
  treatment text not null constraint other_pay_items_treatment check (treatment in ('include', 'exclude', 'flat_sum')),
  note text check (length(note) between 1 and 1000),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, timesheet_id, vendor_id, worker_id) references timesheets (tenant_id, id, vendor_id, worker_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id)
);
create index other_pay_items_timesheet on other_pay_items (tenant_id, timesheet_id, revision);
create index other_pay_items_vendor on other_pay_items (tenant_id, vendor_id);
create index other_pay_items_worker on other_pay_items (tenant_id, worker_id);
create index other_pay_items_unit on other_pay_items (tenant_id, unit_id);
create index other_pay_items_created on other_pay_items (tenant_id, created_at, id);

/* What a client may know of pay: of its own float pool, and of all where the program says so. Roles narrow it further.
   As a function of arrays it is computed once a statement. */
create function app.vendors_paid_by_client() returns uuid[] language sql stable security definer
set search_path = pg_catalog, public, app, pg_temp
begin atomic
  select coalesce(array_agg(v.id), '{}') from public.vendors v
  where v.tenant_id = (select app.tenant()) and v.kind = 'internal_pool';
end;
revoke execute on function app.vendors_paid_by_client from public;
grant execute on function app.vendors_paid_by_client to requisite_service;

create function app.programs_showing_pay() returns uuid[] language sql stable security definer
set search_path = pg_catalog, public, app, pg_temp
begin atomic
  select coalesce(array_agg(p.id), '{}') from public.programs p
  where p.tenant_id = (select app.tenant()) and p.requester_sees_pay;
end;
revoke execute on function app.programs_showing_pay from public;
grant execute on function app.programs_showing_pay to requisite_service;

do $$
declare
  shown constant text := '(vendor_id = any ((select app.vendors_paid_by_client())::uuid[]) or program_id = any ((select app.programs_showing_pay())::uuid[])) and ';
begin
  perform app.protect('timesheet_pay_lines', vendor => 'scoped', worker => 'scoped',
    client => shown || app.side_rule('timesheet_pay_lines', 'client', 'scoped'));
  perform app.protect('other_pay_items', vendor => 'scoped', worker => 'scoped', worker_writes => 'none',
    client => shown || app.side_rule('other_pay_items', 'client', 'scoped'));
end $$;

-- Who states an open week's hours anew takes its lines away.
-- A week's are replaced until it is approved; what was approved stands.
grant delete on timesheet_pay_lines, other_pay_items to requisite_service;
create trigger approved before update or delete on timesheet_pay_lines for each row execute function app.keep_approved_time();
create trigger approved before update or delete on other_pay_items for each row execute function app.keep_approved_time();
create trigger locked_inserted after insert on other_pay_items referencing new table as stated
  for each statement execute function app.keep_locked_time();
create trigger locked_deleted after delete on other_pay_items referencing old table as withdrawn
  for each statement execute function app.keep_locked_time();

-- Weeks of a period rated anew: first the difference, then, when somebody says so, the next versions.
create table reratings (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  facility_id uuid,
  vendor_id uuid,
  -- Weeks that hold a day of these, both in it.
  period_from date not null check (app.on_calendar(period_from)),
  period_to date not null check (app.on_calendar(period_to)),
  -- The version of a policy that rates them; null: for each the one in force for it now.
  pay_policy_id uuid,
  reason text not null check (length(reason) between 1 and 2000),
  state text not null constraint reratings_state check (state in ('drafting', 'ready', 'applying', 'applied', 'discarded', 'failed')),
  sheets integer not null default 0 check (sheets >= 0),
  differing integer not null default 0 check (differing >= 0),
  applied integer not null default 0 check (applied >= 0),
  skipped integer not null default 0 check (skipped >= 0),
  gross_before numeric(14, 2) not null default 0 check (app.is_amount(gross_before)),
  gross_after numeric(14, 2) not null default 0 check (app.is_amount(gross_after)),
  pay_before numeric(14, 2) not null default 0 check (app.is_amount(pay_before)),
  pay_after numeric(14, 2) not null default 0 check (app.is_amount(pay_after)),
  failed_because text check (length(failed_because) between 1 and 2000),
  prepared_at timestamptz,
  settled_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, pay_policy_id) references pay_policies (tenant_id, id),
  constraint reratings_period check (period_to between period_from and period_from + 400),
  constraint reratings_failed check ((state = 'failed') = (failed_because is not null))
);
create index reratings_facility on reratings (tenant_id, facility_id);
create index reratings_vendor on reratings (tenant_id, vendor_id);
create index reratings_pay_policy on reratings (tenant_id, pay_policy_id);
create index reratings_program on reratings (tenant_id, program_id);
create index reratings_created on reratings (tenant_id, created_at, id);
select app.protect('reratings', client => 'none');

create table rerating_lines (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  rerating_id uuid not null,
  timesheet_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  worker_id uuid not null,
  -- What was compared: the version of the hours, and how often the week had changed by then.
  revision integer not null check (revision between 1 and 1000),
  timesheet_version integer not null check (timesheet_version >= 1),
  pay_policy_id uuid not null,
  gross_before numeric(14, 2) not null check (app.is_amount(gross_before)),
  gross_after numeric(14, 2) not null check (app.is_amount(gross_after)),
  pay_before numeric(14, 2) check (app.is_amount(pay_before)),
  pay_after numeric(14, 2) check (app.is_amount(pay_after)),
  state text not null constraint rerating_lines_state check (state in ('pending', 'applied', 'skipped')),
  why text check (length(why) between 1 and 2000),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, rerating_id) references reratings (tenant_id, id),
  foreign key (tenant_id, timesheet_id, vendor_id, worker_id) references timesheets (tenant_id, id, vendor_id, worker_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  foreign key (tenant_id, pay_policy_id) references pay_policies (tenant_id, id),
  constraint rerating_lines_once unique (tenant_id, rerating_id, timesheet_id),
  constraint rerating_lines_skipped check ((state = 'skipped') = (why is not null))
);
create index rerating_lines_pending on rerating_lines (tenant_id, rerating_id, worker_id, timesheet_id) where state = 'pending';
create index rerating_lines_timesheet on rerating_lines (tenant_id, timesheet_id);
create index rerating_lines_worker on rerating_lines (tenant_id, worker_id);
create index rerating_lines_unit on rerating_lines (tenant_id, unit_id);
create index rerating_lines_pay_policy on rerating_lines (tenant_id, pay_policy_id);
create index rerating_lines_created on rerating_lines (tenant_id, created_at, id);
select app.protect('rerating_lines', client => 'none');
