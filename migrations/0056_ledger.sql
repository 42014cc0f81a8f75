-- Why: what is owed is kept by periods that close, and told to general ledgers once, in balance.

create table fiscal_calendars (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  pattern text not null constraint fiscal_calendars_pattern check (pattern in ('months', 'weeks_445', 'weeks_454', 'weeks_544', 'custom')),
  -- A year is called by the calendar year in which it ends.
  year_ends_in integer check (year_ends_in between 1 and 12),
  -- Of weeks: the weekday on which every year ends, and which one: the month's last, or the one nearest to its end.
  week_ends_on text constraint fiscal_calendars_week_ends_on
    check (week_ends_on in ('monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday')),
  year_ends_by text constraint fiscal_calendars_year_ends_by check (year_ends_by in ('last', 'nearest')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  constraint fiscal_calendars_once unique (tenant_id, program_id),
  constraint fiscal_calendars_program unique (tenant_id, id, program_id),
  check ((pattern = 'custom') = (year_ends_in is null)),
  check ((pattern in ('weeks_445', 'weeks_454', 'weeks_544')) = (week_ends_on is not null)),
  check ((week_ends_on is null) = (year_ends_by is null))
);
create index fiscal_calendars_created on fiscal_calendars (tenant_id, created_at, id);
select app.protect('fiscal_calendars');

create table fiscal_periods (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  calendar_id uuid not null,
  program_id uuid not null,
  fiscal_year integer not null check (fiscal_year between 2000 and 2199),
  number integer not null check (number between 1 and 60),
  name text not null check (length(name) between 1 and 100),
  starts_on date not null check (app.on_calendar(starts_on)),
  ends_on date not null check (app.on_calendar(ends_on)),
  state text not null constraint fiscal_periods_state check (state in ('open', 'closed')),
  closed_at timestamptz,
  closed_by uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, calendar_id, program_id) references fiscal_calendars (tenant_id, id, program_id),
  foreign key (tenant_id, closed_by) references memberships (tenant_id, id),
  constraint fiscal_periods_program unique (tenant_id, id, program_id),
  constraint fiscal_periods_once unique (tenant_id, calendar_id, fiscal_year, number),
  constraint fiscal_periods_days check (ends_on >= starts_on),
  constraint fiscal_periods_closed check ((state = 'closed') = (closed_at is not null) and (closed_at is null) = (closed_by is null)),
  -- Every day is of one period.
  constraint fiscal_periods_no_overlap exclude using gist (tenant_id with =, program_id with =, daterange(starts_on, ends_on, '[]') with &&)
);
create index fiscal_periods_calendar on fiscal_periods (tenant_id, calendar_id, program_id);
create index fiscal_periods_program_days on fiscal_periods (tenant_id, program_id, starts_on);
create index fiscal_periods_closed_by on fiscal_periods (tenant_id, closed_by) where closed_by is not null;
create index fiscal_periods_created on fiscal_periods (tenant_id, created_at, id);
select app.protect('fiscal_periods');

