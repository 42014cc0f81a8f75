-- Why: what came of a shift for a worker is of the day on which it was to begin then; by now the shift may be another vendor's, whom
-- the worker's vendor does not see, or on another day.

alter table attendance_events add column shift_on date;

/* The day of the shift, where the writer does not say it: an earlier release of the service does not. */
create function app.day_of_attendance() returns trigger language plpgsql
set search_path = pg_catalog, public, app, pg_temp as $$
begin
  new.shift_on := coalesce(new.shift_on, (select s.local_date from shifts s where s.tenant_id = new.tenant_id and s.id = new.shift_id));
  return new;
end $$;
revoke execute on function app.day_of_attendance from public;

-- Versions tell the day too: it is not a change of today's. Where a shift was moved after it was called off, its new day is what is known.
alter table attendance_events disable trigger keep_version_changed;
do $$
declare
  tenant uuid;
begin
  for tenant in select app.tenant_list() loop
    perform set_config('app.tenant', tenant::text, true);
    update attendance_events e set shift_on = s.local_date from shifts s where e.tenant_id = tenant and s.tenant_id = e.tenant_id and s.id = e.shift_id;
    update row_versions v set "row" = v."row" || jsonb_build_object('shift_on', s.local_date) from shifts s
      where v.tenant_id = tenant and v.table_name = 'attendance_events' and s.tenant_id = v.tenant_id and s.id = (v."row" ->> 'shift_id')::uuid;
  end loop;
  perform set_config('app.tenant', '', true);
end $$;
alter table attendance_events enable trigger keep_version_changed;
create trigger day_of_shift before insert on attendance_events for each row execute function app.day_of_attendance();
-- squawk-ignore adding-not-nullable-field
alter table attendance_events alter column shift_on set not null;
alter table attendance_events add constraint attendance_events_shift_on_check check (app.on_calendar(shift_on)) not valid;
select app.show_versions('attendance_events');

/* As in 0064, but that who called off stays on the day of the shift that was called off. */
create or replace function app.keep_shift_totals() returns trigger language plpgsql security definer
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
      union all select app.count_shift(o::shifts, -1) from old_rows o where o.state in ('completed', 'reported', 'no_show', 'unfilled', 'canceled')) c;
  end if;
  if counted is not null then perform app.add_shifts(counted); end if;
  return null;
end $$;

create or replace function app.keep_call_off_totals() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, app, pg_temp as $$
declare
  counted app.counted_shift[];
begin
  select array_agg(row(e.tenant_id, e.shift_on, e.program_id, e.facility_id, e.unit_id, e.vendor_id, e.order_id, 0, 0, 0, 0, 1, 0, 1)::app.counted_shift) into counted
    from new_rows e where e.kind = 'call_off_worker';
  if counted is not null then perform app.add_shifts(counted); end if;
  return null;
end $$;

drop view if exists reporting.shift_bookings;
create view reporting.shift_bookings (tenant_id, date, shift_id, worker_id, program_id, facility_id, unit_id, cost_center_id, vendor_id, tier, profession, specialty, order_type, engagement_kind, state, requester_id, scheduled, no_shows, call_offs) with (security_invoker = true) as
select r.tenant_id, r.local_date, r.shift_id, r.worker_id, r.program_id, r.facility_id, r.unit_id, u.cost_center_id, r.vendor_id, m.tier, o.profession, o.specialty, o.type,
  case o.type when 'direct_hire' then 'direct_hire' when 'contract' then 'staffing' when 'per_diem' then 'staffing' end,
  f.state::text, o.authors[1], 1::bigint, r.no_show::bigint, r.call_off::bigint
    from (
      select s.tenant_id, s.local_date, s.id as shift_id, s.worker_id, s.program_id, s.facility_id, s.unit_id, s.vendor_id, s.order_id,
        (s.state = 'no_show')::int as no_show, 0 as call_off
      from public."shifts" "s" where s.state in ('completed', 'reported', 'no_show')
      union all
      select e.tenant_id, e.shift_on, e.shift_id, e.worker_id, e.program_id, e.facility_id, e.unit_id, e.vendor_id, e.order_id, 0, 1
      from public."attendance_events" "e" where e.kind = 'call_off_worker') r
  left join public."panel_memberships" "m" on m.tenant_id = r.tenant_id and m.program_id = r.program_id and m.vendor_id = r.vendor_id
  left join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id
  left join public."orders" "o" on o.tenant_id = r.tenant_id and o.id = r.order_id;
comment on view reporting.shift_bookings is 'A worker’s booking of a shift that is over: worked, missed, or called off late. A shift that was called off and taken anew is two.';
comment on column reporting.shift_bookings.tenant_id is 'The tenant.';
comment on column reporting.shift_bookings.date is 'The day on which the shift was to begin, by the facility’s zone.';
comment on column reporting.shift_bookings.shift_id is 'The shift.';
comment on column reporting.shift_bookings.worker_id is 'Who was to come.';
comment on column reporting.shift_bookings.program_id is 'The program.';
comment on column reporting.shift_bookings.facility_id is 'The facility.';
comment on column reporting.shift_bookings.unit_id is 'The unit.';
comment on column reporting.shift_bookings.cost_center_id is 'The cost center of the unit at present; null where it has none.';
comment on column reporting.shift_bookings.vendor_id is 'The vendor.';
comment on column reporting.shift_bookings.tier is 'The vendor’s present tier in the program; 0 is the internal pool.';
comment on column reporting.shift_bookings.profession is 'The code of the profession that the order asks for.';
comment on column reporting.shift_bookings.specialty is 'The code of the specialty that the order asks for; null where any.';
comment on column reporting.shift_bookings.order_type is 'contract, per_diem or direct_hire.';
comment on column reporting.shift_bookings.engagement_kind is 'staffing (contract, per diem) or direct_hire.';
comment on column reporting.shift_bookings.state is 'The state of the facility, two letters.';
comment on column reporting.shift_bookings.requester_id is 'The user who made the order.';
comment on column reporting.shift_bookings.scheduled is '1: a worker was to come.';
comment on column reporting.shift_bookings.no_shows is '1 where the worker did not come.';
comment on column reporting.shift_bookings.call_offs is '1 where the worker called off late, by the program’s notice.';
grant select on reporting.shift_bookings to requisite_service, requisite_analyst;
select app.open_to_analysts();
