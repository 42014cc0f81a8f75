-- Why: whoever pays people pulls approved time once, as its payroll knows it, and what changed later as a difference.

-- Under what a payroll knows minutes or earnings of a kind, from day to day; the most specific one counts.
create table pay_codes (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  -- Whose payroll it is: the client's, or that of the vendor who employs the people.
  receiver text not null constraint pay_codes_receiver check (receiver in ('client', 'vendor')),
  -- Of a client's payroll: for the people of this vendor only.
  vendor_id uuid,
  basis text not null constraint pay_codes_basis check (basis in ('hours', 'pay')),
  type text not null check (type ~ '^[a-z][a-z0-9_]{0,62}$'),
  component text check (component ~ '^[a-z][a-z0-9_]{0,62}$'),
  profession text references professions (code),
  code text not null check (length(code) between 1 and 64),
  description text check (length(description) between 1 and 200),
  effective daterange not null check (app.on_calendar(effective)),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, program_id) references programs (tenant_id, id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  constraint pay_codes_vendor check (receiver = 'client' or vendor_id is not null),
  constraint pay_codes_no_overlap exclude using gist (tenant_id with =, program_id with =, receiver with =,
    coalesce(vendor_id, '00000000-0000-0000-0000-000000000000'::uuid) with =, basis with =, type with =,
    coalesce(component, '') with =, coalesce(profession, '') with =, effective with &&)
);
create index pay_codes_program on pay_codes (tenant_id, program_id, receiver);
create index pay_codes_vendor_index on pay_codes (tenant_id, vendor_id);
create index pay_codes_profession on pay_codes (tenant_id, profession);
create index pay_codes_created on pay_codes (tenant_id, created_at, id);
do $$
declare
  bound constant text := 'receiver = ''client'' %s';
begin
  perform app.protect('pay_codes',
    operator => format(bound, ' and ' || app.side_rule('pay_codes', 'operator', 'scoped')),
    client => format(bound, ' and ' || app.side_rule('pay_codes', 'client', 'scoped')),
    vendor => 'receiver = ''vendor'' and vendor_id = (select app.vendor())');
end $$;

-- One counter a receiver and program: its row lock makes the numbers gapless and takes exports one after another.
create table payroll_series (
  tenant_id uuid not null references tenants (id),
  program_id uuid not null,
  -- The vendor, or for the client the tenant itself.
  receiver_id uuid not null,
  next_number integer not null default 1 check (next_number >= 1),
  primary key (tenant_id, program_id, receiver_id)
);
do $$
declare
  bound constant text := 'receiver_id = (select app.tenant()) and ';
begin
  perform app.protect('payroll_series', history => false,
    operator => bound || app.side_rule('payroll_series', 'operator', 'scoped'),
    client => bound || app.side_rule('payroll_series', 'client', 'scoped'),
    vendor => 'receiver_id = (select app.vendor())');
end $$;

create table payroll_exports (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  -- Null: of every facility, every vendor.
  facility_id uuid,
  receiver text not null constraint payroll_exports_receiver check (receiver in ('client', 'vendor')),
  vendor_id uuid,
  number integer not null check (number >= 1),
  -- Weeks that end no later than this day; null: all that are approved.
  cutoff_on date check (app.on_calendar(cutoff_on)),
  -- The receiver's system whose ids of the people the lines carry.
  worker_id_system text check (worker_id_system ~ '^[a-z][a-z0-9_-]{0,62}$'),
  state text not null constraint payroll_exports_state check (state in ('ready', 'acknowledged', 'failed')),
  timesheet_count integer not null check (timesheet_count >= 0),
  line_count integer not null check (line_count >= 0),
  -- Worked minutes, what they are charged where hours were told, and paid where pay was.
  minutes bigint not null,
  charge_amount numeric(14, 2) not null check (app.is_amount(charge_amount)),
  pay_amount numeric(14, 2) not null check (app.is_amount(pay_amount)),
  currency char(3) not null check (app.is_currency(currency)),
  exceptions jsonb not null default '[]' constraint payroll_exports_exceptions check (jsonb_typeof(exceptions) = 'array'),
  -- SHA-256, in hex, of the lines in order.
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
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, created_by) references memberships (tenant_id, id),
  foreign key (tenant_id, answered_by) references memberships (tenant_id, id),
  constraint payroll_exports_vendor check (receiver = 'client' or vendor_id is not null),
  constraint payroll_exports_was_answered check ((state = 'ready') = (answered_at is null) and (state = 'ready') = (answered_by is null)),
  constraint payroll_exports_acknowledged check ((state = 'acknowledged') = (receiver_reference is not null)),
  constraint payroll_exports_failed check ((state = 'failed') = (failure_reason is not null))
);
create unique index payroll_exports_number on payroll_exports
  (tenant_id, program_id, (case receiver when 'vendor' then vendor_id else tenant_id end), number);
