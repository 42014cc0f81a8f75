-- Why: what a client has ordered and budgeted bounds what it is billed; a program says how its documents look, and what tax they bear.

-- Percentages of an amount at which somebody is told: ascending, each once, above nothing.
create function app.are_thresholds(value integer[]) returns boolean language sql immutable parallel safe
set search_path = pg_catalog, public, app, pg_temp
begin atomic
  select cardinality(value) <= 20 and array_position(value, null) is null and coalesce((select bool_and(t.percent between 1 and 1000
    and t.percent > coalesce(value[t.place - 1], 0)) from unnest(value) with ordinality as t (percent, place)), true);
end;

-- The client's order to pay for: of everything, or of what its scope names. What the scope implies stands beside it:
-- an assignment's order, unit, facility and vendor.
create table purchase_orders (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  facility_id uuid,
  unit_id uuid,
  vendor_id uuid,
  cost_center_id uuid,
  order_id uuid,
  assignment_id uuid,
  number text not null check (length(number) between 1 and 64),
  description text check (length(description) between 1 and 500),
  amount numeric(14, 2) not null check (app.is_amount(amount) and amount > 0),
  currency char(3) not null check (app.is_currency(currency)),
  effective daterange not null check (app.on_calendar(effective)),
  thresholds integer[] not null default '{}' constraint purchase_orders_thresholds check (app.are_thresholds(thresholds)),
  when_exhausted text not null default 'warn' constraint purchase_orders_when_exhausted check (when_exhausted in ('warn', 'block')),
  state text not null constraint purchase_orders_state check (state in ('open', 'closed')),
  closed_because text check (length(closed_because) between 1 and 2000),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, cost_center_id, program_id) references cost_centers (tenant_id, id, program_id),
  foreign key (tenant_id, order_id) references orders (tenant_id, id),
  foreign key (tenant_id, assignment_id) references assignments (tenant_id, id),
  constraint purchase_orders_number unique (tenant_id, program_id, number),
  -- What a document of the program names is an order of the program.
  constraint purchase_orders_scope unique (tenant_id, id, program_id),
  constraint purchase_orders_unit_has_facility check (unit_id is null or facility_id is not null),
  constraint purchase_orders_order_has_unit check (order_id is null or unit_id is not null),
  constraint purchase_orders_assignment_has_order check (assignment_id is null or (order_id is not null and vendor_id is not null)),
  constraint purchase_orders_closed check (state = 'closed' or closed_because is null)
);
create index purchase_orders_facility on purchase_orders (tenant_id, facility_id);
create index purchase_orders_unit on purchase_orders (tenant_id, unit_id);
create index purchase_orders_vendor on purchase_orders (tenant_id, vendor_id);
create index purchase_orders_cost_center on purchase_orders (tenant_id, cost_center_id);
create index purchase_orders_order on purchase_orders (tenant_id, order_id);
create index purchase_orders_assignment on purchase_orders (tenant_id, assignment_id);
create index purchase_orders_created on purchase_orders (tenant_id, created_at, id);
select app.protect('purchase_orders', vendor => 'scoped', vendor_writes => 'none');

-- What a cost center may cost in a period.
create table cost_center_budgets (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  facility_id uuid,
  cost_center_id uuid not null,
  amount numeric(14, 2) not null check (app.is_amount(amount) and amount > 0),
  currency char(3) not null check (app.is_currency(currency)),
  period daterange not null check (app.on_calendar(period) and upper(period) is not null),
  thresholds integer[] not null default '{}' constraint cost_center_budgets_thresholds check (app.are_thresholds(thresholds)),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id),
  foreign key (tenant_id, cost_center_id, program_id) references cost_centers (tenant_id, id, program_id),
  constraint cost_center_budgets_no_overlap exclude using gist (tenant_id with =, cost_center_id with =, period with &&) where (archived_at is null)
);
create index cost_center_budgets_program on cost_center_budgets (tenant_id, program_id);
create index cost_center_budgets_facility on cost_center_budgets (tenant_id, facility_id);
create index cost_center_budgets_created on cost_center_budgets (tenant_id, created_at, id);
select app.protect('cost_center_budgets');

-- A threshold that was reached: told once for each amount that the order or the budget has had.
create table burn_thresholds (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  facility_id uuid,
  purchase_order_id uuid,
  budget_id uuid,
  threshold integer not null check (threshold between 1 and 1000),
  -- What it was a part of, and what was burned of that.
  amount numeric(14, 2) not null check (app.is_amount(amount) and amount > 0),
  burned numeric(14, 2) not null check (app.is_amount(burned)),
  reached_on date not null check (app.on_calendar(reached_on)),
  state text not null constraint burn_thresholds_state check (state in ('reached', 'acknowledged')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id),
  foreign key (tenant_id, purchase_order_id) references purchase_orders (tenant_id, id),
  foreign key (tenant_id, budget_id) references cost_center_budgets (tenant_id, id),
  constraint burn_thresholds_of_one check (num_nonnulls(purchase_order_id, budget_id) = 1),
  constraint burn_thresholds_reached check (burned * 100 >= amount * threshold),
  constraint burn_thresholds_once unique nulls not distinct (tenant_id, purchase_order_id, budget_id, amount, threshold)
);
create index burn_thresholds_program on burn_thresholds (tenant_id, program_id);
create index burn_thresholds_facility on burn_thresholds (tenant_id, facility_id);
create index burn_thresholds_budget on burn_thresholds (tenant_id, budget_id);
create index burn_thresholds_created on burn_thresholds (tenant_id, created_at, id);
-- What is burned of all of a program would tell whoever is bound to a part of it what the others cost.
do $$
declare
  own constant text := '((select app.programs()) is null or program_id = any ((select app.programs())::uuid[]))
    and (select app.units()) is null
    and ((select app.facilities()) is null or coalesce(facility_id = any ((select app.facilities())::uuid[]), false))';
