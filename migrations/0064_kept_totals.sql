-- Why: a figure over a year of hours, shifts and charges costs what its answer costs, and is never stale: sums are kept with each change.

-- What others know of the work beside contingent labor: hours and cost of the client's own staff, and what could be spent on
-- contingent labor at all, by facility, profession and day. Restated, not added up.
create table workforce_measures (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  program_id uuid not null,
  facility_id uuid not null,
  profession text not null references professions (code),
  worked_on date not null check (app.on_calendar(worked_on)),
  employed_hours numeric(10, 2) check (employed_hours >= 0),
  employed_cost numeric(14, 2) check (app.is_amount(employed_cost) and employed_cost >= 0),
  addressable_spend numeric(14, 2) check (app.is_amount(addressable_spend) and addressable_spend >= 0),
  currency char(3) not null check (app.is_currency(currency)),
  source text check (length(source) between 1 and 200),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, facility_id, program_id) references facilities (tenant_id, id, program_id),
  constraint workforce_measures_once unique (tenant_id, facility_id, profession, worked_on),
  constraint workforce_measures_any check (num_nonnulls(employed_hours, employed_cost, addressable_spend) > 0)
);
create index workforce_measures_worked_on on workforce_measures (tenant_id, worked_on);
create index workforce_measures_created on workforce_measures (tenant_id, created_at, id);
create index workforce_measures_profession on workforce_measures (tenant_id, profession);
select app.protect('workforce_measures');

/* A submission that was sent back: by it a week that was approved at once is told from one that was not, and its first
   submission from the one that stands. */
create table timesheet_returns (
  tenant_id uuid not null references tenants (id),
  id uuid not null default uuidv7(),
  timesheet_id uuid not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  revision integer not null check (revision between 1 and 1000),
  submitted_at timestamptz not null check (app.on_calendar(submitted_at)),
  returned_at timestamptz not null check (app.on_calendar(returned_at)),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, timesheet_id) references timesheets (tenant_id, id),
  unique (tenant_id, timesheet_id, submitted_at)
);
select app.protect('timesheet_returns', vendor => 'scoped', vendor_writes => 'none');
revoke insert, update on timesheet_returns from requisite_service;

create function app.keep_timesheet_returns() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, app, pg_temp as $$
begin
  insert into timesheet_returns (tenant_id, timesheet_id, program_id, facility_id, unit_id, vendor_id, revision, submitted_at, returned_at, created_at, updated_at)
    select n.tenant_id, n.id, n.program_id, n.facility_id, n.unit_id, n.vendor_id, o.revision, o.submitted_at, app.now(), app.now(), app.now()
    from old_rows o join new_rows n on n.tenant_id = o.tenant_id and n.id = o.id
    where o.state = 'submitted' and n.state = 'open'
    on conflict do nothing;
  return null;
end $$;

-- Sums by parts (`cube`), each with those dimensions that its questions ask for. Rows are only added, one for each part that a
-- statement changes, so that nobody waits for another; the worker folds those of a part into one. No foreign keys: what is
-- summed has them. A row without a unit or a facility is of a coarser part, or of a charge that has none.
create table spend_totals (
  tenant_id uuid not null,
  id bigint not null generated always as identity,
  cube text not null check (cube in ('vendor', 'facility', 'unit', 'cost_center', 'order')),
  -- Its first day.
  month date not null check (extract(day from month) = 1),
  program_id uuid not null,
  facility_id uuid,
  unit_id uuid,
  vendor_id uuid,
  order_id uuid,
  cost_center_id uuid,
  engagement_kind text,
  currency char(3) not null,
  accrued_amount numeric(18, 2) not null,
  invoiced_amount numeric(18, 2) not null,
  accrued_fee numeric(18, 2) not null,
  invoiced_fee numeric(18, 2) not null,
  credited_amount numeric(18, 2) not null,
  folded boolean not null default false,
  primary key (tenant_id, id)
);
create index spend_totals_part on spend_totals (tenant_id, cube, month);
create index spend_totals_unfolded on spend_totals (tenant_id, cube, month) where not folded;

create table hours_totals (
  tenant_id uuid not null,
  id bigint not null generated always as identity,
  cube text not null check (cube in ('vendor', 'unit', 'unit_week', 'order')),
  -- The first day of the month, or the Sunday of the week.
  period date not null,
  program_id uuid not null,
  facility_id uuid,
  unit_id uuid,
  vendor_id uuid,
  order_id uuid,
  worked_minutes bigint not null,
  overtime_minutes bigint not null,
  folded boolean not null default false,
  primary key (tenant_id, id),
  check (case cube when 'unit_week' then extract(dow from period) = 0 else extract(day from period) = 1 end)
);
create index hours_totals_part on hours_totals (tenant_id, cube, period);
create index hours_totals_unfolded on hours_totals (tenant_id, cube, period) where not folded;

