-- Why: small cells are kept from analysts by whose rows they are made of; that is kept with each change as sums are, and not counted over all rows.

-- How many rows a person has in a month and a group: none is nobody's. Rows are only added, signed, and folded as those of sums
-- are; no foreign keys: what is counted has them. Without a worker they are nobody's.
create table people_totals (
  tenant_id uuid not null,
  id bigint not null generated always as identity,
  -- Of charges the parts accrued and invoiced that are not 0; lines of hours, shifts that are over, bookings, approvals of weeks.
  cube text not null check (cube in ('accrued', 'invoiced', 'hours', 'shifts', 'bookings', 'approvals')),
  month date not null check (extract(day from month) = 1),
  program_id uuid not null,
  facility_id uuid,
  unit_id uuid,
  vendor_id uuid,
  order_id uuid,
  cost_center_id uuid,
  -- What a charge is for, where its order does not tell.
  charged_for text check (charged_for in ('placement', 'work', 'deliverable')),
  currency char(3),
  worker_id uuid,
  counted bigint not null,
  folded boolean not null default false,
  primary key (tenant_id, id),
  check ((currency is not null) = (cube in ('accrued', 'invoiced')))
);
create index people_totals_part on people_totals (tenant_id, cube, month);
create index people_totals_unfolded on people_totals (tenant_id, cube, month) where not folded;
select app.protect('people_totals', history => false);
revoke insert, update on people_totals from requisite_service;

alter type app.counted_charge add attribute worker_id uuid;
create or replace function app.count_charge(x billing_items, accrued integer, invoiced integer) returns app.counted_charge language sql immutable
return row(x.tenant_id, x.work_date_to, x.program_id, x.facility_id, x.unit_id, x.vendor_id, x.assignment_id,
  case when x.assignment_id is null and x.source_noun = 'charge' then x.source_id end, x.kind, x.currency, x.amount, x.fee_amount, x.allocation,
  accrued, invoiced, x.worker_id)::app.counted_charge;

/* Whose charges came to count, or no longer count, a row for each part that a cost center bears. */
create function app.add_spend_people(charges app.counted_charge[]) returns void language sql
set search_path = pg_catalog, public, app, pg_temp as $$
  insert into people_totals (tenant_id, cube, month, program_id, facility_id, unit_id, vendor_id, order_id, cost_center_id, charged_for, currency, worker_id, counted)
  select i.tenant_id, g.cube, date_trunc('month', i.work_date_to)::date, i.program_id, i.facility_id, i.unit_id, i.vendor_id, coalesce(a.order_id, c.order_id),
    s.cost_center_id, case when c.kind in ('placement_fee', 'placement_refund') then 'placement' when i.assignment_id is not null or c.order_id is not null then 'work'
      when i.kind = 'deliverable' then 'deliverable' end, i.currency, i.worker_id, sum(g.sign)
  from unnest(charges) i
  left join assignments a on a.tenant_id = i.tenant_id and a.id = i.assignment_id
  left join charges c on c.tenant_id = i.tenant_id and c.id = i.charge_id
  cross join lateral (
    select s."costCenterId" as cost_center_id, s.amount from jsonb_to_recordset(i.allocation) as s ("costCenterId" uuid, amount numeric)
    union all select null, i.amount - coalesce(sum(s.amount), 0) from jsonb_to_recordset(i.allocation) as s (amount numeric)
      having count(*) = 0 or sum(s.amount) <> i.amount) s
  cross join lateral (values ('accrued', i.accrued), ('invoiced', i.invoiced)) g (cube, sign)
  where s.amount <> 0 and g.sign <> 0
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 having sum(g.sign) <> 0
$$;

create function app.add_hours_people(lines app.counted_line[]) returns void language sql
set search_path = pg_catalog, public, app, pg_temp as $$
  insert into people_totals (tenant_id, cube, month, program_id, facility_id, unit_id, vendor_id, order_id, worker_id, counted)
  select t.tenant_id, 'hours', l.month, t.program_id, t.facility_id, t.unit_id, t.vendor_id, a.order_id, t.worker_id, sum(l.counted)
  from (select timesheet_id, date_trunc('month', work_date)::date as month, sum(sign) as counted from unnest(lines) group by 1, 2) l
  join timesheets t on t.tenant_id = (select app.tenant()) and t.id = l.timesheet_id
  join assignments a on a.tenant_id = t.tenant_id and a.id = t.assignment_id
  group by 1, 3, 4, 5, 6, 7, 8, 9 having sum(l.counted) <> 0
