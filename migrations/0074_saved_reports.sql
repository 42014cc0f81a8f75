-- Why: a question that is asked again keeps its words, its days move with the calendar, and its answers are kept as they were.

create table saved_reports (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  membership_id uuid not null,
  side text not null constraint saved_reports_side check (side in ('operator', 'client', 'vendor')),
  vendor_id uuid,
  program_id uuid,
  name text not null check (length(name) between 1 and 100),
  terms jsonb not null check (jsonb_typeof(terms) = 'object'),
  period text not null constraint saved_reports_period check (period in ('yesterday', 'last_week', 'last_4_weeks', 'last_13_weeks', 'this_month',
    'last_month', 'last_3_months', 'last_12_months', 'this_quarter', 'last_quarter', 'this_year', 'last_year', 'fixed')),
  from_on date check (app.on_calendar(from_on)),
  to_on date check (app.on_calendar(to_on)),
  is_shared boolean not null default false,
  time_zone text not null check (length(time_zone) between 1 and 64),
  every text constraint saved_reports_every check (every in ('day', 'week', 'month', 'quarter')),
  weekday text constraint saved_reports_weekday check (weekday in ('sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday')),
  time text constraint saved_reports_time check (time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  next_run_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, membership_id) references memberships (tenant_id, id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  constraint saved_reports_vendor check ((side = 'vendor') = (vendor_id is not null)),
  constraint saved_reports_days check (case period when 'fixed' then from_on is not null and to_on is not null and to_on >= from_on
    else from_on is null and to_on is null end),
  constraint saved_reports_schedule check ((every is null) = (time is null) and (every is not distinct from 'week') = (weekday is not null)),
  constraint saved_reports_next_run check (next_run_at is null or (every is not null and archived_at is null))
);
create unique index saved_reports_name on saved_reports (tenant_id, membership_id, lower(name)) where archived_at is null;
create index saved_reports_created on saved_reports (tenant_id, created_at, id);
create index saved_reports_vendor_index on saved_reports (tenant_id, vendor_id);
create index saved_reports_program on saved_reports (tenant_id, program_id);

-- What was answered then, to one member by its rights of then: never to be changed, shown to that member alone.
create table report_runs (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  saved_report_id uuid not null,
  membership_id uuid not null,
  trigger text not null constraint report_runs_trigger check (trigger in ('request', 'schedule')),
  from_on date check (app.on_calendar(from_on)),
  to_on date check (app.on_calendar(to_on)),
  answered_at timestamptz not null,
  state text not null constraint report_runs_state check (state in ('completed', 'failed')),
  row_count integer not null constraint report_runs_row_count check (row_count between 0 and 10000),
  rows jsonb not null check (jsonb_typeof(rows) = 'array'),
  problem_code text check (problem_code ~ '^[a-z_]{1,63}$'),
  problem_detail text check (length(problem_detail) <= 2000),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, saved_report_id) references saved_reports (tenant_id, id),
  foreign key (tenant_id, membership_id) references memberships (tenant_id, id),
  constraint report_runs_days check (to_on >= from_on),
  constraint report_runs_problem check ((state = 'failed') = (problem_code is not null)),
  constraint report_runs_count check (row_count = jsonb_array_length(rows))
);
create index report_runs_saved_report on report_runs (tenant_id, saved_report_id, created_at);
create index report_runs_membership on report_runs (tenant_id, membership_id);
create index report_runs_created on report_runs (tenant_id, created_at, id);

do $$
declare
  own constant text := 'membership_id = (select app.membership())';
  shared constant text := own || ' or (is_shared and side = (select app.side()) '
    'and (program_id is null or (select app.programs()) is null or program_id = any ((select app.programs())::uuid[])))';
begin
  perform app.protect('saved_reports', operator => shared, client => shared,
    vendor => 'vendor_id = (select app.vendor()) and (' || shared || ')');
  perform app.protect('report_runs', operator => own, client => own, vendor => own);
end $$;

create trigger append_only before update or delete on report_runs for each row execute function app.refuse_change();
