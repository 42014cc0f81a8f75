-- Why: a vendor's proposal of a worker, whose worker it is on an order, and the offer that follows.

create table submissions (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  order_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  worker_id uuid not null,
  representation_id uuid not null,
  bill_rate numeric(12, 4) not null check (app.is_rate(bill_rate) and bill_rate > 0),
  pay_rate numeric(12, 4) check (app.is_rate(pay_rate)),
  available_on date not null check (app.on_calendar(available_on)),
  currency char(3) not null default 'USD' check (app.is_currency(currency)),
  note text check (length(note) between 1 and 4000),
  -- Above the order's maximum: the operator's alone to know.
  over_max boolean not null,
  -- Above the range that was posted when it came: what the vendor is warned of.
  above_range boolean not null,
  right_to_represent_until timestamptz not null check (app.on_calendar(right_to_represent_until)),
  state text not null constraint submissions_state check (state in ('submitted', 'msp_review', 'presented', 'shortlisted',
    'interview', 'offered', 'hired', 'fell_off', 'rejected', 'withdrawn', 'expired', 'duplicate')),
  reason text check (length(reason) between 1 and 2000),
  -- From then on the client sees it.
  presented_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, order_id) references orders (tenant_id, id),
  foreign key (tenant_id, vendor_id) references vendors (tenant_id, id),
  foreign key (tenant_id, worker_id) references workers (tenant_id, id),
  foreign key (tenant_id, representation_id, vendor_id, worker_id) references representations (tenant_id, id, vendor_id, worker_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  -- What offers and assignments point at, so that they never name another order's, vendor's or worker's submission.
  constraint submissions_parties unique (tenant_id, id, order_id, vendor_id, worker_id)
);
-- The first valid submission of a person on an order wins.
create unique index submissions_one_owner on submissions (tenant_id, order_id, worker_id)
  where state in ('submitted', 'msp_review', 'presented', 'shortlisted', 'interview', 'offered', 'hired');
create index submissions_order on submissions (tenant_id, order_id, state);
create index submissions_vendor on submissions (tenant_id, vendor_id, created_at, id);
create index submissions_worker on submissions (tenant_id, worker_id);
create index submissions_representation on submissions (tenant_id, representation_id);
create index submissions_created on submissions (tenant_id, created_at, id);
select app.protect('submissions', vendor => 'scoped', worker => 'scoped',
  client => 'presented_at is not null and ((select app.programs()) is null or program_id = any ((select app.programs())::uuid[])) '
  'and ((select app.facilities()) is null or facility_id = any ((select app.facilities())::uuid[])) '
  'and ((select app.units()) is null or unit_id = any ((select app.units())::uuid[]))');

/* Whether a vendor other than the caller's has a live submission of the worker on the order. */
create function app.represented_on(p_order_id uuid, p_worker_id uuid) returns boolean language sql stable security definer
set search_path = pg_catalog, public, app, pg_temp
begin atomic
  select exists (
    select from public.submissions s
    where s.tenant_id = (select app.tenant()) and s.order_id = p_order_id and s.worker_id = p_worker_id
      and s.vendor_id is distinct from (select app.vendor())
      and s.state in ('submitted', 'msp_review', 'presented', 'shortlisted', 'interview', 'offered', 'hired'));
end;
revoke execute on function app.represented_on from public;
grant execute on function app.represented_on to requisite_service;

create table offers (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  submission_id uuid not null,
  order_id uuid not null,
  position_id uuid,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  worker_id uuid not null,
  bill_rate numeric(12, 4) not null check (app.is_rate(bill_rate) and bill_rate > 0),
  pay_rate numeric(12, 4) check (app.is_rate(pay_rate)),
  currency char(3) not null default 'USD' check (app.is_currency(currency)),
  starts_on date not null check (app.on_calendar(starts_on)),
  ends_on date not null check (app.on_calendar(ends_on)),
  hours_per_week numeric(5, 2) not null check (hours_per_week > 0 and hours_per_week <= 168),
  state text not null constraint offers_state check (state in ('extended', 'accepted_by_vendor', 'accepted', 'declined',
    'rescinded', 'expired')),
  expires_at timestamptz check (app.on_calendar(expires_at)),
  extended_at timestamptz,
  vendor_accepted_at timestamptz,
  accepted_at timestamptz,
  reason text check (length(reason) between 1 and 2000),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, submission_id, order_id, vendor_id, worker_id)
    references submissions (tenant_id, id, order_id, vendor_id, worker_id),
  foreign key (tenant_id, position_id, order_id) references positions (tenant_id, id, order_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint offers_submission unique (tenant_id, id, submission_id),
  constraint offers_days check (ends_on >= starts_on)
);
create unique index offers_one_live on offers (tenant_id, submission_id)
  where state in ('extended', 'accepted_by_vendor', 'accepted');
create index offers_submission_index on offers (tenant_id, submission_id);
create index offers_order on offers (tenant_id, order_id);
create index offers_position on offers (tenant_id, position_id);
create index offers_vendor on offers (tenant_id, vendor_id, created_at, id);
create index offers_worker on offers (tenant_id, worker_id);
create index offers_created on offers (tenant_id, created_at, id);
select app.protect('offers', vendor => 'scoped', worker => 'scoped');