create index payroll_exports_facility on payroll_exports (tenant_id, facility_id);
create index payroll_exports_vendor_index on payroll_exports (tenant_id, vendor_id, created_at, id);
create index payroll_exports_created on payroll_exports (tenant_id, created_at, id);
-- An export of a whole program is not for a client of some of its facilities; it sees its own lines of it.
do $$
declare
  mine constant text := 'receiver = ''client'' and ';
  whole constant text := ' and (select app.units()) is null and (facility_id is not null or (select app.facilities()) is null)';
begin
  perform app.protect('payroll_exports',
    operator => mine || app.side_rule('payroll_exports', 'operator', 'scoped') || whole,
    client => mine || app.side_rule('payroll_exports', 'client', 'scoped') || whole,
    vendor => 'receiver = ''vendor'' and vendor_id = (select app.vendor())');
end $$;

-- The versions of timesheets in an export. One that stands was told to its receiver, and is told once.
create table payroll_versions (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  export_id uuid not null,
  receiver text not null constraint payroll_versions_receiver check (receiver in ('client', 'vendor')),
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  worker_id uuid not null,
  assignment_id uuid not null,
  timesheet_id uuid not null,
  revision integer not null check (revision between 1 and 1000),
  stands boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  constraint payroll_versions_in_export unique (tenant_id, export_id, timesheet_id, vendor_id),
  foreign key (tenant_id, export_id) references payroll_exports (tenant_id, id),
  foreign key (tenant_id, timesheet_id, vendor_id, worker_id) references timesheets (tenant_id, id, vendor_id, worker_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id)
);
create unique index payroll_versions_once on payroll_versions (tenant_id, timesheet_id, receiver, revision) where stands;
create index payroll_versions_worker on payroll_versions (tenant_id, worker_id);
create index payroll_versions_unit on payroll_versions (tenant_id, unit_id);
do $$
declare
  mine constant text := 'receiver = ''client'' and ';
begin
  perform app.protect('payroll_versions',
    operator => mine || app.side_rule('payroll_versions', 'operator', 'scoped'),
    client => mine || app.side_rule('payroll_versions', 'client', 'scoped'),
    vendor => 'receiver = ''vendor'' and vendor_id = (select app.vendor())');
end $$;

-- What a payroll reads; never changed. A line of a version that was replaced is taken back by one like it, negative.
create table payroll_export_lines (
  -- The version that it is a line of is of this tenant; a second look at each line would be for nothing.
  tenant_id uuid not null,
  id uuid not null default uuidv7(),
  export_id uuid not null,
  export_number integer not null check (export_number >= 1),
  number integer not null check (number >= 1),
  receiver text not null constraint payroll_export_lines_receiver check (receiver in ('client', 'vendor')),
  kind text not null constraint payroll_export_lines_kind check (kind in ('original', 'reversal')),
  reverses_id uuid,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  worker_id uuid not null,
  assignment_id uuid not null,
  timesheet_id uuid not null,
  revision integer not null check (revision between 1 and 1000),
  work_date date not null check (app.on_calendar(work_date)),
  basis text not null constraint payroll_export_lines_basis check (basis in ('hours', 'pay')),
  type text not null check (type ~ '^[a-z][a-z0-9_]{0,62}$'),
  component text check (component ~ '^[a-z][a-z0-9_]{0,62}$'),
  -- Null: no pay code covered it; the export says so.
  pay_code text check (length(pay_code) between 1 and 64),
  minutes integer not null check (minutes between -10140 and 10140),
  rate numeric(12, 4) check (app.is_rate(rate)),
  amount numeric(14, 2) check (app.is_amount(amount)),
  cost_center_id uuid,
  cost_center_code text check (length(cost_center_code) between 1 and 64),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  constraint payroll_export_lines_number unique (tenant_id, export_id, number),
  foreign key (tenant_id, export_id, timesheet_id, vendor_id) references payroll_versions (tenant_id, export_id, timesheet_id, vendor_id),
  constraint payroll_export_lines_reverses check ((kind = 'reversal') = (reverses_id is not null)),
  constraint payroll_export_lines_reversal check (kind = 'original' or minutes <= 0),
  constraint payroll_export_lines_cost_center check ((cost_center_id is null) = (cost_center_code is null)),
  -- Where the client charges its cost is not the vendor's to know.
  constraint payroll_export_lines_own_cost check (receiver = 'client' or cost_center_id is null)
);
create index payroll_export_lines_timesheet on payroll_export_lines (tenant_id, timesheet_id);
create index payroll_export_lines_reverses_index on payroll_export_lines (tenant_id, reverses_id) where reverses_id is not null;
create index payroll_export_lines_created on payroll_export_lines (tenant_id, created_at, id);

/* Refuses to change what a payroll was told. */
create function app.keep_payroll_line() returns trigger language plpgsql
set search_path = pg_catalog, public, app, pg_temp as $$
begin
  raise exception 'what a payroll was told does not change; a reversal takes it back'
    using errcode = 'check_violation', constraint = 'payroll_export_lines_kept', table = 'payroll_export_lines';
