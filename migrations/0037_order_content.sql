-- Why: what an order says besides its first terms: where it is posted and what a posting must tell, templates, questions,
-- and changes of an order that is open already, which wait for their own approval.

create table pay_transparency_rules (
  code text primary key check (code ~ '^[a-z][a-z0-9_]{0,62}$'),
  state char(2) not null references states (code),
  -- A city or county of the state; null is all of it.
  locality text check (length(locality) between 1 and 100),
  effective daterange not null check (app.on_calendar(effective)),
  -- The fewest people of an employer to whom it applies.
  employees_from integer not null check (employees_from between 1 and 100000),
  -- False: owed on request or with an offer, so that no posting waits for it.
  in_posting boolean not null,
  shows_range boolean not null,
  shows_benefits boolean not null,
  shows_other_compensation boolean not null,
  shows_close_date boolean not null,
  citation text not null check (length(citation) between 1 and 200),
  source text not null check (length(source) between 1 and 500),
  confidence text not null check (confidence in ('confirmed', 'from_knowledge')),
  notes text check (length(notes) between 1 and 1000),
  check (not in_posting or shows_range)
);
create index pay_transparency_rules_state on pay_transparency_rules (state);
comment on table pay_transparency_rules is 'reference: shared by all tenants';
revoke insert, update on pay_transparency_rules from requisite_service;

-- `from_knowledge`: written down from what is known of the law and not looked up again; confirm it before relying on it.
insert into pay_transparency_rules (code, state, locality, effective, employees_from, in_posting, shows_range, shows_benefits,
    shows_other_compensation, shows_close_date, citation, source, confidence, notes) values
  ('co_2021', 'CO', null, '[2021-01-01,2024-01-01)', 1, true, true, true, true, false, 'C.R.S. 8-5-201',
    'Equal Pay for Equal Work Act', 'from_knowledge', null),
  ('co_2024', 'CO', null, '[2024-01-01,)', 1, true, true, true, true, true, 'C.R.S. 8-5-201 (SB 23-105)',
    'Ensure Equal Pay for Equal Work Act', 'from_knowledge', 'Also: internal notice of all openings.'),
  ('ca_2023', 'CA', null, '[2023-01-01,)', 15, true, true, false, false, false, 'Cal. Labor Code 432.3 (SB 1162, SB 642)',
    'California Labor Code', 'confirmed', 'Also given to third parties that post; from 2026-01-01 the good-faith range on hire.'),
  ('wa_2023', 'WA', null, '[2023-01-01,)', 15, true, true, true, true, false, 'RCW 49.58.110',
    'Equal Pay and Opportunities Act, amended 2025-07-27', 'from_knowledge', 'Five business days to cure until 2027-07-27.'),
  ('ny_2023', 'NY', null, '[2023-09-17,)', 4, true, true, false, false, false, 'N.Y. Labor Law 194-b',
    'New York Labor Law', 'confirmed', 'A job description too, if there is one; temporary-help firms stand outside.'),
  ('hi_2024', 'HI', null, '[2024-01-01,)', 50, true, true, false, false, false, 'Act 203 (2023), SB 1057',
    'Hawaii Session Laws', 'from_knowledge', 'An hourly rate or a range.'),
  ('dc_2024', 'DC', null, '[2024-06-30,)', 1, true, true, false, false, false, 'D.C. Code 32-1451 to 32-1455',
    'Wage Transparency Omnibus Amendment Act of 2023', 'from_knowledge', 'Healthcare benefits are told before the first interview.'),
  ('md_2024', 'MD', null, '[2024-10-01,)', 1, true, true, true, true, false, 'Md. Labor and Employment 3-304.2',
    'Equal Pay for Equal Work, Wage Range Transparency', 'from_knowledge', null),
  ('il_2025', 'IL', null, '[2025-01-01,)', 15, true, true, true, false, false, '820 ILCS 112/10',
    'Illinois Equal Pay Act', 'confirmed', 'Third parties that post are liable too.'),
  ('mn_2025', 'MN', null, '[2025-01-01,)', 30, true, true, true, true, false, 'Minn. Stat. 181.173',
    'Minnesota Statutes', 'from_knowledge', 'A starting range without an open end.'),
  ('nj_2025', 'NJ', null, '[2025-06-01,)', 10, true, true, true, false, false, 'P.L. 2024, c. 91',
    'New Jersey Pay and Benefit Transparency Act', 'from_knowledge', 'Temporary-help firms: at interview or hire; pool postings stand outside.'),
  ('vt_2025', 'VT', null, '[2025-07-01,)', 5, true, true, false, false, false, '21 V.S.A. 495t (Act 155 of 2024)',
    'Vermont Statutes', 'from_knowledge', null),
  ('ma_2025', 'MA', null, '[2025-10-29,)', 25, true, true, false, false, false, 'M.G.L. c. 149, s. 105F',
    'Frances Perkins Workplace Equity Act', 'from_knowledge', null),
  ('me_2026', 'ME', null, '[2026-01-01,)', 10, true, true, false, false, false, 'LD 54 (2025)',
    'Maine Public Laws', 'from_knowledge', null),
  ('de_2027', 'DE', null, '[2027-09-26,)', 26, true, true, true, false, false, 'HB 105 (2025)',
    'Delaware Code, title 19', 'from_knowledge', null),
  ('ct_2021', 'CT', null, '[2021-10-01,)', 1, false, true, false, false, false, 'Conn. Gen. Stat. 31-40z',
    'Connecticut General Statutes', 'from_knowledge', 'On request or before an offer.'),
  ('nv_2021', 'NV', null, '[2021-10-01,)', 1, false, true, false, false, false, 'NRS 613.133',
    'Nevada Revised Statutes', 'from_knowledge', 'After an interview.'),
  ('ri_2023', 'RI', null, '[2023-01-01,)', 1, false, true, false, false, false, 'R.I. Gen. Laws 28-6-22',
    'Rhode Island Pay Equity Act', 'from_knowledge', 'On request or before an offer.'),
  ('ny_new_york_2022', 'NY', 'New York', '[2022-11-01,)', 4, true, true, false, false, false, 'N.Y.C. Admin. Code 8-107(32)',
    'New York City Human Rights Law', 'from_knowledge', null),
  ('ny_westchester_2022', 'NY', 'Westchester', '[2022-11-06,)', 4, true, true, false, false, false, 'Westchester County Code 700.03',
    'Westchester County Human Rights Law', 'from_knowledge', null),
  ('ny_ithaca_2022', 'NY', 'Ithaca', '[2022-09-01,)', 4, true, true, false, false, false, 'Ithaca City Code 215-3',
    'Ithaca City Code', 'from_knowledge', null),
  ('nj_jersey_city_2022', 'NJ', 'Jersey City', '[2022-04-13,)', 5, true, true, true, false, false, 'Jersey City Code 148-4.1',
    'Jersey City Municipal Code', 'from_knowledge', null),
  ('oh_cincinnati_2020', 'OH', 'Cincinnati', '[2020-03-13,)', 15, false, true, false, false, false, 'Cincinnati Municipal Code ch. 804',
    'Cincinnati Municipal Code', 'from_knowledge', 'On request, with an offer.'),
  ('oh_toledo_2020', 'OH', 'Toledo', '[2020-06-25,)', 15, false, true, false, false, false, 'Toledo Municipal Code ch. 768',
    'Toledo Municipal Code', 'from_knowledge', 'On request, with an offer.'),
  ('oh_columbus_2027', 'OH', 'Columbus', '[2027-01-01,)', 15, true, true, false, false, false, 'Columbus City Code ch. 2335',
    'Columbus City Codes', 'from_knowledge', 'The first day is from memory.'),
  ('oh_cleveland_2025', 'OH', 'Cleveland', '[2025-10-27,)', 15, true, true, false, false, false, 'Cleveland Ordinance 104-2025',
    'Cleveland Codified Ordinances', 'from_knowledge', null);

