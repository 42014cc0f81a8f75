-- Why: demand is forecast from what was asked for and worked, and reckoned from patients and the ratios that the law sets.

-- What another system counted of a unit's demand on a day: a series of its own beside orders, shifts and hours.
create table demand_observations (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  profession text not null references professions (code),
  -- A day; of figures known by the week only, one day of it.
  date date not null check (app.on_calendar(date)),
  hours numeric(10, 2) check (hours between 0 and 10000000),
  positions numeric(10, 2) check (positions between 0 and 1000000),
  source text check (length(source) between 1 and 200),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint demand_observations_once unique (tenant_id, unit_id, profession, date),
  constraint demand_observations_counted check (num_nonnulls(hours, positions) > 0)
);
create index demand_observations_program on demand_observations (tenant_id, program_id, date);
create index demand_observations_created on demand_observations (tenant_id, created_at, id);
select app.protect('demand_observations');

create table forecasts (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  -- Null: all of the program, all of the facility, every profession.
  facility_id uuid,
  unit_id uuid,
  profession text references professions (code),
  -- Computed from a history, or as somebody stated it.
  kind text not null constraint forecasts_kind check (kind in ('computed', 'stated')),
  basis text not null constraint forecasts_basis check (basis in ('orders', 'shifts', 'approved_time', 'imported', 'census')),
  measure text not null constraint forecasts_measure check (measure in ('hours', 'positions')),
  -- The Sunday of the first week that is forecast: what is before it was known.
  first_week date not null check (app.on_calendar(first_week) and extract(dow from first_week) = 0),
  horizon_weeks integer not null check (horizon_weeks between 1 and 13),
  -- How far back is looked; null of what was stated.
  history_weeks integer check (history_weeks between 8 and 520),
  note text check (length(note) between 1 and 2000),
  state text not null constraint forecasts_state check (state in ('preparing', 'ready', 'failed')),
  lines integer not null default 0 check (lines >= 0),
  failed_because text check (length(failed_because) between 1 and 2000),
  ready_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint forecasts_unit check (unit_id is null or facility_id is not null),
  constraint forecasts_history check ((kind = 'stated') = (history_weeks is null)),
  constraint forecasts_of_census check (basis <> 'census' or measure = 'hours'),
  constraint forecasts_failed check ((state = 'failed') = (failed_because is not null)),
  constraint forecasts_ready check ((state = 'ready') = (ready_at is not null))
);
create index forecasts_program on forecasts (tenant_id, program_id);
create index forecasts_facility on forecasts (tenant_id, facility_id);
create index forecasts_unit_id on forecasts (tenant_id, unit_id);
create index forecasts_created on forecasts (tenant_id, created_at, id);
select app.protect('forecasts');

-- One unit's demand for a profession: its history, what serves it and why.
create table forecast_lines (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  forecast_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  profession text not null references professions (code),
  -- Whole weeks from the first one with any demand; `filled_weeks` of them were not told and are interpolated.
  history_weeks integer not null check (history_weeks between 0 and 520),
  filled_weeks integer not null default 0 check (filled_weeks between 0 and history_weeks),
  history_from date check (app.on_calendar(history_from)),
  history_mean numeric(12, 2) check (history_mean between 0 and 10000000),
  model text not null constraint forecast_lines_model check (model in ('seasonal_naive', 'recent_mean', 'ets', 'mstl', 'combined', 'stated')),
  why text not null check (length(why) between 1 and 2000),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, forecast_id) references forecasts (tenant_id, id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint forecast_lines_once unique (tenant_id, forecast_id, unit_id, profession),
  constraint forecast_lines_forecast unique (tenant_id, id, forecast_id),
  constraint forecast_lines_known check ((history_weeks = 0) = (history_from is null))
);
create index forecast_lines_unit on forecast_lines (tenant_id, unit_id);
create index forecast_lines_created on forecast_lines (tenant_id, created_at, id);
select app.protect('forecast_lines');

-- How a model would have done: forecast from earlier weeks, compared with what came.
create table forecast_backtests (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  forecast_id uuid not null,
  line_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  model text not null constraint forecast_backtests_model check (model in ('seasonal_naive', 'recent_mean', 'ets', 'mstl', 'combined')),
  -- Weeks from which was forecast, and the weeks that were so forecast, each by each origin.
  origins integer not null check (origins between 1 and 520),
  points integer not null check (points between 1 and 10000),
  -- Percent; null where nothing was to be divided by.
  mape numeric(13, 4) check (mape between 0 and 99999999.9999),
  wape numeric(13, 4) check (wape between 0 and 99999999.9999),
  bias numeric(13, 4) check (bias between -100 and 99999999.9999),
  -- Percent of the weeks with an interval in which it held what came.
  coverage numeric(7, 4) check (coverage between 0 and 100),
  covered_points integer not null check (covered_points between 0 and points),
  serves boolean not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, line_id, forecast_id) references forecast_lines (tenant_id, id, forecast_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint forecast_backtests_once unique (tenant_id, line_id, model),
  constraint forecast_backtests_covered check ((covered_points = 0) = (coverage is null))
);
create index forecast_backtests_forecast on forecast_backtests (tenant_id, forecast_id);
create index forecast_backtests_unit on forecast_backtests (tenant_id, unit_id);
create index forecast_backtests_created on forecast_backtests (tenant_id, created_at, id);
create unique index forecast_backtests_serving on forecast_backtests (tenant_id, line_id) where serves;
select app.protect('forecast_backtests');

