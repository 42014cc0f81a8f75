-- Why: each chargeable thing billed once, on documents that never change after they are issued.

create table billing_items (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  facility_id uuid,
  unit_id uuid,
  vendor_id uuid not null,
  worker_id uuid,
  kind text not null constraint billing_items_kind check (kind in ('hours', 'expense', 'penalty', 'guarantee', 'fee', 'deliverable', 'adjustment')),
  -- Where the charge comes from; with the line's key it is what is billed once.
  source_noun text not null check (source_noun ~ '^[a-z][a-z_]{0,62}$'),
  source_id uuid not null,
  source_revision integer not null check (source_revision between 1 and 1000000),
  line_key text not null check (length(line_key) between 1 and 200),
  -- The billed item that this one takes back in part or whole.
  corrects_id uuid,
  hour_type text check (hour_type ~ '^[a-z][a-z0-9_]{0,62}$'),
  differential_code text check (differential_code ~ '^[a-z][a-z0-9_]{0,62}$'),
  description text not null check (length(description) between 1 and 500),
  work_date_from date not null check (app.on_calendar(work_date_from)),
  work_date_to date not null check (app.on_calendar(work_date_to)),
  minutes integer,
  rate numeric(12, 4) check (rate > -100000 and rate < 100000),
  currency char(3) not null default 'USD' check (app.is_currency(currency)),
  -- What the client is charged, the MSP's fee within it, and what the vendor is paid.
  amount numeric(14, 2) not null check (app.is_amount(amount)),
  fee_amount numeric(14, 2) not null check (app.is_amount(fee_amount)),
  vendor_amount numeric(14, 2) not null check (app.is_amount(vendor_amount)),
  -- The fee's terms when it was computed, so that it stays explained after the agreement has changed.
  agreement_id uuid,
  fee_model text not null constraint billing_items_fee_model check (fee_model in ('vendor_funded', 'client_funded', 'none')),
  fee_basis text not null constraint billing_items_fee_basis check (fee_basis in ('timesheet', 'line', 'invoice')),
  fee_percent numeric(7, 4) not null check (fee_percent between 0 and 100),
  allocation jsonb not null default '[]' constraint billing_items_allocation check (jsonb_typeof(allocation) = 'array'),
  state text not null constraint billing_items_state check (state in ('pending', 'approved', 'invoiced', 'paid', 'void')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, worker_id) references workers (tenant_id, id),
  foreign key (tenant_id, agreement_id) references agreements (tenant_id, id),
  constraint billing_items_once unique nulls not distinct
    (tenant_id, source_noun, source_id, source_revision, line_key, corrects_id),
  -- What an invoice line points at, so that it never bills another vendor's item or program.
  constraint billing_items_parties unique (tenant_id, id, program_id, vendor_id),
  foreign key (tenant_id, corrects_id, program_id, vendor_id) references billing_items (tenant_id, id, program_id, vendor_id),
  constraint billing_items_corrects check (corrects_id is null or (kind = 'adjustment' and amount <= 0 and minutes <= 0)),
  constraint billing_items_negative check (kind <> 'adjustment' or corrects_id is not null or amount >= 0),
  constraint billing_items_unit_has_facility check (unit_id is null or facility_id is not null),
  constraint billing_items_days check (work_date_to >= work_date_from),
  constraint billing_items_balance check (amount = fee_amount + vendor_amount)
);
create index billing_items_uninvoiced on billing_items (tenant_id, program_id, work_date_to) where state in ('pending', 'approved');
create index billing_items_program on billing_items (tenant_id, program_id, work_date_to);
create index billing_items_vendor on billing_items (tenant_id, vendor_id, created_at, id);
create index billing_items_source on billing_items (tenant_id, source_id);
create index billing_items_corrections on billing_items (tenant_id, corrects_id) where corrects_id is not null;
create index billing_items_created on billing_items (tenant_id, created_at, id);
select app.protect('billing_items', vendor => 'scoped');

/* What was billed is taken back once: a correction is of an invoiced item, and all of one together, at commit, leave
   nothing negative of what the client was charged, nor, once they are invoiced, of the fee and the vendor's part. */
create function app.check_corrections() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, app, pg_temp as $$
declare
  billed record;
  taken record;