create table shift_totals (
  tenant_id uuid not null,
  id bigint not null generated always as identity,
  cube text not null check (cube in ('vendor', 'facility', 'unit', 'order')),
  month date not null check (extract(day from month) = 1),
  program_id uuid not null,
  facility_id uuid,
  unit_id uuid,
  vendor_id uuid,
  order_id uuid,
  posted bigint not null,
  worked bigint not null,
  required_minutes bigint not null,
  worked_minutes bigint not null,
  scheduled bigint not null,
  no_shows bigint not null,
  call_offs bigint not null,
  folded boolean not null default false,
  primary key (tenant_id, id)
);
create index shift_totals_part on shift_totals (tenant_id, cube, month);
create index shift_totals_unfolded on shift_totals (tenant_id, cube, month) where not folded;

create table timesheet_totals (
  tenant_id uuid not null,
  id bigint not null generated always as identity,
  cube text not null check (cube in ('vendor', 'facility', 'unit')),
  week_ends_on date not null,
  program_id uuid not null,
  facility_id uuid,
  unit_id uuid,
  vendor_id uuid,
  due bigint not null,
  submitted bigint not null,
  on_time bigint not null,
  first_pass bigint not null,
  submitted_versions bigint not null,
  disputed_versions bigint not null,
  folded boolean not null default false,
  primary key (tenant_id, id)
);
create index timesheet_totals_part on timesheet_totals (tenant_id, cube, week_ends_on);
create index timesheet_totals_due on timesheet_totals (tenant_id, cube, (week_ends_on + 3));
create index timesheet_totals_unfolded on timesheet_totals (tenant_id, cube, week_ends_on) where not folded;

-- How long approval took, a row for each week that was approved: what lies in the middle is told by no sum, and weeks are too
-- wide to be read by the ten thousand. No foreign keys: a week is never deleted.
create table timesheet_approvals (
  tenant_id uuid not null,
  timesheet_id uuid not null,
  -- By the facility's zone.
  approved_on date not null,
  program_id uuid not null,
  facility_id uuid not null,
  unit_id uuid not null,
  vendor_id uuid not null,
  hours numeric,
  primary key (tenant_id, timesheet_id)
);
create index timesheet_approvals_day on timesheet_approvals (tenant_id, approved_on) include (program_id, facility_id, unit_id, vendor_id, hours);
select app.protect('timesheet_approvals', history => false, vendor => 'scoped', vendor_writes => 'none');
revoke insert, update on timesheet_approvals from requisite_service;

-- Sums over more units, or facilities, than one are for those alone who are bound to none.
do $$
declare
  kept record;
  bound text;
begin
  for kept in select * from (values
    ('spend_totals', 'cube in (''unit'', ''order'')', 'cube in (''facility'', ''unit'', ''order'', ''cost_center'')', 'cube in (''vendor'', ''order'')'),
    ('hours_totals', 'cube in (''unit'', ''unit_week'', ''order'')', 'cube in (''unit'', ''unit_week'', ''order'')', 'cube in (''vendor'', ''order'')'),
    ('shift_totals', 'cube in (''unit'', ''order'')', 'cube in (''facility'', ''unit'', ''order'')', 'cube in (''vendor'', ''order'')'),
    ('timesheet_totals', 'cube = ''unit''', 'cube in (''facility'', ''unit'')', 'cube = ''vendor''')) as v (name, by_unit, by_facility, by_vendor)
  loop
    bound := format('((select app.programs()) is null or program_id = any ((select app.programs())::uuid[])) '
      'and ((select app.facilities()) is null or (%1$s and (facility_id is null or facility_id = any ((select app.facilities())::uuid[])))) '
      'and ((select app.units()) is null or (%2$s and (unit_id is null or unit_id = any ((select app.units())::uuid[]))))', kept.by_facility, kept.by_unit);
    perform app.protect(kept.name::regclass, history => false, operator => bound, client => bound,
      vendor => kept.by_vendor || ' and vendor_id = (select app.vendor())', vendor_writes => 'none');
    execute format('revoke insert, update on %I from requisite_service', kept.name);
  end loop;
end $$;

/* A charge as far as sums depend on it, and how often it comes to count, or no longer counts, as accrued and as invoiced. */
create type app.counted_charge as (tenant_id uuid, work_date_to date, program_id uuid, facility_id uuid, unit_id uuid, vendor_id uuid,
  assignment_id uuid, charge_id uuid, kind text, currency char(3), amount numeric, fee_amount numeric, allocation jsonb, accrued integer, invoiced integer);

create function app.count_charge(x billing_items, accrued integer, invoiced integer) returns app.counted_charge language sql immutable
return row(x.tenant_id, x.work_date_to, x.program_id, x.facility_id, x.unit_id, x.vendor_id, x.assignment_id,
  case when x.assignment_id is null and x.source_noun = 'charge' then x.source_id end, x.kind, x.currency, x.amount, x.fee_amount, x.allocation,
  accrued, invoiced)::app.counted_charge;