$$;

/* As in 0064; one whose worker is another now is not the same. */
create or replace function app.keep_spend_totals() returns trigger language plpgsql security definer
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
          (n.amount, n.fee_amount, n.allocation, n.work_date_to, n.program_id, n.facility_id, n.unit_id, n.vendor_id, n.assignment_id, n.worker_id, n.kind, n.currency)
            is not distinct from (o.amount, o.fee_amount, o.allocation, o.work_date_to, o.program_id, o.facility_id, o.unit_id, o.vendor_id, o.assignment_id, o.worker_id, o.kind, o.currency) as is_same
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

-- Whoever adds to the sums of charges and hours adds their people.
alter function app.add_spend rename to add_spend_sums;
create function app.add_spend(charges app.counted_charge[]) returns void language sql
set search_path = pg_catalog, public, app, pg_temp as $$ select app.add_spend_sums(charges); select app.add_spend_people(charges) $$;
alter function app.add_hours rename to add_hours_sums;
create function app.add_hours(lines app.counted_line[]) returns void language sql
set search_path = pg_catalog, public, app, pg_temp as $$ select app.add_hours_sums(lines); select app.add_hours_people(lines) $$;

/* A person's shift, booking or approval that came to count, or no longer counts. */
create type app.counted_person as (sign integer, cube text, day date, program_id uuid, facility_id uuid, unit_id uuid, vendor_id uuid, order_id uuid, worker_id uuid);

create function app.add_people(people app.counted_person[]) returns void language sql
set search_path = pg_catalog, public, app, pg_temp as $$
  insert into people_totals (tenant_id, cube, month, program_id, facility_id, unit_id, vendor_id, order_id, worker_id, counted)
  select (select app.tenant()), cube, date_trunc('month', day)::date, program_id, facility_id, unit_id, vendor_id, order_id, worker_id, sum(sign)
  from unnest(people) group by 2, 3, 4, 5, 6, 7, 8, 9 having sum(sign) <> 0
$$;

/* What a shift that is over counts as: one that was to be filled, and a booking where a worker was to come. */
create function app.people_of_shift(x shifts, sign integer) returns setof app.counted_person language sql immutable
set search_path = pg_catalog, public, app, pg_temp
begin atomic
  select row(sign, c.cube, x.local_date, x.program_id, x.facility_id, x.unit_id, x.vendor_id, x.order_id, x.worker_id)::app.counted_person
  from (values ('shifts', x.state in ('completed', 'reported', 'no_show') or (x.state = 'unfilled' and x.posted_at is not null) or (x.state = 'canceled' and x.canceled_by = 'vendor')),
    ('bookings', x.state in ('completed', 'reported', 'no_show'))) c (cube, counts) where c.counts;
end;

create function app.keep_shift_people() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, app, pg_temp as $$
declare
  people app.counted_person[];
begin
  if tg_op = 'INSERT' then
    select array_agg(c) into people from new_rows n cross join lateral app.people_of_shift(n::shifts, 1) c where n.state in ('completed', 'reported', 'no_show', 'unfilled', 'canceled');
  elsif tg_op = 'DELETE' then
    select array_agg(c) into people from old_rows o cross join lateral app.people_of_shift(o::shifts, -1) c where o.state in ('completed', 'reported', 'no_show', 'unfilled', 'canceled');
  else
    select array_agg(c.one) into people from (
      select p::app.counted_person as one from new_rows n cross join lateral app.people_of_shift(n::shifts, 1) p where n.state in ('completed', 'reported', 'no_show', 'unfilled', 'canceled')
      union all select p::app.counted_person from old_rows o cross join lateral app.people_of_shift(o::shifts, -1) p where o.state in ('completed', 'reported', 'no_show', 'unfilled', 'canceled')) c;
  end if;
  if people is not null then perform app.add_people(people); end if;
  return null;
end $$;

create function app.keep_call_off_people() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, app, pg_temp as $$
declare
  people app.counted_person[];