begin
  -- The lock makes two transactions that both take back count one after the other.
  select i.state, i.corrects_id, i.amount, i.minutes, i.fee_amount, i.vendor_amount into billed from billing_items i
    where i.tenant_id = new.tenant_id and i.id = new.corrects_id for no key update;
  select coalesce(sum(i.amount), 0) as amount, coalesce(sum(i.minutes), 0) as minutes,
    coalesce(sum(i.fee_amount) filter (where i.state in ('invoiced', 'paid')), 0) as fee,
    coalesce(sum(i.vendor_amount) filter (where i.state in ('invoiced', 'paid')), 0) as vendor
    into taken from billing_items i
    where i.tenant_id = new.tenant_id and i.corrects_id = new.corrects_id and i.state <> 'void';
  if billed.state not in ('invoiced', 'paid') or billed.corrects_id is not null or billed.amount + taken.amount < 0
    or billed.minutes + taken.minutes < 0 or billed.fee_amount + taken.fee < 0
    or billed.vendor_amount + taken.vendor < least(billed.vendor_amount, 0) then
    raise exception 'more is taken back than was billed'
      using errcode = 'check_violation', constraint = 'billing_items_corrected', table = 'billing_items';
  end if;
  return null;
end $$;
revoke execute on function app.check_corrections from public;
create constraint trigger billing_items_corrected after insert or update on billing_items deferrable initially deferred
  for each row when (new.corrects_id is not null and new.state <> 'void') execute function app.check_corrections();

-- One counter a series: its row lock makes the numbers gapless.
create table invoice_series (
  tenant_id uuid not null references tenants (id),
  series text not null check (series ~ '^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$'),
  next_number bigint not null default 1 check (next_number >= 1),
  primary key (tenant_id, series)
);
select app.protect('invoice_series', client => 'none', history => false);

create table invoice_runs (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  period_start date not null check (app.on_calendar(period_start)),
  period_end date not null check (app.on_calendar(period_end)),
  state text not null constraint invoice_runs_state check (state in ('running', 'completed', 'failed')),
  item_count integer not null default 0 check (item_count >= 0),
  invoice_count integer not null default 0 check (invoice_count >= 0),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  constraint invoice_runs_period check (period_end >= period_start)
);
-- A period may be run again for what was approved late: items, not periods, are billed once.
create index invoice_runs_program on invoice_runs (tenant_id, program_id, period_start);
select app.protect('invoice_runs', client => 'none');

