-- Why: everything that charges is billed once, a run can be followed, and a document keeps all that it said and what was settled of it.

-- What else charges; every row that stands is of the kinds before.
alter table billing_items drop constraint billing_items_kind;
alter table billing_items add constraint billing_items_kind
  check (kind in ('hours', 'expense', 'penalty', 'guarantee', 'fee', 'deliverable', 'adjustment', 'volume_adjustment',
    'placement_fee', 'placement_refund', 'conversion_fee', 'service_credit')) not valid;

alter table billing_items
  -- Billed again after all of the round before was credited.
  add column round integer not null default 1,
  add column assignment_id uuid,
  add column purchase_order_id uuid,
  -- Of an imported item: under what its sender knows it, and how much of what it is for.
  add column source_system text,
  add column source_reference text,
  add column quantity numeric(14, 4),
  add column unit_of_measure text,
  -- How the money came about, where no lines of a timesheet say it.
  add column explanation jsonb not null default '[]';
alter table billing_items
  add constraint billing_items_round check (round between 1 and 1000) not valid,
  add constraint billing_items_imported check ((source_system is null) = (source_reference is null)) not valid,
  add constraint billing_items_source_system check (length(source_system) between 1 and 64) not valid,
  add constraint billing_items_source_reference check (length(source_reference) between 1 and 200) not valid,
  add constraint billing_items_unit_of_measure check (length(unit_of_measure) between 1 and 40) not valid,
  add constraint billing_items_explanation check (jsonb_typeof(explanation) = 'array') not valid,
  add constraint billing_items_assignment foreign key (tenant_id, assignment_id) references assignments (tenant_id, id) not valid;

-- A run is the job that makes its documents: how far it is, and why it failed.
alter table invoice_runs drop constraint invoice_runs_state;
alter table invoice_runs add constraint invoice_runs_state check (state in ('running', 'completed', 'failed', 'canceled')) not valid;
alter table invoice_runs
  add column done integer not null default 0,
  add column expected_count integer,
  -- What was left out, because a purchase order that blocks had too little left.
  add column held_count integer not null default 0,
  add column held_amount numeric(14, 2) not null default 0,
  add column failure_code text,
  add column failure_detail text,
  add column started_by uuid,
  add column finished_at timestamptz;
alter table invoice_runs
  add constraint invoice_runs_progress check (done >= 0 and (expected_count is null or done <= expected_count)) not valid,
  add constraint invoice_runs_held check (held_count >= 0 and app.is_amount(held_amount)) not valid,
  add constraint invoice_runs_failed check ((state = 'failed') = (failure_code is not null)) not valid,
  add constraint invoice_runs_failure_code check (failure_code ~ '^[a-z][a-z0-9_]{0,62}$') not valid,
  add constraint invoice_runs_failure_detail check (length(failure_detail) between 1 and 2000) not valid,
  add constraint invoice_runs_starter foreign key (tenant_id, started_by) references memberships (tenant_id, id) not valid;

alter table invoices drop constraint invoices_state;
alter table invoices add constraint invoices_state
  check (state in ('draft', 'issued', 'approved', 'sent', 'partially_paid', 'paid', 'disputed', 'voided')) not valid;
alter table invoices
  -- What the lines of a document have in common, where the program groups by it.
  add column facility_id uuid,
  add column cost_center_id uuid,
  add column purchase_order_id uuid,
  add column tax numeric(14, 2) not null default 0,
  add column due_on date,
  -- Names, parties, terms as they were: a document reads the same whatever is renamed later.
  add column snapshot jsonb not null default '{}',
  -- 1: issued before documents kept all that they say; 2: the hash covers the snapshot and the taxes too.
  add column content_version integer not null default 1,
  -- What was paid, and what was credited, of the total; of a credit what was used of it, negative.
  add column paid_amount numeric(14, 2) not null default 0,
  add column credited_amount numeric(14, 2) not null default 0,
  add column sent_at timestamptz,
  add column approved_at timestamptz,
  add column approved_by uuid;
alter table invoices drop constraint invoices_total;
alter table invoices
  add constraint invoices_total check (total = tax + case when kind in ('client_invoice', 'credit_memo') then gross else net end) not valid,
  add constraint invoices_tax check (app.is_amount(tax)) not valid,
  -- Tax is charged to the client by the seller of record; vendors bill for resale.
  add constraint invoices_vendor_tax check (vendor_id is null or tax = 0) not valid,
  add constraint invoices_due check (app.on_calendar(due_on) and due_on >= issued_on) not valid,
  add constraint invoices_snapshot check (jsonb_typeof(snapshot) = 'object') not valid,
  add constraint invoices_content_version check (content_version between 1 and 2) not valid,
  add constraint invoices_paid check (app.is_amount(paid_amount)) not valid,
  add constraint invoices_credited check (app.is_amount(credited_amount)) not valid,
  -- Nothing is settled beyond what the document asks for, in whichever direction.
  add constraint invoices_settled check (case when total >= 0 then total - paid_amount - credited_amount >= 0 and credited_amount >= 0
    else total - paid_amount - credited_amount <= 0 and credited_amount <= 0 end) not valid,
  add constraint invoices_settled_issued check (state <> 'draft' or (paid_amount = 0 and credited_amount = 0)) not valid,
  add constraint invoices_facility foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id) not valid,
  add constraint invoices_cost_center foreign key (tenant_id, cost_center_id, program_id) references cost_centers (tenant_id, id, program_id) not valid,
  add constraint invoices_approver foreign key (tenant_id, approved_by) references memberships (tenant_id, id) not valid;

-- Which tax a line bears; the document's tax is reckoned once for each, over its lines together.
alter table invoice_lines
  add column purchase_order_id uuid,
  add column tax_rule_id uuid;

-- The taxes of a document: each rounded once over the lines that bear it.
create table invoice_taxes (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  invoice_id uuid not null,
  number integer not null check (number between 1 and 1000),
  tax_rule_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  jurisdiction text check (length(jurisdiction) between 1 and 200),
  percent numeric(7, 4) not null check (percent between 0 and 100),
  base numeric(14, 2) not null check (app.is_amount(base)),
  amount numeric(14, 2) not null check (app.is_amount(amount)),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, invoice_id) references invoices (tenant_id, id),
  constraint invoice_taxes_number unique (tenant_id, invoice_id, number),
  constraint invoice_taxes_once unique (tenant_id, invoice_id, tax_rule_id)
);
create index invoice_taxes_program on invoice_taxes (tenant_id, program_id);
create index invoice_taxes_created on invoice_taxes (tenant_id, created_at, id);
-- A document of the whole program is not for a client of some of its facilities, nor is its tax.
select app.protect('invoice_taxes', client => '((select app.programs()) is null or program_id = any ((select app.programs())::uuid[]))
  and (select app.facilities()) is null and (select app.units()) is null');