/* What charges add to the sums. The order of a charge is that of its assignment, or the one it is due for. */
create function app.add_spend(charges app.counted_charge[]) returns void language sql
set search_path = pg_catalog, public, app, pg_temp as $$
  insert into spend_totals (tenant_id, cube, month, program_id, facility_id, unit_id, vendor_id, order_id, cost_center_id, engagement_kind, currency,
    accrued_amount, invoiced_amount, accrued_fee, invoiced_fee, credited_amount)
  with part as materialized (
    select i.tenant_id, date_trunc('month', i.work_date_to)::date as month, i.program_id, i.facility_id, i.unit_id, i.vendor_id,
      o.id as order_id, i.currency, i.allocation, i.amount, i.accrued, i.invoiced, i.fee_amount,
      case when o.type = 'direct_hire' then 'direct_hire' when o.type is not null then 'staffing' when i.kind = 'deliverable' then 'services' end as engagement_kind,
      case i.kind when 'service_credit' then i.accrued * i.amount else 0 end as credited
    from unnest(charges) i
    left join assignments a on a.tenant_id = i.tenant_id and a.id = i.assignment_id
    left join charges c on c.tenant_id = i.tenant_id and c.id = i.charge_id
    left join orders o on o.tenant_id = i.tenant_id and o.id = coalesce(a.order_id, c.order_id)
  ), whole as (
    select p.*, g.cube from part p cross join (values ('vendor'), ('facility'), ('unit'), ('order')) g (cube)
  )
  select tenant_id, cube, month, program_id, case when cube <> 'vendor' then facility_id end, case when cube in ('unit', 'order') then unit_id end,
    case when cube in ('vendor', 'order') then vendor_id end, case when cube = 'order' then order_id end, null::uuid,
    case when cube = 'order' then engagement_kind end, currency,
    sum(accrued * amount), sum(invoiced * amount), sum(accrued * fee_amount), sum(invoiced * fee_amount), sum(credited)
  from whole group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
  having sum(accrued * amount) <> 0 or sum(invoiced * amount) <> 0 or sum(accrued * fee_amount) <> 0 or sum(invoiced * fee_amount) <> 0 or sum(credited) <> 0
  union all
  select p.tenant_id, 'cost_center', p.month, p.program_id, p.facility_id, null, null, null, s.cost_center_id, null, p.currency,
    sum(p.accrued * s.amount), sum(p.invoiced * s.amount), 0, 0, 0
  from part p cross join lateral (
    select s."costCenterId" as cost_center_id, s.amount from jsonb_to_recordset(p.allocation) as s ("costCenterId" uuid, amount numeric)
    union all select null, p.amount - coalesce(sum(s.amount), 0) from jsonb_to_recordset(p.allocation) as s (amount numeric)
      having count(*) = 0 or sum(s.amount) <> p.amount) s
  group by p.tenant_id, p.month, p.program_id, p.facility_id, s.cost_center_id, p.currency
  having sum(p.accrued * s.amount) <> 0 or sum(p.invoiced * s.amount) <> 0
$$;

create function app.keep_spend_totals() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, app, pg_temp as $$
declare
  charges app.counted_charge[];
begin
  if tg_op = 'INSERT' then
    select array_agg(app.count_charge(n::billing_items, 1, (n.state <> 'approved')::int)) into charges from new_rows n where n.state in ('approved', 'invoiced', 'paid');
  elsif tg_op = 'DELETE' then
    select array_agg(app.count_charge(o::billing_items, -1, -(o.state <> 'approved')::int)) into charges from old_rows o where o.state in ('approved', 'invoiced', 'paid');
  else
    -- One that is the same but for its state is counted once, by how that differs: of all changes these are the most.
    select array_agg(c.one) into charges from (
      select b.new_row, b.old_row, b.is_same, (b.new_state in ('approved', 'invoiced', 'paid'))::int as accrues, (b.old_state in ('approved', 'invoiced', 'paid'))::int as accrued,
        (b.new_state in ('invoiced', 'paid'))::int as invoices, (b.old_state in ('invoiced', 'paid'))::int as invoiced
      from (
        select n::billing_items as new_row, o::billing_items as old_row, n.state as new_state, o.state as old_state,
          (n.amount, n.fee_amount, n.allocation, n.work_date_to, n.program_id, n.facility_id, n.unit_id, n.vendor_id, n.assignment_id, n.kind, n.currency)
            is not distinct from (o.amount, o.fee_amount, o.allocation, o.work_date_to, o.program_id, o.facility_id, o.unit_id, o.vendor_id, o.assignment_id, o.kind, o.currency) as is_same
        from new_rows n join old_rows o on o.tenant_id = n.tenant_id and o.id = n.id
      ) b
    ) d cross join lateral (
      select app.count_charge(d.new_row, d.accrues - d.accrued, d.invoices - d.invoiced) as one
        where d.is_same and (d.accrues <> d.accrued or d.invoices <> d.invoiced)
      union all select app.count_charge(d.new_row, d.accrues, d.invoices) where not d.is_same and d.accrues = 1
      union all select app.count_charge(d.old_row, -d.accrued, -d.invoiced) where not d.is_same and d.accrued = 1) c;
  end if;
  if charges is not null then perform app.add_spend(charges); end if;
  return null;
end $$;

/* Whether hours stand approved. */
create function app.is_approved_time(approved_at timestamptz, state text) returns boolean language sql immutable parallel safe
return approved_at is not null and state in ('approved', 'invoiced', 'disputed');