-- One closing of a period: what was checked, and what was accrued.
create table period_closings (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  period_id uuid not null,
  program_id uuid not null,
  number integer not null check (number between 1 and 1000),
  ends_on date not null check (app.on_calendar(ends_on)),
  state text not null constraint period_closings_state check (state in ('stands', 'reopened')),
  closed_by uuid not null,
  is_forced boolean not null,
  reason text check (length(reason) between 1 and 2000),
  -- What stood against it, where it was forced.
  faults jsonb not null default '[]' constraint period_closings_faults check (jsonb_typeof(faults) = 'array'),
  checks jsonb not null default '[]' constraint period_closings_checks check (jsonb_typeof(checks) = 'array'),
  currency char(3) not null check (app.is_currency(currency)),
  line_count integer not null check (line_count >= 0),
  amount numeric(14, 2) not null check (app.is_amount(amount)),
  fee_amount numeric(14, 2) not null check (app.is_amount(fee_amount)),
  vendor_amount numeric(14, 2) not null check (app.is_amount(vendor_amount)),
  -- SHA-256, in hex, of the accruals in order.
  content_hash text check (content_hash ~ '^[0-9a-f]{64}$'),
  reopened_by uuid,
  reopened_reason text check (length(reopened_reason) between 1 and 2000),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, period_id, program_id) references fiscal_periods (tenant_id, id, program_id),
  foreign key (tenant_id, closed_by) references memberships (tenant_id, id),
  foreign key (tenant_id, reopened_by) references memberships (tenant_id, id),
  constraint period_closings_once unique (tenant_id, period_id, number),
  constraint period_closings_forced check (is_forced = (reason is not null)),
  constraint period_closings_reopened check ((state = 'reopened') = (reopened_by is not null)
    and (reopened_by is null) = (reopened_reason is null)),
  check (amount = fee_amount + vendor_amount)
);
create unique index period_closings_one_stands on period_closings (tenant_id, period_id) where state = 'stands';
create index period_closings_period on period_closings (tenant_id, period_id, program_id);
create index period_closings_program on period_closings (tenant_id, program_id, ends_on);
create index period_closings_closed_by on period_closings (tenant_id, closed_by);
create index period_closings_reopened_by on period_closings (tenant_id, reopened_by) where reopened_by is not null;
create index period_closings_created on period_closings (tenant_id, created_at, id);

-- What was accrued at the end of a period when it was closed; never changed.
create table period_accruals (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  closing_id uuid not null,
  number integer not null check (number >= 1),
  program_id uuid not null,
  facility_id uuid,
  unit_id uuid,
  vendor_id uuid not null,
  cost_center_id uuid,
  cost_center_code text check (length(cost_center_code) between 1 and 64),
  basis text not null constraint period_accruals_basis check (basis in ('approved', 'submitted', 'recorded', 'expense', 'charge')),
  item_kind text not null check (item_kind ~ '^[a-z][a-z_]{0,62}$'),
  hour_type text check (hour_type ~ '^[a-z][a-z0-9_]{0,62}$'),
  amount numeric(14, 2) not null check (app.is_amount(amount)),
  fee_amount numeric(14, 2) not null check (app.is_amount(fee_amount)),
  vendor_amount numeric(14, 2) not null check (app.is_amount(vendor_amount)),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, closing_id) references period_closings (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, cost_center_id, program_id) references cost_centers (tenant_id, id, program_id),
  constraint period_accruals_number unique (tenant_id, closing_id, number),
  check (unit_id is null or facility_id is not null),
  check ((cost_center_id is null) = (cost_center_code is null)),
  check (amount = fee_amount + vendor_amount)
);
create index period_accruals_program on period_accruals (tenant_id, program_id);
create index period_accruals_facility on period_accruals (tenant_id, facility_id, program_id) where facility_id is not null;
create index period_accruals_unit on period_accruals (tenant_id, unit_id, facility_id, program_id) where unit_id is not null;
create index period_accruals_vendor_index on period_accruals (tenant_id, vendor_id);
create index period_accruals_cost_center on period_accruals (tenant_id, cost_center_id, program_id) where cost_center_id is not null;
create index period_accruals_created on period_accruals (tenant_id, created_at, id);
select app.protect('period_accruals');

