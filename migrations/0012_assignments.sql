-- Why: a worker's placement on a position, the terms in force on each day of it, and where its cost is charged.

create table assignments (
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
  starts_on date not null check (app.on_calendar(starts_on)),
  ends_on date not null check (app.on_calendar(ends_on)),
  -- The days it really began and ended.
  started_on date check (app.on_calendar(started_on)),
  ended_on date check (app.on_calendar(ended_on)),
  end_kind text constraint assignments_end_kind check (end_kind in ('completed', 'early')),
  end_reason text check (length(end_reason) between 1 and 2000),
  state text not null constraint assignments_state check (state in ('pending', 'active', 'suspended', 'ended', 'canceled', 'no_show')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, submission_id, order_id, vendor_id, worker_id)
    references submissions (tenant_id, id, order_id, vendor_id, worker_id),
  foreign key (tenant_id, position_id, order_id) references positions (tenant_id, id, order_id),
  foreign key (tenant_id, offer_id, submission_id) references offers (tenant_id, id, submission_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint assignments_offer unique (tenant_id, offer_id),
  constraint assignments_parties unique (tenant_id, id, vendor_id, worker_id),
  constraint assignments_days check (ends_on >= starts_on),
  constraint assignments_actual_days check (ended_on >= started_on),
  constraint assignments_ended check ((state = 'ended') = (end_kind is not null) and (state <> 'ended' or ended_on is not null))
);
-- Two acceptances of the last opening: one winner, one clean conflict.
create unique index positions_one_assignment on assignments (tenant_id, position_id) where state in ('pending', 'active', 'suspended');
create index assignments_position on assignments (tenant_id, position_id);
create index assignments_order on assignments (tenant_id, order_id);
create index assignments_submission on assignments (tenant_id, submission_id);
create index assignments_facility on assignments (tenant_id, facility_id, state);
create index assignments_unit on assignments (tenant_id, unit_id);
create index assignments_vendor on assignments (tenant_id, vendor_id, created_at, id);
create index assignments_worker on assignments (tenant_id, worker_id);
create index assignments_created on assignments (tenant_id, created_at, id);
select app.protect('assignments', vendor => 'scoped', worker => 'scoped');

/* Whether a worker was submitted within the caller's scopes, is represented by a vendor of its panels, or is nobody's yet. */
create function app.is_known_here(p_worker_id uuid) returns boolean language sql stable security definer
set search_path = pg_catalog, public, app, pg_temp
begin atomic
  select not app.is_represented(p_worker_id)
    or exists (select from public.submissions s where s.tenant_id = app.tenant() and s.worker_id = p_worker_id
      and s.program_id = any (app.programs()) and (app.facilities() is null or s.facility_id = any (app.facilities()))
      and (app.units() is null or s.unit_id = any (app.units())))
    or exists (select from public.representations r
      join public.panel_memberships p on p.tenant_id = r.tenant_id and p.vendor_id = r.vendor_id
      where r.tenant_id = app.tenant() and r.worker_id = p_worker_id and p.program_id = any (app.programs()));
end;
revoke execute on function app.is_known_here from public;
grant execute on function app.is_known_here to requisite_service;

-- A vendor reads on the order on which it placed somebody, after it is closed to others.
select app.protect('orders', vendor =>
  'id in (select v.order_id from order_visibilities v where v.tenant_id = (select app.tenant()) and v.vendor_id = (select app.vendor()) '
  'and v.visible_from <= (select app.now()) and (v.visible_to is null or v.visible_to > (select app.now()) '
  'or v.order_id in (select a.order_id from assignments a where a.tenant_id = (select app.tenant()) and a.vendor_id = (select app.vendor()))))');

-- A client sees a person who was presented to it or is placed with it, and who that is only when placed; an operator
-- bound to programs whom they or their vendors know and who is nobody's yet. To a vendor people are its own
-- representations: the one row of a person is closed to it. Within, row security applies too.
select app.protect('workers', worker => 'scoped', worker_writes => 'none',
  operator => '(select app.programs()) is null or app.is_known_here(id)',
  client => 'id in (select s.worker_id from submissions s where s.tenant_id = (select app.tenant())) '
  'or id in (select a.worker_id from assignments a where a.tenant_id = (select app.tenant()) and a.state <> ''canceled'')');
select app.protect('worker_identities', worker => 'scoped', worker_writes => 'none',
  operator => '(select app.programs()) is null or app.is_known_here(id)',
  client => 'id in (select a.worker_id from assignments a where a.tenant_id = (select app.tenant()) and a.state <> ''canceled'')',
  personal => array['first_name', 'last_name', 'normalized_name', 'birth_date', 'last_four', 'email', 'phone']);

/* Whether a membership reaches into the caller's programs: of the program's own sides by its scopes (null is every one),
   a vendor's by the panels, a worker's by its placements. A function, since policies within policies are planned anew
   at every level. */
create function app.reaches(p_side text, p_program_ids uuid[], p_vendor_id uuid, p_worker_id uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, app, pg_temp
begin atomic
  select case p_side
    when 'vendor' then exists (select from public.panel_memberships p
      where p.tenant_id = app.tenant() and p.vendor_id = p_vendor_id and p.program_id = any (app.programs()))
    when 'worker' then exists (select from public.assignments a
      where a.tenant_id = app.tenant() and a.worker_id = p_worker_id and a.state <> 'canceled' and a.program_id = any (app.programs()))
    else p_program_ids is null or p_program_ids && app.programs() end;
end;
/* Whether the person has a membership that does, or is the caller, or has none yet. */
create function app.meets(p_user_id uuid) returns boolean language sql stable security definer
set search_path = pg_catalog, public, app, pg_temp
begin atomic
  select not app.is_member(p_user_id) or exists (select from public.memberships m
    where m.tenant_id = app.tenant() and m.user_id = p_user_id
      and (m.id = app.membership() or app.reaches(m.side, m.program_ids, m.vendor_id, m.worker_id)));
end;
revoke execute on function app.reaches, app.meets from public;
grant execute on function app.reaches, app.meets to requisite_service;

do $$
declare
  colleagues constant text := '(select app.programs()) is null or id = (select app.membership()) or app.reaches(side, program_ids, vendor_id, worker_id)';
  their_users constant text := '(select app.programs()) is null or app.meets(id)';
  -- A vendor's or worker's user reads its own row: `me` names the caller.
  own_user constant text := 'id = (select m.user_id from memberships m where m.tenant_id = (select app.tenant()) and m.id = (select app.membership()))';
begin
  perform app.protect('memberships', operator => colleagues, client => colleagues, vendor => 'scoped', worker => 'scoped',
    vendor_writes => 'none', worker_writes => 'none');
  perform app.protect('users', personal => array['email', 'name'], operator => their_users, client => their_users,
    vendor => own_user, worker => own_user, vendor_writes => 'none', worker_writes => 'none');
end $$;

-- A vendor sees the sites of the programs on whose panel it stands and of orders released to it, a worker those of its placements.
do $$
declare
  panels constant text := 'program_id in (select p.program_id from panel_memberships p where p.tenant_id = (select app.tenant()) and p.vendor_id = (select app.vendor()))';
  released constant text := '%1$I in (select v.%1$I from order_visibilities v where v.tenant_id = (select app.tenant()) and v.vendor_id = (select app.vendor()))';
  placements constant text := 'facility_id in (select a.facility_id from assignments a where a.tenant_id = (select app.tenant()) and a.worker_id = (select app.worker()))';
begin
  perform app.protect('facilities', vendor => panels || ' or ' || format(released, 'facility_id'), worker => placements,
    vendor_writes => 'none', worker_writes => 'none');
  perform app.protect('units', vendor => panels || ' or ' || format(released, 'unit_id'), worker => placements,
    vendor_writes => 'none', worker_writes => 'none');
end $$;

create table assignment_revisions (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  assignment_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  worker_id uuid not null,
  number integer not null check (number between 1 and 1000),
  effective daterange not null check (app.on_calendar(effective)),
  bill_rate numeric(12, 4) not null check (app.is_rate(bill_rate) and bill_rate > 0),
  pay_rate numeric(12, 4) check (app.is_rate(pay_rate)),
  currency char(3) not null default 'USD' check (app.is_currency(currency)),
  -- The last day that was planned when these terms were agreed; the last terms themselves have no end, so that a night
  -- that begins on that day is priced too.
  ends_on date not null check (app.on_calendar(ends_on)),
  hours_per_week numeric(5, 2) not null check (hours_per_week > 0 and hours_per_week <= 168),
  reason text check (length(reason) between 1 and 2000),
  state text not null constraint assignment_revisions_state check (state in ('in_force', 'superseded')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, assignment_id, vendor_id, worker_id) references assignments (tenant_id, id, vendor_id, worker_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint assignment_revisions_number unique (tenant_id, assignment_id, number),
  -- An hour is priced by exactly one revision.
  constraint assignment_revisions_no_overlap exclude using gist (tenant_id with =, assignment_id with =, effective with &&)
    where (state = 'in_force')
);
create index assignment_revisions_vendor on assignment_revisions (tenant_id, vendor_id);
create index assignment_revisions_created on assignment_revisions (tenant_id, created_at, id);
select app.protect('assignment_revisions', vendor => 'scoped', worker => 'scoped');

/* Whether shares, [{costCenterId, percent}], name each cost center once and total 100 percent exactly.
   Percent is a decimal in a string, at most 4 places. */
create function app.shares_are_whole(shares jsonb) returns boolean language sql immutable parallel safe
  return case when jsonb_typeof(shares) <> 'array' then false else (
    select count(*) between 1 and 100 and count(distinct share ->> 'costCenterId') = count(*)
      and bool_and(share ->> 'costCenterId' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
        and jsonb_typeof(share -> 'percent') = 'string' and share ->> 'percent' ~ '^\d{1,3}(\.\d{1,4})?$'
        and share ->> 'percent' !~ '^[0.]+$') is true
      and sum(case when share ->> 'percent' ~ '^\d{1,3}(\.\d{1,4})?$' then (share ->> 'percent')::numeric end) = 100
    from jsonb_array_elements(shares) share) end;

create table allocations (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  assignment_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  worker_id uuid not null,
  effective daterange not null check (app.on_calendar(effective)),
  shares jsonb not null,
  state text not null default 'in_force' constraint allocations_state check (state in ('in_force', 'superseded')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, assignment_id, vendor_id, worker_id) references assignments (tenant_id, id, vendor_id, worker_id),
  foreign key (tenant_id, unit_id, facility_id, program_id) references units (tenant_id, id, facility_id, program_id),
  constraint allocations_whole check (app.shares_are_whole(shares) is true),
  constraint allocations_no_overlap exclude using gist (tenant_id with =, assignment_id with =, effective with &&)
    where (state = 'in_force')
);
create index allocations_created on allocations (tenant_id, created_at, id);
select app.protect('allocations');

/* A share names a cost center of the row's own program that the caller can see: no foreign id is storable. */
create function app.check_shares() returns trigger language plpgsql
set search_path = pg_catalog, public, app, pg_temp as $$
begin
  if exists (
    select from jsonb_array_elements(new.shares) share
    where not exists (select from cost_centers c
      where c.tenant_id = new.tenant_id and c.program_id = new.program_id and c.id = (share ->> 'costCenterId')::uuid)
  ) then
    raise exception 'a share names no cost center of the program'
      using errcode = 'foreign_key_violation', constraint = 'allocations_cost_centers', table = 'allocations';
  end if;
  return null;
end $$;
-- After the row's own checks have shown that the shares are well formed.
create trigger cost_centers after insert or update of shares, program_id on allocations for each row execute function app.check_shares();
