-- Why: a program has its own fields, its own working hours and its own plans of release, and proves to whom an order
-- was shown when, and why to others of the tier it was not.

-- What a program keeps of an order, a submission or an assignment besides what each of them has.
create table custom_fields (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  noun text not null constraint custom_fields_noun check (noun in ('order', 'submission', 'assignment')),
  key text not null constraint custom_fields_key check (key ~ '^[a-z][a-z0-9_]{0,62}$'),
  label text not null check (length(label) between 1 and 200),
  kind text not null constraint custom_fields_kind check (kind in ('text', 'number', 'date', 'boolean', 'choice')),
  required boolean not null default false,
  choices text[] check (cardinality(choices) between 1 and 200 and array_position(choices, null) is null),
  minimum numeric check (abs(minimum) < 1e12 and scale(minimum) <= 6),
  maximum numeric check (abs(maximum) < 1e12 and scale(maximum) <= 6),
  max_length integer check (max_length between 1 and 2000),
  shown_to_vendors boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  -- Also of what is archived: a key never comes to mean another thing.
  constraint custom_fields_once unique (tenant_id, program_id, noun, key),
  constraint custom_fields_choices check ((kind = 'choice') = (choices is not null)),
  constraint custom_fields_range check (kind = 'number' or (minimum is null and maximum is null)),
  constraint custom_fields_order check (maximum >= minimum),
  constraint custom_fields_length check (kind = 'text' or max_length is null)
);
create index custom_fields_created on custom_fields (tenant_id, created_at, id);
select app.protect('custom_fields', vendor_writes => 'none', vendor =>
  'shown_to_vendors and program_id in (select p.program_id from panel_memberships p where p.tenant_id = (select app.tenant()) and p.vendor_id = (select app.vendor()))');

-- The hours in which a program works, by its own zone, and the days on which it does not; none: Monday to Friday, 08:00 to 17:00.
create table business_calendars (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  hours jsonb not null constraint business_calendars_hours check (jsonb_typeof(hours) = 'array' and jsonb_array_length(hours) between 1 and 50),
  holidays jsonb not null default '[]' constraint business_calendars_holidays
    check (jsonb_typeof(holidays) = 'array' and jsonb_array_length(holidays) <= 1000),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  constraint business_calendars_once unique (tenant_id, program_id)
);
create index business_calendars_created on business_calendars (tenant_id, created_at, id);
select app.protect('business_calendars', vendor_writes => 'none', vendor =>
  'program_id in (select p.program_id from panel_memberships p where p.tenant_id = (select app.tenant()) and p.vendor_id = (select app.vendor()))');

-- The tiers by which orders are released where a release names none: of the templates for an order the most specific.
create table release_plan_templates (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  order_type text constraint release_plan_templates_order_type check (order_type in ('contract', 'per_diem', 'direct_hire')),
  profession text references professions (code),
  tiers jsonb not null constraint release_plan_templates_tiers check (jsonb_typeof(tiers) = 'array' and jsonb_array_length(tiers) between 1 and 10),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id)
);
create unique index release_plan_templates_once on release_plan_templates
  (tenant_id, program_id, coalesce(order_type, ''), coalesce(profession, '')) where archived_at is null;
create index release_plan_templates_program on release_plan_templates (tenant_id, program_id);
create index release_plan_templates_created on release_plan_templates (tenant_id, created_at, id);
-- It tells when each tier sees an order: no vendor's.
select app.protect('release_plan_templates');

-- The template that a plan's tiers came from; null where the release named them.
alter table release_plans add column template_id uuid;
alter table release_plans add constraint release_plans_template
  foreign key (tenant_id, template_id) references release_plan_templates (tenant_id, id) not valid;
-- squawk-ignore require-concurrent-index-creation
create index release_plans_template_index on release_plans (tenant_id, template_id);
-- squawk-ignore require-concurrent-index-creation
create index release_plans_program on release_plans (tenant_id, program_id, released_at);

-- How a vendor came to see an order: with its tier, later than its tier since it came to belong to it, by name, or by
-- the broadcast of a shift; by which plan; and how many live submissions of its own the order takes, where that is not
-- what the order says.
alter table order_visibilities add column origin text not null default 'tier'
  constraint order_visibilities_origin check (origin in ('tier', 'joined', 'named', 'broadcast'));
alter table order_visibilities add column plan_id uuid;
alter table order_visibilities add column submission_cap integer
  constraint order_visibilities_submission_cap check (submission_cap between 1 and 1000);
alter table order_visibilities add constraint order_visibilities_plan
  foreign key (tenant_id, plan_id) references release_plans (tenant_id, id) not valid;
-- squawk-ignore require-concurrent-index-creation
create index order_visibilities_plan_index on order_visibilities (tenant_id, plan_id);

-- The vendors of a tier that were not shown the order when it opened, and why: the other half of the proof of parity.
create table release_omissions (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  plan_id uuid not null,
  order_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  tier integer not null check (tier between 0 and 9),
  why text not null constraint release_omissions_why check (why in ('inactive', 'standing', 'documents', 'coverage')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, plan_id) references release_plans (tenant_id, id),
  foreign key (tenant_id, order_id) references orders (tenant_id, id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint release_omissions_once unique (tenant_id, plan_id, tier, vendor_id)
);
create index release_omissions_order on release_omissions (tenant_id, order_id);
create index release_omissions_vendor on release_omissions (tenant_id, vendor_id);
create index release_omissions_created on release_omissions (tenant_id, created_at, id);
select app.protect('release_omissions');