-- The accounts of a ledger: the client's own, or the operator's.
create table gl_accounts (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  ledger text not null constraint gl_accounts_ledger check (ledger in ('client', 'operator')),
  number text not null check (number ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$'),
  name text not null check (length(name) between 1 and 200),
  type text not null constraint gl_accounts_type check (type in ('asset', 'liability', 'revenue', 'expense')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  constraint gl_accounts_once unique (tenant_id, program_id, ledger, number),
  constraint gl_accounts_ledger_key unique (tenant_id, id, program_id, ledger)
);
create index gl_accounts_created on gl_accounts (tenant_id, created_at, id);

-- Which account money of a purpose goes to, from day to day; the most specific one counts.
create table gl_mappings (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  ledger text not null constraint gl_mappings_ledger check (ledger in ('client', 'operator')),
  purpose text not null constraint gl_mappings_purpose check (purpose in ('expense', 'tax_expense', 'payable', 'accrued_payable',
    'receivable', 'vendor_clearing', 'vendor_payable', 'fee_revenue', 'tax_payable', 'accrued_receivable', 'accrued_vendor_payable',
    'accrued_fee_revenue', 'cash')),
  item_kind text check (item_kind ~ '^[a-z][a-z_]{0,62}$'),
  hour_type text check (hour_type ~ '^[a-z][a-z0-9_]{0,62}$'),
  cost_center_id uuid,
  account_id uuid not null,
  effective daterange not null check (app.on_calendar(effective)),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, cost_center_id, program_id) references cost_centers (tenant_id, id, program_id),
  constraint gl_mappings_account foreign key (tenant_id, account_id, program_id, ledger) references gl_accounts (tenant_id, id, program_id, ledger),
  constraint gl_mappings_purpose_of_ledger check ((purpose in ('expense', 'tax_expense', 'payable', 'accrued_payable')) = (ledger = 'client')),
  constraint gl_mappings_no_overlap exclude using gist (tenant_id with =, program_id with =, ledger with =, purpose with =,
    coalesce(item_kind, '') with =, coalesce(hour_type, '') with =,
    coalesce(cost_center_id, '00000000-0000-0000-0000-000000000000'::uuid) with =, effective with &&)
);
create index gl_mappings_program on gl_mappings (tenant_id, program_id, ledger);
create index gl_mappings_account_index on gl_mappings (tenant_id, account_id, program_id, ledger);
create index gl_mappings_cost_center on gl_mappings (tenant_id, cost_center_id, program_id) where cost_center_id is not null;
create index gl_mappings_created on gl_mappings (tenant_id, created_at, id);

-- One counter a ledger and program: its row lock makes the numbers gapless and takes exports one after another.
create table gl_series (
  tenant_id uuid not null references tenants (id),
  program_id uuid not null,
  ledger text not null check (ledger ~ '^(client|operator)$'),
  next_number integer not null default 1 check (next_number >= 1),
  primary key (tenant_id, program_id, ledger)
);

create table gl_exports (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  ledger text not null constraint gl_exports_ledger check (ledger in ('client', 'operator')),
  number integer not null check (number >= 1),
  period_id uuid,
  -- What was posted on these days and was not told before.
  starts_on date not null check (app.on_calendar(starts_on)),
  ends_on date not null check (app.on_calendar(ends_on)),
  state text not null constraint gl_exports_state check (state in ('ready', 'acknowledged', 'failed')),
  currency char(3) not null check (app.is_currency(currency)),
  entry_count integer not null check (entry_count >= 1),
  line_count integer not null check (line_count >= 1),
  debit_total numeric(14, 2) not null check (app.is_amount(debit_total)),
  credit_total numeric(14, 2) not null check (app.is_amount(credit_total)),
  -- SHA-256, in hex, of the lines in order; nothing joins an export that has one.
  content_hash text check (content_hash ~ '^[0-9a-f]{64}$'),
  created_by uuid not null,
  receiver_reference text check (length(receiver_reference) between 1 and 100),
  failure_reason text check (length(failure_reason) between 1 and 2000),
  answered_at timestamptz,
  answered_by uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, period_id, program_id) references fiscal_periods (tenant_id, id, program_id),
  foreign key (tenant_id, created_by) references memberships (tenant_id, id),
  foreign key (tenant_id, answered_by) references memberships (tenant_id, id),
  constraint gl_exports_number unique (tenant_id, program_id, ledger, number),
  constraint gl_exports_party unique (tenant_id, id, program_id, ledger),
  check (ends_on >= starts_on),
  check (debit_total = credit_total),
  constraint gl_exports_was_answered check ((state = 'ready') = (answered_at is null) and (answered_at is null) = (answered_by is null)),
  constraint gl_exports_acknowledged check ((state = 'acknowledged') = (receiver_reference is not null)),
  constraint gl_exports_failed check ((state = 'failed') = (failure_reason is not null))
);
create index gl_exports_period on gl_exports (tenant_id, period_id, program_id) where period_id is not null;
create index gl_exports_created_by on gl_exports (tenant_id, created_by);
create index gl_exports_answered_by on gl_exports (tenant_id, answered_by) where answered_by is not null;
create index gl_exports_created on gl_exports (tenant_id, created_at, id);

