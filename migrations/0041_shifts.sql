-- Why: the worked periods of an order: who may take them, who did, what became of them and what that costs.

alter table programs add column minimum_rest_minutes integer not null default 480;
alter table programs add constraint programs_minimum_rest_minutes check (minimum_rest_minutes between 0 and 2880) not valid;
alter table programs add column shift_overtime text not null default 'warn';
alter table programs add constraint programs_shift_overtime check (shift_overtime in ('warn', 'block')) not valid;
-- Null: who may not work any more loses all future shifts at once; else those that begin within so many hours.
alter table programs add column lapse_lead_hours integer;
alter table programs add constraint programs_lapse_lead_hours check (lapse_lead_hours between 0 and 8760) not valid;
alter table programs add column attendance_points jsonb not null
  default '{"onTime": 1, "late": -10, "leftEarly": -10, "callOffWorker": -50, "releasedLate": -25, "noShow": -100}';
alter table programs add constraint programs_attendance_points check (jsonb_typeof(attendance_points) = 'object') not valid;
alter table programs add column attendance_window_days integer not null default 180;
alter table programs add constraint programs_attendance_window_days check (attendance_window_days between 1 and 730) not valid;
alter table programs add column late_release_hours integer not null default 24;
alter table programs add constraint programs_late_release_hours check (late_release_hours between 0 and 336) not valid;
select app.show_versions('programs');

alter table facilities add column latitude numeric(8, 5);
alter table facilities add column longitude numeric(8, 5);
alter table facilities add constraint facilities_coordinates check ((latitude is null) = (longitude is null)
  and latitude between -90 and 90 and longitude between -180 and 180) not valid;
select app.show_versions('facilities');

-- Where somebody lives, to about a kilometer, is told by each side for itself: a distance would tell it too.
alter table worker_identities add column home_latitude numeric(8, 5);
alter table worker_identities add column home_longitude numeric(8, 5);
alter table worker_identities add constraint worker_identities_home check ((home_latitude is null) = (home_longitude is null)
  and home_latitude between -90 and 90 and home_longitude between -180 and 180) not valid;
select app.show_versions('worker_identities');
drop trigger keep_version on worker_identities;
drop trigger keep_version_changed on worker_identities;
drop trigger keep_version_deleted on worker_identities;
select app.keep_history('worker_identities', array['first_name', 'last_name', 'normalized_name', 'birth_date', 'last_four', 'email', 'phone',
  'home_latitude', 'home_longitude']);

alter table representations add column home_latitude numeric(8, 5);
alter table representations add column home_longitude numeric(8, 5);
alter table representations add constraint representations_home check ((home_latitude is null) = (home_longitude is null)
  and home_latitude between -90 and 90 and home_longitude between -180 and 180) not valid;
select app.show_versions('representations');
drop trigger keep_version on representations;
drop trigger keep_version_changed on representations;
drop trigger keep_version_deleted on representations;
select app.keep_history('representations', array['first_name', 'last_name', 'birth_date', 'npi', 'email', 'phone',
  'home_latitude', 'home_longitude']);