begin
  if tg_op = 'INSERT' then
    select array_agg(row(1, 'bookings', n.shift_on, n.program_id, n.facility_id, n.unit_id, n.vendor_id, n.order_id, n.worker_id)::app.counted_person) into people
      from new_rows n where n.kind = 'call_off_worker';
  else
    select array_agg(row(c.sign, 'bookings', c.shift_on, c.program_id, c.facility_id, c.unit_id, c.vendor_id, c.order_id, c.worker_id)::app.counted_person) into people
      from (select 1 as sign, n.* from new_rows n union all select -1, o.* from old_rows o) c
      where c.kind = 'call_off_worker';
  end if;
  if people is not null then perform app.add_people(people); end if;
  return null;
end $$;

create function app.keep_approval_people() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, app, pg_temp as $$
declare
  people app.counted_person[];
begin
  if tg_op = 'INSERT' then
    select array_agg(row(1, 'approvals', n.approved_on, n.program_id, n.facility_id, n.unit_id, n.vendor_id, a.order_id, t.worker_id)::app.counted_person) into people
      from new_rows n join timesheets t on t.tenant_id = n.tenant_id and t.id = n.timesheet_id join assignments a on a.tenant_id = t.tenant_id and a.id = t.assignment_id
      where n.hours is not null;
  elsif tg_op = 'DELETE' then
    select array_agg(row(-1, 'approvals', o.approved_on, o.program_id, o.facility_id, o.unit_id, o.vendor_id, a.order_id, t.worker_id)::app.counted_person) into people
      from old_rows o join timesheets t on t.tenant_id = o.tenant_id and t.id = o.timesheet_id join assignments a on a.tenant_id = t.tenant_id and a.id = t.assignment_id
      where o.hours is not null;
  else
    select array_agg(row(b.sign, 'approvals', b.approved_on, b.program_id, b.facility_id, b.unit_id, b.vendor_id, a.order_id, t.worker_id)::app.counted_person) into people
      from (select 1 as sign, n.* from new_rows n where n.hours is not null union all select -1, o.* from old_rows o where o.hours is not null) b
      join timesheets t on t.tenant_id = b.tenant_id and t.id = b.timesheet_id join assignments a on a.tenant_id = t.tenant_id and a.id = t.assignment_id;
  end if;
  if people is not null then perform app.add_people(people); end if;
  return null;
end $$;

/* Hours and approvals are the person's whose week it is: where two prove to be one, the survivor's. */
create function app.keep_merged_people() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, app, pg_temp as $$
declare
  people app.counted_person[];
begin
  select array_agg(row(p.sign, c.cube, c.day, n.program_id, n.facility_id, n.unit_id, n.vendor_id, a.order_id, p.worker_id)::app.counted_person) into people
  from new_rows n join old_rows o on o.tenant_id = n.tenant_id and o.id = n.id and o.worker_id <> n.worker_id
  join assignments a on a.tenant_id = n.tenant_id and a.id = n.assignment_id
  cross join lateral (
    select 'hours' as cube, l.work_date as day from timesheet_lines l
    where l.tenant_id = n.tenant_id and l.timesheet_id = n.id and l.revision = n.revision and app.is_approved_time(n.approved_at, n.state)
      and l.hour_type in ('regular', 'overtime', 'double_time', 'holiday', 'callback', 'orientation')
    union all
    select 'approvals', v.approved_on from timesheet_approvals v where v.tenant_id = n.tenant_id and v.timesheet_id = n.id and v.hours is not null) c
  cross join lateral (values (1, n.worker_id), (-1, o.worker_id)) p (sign, worker_id);
  if people is not null then perform app.add_people(people); end if;
  return null;
end $$;

/* Counts all people anew, for the tenant that is named: what was written past the triggers is counted then. */
create function app.recount_people() returns void language plpgsql
set search_path = pg_catalog, public, app, pg_temp as $$
declare
  tenant constant uuid := app.tenant();