create type app.counted_line as (sign integer, timesheet_id uuid, work_date date, minutes integer, is_overtime boolean);

/* What lines that came to stand, or no longer stand, add to the sums. */
create function app.add_hours(lines app.counted_line[]) returns void language sql
set search_path = pg_catalog, public, app, pg_temp as $$
  insert into hours_totals (tenant_id, cube, period, program_id, facility_id, unit_id, vendor_id, order_id, worked_minutes, overtime_minutes)
  with part as materialized (
    select t.tenant_id, t.program_id, t.facility_id, t.unit_id, t.vendor_id, a.order_id, l.work_date,
      sum(l.sign * l.minutes) as worked, coalesce(sum(l.sign * l.minutes) filter (where l.is_overtime), 0) as overtime
    from unnest(lines) l
    join timesheets t on t.tenant_id = (select app.tenant()) and t.id = l.timesheet_id
    join assignments a on a.tenant_id = t.tenant_id and a.id = t.assignment_id
    group by 1, 2, 3, 4, 5, 6, 7
  )
  select tenant_id, g.cube,
    case g.cube when 'unit_week' then work_date - extract(dow from work_date)::int else date_trunc('month', work_date)::date end,
    program_id, case when g.cube <> 'vendor' then facility_id end, case when g.cube <> 'vendor' then unit_id end,
    case when g.cube in ('vendor', 'order') then vendor_id end, case when g.cube = 'order' then order_id end, sum(worked), sum(overtime)
  from part cross join (values ('vendor'), ('unit'), ('unit_week'), ('order')) g (cube)
  group by 1, 2, 3, 4, 5, 6, 7, 8
  having sum(worked) <> 0 or sum(overtime) <> 0
$$;

/* A week as far as sums of weeks depend on it. */
create type app.counted_week as (sign integer, tenant_id uuid, id uuid, program_id uuid, facility_id uuid, unit_id uuid, vendor_id uuid,
  week_starts_on date, time_zone text, revision integer, submitted_at timestamptz, is_approved boolean);

/* What weeks that changed add to the sums. Of a week that was sent back its first submission counts, which stays. */
create function app.add_weeks(weeks app.counted_week[]) returns void language sql
set search_path = pg_catalog, public, app, pg_temp as $$
  insert into timesheet_totals (tenant_id, cube, week_ends_on, program_id, facility_id, unit_id, vendor_id,
    due, submitted, on_time, first_pass, submitted_versions, disputed_versions)
  with part as materialized (
    select w.tenant_id, w.program_id, w.facility_id, w.unit_id, w.vendor_id, w.week_starts_on + 6 as week_ends_on, w.sign,
      (w.submitted_at is not null)::int as submitted,
      coalesce((coalesce(r.first_submitted_at, w.submitted_at) at time zone w.time_zone)::date <= w.week_starts_on + 9, false)::int as on_time,
      (w.is_approved and w.revision = 1 and r.first_submitted_at is null)::int as first_pass,
      case when w.submitted_at is null then 0 else w.revision end as submitted_versions
    from unnest(weeks) w
    left join lateral (select min(b.submitted_at) as first_submitted_at from timesheet_returns b
      where w.submitted_at is not null and b.tenant_id = w.tenant_id and b.timesheet_id = w.id) r on true
  )
  select tenant_id, g.cube, week_ends_on, program_id, case when g.cube <> 'vendor' then facility_id end, case g.cube when 'unit' then unit_id end,
    case g.cube when 'vendor' then vendor_id end, sum(sign), sum(sign * submitted), sum(sign * on_time), sum(sign * first_pass),
    sum(sign * submitted_versions), 0
  from part cross join (values ('vendor'), ('facility'), ('unit')) g (cube)
  group by 1, 2, 3, 4, 5, 6, 7
  having sum(sign) <> 0 or sum(sign * submitted) <> 0 or sum(sign * on_time) <> 0 or sum(sign * first_pass) <> 0 or sum(sign * submitted_versions) <> 0
$$;

/* Of an approval: its day at the facility, and the hours since what was approved was handed in. */
create function app.keep_approvals() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, app, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into timesheet_approvals (tenant_id, timesheet_id, approved_on, program_id, facility_id, unit_id, vendor_id, hours)
      select n.tenant_id, n.id, (n.approved_at at time zone n.time_zone)::date, n.program_id, n.facility_id, n.unit_id, n.vendor_id,
        extract(epoch from n.approved_at - n.submitted_at) / 3600
      from new_rows n where n.approved_at is not null;
    return null;
  end if;
  with changed as materialized (
    select n.tenant_id, n.id, n.approved_at, n.submitted_at, n.time_zone, n.program_id, n.facility_id, n.unit_id, n.vendor_id
    from new_rows n join old_rows o on o.tenant_id = n.tenant_id and o.id = n.id
    where (n.approved_at, n.submitted_at, n.time_zone, n.program_id, n.facility_id, n.unit_id, n.vendor_id)
        is distinct from (o.approved_at, o.submitted_at, o.time_zone, o.program_id, o.facility_id, o.unit_id, o.vendor_id)
      and (n.approved_at is not null or o.approved_at is not null)
  ), gone as (
    delete from timesheet_approvals a using changed c where c.approved_at is null and a.tenant_id = c.tenant_id and a.timesheet_id = c.id
  )
  insert into timesheet_approvals (tenant_id, timesheet_id, approved_on, program_id, facility_id, unit_id, vendor_id, hours)
    select c.tenant_id, c.id, (c.approved_at at time zone c.time_zone)::date, c.program_id, c.facility_id, c.unit_id, c.vendor_id,
      extract(epoch from c.approved_at - c.submitted_at) / 3600
    from changed c where c.approved_at is not null
  on conflict (tenant_id, timesheet_id) do update set approved_on = excluded.approved_on, program_id = excluded.program_id,
    facility_id = excluded.facility_id, unit_id = excluded.unit_id, vendor_id = excluded.vendor_id, hours = excluded.hours;
  return null;