begin
  perform app.protect('burn_thresholds', operator => own, client => own);
end $$;

-- How a program's documents are cut, numbered and headed; without one they are as `profileOf` says.
create table billing_profiles (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  grouping text not null default 'program' constraint billing_profiles_grouping check (grouping in ('program', 'facility', 'cost_center', 'purchase_order')),
  invoice_prefix text not null default 'CI' constraint billing_profiles_invoice_prefix check (invoice_prefix ~ '^[A-Z0-9][A-Z0-9_-]{0,15}$'),
  statement_prefix text not null default 'VS' constraint billing_profiles_statement_prefix check (statement_prefix ~ '^[A-Z0-9][A-Z0-9_-]{0,15}$'),
  credit_memo_prefix text not null default 'CM' constraint billing_profiles_credit_memo_prefix check (credit_memo_prefix ~ '^[A-Z0-9][A-Z0-9_-]{0,15}$'),
  vendor_credit_prefix text not null default 'VC' constraint billing_profiles_vendor_credit_prefix check (vendor_credit_prefix ~ '^[A-Z0-9][A-Z0-9_-]{0,15}$'),
  -- {name, addressLines, countryCode, taxId, electronicAddress, email}; null: the tenant, and the program, by name.
  seller jsonb constraint billing_profiles_seller check (jsonb_typeof(seller) = 'object'),
  buyer jsonb constraint billing_profiles_buyer check (jsonb_typeof(buyer) = 'object'),
  remit_to text[] not null default '{}' constraint billing_profiles_remit_to check (cardinality(remit_to) <= 10 and array_position(remit_to, null) is null),
  note text check (length(note) between 1 and 2000),
  logo_file_id uuid,
  terms_days integer not null default 30 constraint billing_profiles_terms_days check (terms_days between 0 and 365),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, logo_file_id) references files (tenant_id, id),
  constraint billing_profiles_program unique (tenant_id, program_id),
  -- Two kinds of documents never share the numbers of one series.
  constraint billing_profiles_prefixes check (invoice_prefix not in (statement_prefix, credit_memo_prefix, vendor_credit_prefix)
    and statement_prefix not in (credit_memo_prefix, vendor_credit_prefix) and credit_memo_prefix <> vendor_credit_prefix)
);
create index billing_profiles_logo on billing_profiles (tenant_id, logo_file_id);
create index billing_profiles_created on billing_profiles (tenant_id, created_at, id);
select app.protect('billing_profiles');

-- A tax on client documents from day to day, and which lines bear it; of several the one that names most.
create table tax_rules (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  jurisdiction text check (length(jurisdiction) between 1 and 200),
  percent numeric(7, 4) not null check (percent between 0 and 100),
  effective daterange not null check (app.on_calendar(effective)),
  -- {facilityIds, states, kinds, vendorIds}, each sorted; an empty list is any.
  covers jsonb not null constraint tax_rules_covers check (jsonb_typeof(covers) = 'object'),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  constraint tax_rules_no_overlap exclude using gist (tenant_id with =, program_id with =, md5(covers::text) with =, effective with &&)
);
create index tax_rules_program on tax_rules (tenant_id, program_id);
create index tax_rules_created on tax_rules (tenant_id, created_at, id);
select app.protect('tax_rules');

-- Whoever is bound to some facilities or units sees what is ordered, budgeted and settled for all of the program, and
-- decides for its own part alone.
do $$
declare
  facilities constant text := '((select app.facilities()) is null or coalesce(facility_id = any ((select app.facilities())::uuid[]), false))';
  units constant text := '((select app.units()) is null or coalesce(unit_id = any ((select app.units())::uuid[]), false))';
  whole constant text := '(select app.facilities()) is null and (select app.units()) is null';
  bound record;
begin
  for bound in select b.kept, b.rule from (values ('purchase_orders', facilities || ' and ' || units),
      ('cost_center_budgets', facilities || ' and (select app.units()) is null'), ('billing_profiles', whole), ('tax_rules', whole)) as b (kept, rule)
  loop
    execute format('create policy of_own_part_insert on %I as restrictive for insert to requisite_service with check (%s)', bound.kept, bound.rule);
    execute format('create policy of_own_part_update on %I as restrictive for update to requisite_service using (true) with check (%s)', bound.kept, bound.rule);
  end loop;
end $$;

-- What is billed names orders and taxes of its own program; every row before names none.
alter table billing_items add constraint billing_items_purchase_order
  foreign key (tenant_id, purchase_order_id, program_id) references purchase_orders (tenant_id, id, program_id) not valid;
alter table invoices add constraint invoices_purchase_order
  foreign key (tenant_id, purchase_order_id, program_id) references purchase_orders (tenant_id, id, program_id) not valid;
alter table invoice_lines
  add constraint invoice_lines_purchase_order
    foreign key (tenant_id, purchase_order_id, program_id) references purchase_orders (tenant_id, id, program_id) not valid,
  add constraint invoice_lines_tax_rule foreign key (tenant_id, tax_rule_id) references tax_rules (tenant_id, id) not valid;
alter table invoice_taxes add constraint invoice_taxes_rule foreign key (tenant_id, tax_rule_id) references tax_rules (tenant_id, id) not valid;