begin
  delete from people_totals where tenant_id = tenant;
  perform app.add_spend_people(c.charges) from (
    select array_agg(app.count_charge(i, 1, (i.state <> 'approved')::int)) as charges from billing_items i where i.tenant_id = tenant and i.state in ('approved', 'invoiced', 'paid')
    group by date_trunc('month', i.work_date_to)) c;
  perform app.add_hours_people(c.lines) from (
    select array_agg(row(1, l.timesheet_id, l.work_date, l.minutes, l.hour_type in ('overtime', 'double_time'))::app.counted_line) as lines
    from timesheet_lines l join timesheets t on t.tenant_id = l.tenant_id and t.id = l.timesheet_id and t.revision = l.revision
    where l.tenant_id = tenant and app.is_approved_time(t.approved_at, t.state)
      and l.hour_type in ('regular', 'overtime', 'double_time', 'holiday', 'callback', 'orientation')
    group by date_trunc('month', l.work_date)) c;
  perform app.add_people(c.people) from (
    select array_agg(p::app.counted_person) as people from shifts s cross join lateral app.people_of_shift(s, 1) p
    where s.tenant_id = tenant and s.state in ('completed', 'reported', 'no_show', 'unfilled', 'canceled') group by date_trunc('month', s.local_date)
    union all
    select array_agg(row(1, 'bookings', e.shift_on, e.program_id, e.facility_id, e.unit_id, e.vendor_id, e.order_id, e.worker_id)::app.counted_person)
    from attendance_events e where e.tenant_id = tenant and e.kind = 'call_off_worker'
    union all
    select array_agg(row(1, 'approvals', v.approved_on, v.program_id, v.facility_id, v.unit_id, v.vendor_id, a.order_id, t.worker_id)::app.counted_person)
    from timesheet_approvals v join timesheets t on t.tenant_id = v.tenant_id and t.id = v.timesheet_id join assignments a on a.tenant_id = t.tenant_id and a.id = t.assignment_id
    where v.tenant_id = tenant and v.hours is not null group by date_trunc('month', v.approved_on)) c where c.people is not null;
end $$;

/* Folds what was added to parts of kept sums into one row for each cell, for the tenant that is named: parts with at least so
   many rows added. Readers see either; what is added meanwhile stays. Answers how many parts were folded. */
create or replace function app.fold_totals(at_least integer) returns integer language plpgsql security definer
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
    from (values ('spend_totals', 'month'), ('hours_totals', 'period'), ('shift_totals', 'month'), ('timesheet_totals', 'week_ends_on'), ('people_totals', 'month')) t (name, period)
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

revoke execute on function app.add_spend_people, app.add_hours_people, app.add_spend, app.add_hours, app.add_people, app.people_of_shift, app.keep_shift_people,
  app.keep_call_off_people, app.keep_approval_people, app.keep_merged_people, app.recount_people from public;

/* As in 0050; whose rows were counted is told by the rows, which a merge moves. */
create or replace function app.tables_of_workers() returns table (name text, together boolean, alone text) language sql stable
set search_path = pg_catalog, public, app, pg_temp
begin atomic
  with holding as (
    select a.attrelid as relation, a.attnum as place from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname = 'worker_id' and not a.attisdropped
      and a.attgenerated = ''
      and c.relname <> all (array['events', 'row_versions', 'invoice_lines', 'payroll_export_lines', 'worker_matches', 'people_totals', 'submission_progress'])
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

-- Writers wait for these locks, and the triggers', so that nothing comes between what was there before and what is counted with each change.
lock table billing_items, timesheets, timesheet_lines in share row exclusive mode;
create trigger people_added after insert on shifts referencing new table as new_rows for each statement execute function app.keep_shift_people();
create trigger people_changed after update on shifts referencing old table as old_rows new table as new_rows for each statement execute function app.keep_shift_people();
create trigger people_deleted after delete on shifts referencing old table as old_rows for each statement execute function app.keep_shift_people();
create trigger people_added after insert on attendance_events referencing new table as new_rows for each statement execute function app.keep_call_off_people();
create trigger people_changed after update on attendance_events referencing old table as old_rows new table as new_rows for each statement execute function app.keep_call_off_people();
create trigger people_changed after update on timesheets referencing old table as old_rows new table as new_rows for each statement execute function app.keep_merged_people();
create trigger people_added after insert on timesheet_approvals referencing new table as new_rows for each statement execute function app.keep_approval_people();
create trigger people_changed after update on timesheet_approvals referencing old table as old_rows new table as new_rows for each statement execute function app.keep_approval_people();
create trigger people_deleted after delete on timesheet_approvals referencing old table as old_rows for each statement execute function app.keep_approval_people();

do $$
declare
  tenant uuid;
begin
  for tenant in select app.tenant_list() loop
    perform set_config('app.tenant', tenant::text, true);
    perform app.recount_people();
    perform app.fold_totals(1);
  end loop;
  perform set_config('app.tenant', '', true);
end $$;