-- Shifts that come again: of an order, open to be taken; or of a placement, its worker's schedule.
create table shift_patterns (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  order_id uuid not null,
  assignment_id uuid,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid,
  worker_id uuid,
  time_zone text not null check (length(time_zone) between 1 and 64),
  weekdays text[] not null constraint shift_patterns_weekdays check (cardinality(weekdays) between 1 and 7 and array_position(weekdays, null) is null
    and weekdays <@ array['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']),
  -- By the wall clock of the facility; an end that is not later is the next day's.
  start_time text not null constraint shift_patterns_start_time check (start_time ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  end_time text not null constraint shift_patterns_end_time check (end_time ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  every_weeks integer not null check (every_weeks between 1 and 52),
  first_on date not null check (app.on_calendar(first_on)),
  last_on date not null check (app.on_calendar(last_on)),
  headcount integer not null check (headcount between 1 and 50),
  skipped_on date[] not null default '{}' check (array_position(skipped_on, null) is null and cardinality(skipped_on) <= 400),
  meal_minutes integer not null check (meal_minutes between 0 and 480),
  bill_rate numeric(12, 4) check (app.is_rate(bill_rate) and bill_rate > 0),
  pay_rate numeric(12, 4) check (app.is_rate(pay_rate)),
  instant_book boolean not null,
  broadcast_plan_id uuid,
  -- Up to and with this day its shifts are there.
  expanded_to date check (app.on_calendar(expanded_to)),
  state text not null constraint shift_patterns_state check (state in ('active', 'ended')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, order_id) references orders (tenant_id, id),
  foreign key (tenant_id, assignment_id, vendor_id, worker_id) references assignments (tenant_id, id, vendor_id, worker_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint shift_patterns_days check (last_on >= first_on),
  constraint shift_patterns_parties check ((assignment_id is null) = (vendor_id is null) and (assignment_id is null) = (worker_id is null))
);
create index shift_patterns_order on shift_patterns (tenant_id, order_id);
create index shift_patterns_assignment on shift_patterns (tenant_id, assignment_id);
create index shift_patterns_unit on shift_patterns (tenant_id, unit_id);
create index shift_patterns_created on shift_patterns (tenant_id, created_at, id);
select app.protect('shift_patterns', vendor => 'scoped', worker => 'scoped', vendor_writes => 'none', worker_writes => 'none');

create table shifts (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  order_id uuid not null,
  assignment_id uuid,
  pattern_id uuid,
  -- Which of the pattern's headcount it is.
  slot integer check (slot between 1 and 50),
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid,
  worker_id uuid,
  representation_id uuid,
  starts_at timestamptz not null check (app.on_calendar(starts_at)),
  ends_at timestamptz not null check (app.on_calendar(ends_at)),
  time_zone text not null check (length(time_zone) between 1 and 64),
  -- The day at the facility on which it begins.
  local_date date not null check (app.on_calendar(local_date)),
  meal_minutes integer not null default 0 check (meal_minutes between 0 and 480),
  currency char(3) not null default 'USD' check (app.is_currency(currency)),
  -- Before any boost, and as it is now.
  base_rate numeric(12, 4) not null check (app.is_rate(base_rate) and base_rate > 0),
  bill_rate numeric(12, 4) not null check (app.is_rate(bill_rate) and bill_rate > 0),
  pay_rate numeric(12, 4) check (app.is_rate(pay_rate)),
  -- As it was posted; null: whoever takes it has what its vendor pays.
  base_pay_rate numeric(12, 4) check (app.is_rate(base_pay_rate)),
  instant_book boolean not null default false,
  -- From then on it can be taken by whoever sees its order; where it is broadcast, by whom it was shown to besides.
  posted_at timestamptz check (app.on_calendar(posted_at)),
  broadcast boolean not null default false,
  note text check (length(note) between 1 and 2000),
  -- Its worker may not work for now, and loses it when the program's lead time has come.
  at_risk boolean not null default false,
  canceled_at timestamptz check (app.on_calendar(canceled_at)),
  canceled_by text constraint shifts_canceled_by check (canceled_by in ('client', 'operator', 'vendor', 'order')),
  cancel_reason text constraint shifts_cancel_reason check (cancel_reason in ('low_census', 'order_canceled', 'schedule_changed', 'posted_in_error', 'other')),
  cancel_note text check (length(cancel_note) between 1 and 500),
  called_off boolean not null default false,
  -- From the cancellation to the start; negative after it.
  notice_minutes integer,
  penalty_hours numeric(7, 2) check (penalty_hours >= 0),
  penalty_amount numeric(14, 2) check (app.is_amount(penalty_amount) and penalty_amount >= 0),
  actual_starts_at timestamptz check (app.on_calendar(actual_starts_at)),
  actual_ends_at timestamptz check (app.on_calendar(actual_ends_at)),
  meal_starts_at timestamptz check (app.on_calendar(meal_starts_at)),
  meal_ends_at timestamptz check (app.on_calendar(meal_ends_at)),
  -- Its end passed and nobody said that it began.
  overdue_at timestamptz check (app.on_calendar(overdue_at)),
  dnr_proposed boolean not null default false,
  -- The one that was not worked, whose place it takes.
  replaces_shift_id uuid,
  -- Of a reported one: the timesheet of the week on which its hours were stated.
  timesheet_id uuid,
  -- `requested` is what an open one is to those who may know of its requests; it is never stored.
  state text not null constraint shifts_state check (state in ('open', 'requested', 'scheduled', 'in_progress', 'completed', 'reported',
    'canceled', 'no_show', 'unfilled')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, order_id) references orders (tenant_id, id),
  foreign key (tenant_id, assignment_id, vendor_id, worker_id) references assignments (tenant_id, id, vendor_id, worker_id),
  foreign key (tenant_id, pattern_id) references shift_patterns (tenant_id, id),
  foreign key (tenant_id, representation_id, vendor_id, worker_id) references representations (tenant_id, id, vendor_id, worker_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  foreign key (tenant_id, replaces_shift_id) references shifts (tenant_id, id),
  foreign key (tenant_id, timesheet_id, vendor_id, worker_id) references timesheets (tenant_id, id, vendor_id, worker_id),
  constraint shifts_pattern_day unique (tenant_id, pattern_id, local_date, slot),
  constraint shifts_place unique (tenant_id, id, order_id, unit_id, facility_id, program_id),
  constraint shifts_hours check (ends_at > starts_at and ends_at - starts_at <= interval '24 hours'),
  constraint shifts_meal check (make_interval(mins => meal_minutes) < ends_at - starts_at),
  constraint shifts_pattern_slot check ((pattern_id is null) = (slot is null)),
  constraint shifts_boosted check (bill_rate >= base_rate),
  constraint shifts_not_stored check (state <> 'requested'),
  constraint shifts_parties check ((worker_id is null) = (vendor_id is null) and (worker_id is null) = (assignment_id is null)
    and (representation_id is null or worker_id is not null)),
  constraint shifts_taken check (state = 'canceled'
    or (worker_id is not null) = (state in ('scheduled', 'in_progress', 'completed', 'reported', 'no_show'))),
  constraint shifts_at_risk check (not at_risk or state in ('scheduled', 'in_progress')),
  constraint shifts_canceled check ((state = 'canceled') = (canceled_at is not null) and (state = 'canceled') = (canceled_by is not null)),
  constraint shifts_worked check (actual_ends_at > actual_starts_at and (actual_ends_at is null or actual_starts_at is not null)),
  constraint shifts_begun check (state not in ('in_progress', 'completed', 'reported') or actual_starts_at is not null),
  constraint shifts_done check (state not in ('completed', 'reported') or actual_ends_at is not null),
  constraint shifts_timesheet check (timesheet_id is null or state = 'reported'),
  constraint shifts_meal_taken check ((meal_starts_at is null) = (meal_ends_at is null) and meal_ends_at > meal_starts_at
    and meal_starts_at >= actual_starts_at and meal_ends_at <= actual_ends_at),
  -- One person is at one place at a time, whoever supplies them; compared at the end of each statement, so that two may be swapped.
  constraint shifts_one_at_a_time exclude using gist (tenant_id with =, worker_id with =, tstzrange(starts_at, ends_at) with &&)
    where (state in ('scheduled', 'in_progress', 'completed', 'reported')) deferrable initially immediate
);
create index shifts_open on shifts (tenant_id, order_id, starts_at) where state = 'open';
create index shifts_order on shifts (tenant_id, order_id, starts_at);
create index shifts_worker on shifts (tenant_id, worker_id, starts_at) where worker_id is not null;
create index shifts_vendor on shifts (tenant_id, vendor_id, created_at, id) where vendor_id is not null;
create index shifts_assignment on shifts (tenant_id, assignment_id, starts_at) where assignment_id is not null;
create index shifts_representation on shifts (tenant_id, representation_id) where representation_id is not null;
create index shifts_facility on shifts (tenant_id, facility_id, starts_at);
create index shifts_unit on shifts (tenant_id, unit_id, starts_at);
create index shifts_program on shifts (tenant_id, program_id, state);
create index shifts_replaces on shifts (tenant_id, replaces_shift_id) where replaces_shift_id is not null;
create index shifts_timesheet_of on shifts (tenant_id, timesheet_id) where timesheet_id is not null;
create index shifts_starts on shifts (tenant_id, starts_at, id);
create index shifts_created on shifts (tenant_id, created_at, id);

-- To whom a broadcast shift has been shown: all whom a vendor represents, or one of them.
create table shift_audiences (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  shift_id uuid not null,
  order_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  worker_id uuid,
  shown_at timestamptz not null check (app.on_calendar(shown_at)),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, shift_id, order_id, unit_id, facility_id, program_id)
    references shifts (tenant_id, id, order_id, unit_id, facility_id, program_id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, worker_id) references workers (tenant_id, id),
  constraint shift_audiences_once unique nulls not distinct (tenant_id, shift_id, vendor_id, worker_id)
);
create index shift_audiences_vendor on shift_audiences (tenant_id, vendor_id, shift_id);
create index shift_audiences_worker on shift_audiences (tenant_id, worker_id) where worker_id is not null;
select app.protect('shift_audiences', vendor => 'vendor_id = (select app.vendor()) and shown_at <= (select app.now())', vendor_writes => 'none',
  worker => '(worker_id is null or worker_id = (select app.worker())) and shown_at <= (select app.now()) and vendor_id in (select r.vendor_id from representations r '
  'where r.tenant_id = (select app.tenant()) and r.worker_id = (select app.worker()) and r.state = ''active'')', worker_writes => 'none');

/* The orders that are shown now to the vendors with a right to represent the worker who asks: a worker sees no visibilities,
   which are its vendors' own, and is told the orders alone. */
create function app.orders_shown_to_worker() returns uuid[] language sql stable security definer
set search_path = pg_catalog, public, app, pg_temp
begin atomic
  select coalesce(array_agg(distinct v.order_id), '{}') from public.representations r
  join public.order_visibilities v on v.tenant_id = r.tenant_id and v.vendor_id = r.vendor_id
  where r.tenant_id = (select app.tenant()) and r.worker_id = (select app.worker()) and r.state = 'active'
    and r.right_to_represent_from <= (select app.now()) and r.right_to_represent_until > (select app.now())
    and v.visible_from <= (select app.now()) and (v.visible_to is null or v.visible_to > (select app.now()));
end;
revoke execute on function app.orders_shown_to_worker from public;
grant execute on function app.orders_shown_to_worker to requisite_service;

/* The same for the vendor that asks, by its own visibilities: as a function it is planned once, where a policy within the
   policy of shifts is planned with every statement. */
create function app.orders_shown_to_vendor() returns uuid[] language sql stable security definer
set search_path = pg_catalog, public, app, pg_temp
begin atomic
  select coalesce(array_agg(v.order_id), '{}') from public.order_visibilities v
  where v.tenant_id = (select app.tenant()) and v.vendor_id = (select app.vendor())
    and v.visible_from <= (select app.now()) and (v.visible_to is null or v.visible_to > (select app.now()));
end;
revoke execute on function app.orders_shown_to_vendor from public;
grant execute on function app.orders_shown_to_vendor to requisite_service;

/* The open broadcast shifts that were shown to the vendor or the worker who asks. */
create function app.shifts_shown_to_caller() returns uuid[] language sql stable security definer
set search_path = pg_catalog, public, app, pg_temp
begin atomic
  select coalesce(array_agg(distinct a.shift_id), '{}') from public.shift_audiences a
  join public.shifts s on s.tenant_id = a.tenant_id and s.id = a.shift_id and s.state = 'open'
  where a.tenant_id = (select app.tenant()) and a.shown_at <= (select app.now()) and case (select app.side())
    when 'vendor' then a.vendor_id = (select app.vendor())
    when 'worker' then (a.worker_id is null or a.worker_id = (select app.worker()))
      and a.vendor_id in (select r.vendor_id from public.representations r
        where r.tenant_id = (select app.tenant()) and r.worker_id = (select app.worker()) and r.state = 'active')
    else false end;
end;
revoke execute on function app.shifts_shown_to_caller from public;
grant execute on function app.shifts_shown_to_caller to requisite_service;

-- Arrays, computed once a statement: the planner takes them to the index of open shifts by order.
do $$
declare
  shown constant text := 'state = ''open'' and posted_at <= (select app.now()) and order_id = any ((select app.%s())::uuid[]) '
    'and (not broadcast or id = any ((select app.shifts_shown_to_caller())::uuid[]))';
begin
  perform app.protect('shifts', vendor_writes => 'scoped', worker_writes => 'scoped',
    vendor => format('vendor_id = (select app.vendor()) or (' || shown || ')', 'orders_shown_to_vendor'),
    worker => format('worker_id = (select app.worker()) or (' || shown || ')', 'orders_shown_to_worker'));
end $$;

create table shift_quotes (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  shift_id uuid not null,
  order_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  -- For whom it holds: a vendor, one worker through a vendor, or, of neither, the client's side.
  vendor_id uuid,
  worker_id uuid,
  representation_id uuid,
  currency char(3) not null default 'USD' check (app.is_currency(currency)),
  base_rate numeric(12, 4) not null check (app.is_rate(base_rate) and base_rate > 0),
  boost numeric(12, 4) not null check (app.is_rate(boost) and boost >= 0),
  bill_rate numeric(12, 4) not null check (app.is_rate(bill_rate) and bill_rate > 0),
  pay_rate numeric(12, 4) check (app.is_rate(pay_rate)),
  -- Of work: from start to end without the meal.
  minutes integer not null check (minutes between 1 and 1440),
  bill_total numeric(14, 2) not null check (app.is_amount(bill_total) and bill_total >= 0),
  pay_total numeric(14, 2) check (app.is_amount(pay_total) and pay_total >= 0),
  expires_at timestamptz not null check (app.on_calendar(expires_at)),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, shift_id, order_id, unit_id, facility_id, program_id)
    references shifts (tenant_id, id, order_id, unit_id, facility_id, program_id),
  foreign key (tenant_id, representation_id, vendor_id, worker_id) references representations (tenant_id, id, vendor_id, worker_id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  constraint shift_quotes_price check (bill_rate = base_rate + boost),
  constraint shift_quotes_parties check (worker_id is null or vendor_id is not null),
  constraint shift_quotes_pay check ((pay_rate is null) = (pay_total is null))
);
create index shift_quotes_shift on shift_quotes (tenant_id, shift_id);
create index shift_quotes_vendor on shift_quotes (tenant_id, vendor_id, created_at, id);
create index shift_quotes_worker on shift_quotes (tenant_id, worker_id) where worker_id is not null;
create index shift_quotes_representation on shift_quotes (tenant_id, representation_id);
create index shift_quotes_unit on shift_quotes (tenant_id, unit_id);
create index shift_quotes_created on shift_quotes (tenant_id, created_at, id);
select app.protect('shift_quotes', vendor => 'scoped', worker => 'scoped',
  client => 'vendor_id is null and ((select app.programs()) is null or program_id = any ((select app.programs())::uuid[])) '
  'and ((select app.facilities()) is null or facility_id = any ((select app.facilities())::uuid[])) '
  'and ((select app.units()) is null or unit_id = any ((select app.units())::uuid[]))');

create table shift_requests (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  shift_id uuid not null,
  order_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  worker_id uuid not null,
  representation_id uuid not null,
  quote_id uuid,
  -- What a client may read of somebody who is not placed with it yet.
  display_name text not null check (length(display_name) between 1 and 100),
  note text check (length(note) between 1 and 2000),
  decided_at timestamptz check (app.on_calendar(decided_at)),
  reason text check (length(reason) between 1 and 2000),
  state text not null constraint shift_requests_state check (state in ('requested', 'accepted', 'declined', 'withdrawn', 'superseded')),
  salt text not null default gen_random_uuid()::text,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, shift_id, order_id, unit_id, facility_id, program_id)
    references shifts (tenant_id, id, order_id, unit_id, facility_id, program_id),
  foreign key (tenant_id, representation_id, vendor_id, worker_id) references representations (tenant_id, id, vendor_id, worker_id),
  foreign key (tenant_id, quote_id) references shift_quotes (tenant_id, id),
  constraint shift_requests_decided check ((state = 'requested') = (decided_at is null))
);
create unique index shift_requests_one_live on shift_requests (tenant_id, shift_id, worker_id) where state = 'requested';
create index shift_requests_shift on shift_requests (tenant_id, shift_id, state);
create index shift_requests_vendor on shift_requests (tenant_id, vendor_id, created_at, id);
create index shift_requests_worker on shift_requests (tenant_id, worker_id, state);
create index shift_requests_representation on shift_requests (tenant_id, representation_id);
create index shift_requests_quote on shift_requests (tenant_id, quote_id);
create index shift_requests_unit on shift_requests (tenant_id, unit_id);
create index shift_requests_created on shift_requests (tenant_id, created_at, id);
select app.protect('shift_requests', vendor => 'scoped', worker => 'scoped', personal => array['display_name']);

-- What came of each shift for its worker's attendance; points as they counted then.
create table attendance_events (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  shift_id uuid not null,
  order_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  worker_id uuid not null,
  kind text not null constraint attendance_events_kind check (kind in ('on_time', 'late', 'left_early', 'call_off_worker', 'released_late', 'no_show')),
  points integer not null check (points between -1000 and 1000),
  occurred_at timestamptz not null check (app.on_calendar(occurred_at)),
  state text not null constraint attendance_events_state check (state in ('counted', 'excused')),
  excuse_reason text check (length(excuse_reason) between 1 and 2000),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, shift_id, order_id, unit_id, facility_id, program_id)
    references shifts (tenant_id, id, order_id, unit_id, facility_id, program_id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, worker_id) references workers (tenant_id, id),
  constraint attendance_events_once unique (tenant_id, shift_id, worker_id, kind),
  constraint attendance_events_excused check ((state = 'excused') = (excuse_reason is not null))
);
create index attendance_events_worker on attendance_events (tenant_id, worker_id, occurred_at);
create index attendance_events_vendor on attendance_events (tenant_id, vendor_id, occurred_at);
create index attendance_events_unit on attendance_events (tenant_id, unit_id);
create index attendance_events_created on attendance_events (tenant_id, created_at, id);
select app.protect('attendance_events', vendor => 'scoped', worker => 'scoped');

create table shift_swaps (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  -- Who gives which shift to whom, for that one's own shift or for nothing.
  shift_id uuid not null,
  worker_id uuid not null,
  other_shift_id uuid,
  other_worker_id uuid not null,
  proposed_by_side text not null constraint shift_swaps_proposed_by_side check (proposed_by_side in ('vendor', 'worker')),
  reason text not null check (length(reason) between 1 and 500),
  -- Of the shifts when it was proposed: who is asked does not see the other's.
  starts_at timestamptz not null check (app.on_calendar(starts_at)),
  ends_at timestamptz not null check (app.on_calendar(ends_at)),
  other_starts_at timestamptz check (app.on_calendar(other_starts_at)),
  other_ends_at timestamptz check (app.on_calendar(other_ends_at)),
  expires_at timestamptz not null check (app.on_calendar(expires_at)),
  answered_at timestamptz check (app.on_calendar(answered_at)),
  decided_at timestamptz check (app.on_calendar(decided_at)),
  decline_reason text check (length(decline_reason) between 1 and 500),
  state text not null constraint shift_swaps_state check (state in ('proposed', 'accepted', 'approved', 'declined', 'withdrawn', 'expired')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, shift_id) references shifts (tenant_id, id),
  foreign key (tenant_id, other_shift_id) references shifts (tenant_id, id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, worker_id) references workers (tenant_id, id),
  foreign key (tenant_id, other_worker_id) references workers (tenant_id, id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint shift_swaps_two_workers check (worker_id <> other_worker_id),
  constraint shift_swaps_two_shifts check (other_shift_id <> shift_id)
);
create unique index shift_swaps_one_live on shift_swaps (tenant_id, shift_id) where state in ('proposed', 'accepted');
create index shift_swaps_shift on shift_swaps (tenant_id, shift_id);
create index shift_swaps_other_shift on shift_swaps (tenant_id, other_shift_id);
create index shift_swaps_vendor on shift_swaps (tenant_id, vendor_id, created_at, id);
create index shift_swaps_worker on shift_swaps (tenant_id, worker_id);
create index shift_swaps_other_worker on shift_swaps (tenant_id, other_worker_id);
create index shift_swaps_unit on shift_swaps (tenant_id, unit_id);
create index shift_swaps_created on shift_swaps (tenant_id, created_at, id);
select app.protect('shift_swaps', vendor => 'scoped', worker => 'worker_id = (select app.worker()) or other_worker_id = (select app.worker())');

create table favorite_workers (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid,
  worker_id uuid not null,
  note text check (length(note) between 1 and 500),
  state text not null constraint favorite_workers_state check (state in ('active', 'archived')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  foreign key (tenant_id, worker_id) references workers (tenant_id, id)
);
create unique index favorite_workers_once on favorite_workers (tenant_id, facility_id, unit_id, worker_id) nulls not distinct where state = 'active';
create index favorite_workers_worker on favorite_workers (tenant_id, worker_id);
create index favorite_workers_unit on favorite_workers (tenant_id, unit_id);
create index favorite_workers_facility on favorite_workers (tenant_id, facility_id);
create index favorite_workers_created on favorite_workers (tenant_id, created_at, id);
select app.protect('favorite_workers');

create table broadcast_plans (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  name text not null check (length(name) between 1 and 100),
  is_default boolean not null default false,
  -- [{audience, tier, afterMinutes}]
  stages jsonb not null constraint broadcast_plans_stages check (jsonb_typeof(stages) = 'array' and jsonb_array_length(stages) between 1 and 20),
  state text not null constraint broadcast_plans_state check (state in ('active', 'archived')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id)
);
create unique index broadcast_plans_one_default on broadcast_plans (tenant_id, program_id) where is_default and state = 'active';
create index broadcast_plans_program on broadcast_plans (tenant_id, program_id);
create index broadcast_plans_created on broadcast_plans (tenant_id, created_at, id);
select app.protect('broadcast_plans');
alter table shift_patterns add foreign key (tenant_id, broadcast_plan_id) references broadcast_plans (tenant_id, id);
create index shift_patterns_broadcast_plan on shift_patterns (tenant_id, broadcast_plan_id);

create table shift_broadcasts (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  order_id uuid not null,
  shift_id uuid not null,
  plan_id uuid,
  stages jsonb not null constraint shift_broadcasts_stages check (jsonb_typeof(stages) = 'array' and jsonb_array_length(stages) between 1 and 20),
  posted_at timestamptz not null check (app.on_calendar(posted_at)),
  -- Stages that were opened so far.
  stage integer not null default 0 check (stage >= 0),
  next_at timestamptz check (app.on_calendar(next_at)),
  reason text check (length(reason) between 1 and 2000),
  state text not null constraint shift_broadcasts_state check (state in ('running', 'paused', 'finished', 'stopped')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, shift_id, order_id, unit_id, facility_id, program_id)
    references shifts (tenant_id, id, order_id, unit_id, facility_id, program_id),
  foreign key (tenant_id, plan_id) references broadcast_plans (tenant_id, id),
  constraint shift_broadcasts_once unique (tenant_id, shift_id)
);
create index shift_broadcasts_plan on shift_broadcasts (tenant_id, plan_id);
create index shift_broadcasts_unit on shift_broadcasts (tenant_id, unit_id);
create index shift_broadcasts_created on shift_broadcasts (tenant_id, created_at, id);
select app.protect('shift_broadcasts');

create table shift_boosts (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  order_id uuid not null,
  shift_id uuid not null,
  rate_before numeric(12, 4) not null check (app.is_rate(rate_before) and rate_before > 0),
  rate_after numeric(12, 4) not null check (app.is_rate(rate_after) and rate_after > 0),
  reason text not null check (length(reason) between 1 and 500),
  ends_at timestamptz check (app.on_calendar(ends_at)),
  state text not null constraint shift_boosts_state check (state in ('in_force', 'ended')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, shift_id, order_id, unit_id, facility_id, program_id)
    references shifts (tenant_id, id, order_id, unit_id, facility_id, program_id)
);
create unique index shift_boosts_one on shift_boosts (tenant_id, shift_id) where state = 'in_force';
create index shift_boosts_shift on shift_boosts (tenant_id, shift_id);
create index shift_boosts_unit on shift_boosts (tenant_id, unit_id);
create index shift_boosts_created on shift_boosts (tenant_id, created_at, id);
select app.protect('shift_boosts');

create table calendar_links (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  worker_id uuid not null,
  -- The vendor that made it; null: the worker did.
  vendor_id uuid,
  prefix text not null check (length(prefix) between 1 and 45),
  secret_hash bytea not null check (octet_length(secret_hash) = 32),
  state text not null constraint calendar_links_state check (state in ('active', 'revoked')),
  salt text not null default gen_random_uuid()::text,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, worker_id) references workers (tenant_id, id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  constraint calendar_links_secret unique (tenant_id, secret_hash)
);
create index calendar_links_worker on calendar_links (tenant_id, worker_id);
create index calendar_links_vendor on calendar_links (tenant_id, vendor_id);
create index calendar_links_created on calendar_links (tenant_id, created_at, id);
select app.protect('calendar_links', operator => 'none', client => 'none', vendor => 'scoped', worker => 'scoped', personal => array['secret_hash']);

-- One for an assignment and a period of the guarantee in which something was called off.
create table call_off_periods (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  worker_id uuid not null,
  assignment_id uuid not null,
  agreement_id uuid not null,
  -- Both days in it; periods count from the agreement's first day.
  starts_on date not null check (app.on_calendar(starts_on)),
  ends_on date not null check (app.on_calendar(ends_on)),
  hours_per_week numeric(5, 2) not null check (hours_per_week > 0 and hours_per_week <= 168),
  free_call_offs integer not null check (free_call_offs >= 0),
  period_weeks integer not null check (period_weeks between 1 and 52),
  call_offs integer not null default 0 check (call_offs >= 0),
  charged_hours numeric(7, 2) check (charged_hours >= 0),
  charged_amount numeric(14, 2) check (app.is_amount(charged_amount) and charged_amount >= 0),
  settled_at timestamptz check (app.on_calendar(settled_at)),
  settlements integer not null default 0 check (settlements >= 0),
  state text not null constraint call_off_periods_state check (state in ('open', 'settled')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, assignment_id, vendor_id, worker_id) references assignments (tenant_id, id, vendor_id, worker_id),
  foreign key (tenant_id, agreement_id) references agreements (tenant_id, id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint call_off_periods_once unique (tenant_id, assignment_id, starts_on),
  constraint call_off_periods_days check (ends_on >= starts_on)
);
create index call_off_periods_agreement on call_off_periods (tenant_id, agreement_id);
create index call_off_periods_vendor on call_off_periods (tenant_id, vendor_id);
create index call_off_periods_unit on call_off_periods (tenant_id, unit_id);
create index call_off_periods_created on call_off_periods (tenant_id, created_at, id);
select app.protect('call_off_periods', vendor => 'scoped');