end $$;

create function app.keep_time_totals() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, app, pg_temp as $$
declare
  weeks app.counted_week[];
  lines app.counted_line[];
begin
  if tg_op = 'INSERT' then
    select array_agg(row(1, n.tenant_id, n.id, n.program_id, n.facility_id, n.unit_id, n.vendor_id, n.week_starts_on, n.time_zone, n.revision,
      n.submitted_at, app.is_approved_time(n.approved_at, n.state))::app.counted_week) into weeks from new_rows n;
  else
    select array_agg(both_rows.w) into weeks
      from new_rows n join old_rows o on o.tenant_id = n.tenant_id and o.id = n.id
      cross join lateral (values
        (row(1, n.tenant_id, n.id, n.program_id, n.facility_id, n.unit_id, n.vendor_id, n.week_starts_on, n.time_zone, n.revision,
          n.submitted_at, app.is_approved_time(n.approved_at, n.state))::app.counted_week),
        (row(-1, o.tenant_id, o.id, o.program_id, o.facility_id, o.unit_id, o.vendor_id, o.week_starts_on, o.time_zone, o.revision,
          o.submitted_at, app.is_approved_time(o.approved_at, o.state))::app.counted_week)) both_rows (w)
      where (n.revision, n.submitted_at, app.is_approved_time(n.approved_at, n.state), n.week_starts_on, n.unit_id, n.vendor_id, n.time_zone)
        is distinct from (o.revision, o.submitted_at, app.is_approved_time(o.approved_at, o.state), o.week_starts_on, o.unit_id, o.vendor_id, o.time_zone);
  end if;
  if weeks is null then return null; end if;
  perform app.add_weeks(weeks);
  select array_agg(row(w.sign, w.id, l.work_date, l.minutes, l.hour_type in ('overtime', 'double_time'))::app.counted_line) into lines
    from unnest(weeks) w join timesheet_lines l on l.tenant_id = w.tenant_id and l.timesheet_id = w.id and l.revision = w.revision
    where w.is_approved and l.hour_type in ('regular', 'overtime', 'double_time', 'holiday', 'callback', 'orientation');
  if lines is not null then perform app.add_hours(lines); end if;
  return null;
end $$;

/* Lines are written before their version stands, and then counted with it; what comes or goes where one stands already counts at once. */
create function app.keep_line_totals() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, app, pg_temp as $$
declare
  lines app.counted_line[];
begin
  if tg_op <> 'DELETE' then
    select array_agg(row(1, l.timesheet_id, l.work_date, l.minutes, l.hour_type in ('overtime', 'double_time'))::app.counted_line) into lines
      from new_rows l join timesheets t on t.tenant_id = l.tenant_id and t.id = l.timesheet_id and t.revision = l.revision
      where app.is_approved_time(t.approved_at, t.state) and l.hour_type in ('regular', 'overtime', 'double_time', 'holiday', 'callback', 'orientation');
  end if;
  if tg_op <> 'INSERT' then
    select lines || array_agg(row(-1, l.timesheet_id, l.work_date, l.minutes, l.hour_type in ('overtime', 'double_time'))::app.counted_line) into lines
      from old_rows l join timesheets t on t.tenant_id = l.tenant_id and t.id = l.timesheet_id and t.revision = l.revision
      where app.is_approved_time(t.approved_at, t.state) and l.hour_type in ('regular', 'overtime', 'double_time', 'holiday', 'callback', 'orientation');
  end if;
  if lines is not null then perform app.add_hours(lines); end if;
  return null;
end $$;

