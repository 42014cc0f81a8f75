-- Why: what follows from a placement besides hours: charges that are computed once, a checklist before the first day,
-- terms that are routed before they hold, how long a worker may stay, and hires by the client itself.

-- One thing that is owed besides hours, as it was computed, and how.
create table charges (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  kind text not null constraint charges_kind check (kind in ('penalty', 'guarantee', 'placement_fee', 'placement_refund', 'conversion_fee')),
  -- What it follows from, and which of several of one kind it is.
  source_noun text not null check (source_noun ~ '^[a-z][A-Za-z]{0,62}$'),
  source_id uuid not null,
  line_key text not null check (length(line_key) between 1 and 200),
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  worker_id uuid,
  order_id uuid,
  assignment_id uuid,
  agreement_id uuid,
  due_on date not null check (app.on_calendar(due_on)),
  currency char(3) not null check (app.is_currency(currency)),
  hours numeric(8, 2) check (hours >= 0),
  rate numeric(12, 4) check (app.is_rate(rate)),
  amount numeric(14, 2) not null check (app.is_amount(amount)),
  explanation jsonb not null constraint charges_explanation check (jsonb_typeof(explanation) = 'array' and jsonb_array_length(explanation) between 1 and 200),
  state text not null constraint charges_state check (state in ('computed', 'waived')),
  waived_because text check (length(waived_because) between 1 and 2000),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  -- Whatever computes it twice makes one.
  constraint charges_once unique (tenant_id, source_id, kind, line_key),
  constraint charges_waived check ((state = 'waived') = (waived_because is not null)),
  -- Only a refund is owed the other way.
  constraint charges_sign check (case kind when 'placement_refund' then amount <= 0 else amount >= 0 end),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, worker_id) references workers (tenant_id, id),
  foreign key (tenant_id, order_id) references orders (tenant_id, id),
  foreign key (tenant_id, assignment_id) references assignments (tenant_id, id),
  foreign key (tenant_id, agreement_id, program_id, vendor_id) references agreements (tenant_id, id, program_id, vendor_id)
);
create index charges_vendor on charges (tenant_id, vendor_id, created_at, id);
create index charges_unit on charges (tenant_id, unit_id);
create index charges_worker on charges (tenant_id, worker_id);
create index charges_order on charges (tenant_id, order_id);
create index charges_assignment on charges (tenant_id, assignment_id);
create index charges_agreement on charges (tenant_id, agreement_id);
create index charges_program_due on charges (tenant_id, program_id, due_on);
create index charges_created on charges (tenant_id, created_at, id);
select app.protect('charges', vendor => 'scoped', vendor_writes => 'none');

-- What hiring somebody by way of a vendor costs, and what of it comes back where the person does not stay.
create table agreement_placement_terms (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  agreement_id uuid not null,
  program_id uuid not null,
  vendor_id uuid not null,
  fee_kind text not null constraint agreement_placement_terms_fee_kind check (fee_kind in ('percent_of_salary', 'flat')),
  fee_value numeric(14, 4) not null check (fee_value >= 0 and fee_value <= 10000000),
  guarantee_days integer not null check (guarantee_days between 0 and 730),
  refund_kind text not null constraint agreement_placement_terms_refund_kind check (refund_kind in ('pro_rata', 'steps', 'none')),
  -- [{throughDay, percent}], by the day of employment; empty but for steps.
  refund_steps jsonb not null default '[]' check (jsonb_typeof(refund_steps) = 'array' and jsonb_array_length(refund_steps) <= 50),
  state text not null constraint agreement_placement_terms_state check (state in ('in_force', 'superseded')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, agreement_id, program_id, vendor_id) references agreements (tenant_id, id, program_id, vendor_id),
  constraint agreement_placement_terms_percent check (fee_kind <> 'percent_of_salary' or fee_value <= 100),
  constraint agreement_placement_terms_steps check ((refund_kind = 'steps') = (jsonb_array_length(refund_steps) > 0))
);
create index agreement_placement_terms_agreement on agreement_placement_terms (tenant_id, agreement_id);
create index agreement_placement_terms_vendor on agreement_placement_terms (tenant_id, vendor_id);
create index agreement_placement_terms_created on agreement_placement_terms (tenant_id, created_at, id);
create unique index agreement_placement_terms_once on agreement_placement_terms (tenant_id, agreement_id) where state = 'in_force';
select app.protect('agreement_placement_terms', vendor => 'scoped', vendor_writes => 'none');

