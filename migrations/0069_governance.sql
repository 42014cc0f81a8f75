-- Why: a vendor's work in a program is scored by period, and what falls below a floor has a consequence that can be appealed.

/* Whether the weights of a scorecard's components are one in all. */
create function app.weights_are_whole(components jsonb) returns boolean language sql immutable parallel safe
  return (select coalesce(sum((c ->> 'weight')::numeric), 0) = 1 and count(*) = count(distinct c ->> 'name')
    from jsonb_array_elements(components) c);

-- What a program scores its vendors by. A row is one revision; the first one's id names the series.
create table scorecard_definitions (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  series_id uuid not null,
  revision integer not null check (revision between 1 and 10000),
  name text not null check (length(name) between 1 and 200),
  period text not null constraint scorecard_definitions_period check (period in ('month', 'quarter')),
  -- Days after a period's last one on which it is scored, so that what comes late is in it.
  evaluated_after_days integer not null check (evaluated_after_days between 0 and 60),
  missing text not null constraint scorecard_definitions_missing check (missing in ('reweigh', 'zero', 'unrated')),
  -- Null: vendors of every tier.
  tiers integer[] check (array_position(tiers, null) is null and cardinality(tiers) between 1 and 10),
  components jsonb not null check (jsonb_typeof(components) = 'array' and jsonb_array_length(components) between 1 and 20),
  -- Periods that begin on one of these days.
  effective daterange not null check (app.on_calendar(effective)),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  constraint scorecard_definitions_of_program unique (tenant_id, id, program_id),
  constraint scorecard_definitions_of_series unique (tenant_id, id, series_id, program_id),
  constraint scorecard_definitions_first check ((revision = 1) = (series_id = id)),
  foreign key (tenant_id, series_id, program_id) references scorecard_definitions (tenant_id, id, program_id),
  constraint scorecard_definitions_revision unique (tenant_id, series_id, revision),
  constraint scorecard_definitions_name exclude using gist (tenant_id with =, program_id with =, name with =, effective with &&),
  constraint scorecard_definitions_weights check (app.weights_are_whole(components)),
  constraint scorecard_definitions_no_overlap exclude using gist (tenant_id with =, series_id with =, effective with &&)
);
create index scorecard_definitions_program on scorecard_definitions (tenant_id, program_id);
create index scorecard_definitions_created on scorecard_definitions (tenant_id, created_at, id);
select app.protect('scorecard_definitions', vendor_writes => 'none', vendor =>
  'program_id in (select p.program_id from panel_memberships p where p.tenant_id = (select app.tenant()) and p.vendor_id = (select app.vendor()))');