create table forecast_weeks (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  forecast_id uuid not null,
  line_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  profession text not null references professions (code),
  week_starts_on date not null check (app.on_calendar(week_starts_on) and extract(dow from week_starts_on) = 0),
  weeks_ahead integer not null check (weeks_ahead between 1 and 13),
  value numeric(12, 2) not null check (value between 0 and 10000000),
  -- The interval that is to hold four weeks in five; null where too few errors are known.
  lower_value numeric(12, 2) check (lower_value between 0 and 10000000),
  upper_value numeric(12, 2) check (upper_value between 0 and 100000000),
  -- The seasonal-naive baseline beside it; null of a forecast that was stated.
  baseline_value numeric(12, 2) check (baseline_value between 0 and 10000000),
  baseline_lower numeric(12, 2) check (baseline_lower between 0 and 10000000),
  baseline_upper numeric(12, 2) check (baseline_upper between 0 and 100000000),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, line_id, forecast_id) references forecast_lines (tenant_id, id, forecast_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint forecast_weeks_once unique (tenant_id, line_id, week_starts_on),
  constraint forecast_weeks_interval check (num_nulls(lower_value, upper_value) <> 1 and value between lower_value and upper_value),
  constraint forecast_weeks_baseline check (num_nulls(baseline_lower, baseline_upper) <> 1 and baseline_value between baseline_lower and baseline_upper)
);
create index forecast_weeks_forecast on forecast_weeks (tenant_id, forecast_id);
create index forecast_weeks_unit on forecast_weeks (tenant_id, unit_id);
create index forecast_weeks_created on forecast_weeks (tenant_id, created_at, id);
select app.protect('forecast_weeks');

-- How many patients a nurse may have, or how many hours a patient is owed, by the law of a state and the kind of unit.
create table staffing_ratios (
  code text primary key check (code ~ '^[a-z][a-z0-9_]{0,62}$'),
  state char(2) not null references states (code),
  unit_type text not null constraint staffing_ratios_unit_type check (unit_type in ('critical_care', 'neonatal_intensive_care',
    'step_down', 'telemetry', 'medical_surgical', 'specialty_care', 'oncology', 'pediatric', 'emergency',
    'emergency_critical', 'emergency_trauma', 'labor_and_delivery', 'antepartum', 'postpartum_couplets', 'postpartum_mothers',
    'combined_maternity', 'operating_room', 'post_anesthesia', 'psychiatric', 'nursing_home', 'other')),
  -- Who counts toward it; the first is who is asked for.
  professions text[] not null check (cardinality(professions) between 1 and 10 and array_position(professions, null) is null),
  patients_per_nurse numeric(5, 2) check (patients_per_nurse between 0.01 and 999.99),
  hours_per_patient_day numeric(5, 2) check (hours_per_patient_day between 0.01 and 24),
  effective daterange not null check (app.on_calendar(effective) and not isempty(effective)),
  citation text not null check (length(citation) between 1 and 200),
  source text not null check (length(source) between 1 and 500),
  confidence text not null check (confidence in ('confirmed', 'from_knowledge')),
  notes text check (length(notes) between 1 and 1000),
  check (num_nonnulls(patients_per_nurse, hours_per_patient_day) = 1)
);
create index staffing_ratios_state on staffing_ratios (state, unit_type);
comment on table staffing_ratios is 'reference: shared by all tenants';
revoke insert, update on staffing_ratios from requisite_service;