-- How long a worker may be placed with a program's client (null: as long as may be), how many weeks ahead that is warned
-- of, and who must agree to new terms besides those who approve them.
alter table programs add column tenure_limit_weeks integer;
alter table programs add column tenure_warn_weeks integer not null default 4;
alter table programs add column revision_consent text not null default 'none';
alter table programs add constraint programs_tenure_limit_weeks check (tenure_limit_weeks between 1 and 1040) not valid;
alter table programs add constraint programs_tenure_warn_weeks check (tenure_warn_weeks between 0 and 104) not valid;
alter table programs add constraint programs_revision_consent check (revision_consent in ('none', 'vendor')) not valid;
select app.show_versions('programs');

-- A per-diem assignment is made by a booked shift, not by an offer: it has neither position nor submission.
alter table assignments add column kind text not null default 'placement';
alter table assignments add constraint assignments_kind check (kind in ('placement', 'per_diem')) not valid;
-- squawk-ignore ban-drop-not-null
alter table assignments alter column position_id drop not null;
-- squawk-ignore ban-drop-not-null
alter table assignments alter column submission_id drop not null;
-- squawk-ignore ban-drop-not-null
alter table assignments alter column offer_id drop not null;
alter table assignments add constraint assignments_kind_parts check (num_nonnulls(position_id, submission_id, offer_id) = case kind when 'placement' then 3 else 0 end) not valid;
-- Where there is no submission these say that there are such an order, vendor and worker.
alter table assignments add constraint assignments_order_exists foreign key (tenant_id, order_id) references orders (tenant_id, id) not valid;
alter table assignments add constraint assignments_vendor_exists foreign key (tenant_id, vendor_id) references vendors (tenant_id, id) not valid;
alter table assignments add constraint assignments_worker_exists foreign key (tenant_id, worker_id) references workers (tenant_id, id) not valid;
-- Nothing is per diem yet: the table is read once and the index stays empty.
-- squawk-ignore require-concurrent-index-creation
create unique index assignments_one_per_diem on assignments (tenant_id, order_id, vendor_id, worker_id)
  where kind = 'per_diem' and state in ('pending', 'active', 'suspended');
-- Why and by whom it ended or was canceled, in a code beside the words.
alter table assignments add column end_reason_code text;
alter table assignments add column ended_by text;
alter table assignments add column canceled_by text;
alter table assignments add constraint assignments_end_reason_code check
  (end_reason_code in ('completed', 'performance', 'clinical', 'attendance', 'census', 'personal', 'credential', 'converted', 'other')) not valid;
alter table assignments add constraint assignments_ended_by check (ended_by in ('client', 'vendor', 'worker', 'msp')) not valid;
alter table assignments add constraint assignments_canceled_by check (canceled_by in ('client', 'vendor', 'worker')) not valid;
alter table assignments drop constraint assignments_end_kind;
alter table assignments add constraint assignments_end_kind check (end_kind in ('completed', 'early', 'converted')) not valid;
-- The weeks of tenure that were warned of while it was this assignment that ran.
alter table assignments add column tenure_warned_weeks integer[] not null default '{}';
alter table assignments add constraint assignments_tenure_warned_weeks check (array_position(tenure_warned_weeks, null) is null and cardinality(tenure_warned_weeks) <= 100) not valid;
select app.show_versions('assignments');

-- Terms that are proposed, approved and agreed to before they hold.
alter table assignment_revisions add column kinds text[] not null default '{}';
alter table assignment_revisions add column additional_cost numeric(14, 2);
alter table assignment_revisions add column proposed_by text;
-- Everyone who wrote them: none of them approves them.
alter table assignment_revisions add column authors uuid[] not null default '{}';
alter table assignment_revisions add column vendor_sees boolean not null default true;
alter table assignment_revisions add constraint assignment_revisions_kinds check
  (array_position(kinds, null) is null and kinds <@ array['extension', 'shortening', 'rate', 'pay', 'hours', 'unit']) not valid;