/* A version counts as disputed once, however often it is. */
create function app.keep_dispute_totals() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, app, pg_temp as $$
begin
  insert into timesheet_totals (tenant_id, cube, week_ends_on, program_id, facility_id, unit_id, vendor_id,
    due, submitted, on_time, first_pass, submitted_versions, disputed_versions)
  select t.tenant_id, g.cube, t.week_starts_on + 6, t.program_id, case when g.cube <> 'vendor' then t.facility_id end, case g.cube when 'unit' then t.unit_id end,
    case g.cube when 'vendor' then t.vendor_id end, 0, 0, 0, 0, 0, count(*)
  from (select distinct n.tenant_id, n.timesheet_id, n.revision from new_rows n
    where not exists (select from timesheet_disputes d where d.tenant_id = n.tenant_id and d.timesheet_id = n.timesheet_id and d.revision = n.revision
      and not exists (select from new_rows m where m.tenant_id = d.tenant_id and m.id = d.id))) v
  join timesheets t on t.tenant_id = v.tenant_id and t.id = v.timesheet_id
  cross join (values ('vendor'), ('facility'), ('unit')) g (cube)
  group by 1, 2, 3, 4, 5, 6, 7;
  return null;
end $$;

/* One booking of a shift, or one posting, as far as sums depend on it. */
create type app.counted_shift as (tenant_id uuid, day date, program_id uuid, facility_id uuid, unit_id uuid, vendor_id uuid, order_id uuid,
  posted integer, worked integer, required_minutes integer, worked_minutes integer, scheduled integer, no_shows integer, call_offs integer);

/* A shift that is over, as it counts: one that was worked, missed, given up by its vendor, or posted and taken by nobody. What
   is posted in the place of one that was missed adds no hours to those required. */
create function app.count_shift(x shifts, sign integer) returns app.counted_shift language sql immutable
set search_path = pg_catalog, public, app, pg_temp
return (
  select row(x.tenant_id, x.local_date, x.program_id, x.facility_id, x.unit_id, x.vendor_id, x.order_id, sign * c.posted, sign * c.worked,
    sign * c.posted * case when x.replaces_shift_id is null then floor(extract(epoch from x.ends_at - x.starts_at) / 60)::int - x.meal_minutes else 0 end,
    sign * c.worked * coalesce(floor(extract(epoch from x.actual_ends_at - x.actual_starts_at - coalesce(x.meal_ends_at - x.meal_starts_at, interval '0')) / 60)::int, 0),
    sign * (x.state in ('completed', 'reported', 'no_show'))::int, sign * (x.state = 'no_show')::int, 0)::app.counted_shift
  from (select (x.state in ('completed', 'reported', 'no_show') or (x.state = 'unfilled' and x.posted_at is not null)
      or (x.state = 'canceled' and x.canceled_by = 'vendor'))::int as posted,
    (x.state in ('completed', 'reported'))::int as worked) c
);

create function app.add_shifts(counted app.counted_shift[]) returns void language sql
set search_path = pg_catalog, public, app, pg_temp as $$
  insert into shift_totals (tenant_id, cube, month, program_id, facility_id, unit_id, vendor_id, order_id,
    posted, worked, required_minutes, worked_minutes, scheduled, no_shows, call_offs)
  select s.tenant_id, g.cube, date_trunc('month', s.day)::date, s.program_id, case when g.cube <> 'vendor' then s.facility_id end,
    case when g.cube in ('unit', 'order') then s.unit_id end, case when g.cube in ('vendor', 'order') then s.vendor_id end, case when g.cube = 'order' then s.order_id end,
    sum(s.posted), sum(s.worked), sum(s.required_minutes), sum(s.worked_minutes), sum(s.scheduled), sum(s.no_shows), sum(s.call_offs)
  from unnest(counted) s cross join (values ('vendor'), ('facility'), ('unit'), ('order')) g (cube)
  group by 1, 2, 3, 4, 5, 6, 7, 8
  having sum(s.posted) <> 0 or sum(s.worked) <> 0 or sum(s.required_minutes) <> 0 or sum(s.worked_minutes) <> 0
    or sum(s.scheduled) <> 0 or sum(s.no_shows) <> 0 or sum(s.call_offs) <> 0
$$;

create function app.keep_shift_totals() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, app, pg_temp as $$
declare
  counted app.counted_shift[];
begin
  if tg_op = 'INSERT' then
    select array_agg(app.count_shift(n::shifts, 1)) into counted from new_rows n where n.state in ('completed', 'reported', 'no_show', 'unfilled', 'canceled');
  elsif tg_op = 'DELETE' then
    select array_agg(app.count_shift(o::shifts, -1)) into counted from old_rows o where o.state in ('completed', 'reported', 'no_show', 'unfilled', 'canceled');
  else
    select array_agg(c.one) into counted from (
      select app.count_shift(n::shifts, 1) as one from new_rows n where n.state in ('completed', 'reported', 'no_show', 'unfilled', 'canceled')
      union all select app.count_shift(o::shifts, -1) from old_rows o where o.state in ('completed', 'reported', 'no_show', 'unfilled', 'canceled')
      -- A shift that is nobody's again may be moved to another day, and who called off with it.
      union all select row(e.tenant_id, s.day, e.program_id, e.facility_id, e.unit_id, e.vendor_id, e.order_id, 0, 0, 0, 0, s.sign, 0, s.sign)::app.counted_shift
        from new_rows n join old_rows o on o.tenant_id = n.tenant_id and o.id = n.id and o.local_date <> n.local_date
        join attendance_events e on e.tenant_id = n.tenant_id and e.shift_id = n.id and e.kind = 'call_off_worker'
        cross join lateral (values (1, n.local_date), (-1, o.local_date)) s (sign, day)) c;
  end if;
  if counted is not null then perform app.add_shifts(counted); end if;
  return null;
