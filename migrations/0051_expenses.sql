-- Why: what a worker spends on an assignment and is paid back: by what categories, within what caps, with what receipts.

create table expense_categories (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  code text not null check (code ~ '^[a-z][a-z0-9_]{0,62}$'),
  name text not null check (length(name) between 1 and 200),
  kind text not null constraint expense_categories_kind check (kind in ('amount', 'mileage', 'per_diem')),
  -- [{from, rate}], by their first days: what a mile or a day is paid from that day on; none where amounts are stated.
  rates jsonb not null default '[]' constraint expense_categories_rates
    check (jsonb_typeof(rates) = 'array' and jsonb_array_length(rates) <= 100),
  maximum_per_item numeric(14, 2) check (app.is_amount(maximum_per_item) and maximum_per_item > 0),
  maximum_per_day numeric(14, 2) check (app.is_amount(maximum_per_day) and maximum_per_day > 0),
  maximum_per_week numeric(14, 2) check (app.is_amount(maximum_per_week) and maximum_per_week > 0),
  maximum_per_assignment numeric(14, 2) check (app.is_amount(maximum_per_assignment) and maximum_per_assignment > 0),
  week_starts_on text not null default 'sunday' constraint expense_categories_week_starts_on
    check (week_starts_on in ('sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday')),
  over_cap text not null default 'refuse' constraint expense_categories_over_cap check (over_cap in ('refuse', 'flag')),
  -- Null: no receipt is asked for; 0: always one.
  receipt_above numeric(14, 2) check (app.is_amount(receipt_above) and receipt_above >= 0),
  requires_note boolean not null default false,
  is_pass_through boolean not null default true,
  -- Whether it is pay, as overtime sees it: 29 CFR 778.217(d).
  treatment text not null default 'exclude' constraint expense_categories_treatment check (treatment in ('exclude', 'include')),
  -- So many days before the first and after the last day of an assignment are days of travel to and from it.
  travel_days integer not null default 0 check (travel_days between 0 and 30),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  constraint expense_categories_code unique (tenant_id, program_id, code),
  constraint expense_categories_program unique (tenant_id, id, program_id),
  constraint expense_categories_rated check ((kind = 'amount') = (rates = '[]'))
);
create index expense_categories_created on expense_categories (tenant_id, created_at, id);
select app.protect('expense_categories', vendor_writes => 'none', worker_writes => 'none',
  vendor => 'program_id in (select p.program_id from panel_memberships p where p.tenant_id = (select app.tenant()) and p.vendor_id = (select app.vendor()))',
  worker => 'program_id in (select a.program_id from assignments a where a.tenant_id = (select app.tenant()) and a.worker_id = (select app.worker()))');

create table expenses (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  assignment_id uuid not null,
  category_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  worker_id uuid not null,
  incurred_on date not null check (app.on_calendar(incurred_on)),
  -- Miles or days; null where an amount was stated.
  quantity numeric(8, 2) check (quantity > 0),
  rate numeric(12, 4) check (app.is_rate(rate)),
  amount numeric(14, 2) not null check (app.is_amount(amount) and amount > 0),
  currency char(3) not null check (app.is_currency(currency)),
  note text check (length(note) between 1 and 2000),
  -- As its category had it when it was last stated or handed in.
  is_pass_through boolean not null,
  treatment text not null constraint expenses_treatment check (treatment in ('exclude', 'include')),
  is_over_cap boolean not null default false,
  is_possible_duplicate boolean not null default false,
  -- [{name, detail, result}]: how the amount came out and what each cap said.
  explanation jsonb not null constraint expenses_explanation check (jsonb_typeof(explanation) = 'array' and jsonb_array_length(explanation) between 1 and 50),
  state text not null constraint expenses_state
    check (state in ('draft', 'submitted', 'pending_approval', 'approved', 'rejected', 'withdrawn', 'voided', 'invoiced')),
  submitted_at timestamptz,
  submitted_by uuid,
  approved_at timestamptz,
  approved_by uuid,
  approval_note text check (length(approval_note) between 1 and 2000),
  rejected_because text check (length(rejected_because) between 1 and 2000),
  voided_because text check (length(voided_because) between 1 and 2000),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, assignment_id, vendor_id, worker_id) references assignments (tenant_id, id, vendor_id, worker_id),
  foreign key (tenant_id, category_id, program_id) references expense_categories (tenant_id, id, program_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  foreign key (tenant_id, submitted_by) references memberships (tenant_id, id),
  foreign key (tenant_id, approved_by) references memberships (tenant_id, id),
  constraint expenses_rated check ((quantity is null) = (rate is null)),
  constraint expenses_submitted check (state in ('draft', 'withdrawn') or (submitted_at is not null and submitted_by is not null)),
  constraint expenses_approved check ((state in ('approved', 'voided', 'invoiced')) = (approved_at is not null)),
  constraint expenses_rejected check ((state = 'rejected') = (rejected_because is not null)),
  constraint expenses_voided check ((state = 'voided') = (voided_because is not null))
);
-- By which caps are judged and what may be the same one is found.
create index expenses_counted on expenses (tenant_id, assignment_id, category_id, incurred_on);
create index expenses_worker on expenses (tenant_id, worker_id, category_id, incurred_on);
create index expenses_vendor on expenses (tenant_id, vendor_id, created_at, id);
create index expenses_unit on expenses (tenant_id, unit_id, state);
create index expenses_category on expenses (tenant_id, category_id);
create index expenses_program_day on expenses (tenant_id, program_id, incurred_on);
create index expenses_submitted_by on expenses (tenant_id, submitted_by) where submitted_by is not null;
create index expenses_approved_by on expenses (tenant_id, approved_by) where approved_by is not null;
create index expenses_created on expenses (tenant_id, created_at, id);
select app.protect('expenses', vendor => 'scoped', worker => 'scoped');

-- Expenses are approved by levels too.
alter table approval_policies drop constraint approval_policies_subject;
alter table approval_policies add constraint approval_policies_subject
  check (subject in ('order', 'surge', 'offer', 'assignment_revision', 'timesheet', 'expense')) not valid;
alter table approval_chains drop constraint approval_chains_subject;
alter table approval_chains add constraint approval_chains_subject
  check (subject_noun in ('order', 'surge', 'offer', 'assignment_revision', 'timesheet', 'expense')) not valid;