create table invoices (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  vendor_id uuid,
  kind text not null constraint invoices_kind check (kind in ('client_invoice', 'vendor_statement', 'credit_memo', 'vendor_credit')),
  series text not null,
  number text check (length(number) between 1 and 64),
  period_start date not null check (app.on_calendar(period_start)),
  period_end date not null check (app.on_calendar(period_end)),
  corrects_id uuid,
  -- Why a correction was made.
  reason text check (length(reason) between 1 and 500),
  run_id uuid,
  issued_by uuid,
  currency char(3) not null default 'USD' check (app.is_currency(currency)),
  -- Sums of the lines: what the client is charged, the MSP's fee within it, what vendors are paid.
  gross numeric(14, 2) not null check (app.is_amount(gross)),
  fee numeric(14, 2) not null check (app.is_amount(fee)),
  net numeric(14, 2) not null check (app.is_amount(net)),
  -- What this document asks for.
  total numeric(14, 2) not null check (app.is_amount(total)),
  issued_at timestamptz,
  issued_on date check (app.on_calendar(issued_on)),
  content_hash text check (length(content_hash) between 1 and 128),
  state text not null constraint invoices_state check (state in ('draft', 'issued', 'approved', 'sent', 'partially_paid', 'paid', 'disputed')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, corrects_id) references invoices (tenant_id, id),
  foreign key (tenant_id, run_id) references invoice_runs (tenant_id, id),
  foreign key (tenant_id, issued_by) references memberships (tenant_id, id),
  foreign key (tenant_id, series) references invoice_series (tenant_id, series),
  constraint invoices_number unique (tenant_id, series, number),
  constraint invoices_period check (period_end >= period_start),
  constraint invoices_issued check (case when state = 'draft' then number is null and issued_at is null and issued_on is null
    else number is not null and issued_at is not null and issued_on is not null end),
  constraint invoices_vendor check (vendor_id is not null or kind in ('client_invoice', 'credit_memo')),
  constraint invoices_corrects check ((kind in ('credit_memo', 'vendor_credit')) = (corrects_id is not null)),
  constraint invoices_net check (net = gross - fee),
  constraint invoices_total check (total = case when kind in ('client_invoice', 'credit_memo') then gross else net end)
);
create index invoices_program on invoices (tenant_id, program_id, period_start);
create index invoices_vendor_index on invoices (tenant_id, vendor_id, created_at, id);
create index invoices_corrects_index on invoices (tenant_id, corrects_id);
create index invoices_run on invoices (tenant_id, run_id);
create index invoices_created on invoices (tenant_id, created_at, id);
-- A document of the whole program is not for a client of some of its facilities; it sees its own lines of it.
select app.protect('invoices', client => '((select app.programs()) is null or program_id = any ((select app.programs())::uuid[]))
  and (select app.facilities()) is null and (select app.units()) is null and kind in (''client_invoice'', ''credit_memo'')', vendor => 'vendor_id = (select app.vendor()) and kind in (''vendor_statement'', ''vendor_credit'')');

create table invoice_lines (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  invoice_id uuid not null,
  side text not null constraint invoice_lines_side check (side in ('client', 'vendor')),
  number integer not null check (number between 1 and 1000000),
  program_id uuid not null,
  facility_id uuid,
  unit_id uuid,
  vendor_id uuid not null,
  worker_id uuid,
  billing_item_id uuid not null,
  description text not null check (length(description) between 1 and 500),
  minutes integer,
  rate numeric(12, 4) check (rate > -100000 and rate < 100000),
  amount numeric(14, 2) not null check (app.is_amount(amount)),
  fee_amount numeric(14, 2) not null check (app.is_amount(fee_amount)),
  net_amount numeric(14, 2) not null generated always as (amount - fee_amount) stored,
  allocation jsonb not null default '[]' constraint invoice_lines_allocation check (jsonb_typeof(allocation) = 'array'),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, invoice_id) references invoices (tenant_id, id),
  foreign key (tenant_id, billing_item_id, program_id, vendor_id) references billing_items (tenant_id, id, program_id, vendor_id),
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  foreign key (tenant_id, worker_id) references workers (tenant_id, id),
  -- An item stands on one client document and on one vendor document.
  constraint invoice_lines_once unique (tenant_id, billing_item_id, side),
  constraint invoice_lines_number unique (tenant_id, invoice_id, number),
  constraint invoice_lines_unit_has_facility check (unit_id is null or facility_id is not null)
);
create index invoice_lines_vendor_index on invoice_lines (tenant_id, vendor_id);
create index invoice_lines_facility on invoice_lines (tenant_id, facility_id);
select app.protect('invoice_lines', client => '((select app.programs()) is null or program_id = any ((select app.programs())::uuid[]))
  and ((select app.facilities()) is null or facility_id is null or facility_id = any ((select app.facilities())::uuid[]))
  and ((select app.units()) is null or unit_id is null or unit_id = any ((select app.units())::uuid[])) and side = ''client''', vendor => 'vendor_id = (select app.vendor()) and side = ''vendor''');

/* An issued document only moves through its life; corrections are new documents. */
create function app.keep_issued_invoice() returns trigger language plpgsql
set search_path = pg_catalog, public, app, pg_temp as $$
begin
  if old.state <> 'draft' and (new.state = 'draft' or
    (new.program_id, new.vendor_id, new.kind, new.series, new.number, new.period_start, new.period_end, new.corrects_id, new.reason,
      new.run_id, new.issued_by, new.currency, new.gross, new.fee, new.net, new.total, new.issued_at, new.issued_on, new.created_at)
    is distinct from
    (old.program_id, old.vendor_id, old.kind, old.series, old.number, old.period_start, old.period_end, old.corrects_id, old.reason,
      old.run_id, old.issued_by, old.currency, old.gross, old.fee, old.net, old.total, old.issued_at, old.issued_on, old.created_at)
    or (old.content_hash is not null and new.content_hash is distinct from old.content_hash))
  then
    raise exception 'an issued document never changes' using errcode = 'check_violation', constraint = 'invoices_immutable', table = 'invoices';
  end if;
  return new;