end $$;

create function app.keep_call_off_totals() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, app, pg_temp as $$
declare
  counted app.counted_shift[];
begin
  select array_agg(row(e.tenant_id, s.local_date, e.program_id, e.facility_id, e.unit_id, e.vendor_id, e.order_id, 0, 0, 0, 0, 1, 0, 1)::app.counted_shift) into counted
    from new_rows e join shifts s on s.tenant_id = e.tenant_id and s.id = e.shift_id where e.kind = 'call_off_worker';
  if counted is not null then perform app.add_shifts(counted); end if;
  return null;
end $$;

-- What was there before is counted in, a tenant at a time; writers wait at the triggers' locks, taken first, so that nothing comes between.
create trigger returned after update on timesheets referencing old table as old_rows new table as new_rows for each statement execute function app.keep_timesheet_returns();
create trigger totals_added after insert on timesheets referencing new table as new_rows for each statement execute function app.keep_time_totals();
create trigger totals_changed after update on timesheets referencing old table as old_rows new table as new_rows for each statement execute function app.keep_time_totals();
create trigger approvals_added after insert on timesheets referencing new table as new_rows for each statement execute function app.keep_approvals();
create trigger approvals_changed after update on timesheets referencing old table as old_rows new table as new_rows for each statement execute function app.keep_approvals();
create trigger totals_added after insert on timesheet_lines referencing new table as new_rows for each statement execute function app.keep_line_totals();
create trigger totals_changed after update on timesheet_lines referencing old table as old_rows new table as new_rows for each statement execute function app.keep_line_totals();
create trigger totals_deleted after delete on timesheet_lines referencing old table as old_rows for each statement execute function app.keep_line_totals();
create trigger totals_added after insert on timesheet_disputes referencing new table as new_rows for each statement execute function app.keep_dispute_totals();
create trigger totals_added after insert on billing_items referencing new table as new_rows for each statement execute function app.keep_spend_totals();
create trigger totals_changed after update on billing_items referencing old table as old_rows new table as new_rows for each statement execute function app.keep_spend_totals();
create trigger totals_deleted after delete on billing_items referencing old table as old_rows for each statement execute function app.keep_spend_totals();
create trigger totals_added after insert on shifts referencing new table as new_rows for each statement execute function app.keep_shift_totals();
create trigger totals_changed after update on shifts referencing old table as old_rows new table as new_rows for each statement execute function app.keep_shift_totals();
create trigger totals_deleted after delete on shifts referencing old table as old_rows for each statement execute function app.keep_shift_totals();
create trigger totals_added after insert on attendance_events referencing new table as new_rows for each statement execute function app.keep_call_off_totals();

/* Folds what was added to parts of kept sums into one row for each cell, for the tenant that is named: parts with at least so
   many rows added. Readers see either; what is added meanwhile stays. Answers how many parts were folded. */
create function app.fold_totals(at_least integer) returns integer language plpgsql security definer
set search_path = pg_catalog, public, app, pg_temp as $$
declare
  kept record;
  part record;
  parts integer := 0;
begin
  for kept in
    select t.name, t.period, string_agg(quote_ident(c.attname), ', ' order by c.attnum) filter (where format_type(c.atttypid, null) in ('uuid', 'text', 'character')) as keys,
      string_agg(quote_ident(c.attname), ', ' order by c.attnum) filter (where format_type(c.atttypid, null) in ('bigint', 'numeric')) as measures,
      string_agg(format('sum(%I)', c.attname), ', ' order by c.attnum) filter (where format_type(c.atttypid, null) in ('bigint', 'numeric')) as sums,
      string_agg(format('sum(%I) <> 0', c.attname), ' or ' order by c.attnum) filter (where format_type(c.atttypid, null) in ('bigint', 'numeric')) as any_sum
    from (values ('spend_totals', 'month'), ('hours_totals', 'period'), ('shift_totals', 'month'), ('timesheet_totals', 'week_ends_on')) t (name, period)
    join pg_attribute c on c.attrelid = format('public.%I', t.name)::regclass and c.attnum > 0 and not c.attisdropped and c.attname not in ('id', 'folded', t.period)
    group by t.name, t.period order by t.name
  loop
    for part in execute format('select cube, %1$I as period from %2$I where tenant_id = $1 and not folded group by 1, 2 having count(*) >= $2 order by 1, 2',
      kept.period, kept.name) using app.tenant(), at_least
    loop
      execute format('with gone as (delete from %1$I where tenant_id = $1 and cube = $2 and %2$I = $3 returning %2$I, %3$s, %4$s)
        insert into %1$I (%2$I, %3$s, %4$s, folded) select %2$I, %3$s, %5$s, true from gone group by %2$I, %3$s having %6$s',
        kept.name, kept.period, kept.keys, kept.measures, kept.sums, kept.any_sum) using app.tenant(), part.cube, part.period;
      parts := parts + 1;
    end loop;
  end loop;
  return parts;
