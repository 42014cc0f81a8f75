-- Why: what was told of market, demand and census could not be taken back; who says how an analyst signs in could have her SQL password; no forecast was made by itself.

alter table market_rates add column withdrawn_at timestamptz;
alter table demand_observations add column withdrawn_at timestamptz;
alter table census_counts add column withdrawn_at timestamptz;
-- What is made from observations is taken back observation by observation.
alter table market_rates add constraint market_rates_withdrawn check (withdrawn_at is null or not is_observed) not valid;
create function app.if_not_withdrawn(figure numeric, withdrawn_at timestamptz) returns numeric language sql immutable parallel safe
return case when withdrawn_at is null then figure end;
grant execute on function app.if_not_withdrawn to requisite_service;
-- All that figures are made from: a thousand rows of a set are written anew in milliseconds.
alter table market_rates alter column disclosed_p50
  set expression as (app.if_not_withdrawn(app.if_disclosed(percentile_50, basis, contributors, vendors), withdrawn_at));

-- Whether an administrator, in person, said how the user signs in; of before nobody knows better.
alter table users add column is_vouched boolean not null default true;

-- A forecast that is made again each week, by the rights of whoever asked for it.
create table forecast_schedules (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  membership_id uuid not null,
  program_id uuid not null,
  -- Null: all of the program, all of the facility, every profession.
  facility_id uuid,
  unit_id uuid,
  profession text references professions (code),
  basis text not null constraint forecast_schedules_basis check (basis in ('orders', 'shifts', 'approved_time', 'imported', 'census')),
  measure text not null constraint forecast_schedules_measure check (measure in ('hours', 'positions')),
  horizon_weeks integer not null check (horizon_weeks between 1 and 13),
  history_weeks integer not null check (history_weeks between 8 and 520),
  -- When it is made, on the program's clocks.
  weekday text not null constraint forecast_schedules_weekday check (weekday in ('sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday')),
  time text not null constraint forecast_schedules_time check (time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  next_run_at timestamptz,
  state text not null constraint forecast_schedules_state check (state in ('active', 'ended', 'stopped')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, membership_id) references memberships (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint forecast_schedules_unit check (unit_id is null or facility_id is not null),
  constraint forecast_schedules_of_census check (basis <> 'census' or measure = 'hours'),
  constraint forecast_schedules_next_run check ((state = 'active') = (next_run_at is not null))
);
create unique index forecast_schedules_one on forecast_schedules (tenant_id, program_id, facility_id, unit_id, profession, basis, measure)
  nulls not distinct where state = 'active';
create index forecast_schedules_membership on forecast_schedules (tenant_id, membership_id);
create index forecast_schedules_program on forecast_schedules (tenant_id, program_id);
create index forecast_schedules_facility on forecast_schedules (tenant_id, facility_id);
create index forecast_schedules_unit_id on forecast_schedules (tenant_id, unit_id);
create index forecast_schedules_created on forecast_schedules (tenant_id, created_at, id);
select app.protect('forecast_schedules');

-- Which one made it; and how it did in the weeks that were over when the next was made, in percent.
alter table forecasts add column schedule_id uuid;
alter table forecasts add constraint forecasts_schedule foreign key (tenant_id, schedule_id) references forecast_schedules (tenant_id, id) not valid;
-- A few forecasts a week: the index is made in milliseconds.
-- squawk-ignore require-concurrent-index-creation
create index forecasts_schedule_index on forecasts (tenant_id, schedule_id, first_week);
alter table forecasts add column scored_through date check (app.on_calendar(scored_through));
alter table forecasts add column scored_points integer;
alter table forecasts add column scored_mape numeric(13, 4);
alter table forecasts add column scored_wape numeric(13, 4);
alter table forecasts add column scored_bias numeric(13, 4);
alter table forecasts add column scored_coverage numeric(7, 4);
alter table forecasts add constraint forecasts_scored check (case when scored_through is null
  then num_nonnulls(scored_points, scored_mape, scored_wape, scored_bias, scored_coverage) = 0
  else state = 'ready' and coalesce(scored_points, 0) > 0 end) not valid;