insert into staffing_ratios (code, state, unit_type, professions, patients_per_nurse, effective, citation, source, confidence, notes)
  select 'ca_' || suffix, 'CA', unit_type, counted::text[], patients, effective::daterange, '22 CCR 70217(a)' || paragraph,
    'California Code of Regulations, title 22, section 70217', confidence, notes
  from (values
    ('critical_care', 'critical_care', '{rn,lpn}', 2, '[2004-01-01,)', '(1)', 'confirmed', 'At most half of the licensed nurses are vocational nurses.'),
    ('neonatal_intensive_care', 'neonatal_intensive_care', '{rn}', 2, '[2004-01-01,)', '(1)', 'from_knowledge', 'Registered nurses alone count.'),
    ('labor_and_delivery', 'labor_and_delivery', '{rn,lpn}', 2, '[2004-01-01,)', '(3)', 'from_knowledge', 'Patients in active labor.'),
    ('antepartum', 'antepartum', '{rn,lpn}', 4, '[2004-01-01,)', '(3)', 'from_knowledge', 'Patients who are not in active labor.'),
    ('postpartum_couplets', 'postpartum_couplets', '{rn,lpn}', 4, '[2004-01-01,)', '(4)', 'from_knowledge', 'The census counts couplets of mother and baby; a nurse has eight patients at most.'),
    ('postpartum_mothers', 'postpartum_mothers', '{rn,lpn}', 6, '[2004-01-01,)', '(4)', 'from_knowledge', 'The census counts mothers alone.'),
    ('combined_maternity', 'combined_maternity', '{rn,lpn}', 3, '[2004-01-01,)', '(5)', 'from_knowledge', 'Labor, delivery and postpartum in one licensed area; the census counts mother and baby as one.'),
    ('pediatric', 'pediatric', '{rn,lpn}', 4, '[2004-01-01,)', '(6)', 'from_knowledge', null),
    ('post_anesthesia', 'post_anesthesia', '{rn,lpn}', 2, '[2004-01-01,)', '(7)', 'confirmed', null),
    ('emergency', 'emergency', '{rn,lpn}', 4, '[2004-01-01,)', '(8)', 'from_knowledge', 'Patients under treatment; who triages does not count.'),
    ('emergency_critical', 'emergency_critical', '{rn,lpn}', 2, '[2004-01-01,)', '(8)', 'from_knowledge', 'Critical care patients of an emergency department.'),
    ('emergency_trauma', 'emergency_trauma', '{rn}', 1, '[2004-01-01,)', '(8)', 'from_knowledge', 'Critical trauma patients; registered nurses alone count.'),
    ('step_down_2004', 'step_down', '{rn,lpn}', 4, '[2004-01-01,2008-01-01)', '(9)', 'from_knowledge', null),
    ('step_down', 'step_down', '{rn,lpn}', 3, '[2008-01-01,)', '(9)', 'from_knowledge', null),
    ('telemetry_2004', 'telemetry', '{rn,lpn}', 5, '[2004-01-01,2008-01-01)', '(10)', 'from_knowledge', null),
    ('telemetry', 'telemetry', '{rn,lpn}', 4, '[2008-01-01,)', '(10)', 'from_knowledge', null),
    ('medical_surgical_2004', 'medical_surgical', '{rn,lpn}', 6, '[2004-01-01,2005-01-01)', '(11)', 'confirmed', null),
    ('medical_surgical', 'medical_surgical', '{rn,lpn}', 5, '[2005-01-01,)', '(11)', 'confirmed', 'Also mixed units.'),
    ('specialty_care_2004', 'specialty_care', '{rn,lpn}', 5, '[2004-01-01,2008-01-01)', '(12)', 'from_knowledge', null),
    ('specialty_care', 'specialty_care', '{rn,lpn}', 4, '[2008-01-01,)', '(12)', 'from_knowledge', null),
    ('operating_room', 'operating_room', '{rn}', 1, '[2004-01-01,)', '(2)', 'from_knowledge', 'A circulating nurse for each patient-occupied room; the scrub assistant stands beside it.'),
    ('psychiatric', 'psychiatric', '{rn,lpn}', 6, '[2004-01-01,)', '(13)', 'from_knowledge', 'Psychiatric technicians count too.')
  ) as law (suffix, unit_type, counted, patients, effective, paragraph, confidence, notes);