alter table assignment_revisions add constraint assignment_revisions_additional_cost check (app.is_amount(additional_cost)) not valid;
alter table assignment_revisions add constraint assignment_revisions_proposed_by check (proposed_by in ('client', 'vendor')) not valid;
alter table assignment_revisions add constraint assignment_revisions_authors check (array_position(authors, null) is null) not valid;
alter table assignment_revisions drop constraint assignment_revisions_state;
alter table assignment_revisions add constraint assignment_revisions_state check
  (state in ('proposed', 'pending_approval', 'approval_paused', 'pending_consent', 'in_force', 'superseded', 'rejected', 'declined', 'withdrawn')) not valid;
-- What the vendor was shown stays shown; what holds, always.
alter table assignment_revisions add constraint assignment_revisions_vendor_sees check
  (vendor_sees or state in ('proposed', 'pending_approval', 'approval_paused', 'rejected', 'withdrawn')) not valid;
-- No terms are under way yet: the table is read once and the index stays empty.
-- squawk-ignore require-concurrent-index-creation
create unique index assignment_revisions_one_pending on assignment_revisions (tenant_id, assignment_id)
  where state in ('proposed', 'pending_approval', 'approval_paused', 'pending_consent');
do $$
declare
  rule constant text := format('tenant_id = (select app.tenant()) and case (select app.side()) '
    'when ''system'' then true when ''operator'' then %s when ''client'' then %s when ''vendor'' then %s when ''worker'' then %s else false end',
    app.side_rule('assignment_revisions', 'operator', 'scoped'), app.side_rule('assignment_revisions', 'client', 'scoped'),
    -- A version of before there was such a column has none: it held.
    'vendor_id = (select app.vendor()) and vendor_sees is not false',
    'worker_id = (select app.worker()) and state in (''in_force'', ''superseded'')');
begin
  execute format('alter policy by_scope on assignment_revisions using (%s)', rule);
  execute format('alter policy written_in_scope_insert on assignment_revisions with check (%s)', rule);
  execute format('alter policy written_in_scope_update on assignment_revisions using (%s) with check (%s)', rule, rule);
  execute format('alter policy written_in_scope_delete on assignment_revisions using (%s)', rule);
  perform app.show_versions('assignment_revisions');
end $$;

-- What is to be done before somebody begins at a place: [{code, name, owner, required, dueDaysBeforeStart}].
create table onboarding_templates (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  facility_id uuid,
  unit_id uuid,
  name text not null check (length(name) between 1 and 200),
  items jsonb not null constraint onboarding_templates_items check (jsonb_typeof(items) = 'array' and jsonb_array_length(items) between 1 and 100),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint onboarding_templates_unit_has_facility check (unit_id is null or facility_id is not null)
);
-- A place has one list of its own, besides those of what it lies in.
create unique index onboarding_templates_once on onboarding_templates (tenant_id, program_id, facility_id, unit_id)
  nulls not distinct where archived_at is null;
create index onboarding_templates_facility on onboarding_templates (tenant_id, facility_id);
create index onboarding_templates_unit on onboarding_templates (tenant_id, unit_id);
create index onboarding_templates_created on onboarding_templates (tenant_id, created_at, id);
select app.protect('onboarding_templates');