-- What an export posts, each in balance. One that stands was told to its ledger, and is told once.
create table gl_entries (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  export_id uuid not null,
  program_id uuid not null,
  ledger text not null check (ledger in ('client', 'operator')),
  number integer not null check (number >= 1),
  kind text not null constraint gl_entries_kind check (kind in ('document', 'payment', 'payment_reversal', 'accrual',
    'accrual_reversal', 'accrual_withdrawal', 'reversal_withdrawal')),
  source_noun text not null check (source_noun ~ '^[a-z][a-z_]{0,62}$'),
  source_id uuid not null,
  posted_on date not null check (app.on_calendar(posted_on)),
  -- The document's number, or the period's name.
  reference text not null check (length(reference) between 1 and 200),
  stands boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, export_id, program_id, ledger) references gl_exports (tenant_id, id, program_id, ledger),
  constraint gl_entries_number unique (tenant_id, export_id, number)
);
create unique index gl_entries_once on gl_entries (tenant_id, ledger, kind, source_id) where stands;
create index gl_entries_source on gl_entries (tenant_id, source_id);
create index gl_entries_export on gl_entries (tenant_id, export_id, program_id, ledger);

-- What a ledger reads; never changed.
create table gl_lines (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  export_id uuid not null,
  entry_number integer not null,
  number integer not null check (number >= 1),
  program_id uuid not null,
  ledger text not null check (ledger in ('client', 'operator')),
  kind text not null check (kind in ('document', 'payment', 'payment_reversal', 'accrual',
    'accrual_reversal', 'accrual_withdrawal', 'reversal_withdrawal')),
  source_id uuid not null,
  posted_on date not null check (app.on_calendar(posted_on)),
  reference text not null check (length(reference) between 1 and 200),
  purpose text not null check (purpose ~ '^[a-z][a-z_]{0,62}$'),
  account_id uuid not null,
  account_number text not null check (length(account_number) between 1 and 64),
  account_name text not null check (length(account_name) between 1 and 200),
  debit numeric(14, 2) not null check (app.is_amount(debit)),
  credit numeric(14, 2) not null check (app.is_amount(credit)),
  currency char(3) not null check (app.is_currency(currency)),
  item_kind text check (item_kind ~ '^[a-z][a-z_]{0,62}$'),
  hour_type text check (hour_type ~ '^[a-z][a-z0-9_]{0,62}$'),
  facility_id uuid,
  vendor_id uuid,
  cost_center_id uuid,
  cost_center_code text check (length(cost_center_code) between 1 and 64),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, export_id, entry_number) references gl_entries (tenant_id, export_id, number),
  foreign key (tenant_id, account_id, program_id, ledger) references gl_accounts (tenant_id, id, program_id, ledger),
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, cost_center_id, program_id) references cost_centers (tenant_id, id, program_id),
  constraint gl_lines_number unique (tenant_id, export_id, number),
  constraint gl_lines_one_side check (debit >= 0 and credit >= 0 and (debit > 0) <> (credit > 0)),
  check ((cost_center_id is null) = (cost_center_code is null))
);
create index gl_lines_entry on gl_lines (tenant_id, export_id, entry_number);
create index gl_lines_account on gl_lines (tenant_id, account_id, program_id, ledger);
create index gl_lines_facility on gl_lines (tenant_id, facility_id, program_id) where facility_id is not null;
create index gl_lines_vendor_index on gl_lines (tenant_id, vendor_id) where vendor_id is not null;
create index gl_lines_cost_center on gl_lines (tenant_id, cost_center_id, program_id) where cost_center_id is not null;
create index gl_lines_created on gl_lines (tenant_id, created_at, id);

