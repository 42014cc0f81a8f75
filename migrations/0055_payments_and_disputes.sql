-- Why: what was paid and credited of each document is told by dated rows, which its balance is the sum of; a line can be disputed.

create table payments (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  -- Whom the operator pays or is paid back by; null: the client.
  vendor_id uuid,
  direction text not null constraint payments_direction check (direction in ('received', 'paid', 'refunded', 'recovered')),
  method text not null constraint payments_method check (method in ('ach', 'wire', 'check', 'card', 'other')),
  -- Under what the payer knows it: a check's number, a trace number.
  reference text not null check (length(reference) between 1 and 200),
  paid_on date not null check (app.on_calendar(paid_on)),
  currency char(3) not null check (app.is_currency(currency)),
  amount numeric(14, 2) not null check (app.is_amount(amount) and amount > 0),
  applied_amount numeric(14, 2) not null default 0,
  note text check (length(note) between 1 and 2000),
  state text not null constraint payments_state check (state in ('recorded', 'reversed')),
  recorded_by uuid not null,
  reversed_on date check (app.on_calendar(reversed_on)),
  reversed_at timestamptz,
  reversed_by uuid,
  reversed_because text check (length(reversed_because) between 1 and 2000),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, recorded_by) references memberships (tenant_id, id),
  foreign key (tenant_id, reversed_by) references memberships (tenant_id, id),
  -- A payment is recorded once, also where it was returned since.
  constraint payments_once unique nulls not distinct (tenant_id, program_id, direction, vendor_id, reference),
  constraint payments_party check ((direction in ('paid', 'recovered')) = (vendor_id is not null)),
  constraint payments_applied check (applied_amount between 0 and amount),
  constraint payments_reversed check (case when state = 'reversed'
    then reversed_on >= paid_on and reversed_at is not null and reversed_by is not null and reversed_because is not null and applied_amount = 0
    else reversed_on is null and reversed_at is null and reversed_by is null and reversed_because is null end)
);
create index payments_program on payments (tenant_id, program_id, paid_on);
create index payments_vendor on payments (tenant_id, vendor_id, created_at, id) where vendor_id is not null;
create index payments_recorded_by on payments (tenant_id, recorded_by);
create index payments_reversed_by on payments (tenant_id, reversed_by) where reversed_by is not null;
create index payments_created on payments (tenant_id, created_at, id);
-- What a program pays and is paid is not for a client of some of its facilities.
select app.protect('payments', client => '((select app.programs()) is null or program_id = any ((select app.programs())::uuid[]))
  and (select app.facilities()) is null and (select app.units()) is null and vendor_id is null',
  vendor => 'vendor_id = (select app.vendor())', vendor_writes => 'none');

-- What of a payment settles which document: added, and taken back by a row of the other sign; never changed.
create table payment_applications (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  vendor_id uuid,
  payment_id uuid not null,
  invoice_id uuid not null,
  -- By how much the document's paid amount grows: negative where a credit is paid out, or where a payment is taken back.
  amount numeric(14, 2) not null check (app.is_amount(amount) and amount <> 0),
  applied_on date not null check (app.on_calendar(applied_on)),
  reverses_id uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, payment_id) references payments (tenant_id, id),
  foreign key (tenant_id, invoice_id) references invoices (tenant_id, id),
  constraint payment_applications_reversed_once unique (tenant_id, reverses_id),
  -- What takes back is of the same payment and document.
  constraint payment_applications_pair unique (tenant_id, id, payment_id, invoice_id),
  foreign key (tenant_id, reverses_id, payment_id, invoice_id) references payment_applications (tenant_id, id, payment_id, invoice_id)
);
create index payment_applications_program on payment_applications (tenant_id, program_id, applied_on);
create index payment_applications_vendor on payment_applications (tenant_id, vendor_id) where vendor_id is not null;
create index payment_applications_payment on payment_applications (tenant_id, payment_id);
create index payment_applications_invoice on payment_applications (tenant_id, invoice_id);
create index payment_applications_created on payment_applications (tenant_id, created_at, id);
select app.protect('payment_applications', client => '((select app.programs()) is null or program_id = any ((select app.programs())::uuid[]))
  and (select app.facilities()) is null and (select app.units()) is null and vendor_id is null',
  vendor => 'vendor_id = (select app.vendor())', vendor_writes => 'none');