end $$;

revoke execute on function app.keep_timesheet_returns, app.count_charge, app.add_spend, app.keep_spend_totals, app.add_hours, app.add_weeks, app.keep_approvals, app.keep_time_totals,
  app.keep_line_totals, app.keep_dispute_totals, app.count_shift, app.add_shifts, app.keep_shift_totals, app.keep_call_off_totals, app.fold_totals from public;
grant execute on function app.fold_totals to requisite_service;

do $$
declare
  tenant uuid;
  year record;
begin
  for tenant in select app.tenant_list() loop
    perform set_config('app.tenant', tenant::text, true);
    insert into timesheet_returns (tenant_id, timesheet_id, program_id, facility_id, unit_id, vendor_id, revision, submitted_at, returned_at, created_at, updated_at)
      select t.tenant_id, t.id, t.program_id, t.facility_id, t.unit_id, t.vendor_id, (v."row" ->> 'revision')::int, (v."row" ->> 'submitted_at')::timestamptz,
        v.valid_to, v.valid_to, v.valid_to
      from row_versions v
      join row_versions w on w.tenant_id = v.tenant_id and w.table_name = v.table_name and w.row_id = v.row_id and w."row" ->> 'state' = 'open'
        and (w."row" ->> 'version')::int = (v."row" ->> 'version')::int + 1
      join timesheets t on t.tenant_id = v.tenant_id and t.id = v.row_id
      where v.tenant_id = tenant and v.table_name = 'timesheets' and v."row" ->> 'state' = 'submitted' and v.valid_to is not null
      on conflict do nothing;
    insert into timesheet_approvals (tenant_id, timesheet_id, approved_on, program_id, facility_id, unit_id, vendor_id, hours)
      select t.tenant_id, t.id, (t.approved_at at time zone t.time_zone)::date, t.program_id, t.facility_id, t.unit_id, t.vendor_id,
        extract(epoch from t.approved_at - t.submitted_at) / 3600
      from timesheets t where t.tenant_id = tenant and t.approved_at is not null;
    perform app.add_weeks(c.weeks) from (
      select array_agg(row(1, t.tenant_id, t.id, t.program_id, t.facility_id, t.unit_id, t.vendor_id, t.week_starts_on, t.time_zone, t.revision,
        t.submitted_at, app.is_approved_time(t.approved_at, t.state))::app.counted_week) as weeks
      from timesheets t where t.tenant_id = tenant group by date_trunc('month', t.week_starts_on)) c;
    insert into timesheet_totals (tenant_id, cube, week_ends_on, program_id, facility_id, unit_id, vendor_id,
      due, submitted, on_time, first_pass, submitted_versions, disputed_versions)
    select t.tenant_id, g.cube, t.week_starts_on + 6, t.program_id, case when g.cube <> 'vendor' then t.facility_id end, case g.cube when 'unit' then t.unit_id end,
      case g.cube when 'vendor' then t.vendor_id end, 0, 0, 0, 0, 0, count(distinct (d.timesheet_id, d.revision))
    from timesheet_disputes d join timesheets t on t.tenant_id = d.tenant_id and t.id = d.timesheet_id cross join (values ('vendor'), ('facility'), ('unit')) g (cube)
    where d.tenant_id = tenant group by 1, 2, 3, 4, 5, 6, 7;
    perform app.add_hours(c.lines) from (
      select array_agg(row(1, l.timesheet_id, l.work_date, l.minutes, l.hour_type in ('overtime', 'double_time'))::app.counted_line) as lines
      from timesheet_lines l join timesheets t on t.tenant_id = l.tenant_id and t.id = l.timesheet_id and t.revision = l.revision
      where l.tenant_id = tenant and app.is_approved_time(t.approved_at, t.state)
        and l.hour_type in ('regular', 'overtime', 'double_time', 'holiday', 'callback', 'orientation')
      group by date_trunc('month', l.work_date)) c;
    perform app.add_spend(c.charges) from (
      select array_agg(app.count_charge(i, 1, (i.state <> 'approved')::int)) as charges from billing_items i where i.tenant_id = tenant and i.state in ('approved', 'invoiced', 'paid')
      group by date_trunc('month', i.work_date_to)) c;
    perform app.add_shifts(c.counted) from (
      select array_agg(app.count_shift(s, 1)) as counted from shifts s
      where s.tenant_id = tenant and s.state in ('completed', 'reported', 'no_show', 'unfilled', 'canceled') group by date_trunc('month', s.local_date)) c;
    perform app.add_shifts(c.counted) from (
      select array_agg(row(e.tenant_id, s.local_date, e.program_id, e.facility_id, e.unit_id, e.vendor_id, e.order_id, 0, 0, 0, 0, 1, 0, 1)::app.counted_shift) as counted
      from attendance_events e join shifts s on s.tenant_id = e.tenant_id and s.id = e.shift_id
      where e.tenant_id = tenant and e.kind = 'call_off_worker') c where c.counted is not null;
    perform app.fold_totals(1);
  end loop;
  perform set_config('app.tenant', '', true);
end $$;