create table onboarding_items (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  assignment_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  worker_id uuid not null,
  code text not null check (code ~ '^[a-z][a-z0-9_]{0,62}$'),
  name text not null check (length(name) between 1 and 200),
  owner text not null constraint onboarding_items_owner check (owner in ('vendor', 'worker', 'client', 'msp')),
  required boolean not null,
  due_on date not null check (app.on_calendar(due_on)),
  -- The type of credential that proves it; null where somebody says that it is done.
  credential_type_id uuid,
  done_at timestamptz,
  done_by uuid,
  waived_because text check (length(waived_because) between 1 and 2000),
  state text not null constraint onboarding_items_state check (state in ('open', 'complete', 'waived')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  constraint onboarding_items_once unique (tenant_id, assignment_id, code),
  constraint onboarding_items_done check ((state = 'open') = (done_at is null) and (state = 'waived') = (waived_because is not null)),
  foreign key (tenant_id, assignment_id, vendor_id, worker_id) references assignments (tenant_id, id, vendor_id, worker_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  foreign key (tenant_id, credential_type_id) references credential_types (tenant_id, id),
  foreign key (tenant_id, done_by) references memberships (tenant_id, id)
);
create index onboarding_items_vendor on onboarding_items (tenant_id, vendor_id);
create index onboarding_items_worker on onboarding_items (tenant_id, worker_id);
create index onboarding_items_unit on onboarding_items (tenant_id, unit_id);
create index onboarding_items_credential_type on onboarding_items (tenant_id, credential_type_id);
create index onboarding_items_created on onboarding_items (tenant_id, created_at, id);
select app.protect('onboarding_items', vendor => 'scoped', worker => 'scoped');

-- Somebody whom the client itself hires: what the vendor is owed for it, and until when it answers for the person.
create table placements (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  order_id uuid not null,
  position_id uuid not null,
  submission_id uuid not null,
  offer_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  worker_id uuid not null,
  annual_salary numeric(14, 2) check (app.is_amount(annual_salary) and annual_salary > 0),
  currency char(3) not null check (app.is_currency(currency)),
  starts_on date not null check (app.on_calendar(starts_on)),
  started_on date check (app.on_calendar(started_on)),
  left_on date check (app.on_calendar(left_on)),
  left_because text check (length(left_because) between 1 and 2000),
  -- As the agreement had it on the day the person began; null until then, and where none covered that day.
  agreement_id uuid,
  fee_kind text constraint placements_fee_kind check (fee_kind in ('percent_of_salary', 'flat')),
  fee_value numeric(14, 4) check (fee_value >= 0 and fee_value <= 10000000),
  fee numeric(14, 2) check (app.is_amount(fee) and fee >= 0),
  guarantee_days integer check (guarantee_days between 0 and 730),
  refund_kind text constraint placements_refund_kind check (refund_kind in ('pro_rata', 'steps', 'none')),
  refund_steps jsonb not null default '[]' check (jsonb_typeof(refund_steps) = 'array' and jsonb_array_length(refund_steps) <= 50),
  state text not null constraint placements_state check (state in ('accepted', 'started', 'guaranteed', 'left', 'fell_off')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, submission_id, order_id, vendor_id, worker_id)
    references submissions (tenant_id, id, order_id, vendor_id, worker_id),
  foreign key (tenant_id, position_id, order_id) references positions (tenant_id, id, order_id),
  foreign key (tenant_id, offer_id, submission_id) references offers (tenant_id, id, submission_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  foreign key (tenant_id, agreement_id, program_id, vendor_id) references agreements (tenant_id, id, program_id, vendor_id),
  constraint placements_offer unique (tenant_id, offer_id),
  constraint placements_begun check ((state in ('started', 'guaranteed', 'left')) = (started_on is not null)),
  constraint placements_left check ((state = 'left') = (left_on is not null) and (state = 'left') = (left_because is not null)),
  constraint placements_left_after_start check (left_on >= started_on)
);
-- A position is filled by one hire at a time, as by one assignment.
create unique index placements_one_live on placements (tenant_id, position_id) where state in ('accepted', 'started', 'guaranteed');
create index placements_position on placements (tenant_id, position_id);
create index placements_order on placements (tenant_id, order_id);
create index placements_submission on placements (tenant_id, submission_id);
create index placements_unit on placements (tenant_id, unit_id);
create index placements_facility on placements (tenant_id, facility_id, state);
create index placements_vendor on placements (tenant_id, vendor_id, created_at, id);
create index placements_worker on placements (tenant_id, worker_id);
create index placements_agreement on placements (tenant_id, agreement_id);
create index placements_created on placements (tenant_id, created_at, id);
-- A vendor reports that a hire came to nothing.
select app.protect('placements', vendor => 'scoped', worker => 'scoped', worker_writes => 'none');

-- Whom the client hires itself it knows as one who is placed with it: row security applies within, so in its own scopes.
do $$
declare
  hired constant text := '(%s) or (tenant_id = (select app.tenant()) and (select app.side()) = ''client'' '
    'and id in (select p.worker_id from placements p where p.tenant_id = (select app.tenant()) and p.state <> ''fell_off''))';
  kept record;
begin
  for kept in select polrelid::regclass as name, pg_get_expr(polqual, polrelid) as rule from pg_policy
    where polname = 'by_scope' and polrelid in ('workers'::regclass, 'worker_identities'::regclass)
  loop
    execute format('alter policy by_scope on %s using (' || hired || ')', kept.name, kept.rule);
    perform app.show_versions(kept.name);
  end loop;
end $$;