end $$;
create trigger kept after update on payroll_export_lines for each row execute function app.keep_payroll_line();

/* As in 0030; what a payroll was told keeps the worker it was told of, as issued documents do. */
create or replace function app.tables_of_workers() returns table (name text, together boolean, alone text) language sql stable
set search_path = pg_catalog, public, app, pg_temp
begin atomic
  with holding as (
    select a.attrelid as relation, a.attnum as place from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname = 'worker_id' and not a.attisdropped
      and a.attgenerated = ''
      and c.relname <> all (array['events', 'row_versions', 'invoice_lines', 'payroll_export_lines', 'worker_matches'])
  ), ties as (
    select k.conrelid as relation, k.confrelid as other, (select min(a.attname) from pg_attribute a
        where a.attrelid = k.conrelid and a.attnum = any (k.conkey) and a.attnum <> h.place and not a.attnotnull) as loose
    from pg_constraint k join holding h on h.relation = k.conrelid and h.place = any (k.conkey)
    where k.contype = 'f' and k.confrelid <> 'public.workers'::regclass
  )
  select c.relname::text, exists (select from ties t where h.relation in (t.relation, t.other)),
    case when exists (select from ties t where h.relation = t.other or (h.relation = t.relation and t.loose is null)) then null
      else coalesce((select string_agg(format('%I is null', t.loose), ' and ') from ties t where t.relation = h.relation), 'true') end
  from holding h join pg_class c on c.oid = h.relation;
end;
do $$
declare
  mine constant text := 'receiver = ''client'' and ';
begin
  perform app.protect('payroll_export_lines',
    operator => mine || app.side_rule('payroll_export_lines', 'operator', 'scoped'),
    client => mine || app.side_rule('payroll_export_lines', 'client', 'scoped'),
    vendor => 'receiver = ''vendor'' and vendor_id = (select app.vendor())');
end $$;

-- The job titles of CMS's Payroll-Based Journal, 42 CFR 483.70(p), and the one under which each profession is counted.
create table pbj_job_codes (
  code text primary key check (code ~ '^pbj_\d{1,2}$'),
  number integer not null unique check (number between 1 and 40),
  title text not null unique check (length(title) between 1 and 100)
);
create table pbj_professions (
  code text primary key references professions (code),
  job_code text not null references pbj_job_codes (code)
);
comment on table pbj_job_codes is 'reference: shared by all tenants';
comment on table pbj_professions is 'reference: shared by all tenants';
revoke insert, update on pbj_job_codes, pbj_professions from requisite_service;
insert into pbj_job_codes (code, number, title)
  select 'pbj_' || number, number, title from unnest(array['Administrator', 'Medical Director', 'Other Physician', 'Physician Assistant',
    'RN Director of Nursing', 'RN with Administrative Duties', 'Registered Nurse', 'LPN/LVN with Administrative Duties',
    'Licensed Practical/Vocational Nurse', 'Certified Nurse Aide', 'Nurse Aide in Training', 'Medication Aide/Technician',
    'Nurse Practitioner', 'Clinical Nurse Specialist', 'Pharmacist', 'Dietitian', 'Paid Feeding Assistant', 'Occupational Therapist',
    'Occupational Therapy Assistant', 'Occupational Therapy Aide', 'Physical Therapist', 'Physical Therapy Assistant',
    'Physical Therapy Aide', 'Respiratory Therapist', 'Respiratory Therapy Technician', 'Speech/Language Pathologist',
    'Therapeutic Recreation Specialist', 'Qualified Activities Professional', 'Other Activities Staff', 'Qualified Social Worker',
    'Other Social Worker', 'Dentist', 'Podiatrist', 'Mental Health Service Worker', 'Vocational Service Worker',
    'Clinical Laboratory Service Worker', 'Diagnostic X-ray Service Worker', 'Blood Service Worker', 'Housekeeping Service Worker',
    'Other Service Worker']) with ordinality as listed (title, number);
-- A profession that a nursing home's titles do not name is left out here; its hours are told of apart.
insert into pbj_professions (code, job_code) values
  ('rn', 'pbj_7'), ('lpn', 'pbj_9'), ('cna', 'pbj_10'), ('medication_aide', 'pbj_12'), ('np', 'pbj_13'), ('pa', 'pbj_4'),
  ('physician', 'pbj_3'), ('pharmacist', 'pbj_15'), ('occupational_therapist', 'pbj_18'), ('physical_therapist', 'pbj_21'),
  ('rt', 'pbj_24'), ('speech_therapist', 'pbj_26'), ('social_worker', 'pbj_30'), ('medical_lab_scientist', 'pbj_36'),
  ('radiology_tech', 'pbj_37'), ('ct_tech', 'pbj_37'), ('phlebotomist', 'pbj_38');