-- A measure that the catalog does not hold, as the operator found it, with what it was found by.
create table stated_measures (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  vendor_id uuid not null,
  measure text not null check (measure ~ '^[a-z][a-z0-9_]{0,62}$'),
  period_from date not null check (app.on_calendar(period_from)),
  -- The last day, in it.
  period_to date not null check (app.on_calendar(period_to)),
  numerator numeric not null check (scale(numerator) <= 6 and abs(numerator) < 1e12),
  denominator numeric check (scale(denominator) <= 6 and denominator > 0 and denominator < 1e12),
  evidence text not null check (length(evidence) between 1 and 2000),
  state text not null constraint stated_measures_state check (state in ('in_force', 'superseded', 'withdrawn')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  constraint stated_measures_period check (period_to >= period_from)
);
create unique index stated_measures_once on stated_measures (tenant_id, program_id, vendor_id, measure, period_from, period_to)
  where state = 'in_force';
create index stated_measures_vendor on stated_measures (tenant_id, vendor_id);
create index stated_measures_period_from on stated_measures (tenant_id, program_id, period_from);
create index stated_measures_created on stated_measures (tenant_id, created_at, id);
select app.protect('stated_measures', vendor => 'scoped', vendor_writes => 'none');

-- How a vendor did in a period, and what of: a later finding supersedes it.
create table scorecards (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  vendor_id uuid not null,
  series_id uuid not null,
  definition_id uuid not null,
  period_from date not null check (app.on_calendar(period_from)),
  -- The last day, in it.
  period_to date not null check (app.on_calendar(period_to)),
  revision integer not null check (revision between 1 and 10000),
  -- Of 100; null where too little is known.
  score numeric(5, 2) check (score between 0 and 100),
  components jsonb not null check (jsonb_typeof(components) = 'array' and jsonb_array_length(components) between 1 and 20),
  state text not null constraint scorecards_state check (state in ('in_force', 'superseded')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, definition_id, series_id, program_id) references scorecard_definitions (tenant_id, id, series_id, program_id),
  constraint scorecards_revision unique (tenant_id, series_id, vendor_id, period_from, revision),
  constraint scorecards_period check (period_to > period_from)
);
create unique index scorecards_once on scorecards (tenant_id, series_id, vendor_id, period_from) where state = 'in_force';
create index scorecards_definition on scorecards (tenant_id, definition_id);
create index scorecards_vendor on scorecards (tenant_id, vendor_id, period_from);
create index scorecards_program on scorecards (tenant_id, program_id, period_from);
create index scorecards_created on scorecards (tenant_id, created_at, id);
select app.protect('scorecards', vendor => 'scoped', vendor_writes => 'none');

-- The floor of a score or of one of its components, and what follows from periods below it.
create table performance_rules (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  series_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  -- Null: the score.
  component text check (component ~ '^[a-z][a-z0-9_]{0,62}$'),
  threshold numeric not null check (scale(threshold) <= 6 and abs(threshold) < 1e12),
  consecutive_periods integer not null check (consecutive_periods between 1 and 12),
  consequence text not null constraint performance_rules_consequence check (consequence in ('warn', 'probation', 'no_new_releases', 'exit')),
  -- Null: it is lifted by hand alone.
  recovery_periods integer check (recovery_periods between 1 and 12),
  appeal_days integer not null check (appeal_days between 1 and 365),
  state text not null constraint performance_rules_state check (state in ('in_force', 'ended')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, series_id, program_id) references scorecard_definitions (tenant_id, id, program_id),
  constraint performance_rules_of_program unique (tenant_id, id, program_id)
);
create unique index performance_rules_name on performance_rules (tenant_id, program_id, name) where state = 'in_force';
create index performance_rules_series on performance_rules (tenant_id, series_id);
create index performance_rules_created on performance_rules (tenant_id, created_at, id);
select app.protect('performance_rules', vendor_writes => 'none', vendor =>
  'program_id in (select p.program_id from panel_memberships p where p.tenant_id = (select app.tenant()) and p.vendor_id = (select app.vendor()))');

-- What a rule brought upon a vendor, the periods that it rests on, and what became of it.
create table vendor_consequences (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  vendor_id uuid not null,
  rule_id uuid not null,
  kind text not null constraint vendor_consequences_kind check (kind in ('warn', 'probation', 'no_new_releases', 'exit')),
  -- The first days of the first and the last of the periods.
  first_period_from date not null check (app.on_calendar(first_period_from)),
  last_period_from date not null check (app.on_calendar(last_period_from)),
  evidence jsonb not null check (jsonb_typeof(evidence) = 'array' and jsonb_array_length(evidence) between 1 and 12),
  threshold numeric not null check (scale(threshold) <= 6 and abs(threshold) < 1e12),
  -- What the standing goes back to when this ends, unless another consequence asks for more.
  standing_before text not null constraint vendor_consequences_standing_before
    check (standing_before in ('good', 'probation', 'no_new_releases', 'exited')),
  appeal_until timestamptz not null check (app.on_calendar(appeal_until)),
  appealed_at timestamptz check (app.on_calendar(appealed_at)),
  appealed_because text check (length(appealed_because) between 1 and 2000),
  ended_at timestamptz check (app.on_calendar(ended_at)),
  -- Why it was upheld, overturned or lifted.
  decided_because text check (length(decided_because) between 1 and 2000),
  state text not null constraint vendor_consequences_state check (state in ('in_force', 'appealed', 'upheld', 'overturned', 'lifted')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, rule_id, program_id) references performance_rules (tenant_id, id, program_id),
  constraint vendor_consequences_periods check (last_period_from >= first_period_from),
  constraint vendor_consequences_appeal check ((appealed_at is null) = (appealed_because is null)
    and (state not in ('appealed', 'upheld', 'overturned') or appealed_at is not null)),
  constraint vendor_consequences_ended check ((ended_at is not null) = (state in ('overturned', 'lifted')))
);
create unique index vendor_consequences_once on vendor_consequences (tenant_id, rule_id, vendor_id, last_period_from);
create unique index vendor_consequences_live on vendor_consequences (tenant_id, rule_id, vendor_id)
  where state in ('in_force', 'appealed', 'upheld');
create index vendor_consequences_vendor on vendor_consequences (tenant_id, vendor_id, program_id);
create index vendor_consequences_program on vendor_consequences (tenant_id, program_id);
create index vendor_consequences_created on vendor_consequences (tenant_id, created_at, id);
select app.protect('vendor_consequences', vendor => 'scoped');