-- The operator's own ledger is no business of the client's; whole programs are none of whoever is bound to facilities.
do $$
declare
  whole constant text := '(select app.facilities()) is null and (select app.units()) is null and ';
  clients constant text := 'ledger = ''client'' and ';
  kept text;
begin
  perform app.protect('period_closings', operator => whole || app.side_rule('period_closings', 'operator', 'scoped'),
    client => whole || app.side_rule('period_closings', 'client', 'scoped'));
  foreach kept in array array['gl_accounts', 'gl_mappings', 'gl_series', 'gl_exports', 'gl_entries', 'gl_lines'] loop
    perform app.protect(kept::regclass, history => kept <> 'gl_series',
      operator => whole || '((select app.programs()) is null or program_id = any ((select app.programs())::uuid[]))',
      client => clients || whole || '((select app.programs()) is null or program_id = any ((select app.programs())::uuid[]))');
  end loop;
end $$;

/* Refuses to change what was told or kept. */
create function app.keep_ledger_row() returns trigger language plpgsql
set search_path = pg_catalog, public, app, pg_temp as $$
begin
  raise exception 'what a ledger was told does not change; what differs is told later'
    using errcode = 'check_violation', constraint = tg_table_name || '_kept', table = tg_table_name;
end $$;
create trigger kept after update on gl_lines for each statement execute function app.keep_ledger_row();
create trigger kept after update on period_accruals for each statement execute function app.keep_ledger_row();

/* Nothing joins what has its hash. */
create function app.keep_sealed_lines() returns trigger language plpgsql
set search_path = pg_catalog, public, app, pg_temp as $$
begin
  if exists (select from added a join gl_exports e on e.tenant_id = a.tenant_id and e.id = a.export_id where e.content_hash is not null) then
    raise exception 'an export that was made takes no more lines'
      using errcode = 'check_violation', constraint = 'gl_lines_sealed', table = 'gl_lines';
  end if;
  return null;
end $$;
create trigger sealed after insert on gl_lines referencing new table as added
  for each statement execute function app.keep_sealed_lines();
create function app.keep_sealed_accruals() returns trigger language plpgsql
set search_path = pg_catalog, public, app, pg_temp as $$
begin
  if exists (select from added a join period_closings c on c.tenant_id = a.tenant_id and c.id = a.closing_id where c.content_hash is not null) then
    raise exception 'a closing that was made takes no more accruals'
      using errcode = 'check_violation', constraint = 'period_accruals_sealed', table = 'period_accruals';
  end if;
  return null;
end $$;
create trigger sealed after insert on period_accruals referencing new table as added
  for each statement execute function app.keep_sealed_accruals();

/* At commit every entry of an export is in balance, and the totals of one that was made are the sums of its lines. */
create function app.check_gl_balance() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, app, pg_temp as $$
begin
  if exists (select from gl_lines l where l.tenant_id = new.tenant_id and l.export_id = new.id
      group by l.entry_number having sum(l.debit) <> sum(l.credit))
    or exists (select from gl_exports e cross join lateral (select coalesce(sum(l.debit), 0) as debit, coalesce(sum(l.credit), 0) as credit, count(*) as lines
        from gl_lines l where l.tenant_id = e.tenant_id and l.export_id = e.id) told
      where e.tenant_id = new.tenant_id and e.id = new.id and e.content_hash is not null
        and (told.debit <> e.debit_total or told.credit <> e.credit_total or told.lines <> e.line_count)) then
    raise exception 'an entry is not in balance'
      using errcode = 'check_violation', constraint = 'gl_exports_balanced', table = 'gl_exports';
  end if;
  return null;
end $$;
revoke execute on function app.check_gl_balance from public;
create constraint trigger gl_exports_balanced after insert or update on gl_exports deferrable initially deferred
  for each row execute function app.check_gl_balance();