insert into staffing_ratios (code, state, unit_type, professions, patients_per_nurse, effective, citation, source, confidence, notes)
  select 'or_' || suffix, 'OR', unit_type, '{rn}', patients, effective::daterange, 'HB 2697 (Or. Laws 2023)',
    'Press and bill summaries of HB 2697', confidence, notes
  from (values
    ('emergency_trauma', 'emergency_trauma', 1, '[2024-06-01,)', 'confirmed', null),
    ('emergency', 'emergency', 4, '[2024-06-01,)', 'from_knowledge', 'An average of four over a shift of 12 hours, five at most at once.'),
    ('critical_care', 'critical_care', 2, '[2024-06-01,)', 'confirmed', null),
    ('labor_and_delivery', 'labor_and_delivery', 1, '[2024-06-01,)', 'confirmed', 'Active labor or complications; 1:2 else.'),
    ('postpartum_couplets', 'postpartum_couplets', 4, '[2024-06-01,)', 'from_knowledge', 'Eight patients at most, mother and baby counted each; the census counts couplets.'),
    ('operating_room', 'operating_room', 1, '[2024-06-01,)', 'confirmed', null),
    ('post_anesthesia', 'post_anesthesia', 2, '[2024-06-01,)', 'confirmed', null),
    ('step_down', 'step_down', 3, '[2024-06-01,)', 'confirmed', 'Intermediate care units.'),
    ('oncology', 'oncology', 4, '[2024-06-01,)', 'confirmed', null),
    ('telemetry', 'telemetry', 4, '[2024-06-01,)', 'confirmed', 'Cardiac telemetry units.'),
    ('pediatric', 'pediatric', 4, '[2024-06-01,)', 'confirmed', null),
    ('medical_surgical_2024', 'medical_surgical', 5, '[2024-06-01,2026-06-01)', 'confirmed', null),
    ('medical_surgical', 'medical_surgical', 4, '[2026-06-01,)', 'confirmed', null)
  ) as law (suffix, unit_type, patients, effective, confidence, notes);
insert into staffing_ratios (code, state, unit_type, professions, hours_per_patient_day, effective, citation, source, confidence, notes) values
  ('ca_nursing_home', 'CA', 'nursing_home', '{cna,rn,lpn}', 3.5, '[2018-07-01,)', 'Cal. Health & Safety Code 1276.65', 'California Health and Safety Code', 'from_knowledge', 'Direct care hours a patient day, of which 2.4 by certified nursing assistants.'),
  ('ny_nursing_home', 'NY', 'nursing_home', '{cna,rn,lpn}', 3.5, '[2022-04-01,)', 'N.Y. Pub. Health Law 2895-b', 'New York Public Health Law', 'from_knowledge', 'Of which 2.2 by aides and 1.1 by licensed nurses.');
insert into staffing_ratios (code, state, unit_type, professions, patients_per_nurse, effective, citation, source, confidence, notes) values
  ('ma_critical_care', 'MA', 'critical_care', '{rn}', 2, '[2016-03-31,)', 'M.G.L. c. 111 s. 231; 958 CMR 8.00', 'Massachusetts General Laws', 'from_knowledge', '1:1 where an acuity tool says so.'),
  ('ny_critical_care', 'NY', 'critical_care', '{rn}', 2, '[2023-06-01,)', '10 NYCRR 405.5', 'New York Codes, Rules and Regulations', 'from_knowledge', null);

-- Of which kind a unit is, by day; a stricter ratio of its own (a staffing plan, an agreement) goes before the law's.
create table unit_standards (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  unit_type text not null constraint unit_standards_unit_type check (unit_type in ('critical_care', 'neonatal_intensive_care',
    'step_down', 'telemetry', 'medical_surgical', 'specialty_care', 'oncology', 'pediatric', 'emergency',
    'emergency_critical', 'emergency_trauma', 'labor_and_delivery', 'antepartum', 'postpartum_couplets', 'postpartum_mothers',
    'combined_maternity', 'operating_room', 'post_anesthesia', 'psychiatric', 'nursing_home', 'other')),
  effective daterange not null check (app.on_calendar(effective) and not isempty(effective)),
  -- Null: the law's alone.
  patients_per_nurse numeric(5, 2) check (patients_per_nurse between 0.01 and 999.99),
  profession text references professions (code),
  citation text check (length(citation) between 1 and 200),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint unit_standards_own check (num_nulls(patients_per_nurse, profession, citation) in (0, 3)),
  constraint unit_standards_no_overlap exclude using gist (tenant_id with =, unit_id with =, effective with &&)
);
create index unit_standards_unit on unit_standards (tenant_id, unit_id);
create index unit_standards_created on unit_standards (tenant_id, created_at, id);
select app.protect('unit_standards');

create table census_counts (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  -- The day at the facility on which the shift begins, and its wall-clock times; an end not after the start is of the next day.
  date date not null check (app.on_calendar(date)),
  shift text not null constraint census_counts_shift check (shift in ('day', 'evening', 'night')),
  kind text not null constraint census_counts_kind check (kind in ('actual', 'projected')),
  start_time text not null check (start_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  end_time text not null check (end_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  patients integer not null check (patients between 0 and 10000),
  -- What the hospital's own people are scheduled to work in the shift; null where it is not told.
  employed_hours numeric(10, 2) check (employed_hours between 0 and 100000),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint census_counts_once unique (tenant_id, unit_id, date, shift, kind),
  constraint census_counts_span check (start_time <> end_time)
);
create index census_counts_program on census_counts (tenant_id, program_id, date);
create index census_counts_created on census_counts (tenant_id, created_at, id);
select app.protect('census_counts');