-- Of the employer for whom a program posts; null is not known, and then every rule applies.
alter table programs add column employees integer constraint programs_employees check (employees between 1 and 10000000);
alter table programs add column pay_transparency text not null default 'block'
  constraint programs_pay_transparency check (pay_transparency in ('block', 'warn'));
select app.show_versions('programs');

create table order_templates (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  facility_id uuid,
  unit_id uuid,
  name text not null check (length(name) between 1 and 200),
  terms jsonb not null constraint order_templates_terms check (jsonb_typeof(terms) = 'object'),
  locked_fields text[] not null default '{}' check (array_position(locked_fields, null) is null),
  questions jsonb not null default '[]' constraint order_templates_questions
    check (jsonb_typeof(questions) = 'array' and jsonb_array_length(questions) <= 50),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint order_templates_place check (unit_id is null or facility_id is not null)
);
create unique index order_templates_name on order_templates (tenant_id, program_id, lower(name)) where archived_at is null;
create index order_templates_facility on order_templates (tenant_id, facility_id);
create index order_templates_unit on order_templates (tenant_id, unit_id);
create index order_templates_created on order_templates (tenant_id, created_at, id);
-- One that is bound to no facility or unit is for whoever is of the program.
select app.protect('order_templates');

-- A direct hire is paid by salary and has no bill rate.
-- squawk-ignore ban-drop-not-null
alter table orders alter column bill_rate drop not null;
alter table orders add column salary_from numeric(14, 2);
alter table orders add column salary_to numeric(14, 2);
alter table orders add column placement_fee_estimate numeric(14, 2);
alter table orders add column pay_unit text;
alter table orders add column benefits_text text;
alter table orders add column other_compensation text;
alter table orders add column remote_states char(2)[] not null default '{}';
alter table orders add column extra_credential_type_ids uuid[] not null default '{}';
alter table orders add column custom_values jsonb not null default '{}';
alter table orders add column template_id uuid;
-- As they were in the template when the order was made of it.
alter table orders add column locked_fields text[] not null default '{}';
alter table orders add column surge_kind text;
alter table orders add column surge_reason text;
alter table orders add column surge_from_rate numeric(12, 4);
alter table orders add column surged_at timestamptz;
-- The rates to which its end returns.
alter table orders add column surge_before jsonb;
alter table orders add constraint orders_price_by_type check (case when type = 'direct_hire'
  then bill_rate is null and max_bill_rate is null and guaranteed_hours is null
  else bill_rate is not null and salary_from is null and salary_to is null and placement_fee_estimate is null end) not valid;