end $$;
create trigger immutable before update on invoices for each row execute function app.keep_issued_invoice();

/* Lines come and change only while their document is a draft, and only on a document of their own side and vendor. */
create function app.keep_issued_lines() returns trigger language plpgsql
set search_path = pg_catalog, public, app, pg_temp as $$
declare
  document record;
  broken text;
begin
  -- The lock keeps the document from being issued between this look and this line.
  select i.state, i.kind, i.vendor_id, i.program_id into document from invoices i
    where i.tenant_id = new.tenant_id and i.id = new.invoice_id for share;
  if not found then return new; end if; -- The foreign key answers for it.
  broken := case
    when document.state <> 'draft' or (tg_op = 'UPDATE' and new.invoice_id <> old.invoice_id) then 'invoice_lines_immutable'
    when (new.side = 'client') <> (document.kind in ('client_invoice', 'credit_memo')) then 'invoice_lines_document_side'
    when new.program_id <> document.program_id or new.vendor_id <> document.vendor_id then 'invoice_lines_document_parties' end;
  if broken is not null then
    raise exception 'the line does not fit its document' using errcode = 'check_violation', constraint = broken, table = 'invoice_lines';
  end if;
  return new;
end $$;
create trigger immutable before insert or update on invoice_lines for each row execute function app.keep_issued_lines();

/* A document's totals are the sums of its lines, at commit. Lines can only join a draft, and issuing is a change
   of the document, so one look at each change of the document sees every line it was issued with. */
create function app.check_invoice_totals() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, app, pg_temp as $$
declare
  sums record;
  document record;
begin
  select coalesce(sum(amount), 0) as gross, coalesce(sum(fee_amount), 0) as fee into sums
    from invoice_lines where tenant_id = new.tenant_id and invoice_id = new.id;
  select gross, fee into document from invoices where tenant_id = new.tenant_id and id = new.id;
  if (sums.gross, sums.fee) is distinct from (document.gross, document.fee) then
    raise exception 'totals are not the sums of the lines' using errcode = 'check_violation', constraint = 'invoices_totals', table = 'invoices';
  end if;
  return null;
end $$;
revoke execute on function app.check_invoice_totals from public;
create constraint trigger invoices_totals after insert or update on invoices deferrable initially deferred
  for each row execute function app.check_invoice_totals();

/* A credit takes back lines of the document that it corrects, none of them, with the credits before, beyond its amount:
   so neither does all that credits a document take back more than it asked for. */
create function app.check_credited_line() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, app, pg_temp as $$
declare
  document record;
  corrected uuid;
  billed record;
  broken text;
begin
  select i.corrects_id into corrected from billing_items i where i.tenant_id = new.tenant_id and i.id = new.billing_item_id;
  select i.corrects_id into document from invoices i where i.tenant_id = new.tenant_id and i.id = new.invoice_id;
  if corrected is null and document.corrects_id is null then return null; end if;
  -- The lock makes two credits of one line count one after the other.
  select l.invoice_id, l.amount, l.net_amount into billed from invoice_lines l
    where l.tenant_id = new.tenant_id and l.billing_item_id = corrected and l.side = new.side for no key update;
  if billed.invoice_id is distinct from document.corrects_id or corrected is null then
    broken := 'invoice_lines_corrected';
  elsif (select billed.amount + sum(l.amount) < 0 or billed.net_amount + sum(l.net_amount) < least(billed.net_amount, 0)
      from billing_items i join invoice_lines l on l.tenant_id = i.tenant_id and l.billing_item_id = i.id and l.side = new.side
      where i.tenant_id = new.tenant_id and i.corrects_id = corrected) then
    broken := 'invoice_lines_credited';
  end if;
  if broken is not null then
    raise exception 'the line does not credit what was invoiced' using errcode = 'check_violation', constraint = broken, table = 'invoice_lines';
  end if;
  return null;
end $$;
revoke execute on function app.check_credited_line from public;
create constraint trigger invoice_lines_credited after insert or update on invoice_lines deferrable initially deferred
  for each row execute function app.check_credited_line();