-- What of a credit settles which document, in the same manner.
create table credit_applications (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  vendor_id uuid,
  -- The document with less than nothing to ask for, and the one that it settles.
  credit_id uuid not null,
  invoice_id uuid not null,
  amount numeric(14, 2) not null check (app.is_amount(amount) and amount <> 0),
  applied_on date not null check (app.on_calendar(applied_on)),
  reverses_id uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, credit_id) references invoices (tenant_id, id),
  foreign key (tenant_id, invoice_id) references invoices (tenant_id, id),
  constraint credit_applications_reversed_once unique (tenant_id, reverses_id),
  constraint credit_applications_pair unique (tenant_id, id, credit_id, invoice_id),
  foreign key (tenant_id, reverses_id, credit_id, invoice_id) references credit_applications (tenant_id, id, credit_id, invoice_id),
  constraint credit_applications_documents check (credit_id <> invoice_id),
  constraint credit_applications_sign check ((amount < 0) = (reverses_id is not null))
);
create index credit_applications_program on credit_applications (tenant_id, program_id, applied_on);
create index credit_applications_vendor on credit_applications (tenant_id, vendor_id) where vendor_id is not null;
create index credit_applications_credit on credit_applications (tenant_id, credit_id);
create index credit_applications_invoice on credit_applications (tenant_id, invoice_id);
create index credit_applications_created on credit_applications (tenant_id, created_at, id);
select app.protect('credit_applications', client => '((select app.programs()) is null or program_id = any ((select app.programs())::uuid[]))
  and (select app.facilities()) is null and (select app.units()) is null and vendor_id is null',
  vendor => 'vendor_id = (select app.vendor())', vendor_writes => 'none');

/* What a document and a payment say was settled is the sum of the rows that tell of it, at commit. */
create function app.check_settlements() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, app, pg_temp as $$
declare
  -- The row as JSON: the function serves four tables.
  stated jsonb := to_jsonb(new);
  documents uuid[] := case tg_table_name when 'invoices' then array[new.id]
    else array_remove(array[(stated ->> 'invoice_id')::uuid, (stated ->> 'credit_id')::uuid], null) end;
  payment uuid := case tg_table_name when 'payments' then new.id else (stated ->> 'payment_id')::uuid end;
  broken text;
begin
  if exists (select from invoices d where d.tenant_id = new.tenant_id and d.id = any (documents) and
      (d.paid_amount, d.credited_amount) is distinct from
      ((select coalesce(sum(a.amount), 0) from payment_applications a where a.tenant_id = d.tenant_id and a.invoice_id = d.id),
       (select coalesce(sum(a.amount), 0) from credit_applications a where a.tenant_id = d.tenant_id and a.invoice_id = d.id)
       - (select coalesce(sum(a.amount), 0) from credit_applications a where a.tenant_id = d.tenant_id and a.credit_id = d.id)))
    or exists (select from payments p where p.tenant_id = new.tenant_id and p.id = payment and p.applied_amount is distinct from
      (select coalesce(sum(a.amount), 0) * case when p.direction in ('received', 'paid') then 1 else -1 end
        from payment_applications a where a.tenant_id = p.tenant_id and a.payment_id = p.id))
  then
    broken := tg_name;
  elsif tg_table_name = 'payment_applications' and exists (select from payments p, invoices d
      where p.tenant_id = new.tenant_id and p.id = payment and d.tenant_id = new.tenant_id and d.id = any (documents)
        and ((d.program_id, d.vendor_id, d.currency) is distinct from (p.program_id, p.vendor_id, p.currency)
          or (stated ->> 'program_id', stated ->> 'vendor_id') is distinct from (p.program_id::text, p.vendor_id::text)
          or sign(d.total) <> case when p.direction in ('received', 'paid') then 1 else -1 end)) then
    broken := 'payment_applications_parties';
  elsif tg_table_name = 'credit_applications' and exists (select from invoices c, invoices d
      where c.tenant_id = new.tenant_id and c.id = (stated ->> 'credit_id')::uuid
        and d.tenant_id = new.tenant_id and d.id = (stated ->> 'invoice_id')::uuid
        and ((d.program_id, d.vendor_id, d.currency) is distinct from (c.program_id, c.vendor_id, c.currency)
          or (stated ->> 'program_id', stated ->> 'vendor_id') is distinct from (c.program_id::text, c.vendor_id::text)
          or c.total > 0 or d.total < 0)) then
    broken := 'credit_applications_parties';
  end if;
  if broken is not null then
    raise exception 'what was settled is not what its rows tell'
      using errcode = 'check_violation', constraint = broken, table = tg_table_name;
  end if;
  return null;