alter table orders add constraint orders_salary check
  (salary_to >= salary_from and app.is_amount(salary_from) and app.is_amount(salary_to) and salary_from > 0) not valid;
alter table orders add constraint orders_placement_fee check (app.is_amount(placement_fee_estimate) and placement_fee_estimate >= 0) not valid;
alter table orders add constraint orders_pay_unit check (pay_unit in ('hour', 'week', 'year')) not valid;
alter table orders add constraint orders_posting_texts check
  (length(benefits_text) between 1 and 5000 and length(other_compensation) between 1 and 5000) not valid;
alter table orders add constraint orders_lists check (array_position(remote_states, null) is null
  and array_position(extra_credential_type_ids, null) is null and array_position(locked_fields, null) is null
  and jsonb_typeof(custom_values) = 'object') not valid;
alter table orders add constraint orders_surge check ((surge_kind is null) = (surged_at is null) and (surge_kind is null) = (surge_from_rate is null)
  and (surge_kind is null) = (surge_reason is null) and (surge_kind is null) = (surge_before is null)
  and surge_kind in ('surge', 'rush') and length(surge_reason) between 1 and 2000 and app.is_rate(surge_from_rate)) not valid;
alter table orders add constraint orders_template foreign key (tenant_id, template_id) references order_templates (tenant_id, id) not valid;
-- Nothing has one yet: the table is read once and the indexes stay empty.
-- squawk-ignore require-concurrent-index-creation
create index orders_template_orders on orders (tenant_id, template_id) where template_id is not null;
-- squawk-ignore require-concurrent-index-creation
create index orders_surges on orders (tenant_id, surged_at) where surge_kind is not null;
select app.show_versions('orders');

create table order_questions (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  order_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  number integer not null check (number between 1 and 50),
  question text not null check (length(question) between 1 and 1000),
  kind text not null constraint order_questions_kind check (kind in ('yes_no', 'choice', 'number', 'text')),
  required boolean not null,
  -- Of each answer its score, 0 to 100, and whether it disqualifies.
  choices jsonb not null default '[]' constraint order_questions_choices
    check (jsonb_typeof(choices) = 'array' and jsonb_array_length(choices) <= 20),
  minimum numeric(12, 2),
  weight numeric(5, 2) not null check (weight >= 0 and weight <= 100),
  -- Whether a number below the minimum disqualifies.
  knockout boolean not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, order_id) references orders (tenant_id, id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint order_questions_number unique (tenant_id, order_id, number),
  constraint order_questions_minimum check (kind = 'number' or minimum is null and not knockout),
  constraint order_questions_text check (kind <> 'text' or weight = 0)
);
create index order_questions_created on order_questions (tenant_id, created_at, id);
create index order_questions_unit on order_questions (tenant_id, unit_id);
select app.protect('order_questions', vendor_writes => 'none', vendor =>
  'order_id in (select v.order_id from order_visibilities v where v.tenant_id = (select app.tenant()) and v.vendor_id = (select app.vendor()) '
  'and v.visible_from <= (select app.now()) and (v.visible_to is null or v.visible_to > (select app.now()) '
  'or v.order_id in (select a.order_id from assignments a where a.tenant_id = (select app.tenant()) and a.vendor_id = (select app.vendor()))))');

create table order_changes (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  order_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  kind text not null constraint order_changes_kind check (kind in ('terms', 'surge', 'rush')),
  before jsonb not null constraint order_changes_before check (jsonb_typeof(before) = 'object'),
  after jsonb not null constraint order_changes_after check (jsonb_typeof(after) = 'object'),
  estimated_cost numeric(14, 2) not null check (app.is_amount(estimated_cost) and estimated_cost >= 0),
  reason text check (length(reason) between 1 and 2000),
  state text not null constraint order_changes_state check (state in ('pending', 'applied', 'rejected', 'withdrawn')),
  -- Everyone who asked for it: none of them approves it.
  authors uuid[] not null default '{}' check (array_position(authors, null) is null),
  decided_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, order_id) references orders (tenant_id, id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint order_changes_decided check ((state = 'pending') = (decided_at is null)),
  constraint order_changes_surge_reason check (kind = 'terms' or reason is not null)
);
create unique index order_changes_one_pending on order_changes (tenant_id, order_id) where state = 'pending';
create index order_changes_order on order_changes (tenant_id, order_id);
create index order_changes_unit on order_changes (tenant_id, unit_id);
create index order_changes_created on order_changes (tenant_id, created_at, id);
select app.protect('order_changes');
