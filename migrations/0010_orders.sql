-- Why: a request for people, its openings, and which vendor may see it from when.

create table orders (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  type text not null constraint orders_type check (type in ('contract', 'per_diem', 'direct_hire')),
  title text not null check (length(title) between 1 and 200),
  profession text not null references professions (code),
  specialty text references specialties (code),
  positions integer not null check (positions between 1 and 500),
  starts_on date not null check (app.on_calendar(starts_on)),
  ends_on date not null check (app.on_calendar(ends_on)),
  weeks integer not null check (weeks between 1 and 520),
  hours_per_week numeric(5, 2) not null check (hours_per_week > 0 and hours_per_week <= 168),
  guaranteed_hours numeric(5, 2) check (guaranteed_hours >= 0 and guaranteed_hours <= 168),
  shift_pattern text check (length(shift_pattern) between 1 and 200),
  bill_rate numeric(12, 4) not null check (app.is_rate(bill_rate) and bill_rate > 0),
  max_bill_rate numeric(12, 4) check (app.is_rate(max_bill_rate)),
  pay_rate_from numeric(12, 4) check (app.is_rate(pay_rate_from)),
  pay_rate_to numeric(12, 4) check (app.is_rate(pay_rate_to)),
  -- The range that vendors see and are warned against.
  posted_rate_from numeric(12, 4) check (app.is_rate(posted_rate_from)),
  posted_rate_to numeric(12, 4) check (app.is_rate(posted_rate_to)),
  currency char(3) not null default 'USD' check (app.is_currency(currency)),
  estimated_cost numeric(14, 2) not null check (app.is_amount(estimated_cost) and estimated_cost >= 0),
  reason text not null constraint orders_reason check (reason in ('vacancy', 'census', 'leave', 'seasonal', 'strike', 'other')),
  description text check (length(description) between 1 and 20000),
  internal_notes text check (length(internal_notes) between 1 and 20000),
  respond_by timestamptz check (app.on_calendar(respond_by)),
  submission_cap integer check (submission_cap between 1 and 1000),
  state text not null constraint orders_state check (state in ('draft', 'pending_approval', 'approval_paused', 'open',
    'partially_filled', 'filled', 'on_hold', 'canceled', 'expired', 'closed', 'rejected')),
  -- Where a held order returns to.
  held_from text check (held_from in ('open', 'partially_filled')),
  cancel_reason text check (length(cancel_reason) between 1 and 2000),
  released_at timestamptz,
  closed_at timestamptz,
  -- Everyone who made, changed or submitted it: none of them approves it.
  authors uuid[] not null default '{}' check (array_position(authors, null) is null),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint orders_days check (ends_on >= starts_on),
  constraint orders_max_bill_rate check (max_bill_rate >= bill_rate),
  constraint orders_pay_range check (pay_rate_to >= pay_rate_from),
  constraint orders_posted_range check (posted_rate_to >= posted_rate_from),
  constraint orders_held_from check ((state = 'on_hold') = (held_from is not null))
);
create index orders_program on orders (tenant_id, program_id, state);
create index orders_facility on orders (tenant_id, facility_id);
create index orders_unit on orders (tenant_id, unit_id);
create index orders_state_index on orders (tenant_id, state, created_at, id);
create index orders_created on orders (tenant_id, created_at, id);

create table positions (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  order_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  number integer not null check (number between 1 and 500),
  state text not null constraint positions_state check (state in ('open', 'filled', 'canceled', 'closed')),
  -- The latest opening: time to fill is counted from it.
  opened_at timestamptz not null,
  filled_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, order_id) references orders (tenant_id, id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint positions_number unique (tenant_id, order_id, number),
  constraint positions_order unique (tenant_id, id, order_id)
);
create index positions_created on positions (tenant_id, created_at, id);
select app.protect('positions');

/* An order never has more openings than it asks for. At commit, so that a change of both may come in any order. */
create function app.check_headcount() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, app, pg_temp as $$
declare
  checked uuid := case tg_table_name when 'orders' then (to_jsonb(new) ->> 'id')::uuid else (to_jsonb(new) ->> 'order_id')::uuid end;
  allowed integer;
begin
  -- The lock makes two transactions that both add an opening count one after the other.
  select positions into allowed from orders where tenant_id = new.tenant_id and id = checked for no key update;
  if (select count(*) from positions where tenant_id = new.tenant_id and order_id = checked and state <> 'canceled') > allowed then
    raise exception 'more openings than the order asks for' using errcode = 'check_violation', constraint = 'orders_headcount', table = 'orders';
  end if;
  return null;
end $$;
revoke execute on function app.check_headcount from public;
create constraint trigger orders_headcount after update of positions on orders deferrable initially deferred
  for each row when (new.positions < old.positions) execute function app.check_headcount();
create constraint trigger orders_headcount_added after insert on positions deferrable initially deferred
  for each row when (new.state <> 'canceled') execute function app.check_headcount();
create constraint trigger orders_headcount_restored after update of state on positions deferrable initially deferred
  for each row when (old.state = 'canceled' and new.state <> 'canceled') execute function app.check_headcount();

create table release_plans (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  order_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  tiers jsonb not null constraint release_plans_tiers check (jsonb_typeof(tiers) = 'array' and jsonb_array_length(tiers) between 1 and 10),
  state text not null constraint release_plans_state check (state in ('active', 'paused', 'withdrawn', 'completed')),
  released_at timestamptz not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, order_id) references orders (tenant_id, id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id));
create unique index release_plans_one_live on release_plans (tenant_id, order_id) where state in ('active', 'paused');
create index release_plans_order on release_plans (tenant_id, order_id);
select app.protect('release_plans');

create table order_visibilities (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  order_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  tier integer not null check (tier between 0 and 9),
  visible_from timestamptz not null check (app.on_calendar(visible_from)),
  visible_to timestamptz check (app.on_calendar(visible_to)),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, order_id) references orders (tenant_id, id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint order_visibilities_once unique (tenant_id, order_id, vendor_id),
  constraint order_visibilities_window check (visible_to >= visible_from)
);
create index order_visibilities_vendor on order_visibilities (tenant_id, vendor_id, visible_from);
select app.protect('order_visibilities', vendor => 'vendor_id = (select app.vendor()) and visible_from <= (select app.now())');