end $$;
revoke execute on function app.check_settlements from public;
create constraint trigger payments_sums after insert or update on payments deferrable initially deferred
  for each row execute function app.check_settlements();
create constraint trigger payment_applications_sums after insert or update on payment_applications deferrable initially deferred
  for each row execute function app.check_settlements();
create constraint trigger credit_applications_sums after insert or update on credit_applications deferrable initially deferred
  for each row execute function app.check_settlements();
create constraint trigger invoices_sums after update of paid_amount, credited_amount on invoices deferrable initially deferred
  for each row execute function app.check_settlements();

create table invoice_disputes (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  invoice_id uuid not null,
  invoice_line_id uuid not null,
  billing_item_id uuid not null,
  program_id uuid not null,
  facility_id uuid,
  unit_id uuid,
  vendor_id uuid not null,
  reason text not null constraint invoice_disputes_reason
    check (reason in ('hours', 'rate', 'duplicate', 'not_authorized', 'not_received', 'wrong_account', 'other')),
  explanation text not null check (length(explanation) between 1 and 2000),
  currency char(3) not null check (app.is_currency(currency)),
  -- What the line stood at when it was disputed, what it should be, and what is in dispute between them.
  line_amount numeric(14, 2) not null check (app.is_amount(line_amount)),
  expected_amount numeric(14, 2) not null check (app.is_amount(expected_amount) and expected_amount >= 0),
  amount numeric(14, 2) not null check (app.is_amount(amount) and amount > 0),
  state text not null constraint invoice_disputes_state check (state in ('open', 'upheld', 'credited', 'withdrawn')),
  raised_by uuid not null,
  resolution text check (length(resolution) between 1 and 2000),
  resolved_at timestamptz,
  resolved_by uuid,
  credited_amount numeric(14, 2) check (app.is_amount(credited_amount) and credited_amount > 0),
  credit_memo_id uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, invoice_id) references invoices (tenant_id, id),
  foreign key (tenant_id, invoice_line_id) references invoice_lines (tenant_id, id),
  foreign key (tenant_id, billing_item_id, program_id, vendor_id) references billing_items (tenant_id, id, program_id, vendor_id),
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  foreign key (tenant_id, raised_by) references memberships (tenant_id, id),
  foreign key (tenant_id, resolved_by) references memberships (tenant_id, id),
  foreign key (tenant_id, credit_memo_id) references invoices (tenant_id, id),
  constraint invoice_disputes_unit_has_facility check (unit_id is null or facility_id is not null),
  constraint invoice_disputes_amount check (amount = line_amount - expected_amount),
  constraint invoice_disputes_resolved check ((state = 'open') = (resolved_at is null) and (state = 'open') = (resolved_by is null)),
  constraint invoice_disputes_credited check ((state = 'credited') = (credited_amount is not null) and credited_amount <= amount
    and (credit_memo_id is null or state = 'credited'))
);
-- A line is in one dispute at a time.
create unique index invoice_disputes_open on invoice_disputes (tenant_id, invoice_line_id) where state = 'open';
create index invoice_disputes_invoice on invoice_disputes (tenant_id, invoice_id, state);
create index invoice_disputes_line on invoice_disputes (tenant_id, invoice_line_id);
create index invoice_disputes_item on invoice_disputes (tenant_id, billing_item_id);
create index invoice_disputes_program on invoice_disputes (tenant_id, program_id, created_at, id);
create index invoice_disputes_facility on invoice_disputes (tenant_id, facility_id) where facility_id is not null;
create index invoice_disputes_unit on invoice_disputes (tenant_id, unit_id) where unit_id is not null;
create index invoice_disputes_vendor on invoice_disputes (tenant_id, vendor_id, created_at, id);
create index invoice_disputes_raised_by on invoice_disputes (tenant_id, raised_by);
create index invoice_disputes_resolved_by on invoice_disputes (tenant_id, resolved_by) where resolved_by is not null;
create index invoice_disputes_memo on invoice_disputes (tenant_id, credit_memo_id) where credit_memo_id is not null;
create index invoice_disputes_created on invoice_disputes (tenant_id, created_at, id);
select app.protect('invoice_disputes', vendor => 'scoped', vendor_writes => 'none');
