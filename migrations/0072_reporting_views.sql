-- Why: every fact that figures are made of is a documented view, for the service and for analysts’ own logins.
-- Printed from the facts in src/domain/reports/store/facts; what changes later is printed by the test of the views.

create view reporting.placement_months (tenant_id, date, assignment_id, worker_id, mark_kind, program_id, facility_id, unit_id, vendor_id, tier, profession, specialty, order_type, engagement_kind, state) with (security_invoker = true) as
select c.tenant_id, c.date, c.assignment_id, c.worker_id, c.mark_kind, c.program_id, c.facility_id, c.unit_id, c.vendor_id,
      m.tier, o.profession, o.specialty, o.type as order_type,
      case o.type when 'direct_hire' then 'direct_hire' else 'staffing' end as engagement_kind, f.state::text as state
    from (
      select a.tenant_id, greatest(a.started_on, g.first_day::date) as date, a.id as assignment_id, a.worker_id, null::text as mark_kind,
        a.program_id, a.facility_id, a.unit_id, a.vendor_id, a.order_id
      from public."assignments" "a"
      cross join lateral generate_series(date_trunc('month', a.started_on::timestamp),
        coalesce(a.ended_on, a.ends_on)::timestamp, interval '1 month') as g (first_day)
      where a.state in ('active', 'suspended', 'ended')
      union all
      select a.tenant_id, (d.placed_at at time zone coalesce(closed.time_zone, p.time_zone))::date, a.id, a.worker_id, d.kind,
        a.program_id, a.facility_id, a.unit_id, a.vendor_id, a.order_id
      from public."do_not_returns" "d"
      join public."assignments" "a" on a.tenant_id = d.tenant_id and a.id = d.assignment_id
      join public."programs" "p" on p.tenant_id = d.tenant_id and p.id = d.program_id
      left join public."facilities" "closed" on closed.tenant_id = d.tenant_id and closed.id = d.facility_id) c
    join public."orders" "o" on o.tenant_id = c.tenant_id and o.id = c.order_id
    join public."facilities" "f" on f.tenant_id = c.tenant_id and f.id = c.facility_id
    left join public."panel_memberships" "m" on m.tenant_id = c.tenant_id and m.program_id = c.program_id and m.vendor_id = c.vendor_id;
comment on view reporting.placement_months is 'A placement in a calendar month on a day of which it was under way, or a do-not-return mark after a placement, in the month of the mark.';
comment on column reporting.placement_months.tenant_id is 'The tenant.';
comment on column reporting.placement_months.date is 'The first day of the month on which it was under way; of a mark, its day by the facility’s zone, or by the program’s where all of it is closed.';
comment on column reporting.placement_months.assignment_id is 'The placement.';
comment on column reporting.placement_months.worker_id is 'The person placed or marked.';
comment on column reporting.placement_months.mark_kind is 'clinical or professional for a do-not-return mark; null for a month of a placement.';
comment on column reporting.placement_months.program_id is 'The program of the placement.';
comment on column reporting.placement_months.facility_id is 'The facility of the placement.';
comment on column reporting.placement_months.unit_id is 'The unit of the placement.';
comment on column reporting.placement_months.vendor_id is 'The vendor that supplied the person.';
comment on column reporting.placement_months.tier is 'The vendor’s present tier in the program; 0 is the internal pool.';
comment on column reporting.placement_months.profession is 'The profession ordered.';
comment on column reporting.placement_months.specialty is 'The specialty ordered; null where none was.';
comment on column reporting.placement_months.order_type is 'contract (travel), per_diem or direct_hire.';
comment on column reporting.placement_months.engagement_kind is 'staffing for contract and per diem, direct_hire else.';
comment on column reporting.placement_months.state is 'The state of the facility, two letters.';
grant select on reporting.placement_months to requisite_service, requisite_analyst;

create view reporting.personnel_files (tenant_id, date, sample_id, worker_id, has_background_check, has_competency, has_credentials, is_complete, program_id, facility_id, unit_id, vendor_id, tier, profession, specialty, order_type, engagement_kind, state) with (security_invoker = true) as
select s.tenant_id, s.month_starts_on as date, s.id as sample_id, s.worker_id, s.has_background_check, s.has_competency, s.has_credentials,
      s.has_background_check and s.has_competency and s.has_credentials as is_complete, s.program_id, s.facility_id, s.unit_id,
      s.vendor_id, m.tier, o.profession, o.specialty, s.order_type, 'staffing'::text as engagement_kind, f.state::text as state
    from public."personnel_file_samples" "s"
    join public."assignments" "a" on a.tenant_id = s.tenant_id and a.id = s.assignment_id
    join public."orders" "o" on o.tenant_id = a.tenant_id and o.id = a.order_id
    join public."facilities" "f" on f.tenant_id = s.tenant_id and f.id = s.facility_id
    left join public."panel_memberships" "m" on m.tenant_id = s.tenant_id and m.program_id = s.program_id and m.vendor_id = s.vendor_id
    where s.state = 'recorded';
comment on view reporting.personnel_files is 'A personnel file that was sampled for a month and whose sample was not voided.';
comment on column reporting.personnel_files.tenant_id is 'The tenant.';
comment on column reporting.personnel_files.date is 'The first day of the month whose placements were sampled.';
comment on column reporting.personnel_files.sample_id is 'The sample.';
comment on column reporting.personnel_files.worker_id is 'The person whose file it is.';
comment on column reporting.personnel_files.has_background_check is 'A background check made at hire or rehire is on file.';
comment on column reporting.personnel_files.has_competency is 'The clinical competency for the job is on file.';
comment on column reporting.personnel_files.has_credentials is 'The credentials that the job needs are on file and current.';
comment on column reporting.personnel_files.is_complete is 'All three are on file.';
comment on column reporting.personnel_files.program_id is 'The program of the placement.';
comment on column reporting.personnel_files.facility_id is 'The facility of the placement.';
comment on column reporting.personnel_files.unit_id is 'The unit of the placement.';
comment on column reporting.personnel_files.vendor_id is 'The vendor that keeps the file.';
comment on column reporting.personnel_files.tier is 'The vendor’s present tier in the program; 0 is the internal pool.';
comment on column reporting.personnel_files.profession is 'The profession ordered.';
comment on column reporting.personnel_files.specialty is 'The specialty ordered; null where none was.';
comment on column reporting.personnel_files.order_type is 'contract (travel) or per_diem.';
comment on column reporting.personnel_files.engagement_kind is 'staffing.';
comment on column reporting.personnel_files.state is 'The state of the facility, two letters.';
grant select on reporting.personnel_files to requisite_service, requisite_analyst;

create view reporting.positions (tenant_id, position_id, order_id, program_id, facility_id, unit_id, cost_center_id, vendor_id, tier, profession, specialty, order_type, engagement_kind, state, requester_id, date, first_opened_at, position_state, is_filled, is_canceled, is_canceled_before_fill) with (security_invoker = true) as
select r.tenant_id, r.id, r.order_id, r.program_id, r.facility_id, r.unit_id, u.cost_center_id, r.vendor_id, m.tier, o.profession, o.specialty, o.type,
  case o.type when 'direct_hire' then 'direct_hire' when 'contract' then 'staffing' when 'per_diem' then 'staffing' end,
  f.state::text, o.authors[1], (r.created_at at time zone f.time_zone)::date, r.created_at, r.state, r.state = 'filled', r.state = 'canceled',
  r.state = 'canceled' and not (exists (select from public."assignments" "x" join public."submissions" "s"
      on s.tenant_id = x.tenant_id and s.id = x.submission_id and s.state = 'expired' where x.tenant_id = r.tenant_id and x.position_id = r.id and x.canceled_by is null) or exists (select from public."placements" "x" join public."submissions" "s"
      on s.tenant_id = x.tenant_id and s.id = x.submission_id and s.state = 'expired' where x.tenant_id = r.tenant_id and x.position_id = r.id))
from (select p.tenant_id, p.id, p.order_id, p.program_id, p.facility_id, p.unit_id, p.created_at, p.state, w.vendor_id
  from public."positions" "p" left join lateral (
    select (array_agg(x.vendor_id))[1] as vendor_id, (array_agg(x.submission_id))[1] as submission_id,
      (array_agg(x.offer_id))[1] as offer_id, max(x.started_on) as started_on
    from (
      select a.vendor_id, a.submission_id, a.offer_id, a.started_on from public."assignments" "a"
      where a.tenant_id = p.tenant_id and a.position_id = p.id and p.state = 'filled' and a.state in ('pending', 'active', 'suspended', 'ended')
      union all
      select h.vendor_id, h.submission_id, h.offer_id, h.started_on from public."placements" "h"
      where h.tenant_id = p.tenant_id and h.position_id = p.id and p.state = 'filled' and h.state in ('accepted', 'started', 'guaranteed', 'left')
    ) x) w on true) r
  join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id
  left join public."orders" "o" on o.tenant_id = r.tenant_id and o.id = r.order_id
  left join public."panel_memberships" "m" on m.tenant_id = r.tenant_id and m.program_id = r.program_id and m.vendor_id = r.vendor_id;
comment on view reporting.positions is 'One row an opening of an order (contract or direct hire; per-diem orders have shifts instead).';
comment on column reporting.positions.tenant_id is 'The tenant.';
comment on column reporting.positions.position_id is 'The opening.';
comment on column reporting.positions.order_id is 'Its order.';
comment on column reporting.positions.program_id is 'The program.';
comment on column reporting.positions.facility_id is 'The facility.';
comment on column reporting.positions.unit_id is 'The unit.';
comment on column reporting.positions.cost_center_id is 'The cost center of the unit at present; null where it has none.';
comment on column reporting.positions.vendor_id is 'The vendor of whom fills it now; null while it is not filled.';
comment on column reporting.positions.tier is 'The vendor’s present tier in the program; 0 is the internal pool.';
comment on column reporting.positions.profession is 'The code of the profession that the order asks for.';
comment on column reporting.positions.specialty is 'The code of the specialty that the order asks for; null where any.';
comment on column reporting.positions.order_type is 'contract, per_diem or direct_hire.';
comment on column reporting.positions.engagement_kind is 'staffing (contract, per diem) or direct_hire.';
comment on column reporting.positions.state is 'The state of the facility, two letters.';
comment on column reporting.positions.requester_id is 'The user who made the order.';
comment on column reporting.positions.date is 'The day on which it was first opened, by the facility’s zone: its cohort.';
comment on column reporting.positions.first_opened_at is 'When it was first opened.';
comment on column reporting.positions.position_state is 'open, filled, canceled or closed.';
comment on column reporting.positions.is_filled is 'Whether somebody who accepted stands on it: an opening that fell open again is not filled.';
comment on column reporting.positions.is_canceled is 'Whether it was canceled, by itself or with its order.';
comment on column reporting.positions.is_canceled_before_fill is 'Whether it was canceled while nobody stood on it.';
grant select on reporting.positions to requisite_service, requisite_analyst;

create view reporting.position_times (tenant_id, position_id, order_id, program_id, facility_id, unit_id, cost_center_id, vendor_id, tier, profession, specialty, order_type, engagement_kind, state, requester_id, date, first_opened_at, opened_at, released_at, first_submitted_at, filled_at, started_on, days_to_submit, hours_to_submit, days_to_fill, hours_to_fill, days_to_start, vendor_wait_hours, client_wait_hours) with (security_invoker = true) as
select r.tenant_id, r.id, r.order_id, r.program_id, r.facility_id, r.unit_id, u.cost_center_id, r.vendor_id, m.tier, o.profession, o.specialty, o.type,
  case o.type when 'direct_hire' then 'direct_hire' when 'contract' then 'staffing' when 'per_diem' then 'staffing' end,
  f.state::text, o.authors[1], (r.created_at at time zone f.time_zone)::date, r.created_at, r.opened_at, r.released_at, r.first_submitted_at, r.filled_at, r.started_on,
  (r.first_submitted_at at time zone f.time_zone)::date - (r.released_at at time zone f.time_zone)::date, (extract(epoch from r.first_submitted_at - r.released_at) / 3600)::numeric,
  (r.filled_at at time zone f.time_zone)::date - (r.released_at at time zone f.time_zone)::date, (extract(epoch from r.filled_at - r.released_at) / 3600)::numeric, r.started_on - (r.released_at at time zone f.time_zone)::date,
  case when r.filled_at is not null then (extract(epoch from greatest(ws.created_at, r.released_at) - r.released_at) / 3600)::numeric
      + (extract(epoch from greatest(coalesce(wo.vendor_accepted_at, r.filled_at), r.released_at) - greatest(coalesce(wo.extended_at, r.filled_at), r.released_at)) / 3600)::numeric
      + case when wo.confirmed_by = 'worker' then (extract(epoch from r.filled_at - greatest(coalesce(wo.vendor_accepted_at, r.filled_at), r.released_at)) / 3600)::numeric else 0 end end, (extract(epoch from r.filled_at - r.released_at) / 3600)::numeric - case when r.filled_at is not null then (extract(epoch from greatest(ws.created_at, r.released_at) - r.released_at) / 3600)::numeric
      + (extract(epoch from greatest(coalesce(wo.vendor_accepted_at, r.filled_at), r.released_at) - greatest(coalesce(wo.extended_at, r.filled_at), r.released_at)) / 3600)::numeric
      + case when wo.confirmed_by = 'worker' then (extract(epoch from r.filled_at - greatest(coalesce(wo.vendor_accepted_at, r.filled_at), r.released_at)) / 3600)::numeric else 0 end end
from (
  select t.tenant_id, t.id, t.order_id, t.program_id, t.facility_id, t.unit_id, t.created_at,
    t.opened_at, t.filled_at, t.vendor_id, t.submission_id, t.offer_id, t.started_on, t.released_at, (select min(s.created_at) from public."submissions" "s" where s.tenant_id = t.tenant_id and s.order_id = t.order_id
    and s.created_at >= t.released_at) as first_submitted_at
  from (
    select q.tenant_id, q.id, q.order_id, q.program_id, q.facility_id, q.unit_id, q.created_at,
      q.opened_at, q.filled_at, q.vendor_id, q.submission_id, q.offer_id, q.started_on, case
  -- The greatest of an instant and nothing would be the instant.
  when o.released_at is null then null
  when q.opened_at <= q.created_at then greatest(q.opened_at, o.released_at)
  -- Somebody fell off: the release stood, and the same hand opened it again.
  when exists (select from public."assignments" "a" where a.tenant_id = q.tenant_id and a.position_id = q.id
      and a.state in ('canceled', 'no_show') and a.updated_at >= q.opened_at)
    or exists (select from public."placements" "h" where h.tenant_id = q.tenant_id and h.position_id = q.id
      and h.state = 'fell_off' and h.updated_at >= q.opened_at) then greatest(q.opened_at, o.released_at)
  -- The order had ended, and nobody sees it until it is released anew.
  else coalesce(
    (select min(n.released_at) from public."release_plans" "n" where n.tenant_id = q.tenant_id and n.order_id = q.order_id
      and n.released_at >= q.opened_at),
    (select q.opened_at from public."order_visibilities" "s" where s.tenant_id = q.tenant_id and s.order_id = q.order_id
      and s.visible_to is null limit 1)) end as released_at
    from (
      select p.tenant_id, p.id, p.order_id, p.program_id, p.facility_id, p.unit_id, p.created_at, p.opened_at,
        case when p.state = 'filled' then p.filled_at end as filled_at, w.vendor_id, w.submission_id, w.offer_id, w.started_on
      from public."positions" "p" left join lateral (
    select (array_agg(x.vendor_id))[1] as vendor_id, (array_agg(x.submission_id))[1] as submission_id,
      (array_agg(x.offer_id))[1] as offer_id, max(x.started_on) as started_on
    from (
      select a.vendor_id, a.submission_id, a.offer_id, a.started_on from public."assignments" "a"
      where a.tenant_id = p.tenant_id and a.position_id = p.id and p.state = 'filled' and a.state in ('pending', 'active', 'suspended', 'ended')
      union all
      select h.vendor_id, h.submission_id, h.offer_id, h.started_on from public."placements" "h"
      where h.tenant_id = p.tenant_id and h.position_id = p.id and p.state = 'filled' and h.state in ('accepted', 'started', 'guaranteed', 'left')
    ) x) w on true
    ) q
    left join public."orders" "o" on o.tenant_id = q.tenant_id and o.id = q.order_id
  ) t) r
  join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id
  left join public."orders" "o" on o.tenant_id = r.tenant_id and o.id = r.order_id
  left join public."panel_memberships" "m" on m.tenant_id = r.tenant_id and m.program_id = r.program_id and m.vendor_id = r.vendor_id
  left join public."submissions" "ws" on ws.tenant_id = r.tenant_id and ws.id = r.submission_id
  left join public."offers" "wo" on wo.tenant_id = r.tenant_id and wo.id = r.offer_id;
comment on view reporting.position_times is 'One row an opening of an order (contract or direct hire): when it came how far.';
comment on column reporting.position_times.tenant_id is 'The tenant.';
comment on column reporting.position_times.position_id is 'The opening.';
comment on column reporting.position_times.order_id is 'Its order.';
comment on column reporting.position_times.program_id is 'The program.';
comment on column reporting.position_times.facility_id is 'The facility.';
comment on column reporting.position_times.unit_id is 'The unit.';
comment on column reporting.position_times.cost_center_id is 'The cost center of the unit at present; null where it has none.';
comment on column reporting.position_times.vendor_id is 'The vendor of whom fills it now; null while it is not filled.';
comment on column reporting.position_times.tier is 'The vendor’s present tier in the program; 0 is the internal pool.';
comment on column reporting.position_times.profession is 'The code of the profession that the order asks for.';
comment on column reporting.position_times.specialty is 'The code of the specialty that the order asks for; null where any.';
comment on column reporting.position_times.order_type is 'contract, per_diem or direct_hire.';
comment on column reporting.position_times.engagement_kind is 'staffing (contract, per diem) or direct_hire.';
comment on column reporting.position_times.state is 'The state of the facility, two letters.';
comment on column reporting.position_times.requester_id is 'The user who made the order.';
comment on column reporting.position_times.date is 'The day on which it was first opened, by the facility’s zone: its cohort.';
comment on column reporting.position_times.first_opened_at is 'When it was first opened.';
comment on column reporting.position_times.opened_at is 'Its latest opening: after a fall-off it was opened again.';
comment on column reporting.position_times.released_at is 'The order’s first release, or the latest opening where that came later; of an opening that was opened again after its order had ended the first release since. Null until then.';
comment on column reporting.position_times.first_submitted_at is 'The first submission for the order since released_at.';
comment on column reporting.position_times.filled_at is 'When the offer that filled it was accepted; null while it is not filled.';
comment on column reporting.position_times.started_on is 'The first day worked of whom fills it, by the facility’s zone.';
comment on column reporting.position_times.days_to_submit is 'Whole calendar days, by the facility’s zone, from released_at to the first submission for the order since then; null where it has not come.';
comment on column reporting.position_times.hours_to_submit is 'Hours, exact, from released_at to the first submission for the order since then; null where it has not come.';
comment on column reporting.position_times.days_to_fill is 'Whole calendar days, by the facility’s zone, from released_at to the acceptance of the offer that filled it; null where it has not come.';
comment on column reporting.position_times.hours_to_fill is 'Hours, exact, from released_at to the acceptance of the offer that filled it; null where it has not come.';
comment on column reporting.position_times.days_to_start is 'Whole calendar days, by the facility’s zone, from released_at to the first day worked; null where it has not come.';
comment on column reporting.position_times.vendor_wait_hours is 'Of hours_to_fill those in which a vendor was waited for: until it submitted whom it was filled with, from the last extension of the offer until it was accepted, and until the worker confirmed where the worker does.';
comment on column reporting.position_times.client_wait_hours is 'The others of hours_to_fill: review, interviews, choice, offer, confirmation.';
grant select on reporting.position_times to requisite_service, requisite_analyst;

create view reporting.position_business_times (tenant_id, position_id, order_id, program_id, facility_id, unit_id, cost_center_id, vendor_id, tier, profession, specialty, order_type, engagement_kind, state, requester_id, date, first_opened_at, business_hours_to_submit, business_hours_to_fill, business_hours_to_start) with (security_invoker = true) as
with days as (
  select p.id::text || ' ' || (d.day - date '2000-01-01')::text as key, array_agg(s.starts_at) as starts, array_agg(s.ends_at) as ends,
    sum(coalesce(sum(extract(epoch from s.ends_at - s.starts_at)), 0)) over (partition by p.id order by d.day)
      - coalesce(sum(extract(epoch from s.ends_at - s.starts_at)), 0) as before
  from public."programs" "p"
  join public."tenants" "t" on t.tenant_id = p.tenant_id
  left join public."business_calendars" "c" on c.tenant_id = p.tenant_id and c.program_id = p.id
  cross join lateral (select g::date as day from generate_series(
    (select min(b.created_at) from public."positions" "b" where b.tenant_id = p.tenant_id)::date - 1,
    coalesce(t.clock_at, now())::date + 2, interval '1 day') g) d
  left join lateral (
    select (d.day + h."from"::time) at time zone p.time_zone as starts_at, (d.day + h."to"::time) at time zone p.time_zone as ends_at
    from jsonb_to_recordset(coalesce(c.hours, '[{"weekday":"monday","from":"08:00","to":"17:00"},{"weekday":"tuesday","from":"08:00","to":"17:00"},{"weekday":"wednesday","from":"08:00","to":"17:00"},{"weekday":"thursday","from":"08:00","to":"17:00"},{"weekday":"friday","from":"08:00","to":"17:00"}]'::jsonb)) as h (weekday text, "from" text, "to" text)
    where h.weekday = (array['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'])[extract(dow from d.day)::integer + 1]
      and not coalesce(c.holidays, '[]') @> jsonb_build_array(jsonb_build_object('on', d.day::text))
  ) s on s.ends_at > s.starts_at
  group by p.id, d.day)
select r.tenant_id, r.id, r.order_id, r.program_id, r.facility_id, r.unit_id, u.cost_center_id, r.vendor_id, m.tier, o.profession, o.specialty, o.type,
  case o.type when 'direct_hire' then 'direct_hire' when 'contract' then 'staffing' when 'per_diem' then 'staffing' end,
  f.state::text, o.authors[1], (r.created_at at time zone f.time_zone)::date, r.created_at, ((("ds".before + coalesce((select sum(greatest(extract(epoch from least(e.ends_at, r.first_submitted_at) - e.starts_at), 0))
    from unnest("ds".starts, "ds".ends) as e (starts_at, ends_at)), 0)) - ("dr".before + coalesce((select sum(greatest(extract(epoch from least(e.ends_at, r.released_at) - e.starts_at), 0))
    from unnest("dr".starts, "dr".ends) as e (starts_at, ends_at)), 0))) / 3600)::numeric, ((("df".before + coalesce((select sum(greatest(extract(epoch from least(e.ends_at, r.filled_at) - e.starts_at), 0))
    from unnest("df".starts, "df".ends) as e (starts_at, ends_at)), 0)) - ("dr".before + coalesce((select sum(greatest(extract(epoch from least(e.ends_at, r.released_at) - e.starts_at), 0))
    from unnest("dr".starts, "dr".ends) as e (starts_at, ends_at)), 0))) / 3600)::numeric, ((("dt".before + coalesce((select sum(greatest(extract(epoch from least(e.ends_at, (r.started_on::timestamp at time zone f.time_zone)) - e.starts_at), 0))
    from unnest("dt".starts, "dt".ends) as e (starts_at, ends_at)), 0)) - ("dr".before + coalesce((select sum(greatest(extract(epoch from least(e.ends_at, r.released_at) - e.starts_at), 0))
    from unnest("dr".starts, "dr".ends) as e (starts_at, ends_at)), 0))) / 3600)::numeric
from (
  select t.tenant_id, t.id, t.order_id, t.program_id, t.facility_id, t.unit_id, t.created_at,
    t.opened_at, t.filled_at, t.vendor_id, t.submission_id, t.offer_id, t.started_on, t.released_at, (select min(s.created_at) from public."submissions" "s" where s.tenant_id = t.tenant_id and s.order_id = t.order_id
    and s.created_at >= t.released_at) as first_submitted_at
  from (
    select q.tenant_id, q.id, q.order_id, q.program_id, q.facility_id, q.unit_id, q.created_at,
      q.opened_at, q.filled_at, q.vendor_id, q.submission_id, q.offer_id, q.started_on, case
  -- The greatest of an instant and nothing would be the instant.
  when o.released_at is null then null
  when q.opened_at <= q.created_at then greatest(q.opened_at, o.released_at)
  -- Somebody fell off: the release stood, and the same hand opened it again.
  when exists (select from public."assignments" "a" where a.tenant_id = q.tenant_id and a.position_id = q.id
      and a.state in ('canceled', 'no_show') and a.updated_at >= q.opened_at)
    or exists (select from public."placements" "h" where h.tenant_id = q.tenant_id and h.position_id = q.id
      and h.state = 'fell_off' and h.updated_at >= q.opened_at) then greatest(q.opened_at, o.released_at)
  -- The order had ended, and nobody sees it until it is released anew.
  else coalesce(
    (select min(n.released_at) from public."release_plans" "n" where n.tenant_id = q.tenant_id and n.order_id = q.order_id
      and n.released_at >= q.opened_at),
    (select q.opened_at from public."order_visibilities" "s" where s.tenant_id = q.tenant_id and s.order_id = q.order_id
      and s.visible_to is null limit 1)) end as released_at
    from (
      select p.tenant_id, p.id, p.order_id, p.program_id, p.facility_id, p.unit_id, p.created_at, p.opened_at,
        case when p.state = 'filled' then p.filled_at end as filled_at, w.vendor_id, w.submission_id, w.offer_id, w.started_on
      from public."positions" "p" left join lateral (
    select (array_agg(x.vendor_id))[1] as vendor_id, (array_agg(x.submission_id))[1] as submission_id,
      (array_agg(x.offer_id))[1] as offer_id, max(x.started_on) as started_on
    from (
      select a.vendor_id, a.submission_id, a.offer_id, a.started_on from public."assignments" "a"
      where a.tenant_id = p.tenant_id and a.position_id = p.id and p.state = 'filled' and a.state in ('pending', 'active', 'suspended', 'ended')
      union all
      select h.vendor_id, h.submission_id, h.offer_id, h.started_on from public."placements" "h"
      where h.tenant_id = p.tenant_id and h.position_id = p.id and p.state = 'filled' and h.state in ('accepted', 'started', 'guaranteed', 'left')
    ) x) w on true
    ) q
    left join public."orders" "o" on o.tenant_id = q.tenant_id and o.id = q.order_id
  ) t) r
  join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id
  left join public."orders" "o" on o.tenant_id = r.tenant_id and o.id = r.order_id
  left join public."panel_memberships" "m" on m.tenant_id = r.tenant_id and m.program_id = r.program_id and m.vendor_id = r.vendor_id
  left join public."programs" "g" on g.tenant_id = r.tenant_id and g.id = r.program_id
  left join days "dr" on "dr".key = r.program_id::text || ' ' || ((r.released_at at time zone g.time_zone)::date - date '2000-01-01')::text
  left join days "ds" on "ds".key = r.program_id::text || ' ' || ((r.first_submitted_at at time zone g.time_zone)::date - date '2000-01-01')::text
  left join days "df" on "df".key = r.program_id::text || ' ' || ((r.filled_at at time zone g.time_zone)::date - date '2000-01-01')::text
  left join days "dt" on "dt".key = r.program_id::text || ' ' || (((r.started_on::timestamp at time zone f.time_zone) at time zone g.time_zone)::date - date '2000-01-01')::text;
comment on view reporting.position_business_times is 'One row an opening of an order (contract or direct hire): how many business hours it took.';
comment on column reporting.position_business_times.tenant_id is 'The tenant.';
comment on column reporting.position_business_times.position_id is 'The opening.';
comment on column reporting.position_business_times.order_id is 'Its order.';
comment on column reporting.position_business_times.program_id is 'The program.';
comment on column reporting.position_business_times.facility_id is 'The facility.';
comment on column reporting.position_business_times.unit_id is 'The unit.';
comment on column reporting.position_business_times.cost_center_id is 'The cost center of the unit at present; null where it has none.';
comment on column reporting.position_business_times.vendor_id is 'The vendor of whom fills it now; null while it is not filled.';
comment on column reporting.position_business_times.tier is 'The vendor’s present tier in the program; 0 is the internal pool.';
comment on column reporting.position_business_times.profession is 'The code of the profession that the order asks for.';
comment on column reporting.position_business_times.specialty is 'The code of the specialty that the order asks for; null where any.';
comment on column reporting.position_business_times.order_type is 'contract, per_diem or direct_hire.';
comment on column reporting.position_business_times.engagement_kind is 'staffing (contract, per diem) or direct_hire.';
comment on column reporting.position_business_times.state is 'The state of the facility, two letters.';
comment on column reporting.position_business_times.requester_id is 'The user who made the order.';
comment on column reporting.position_business_times.date is 'The day on which it was first opened, by the facility’s zone: its cohort.';
comment on column reporting.position_business_times.first_opened_at is 'When it was first opened.';
comment on column reporting.position_business_times.business_hours_to_submit is 'Business hours, by the program’s calendar as it is said now, from the opening’s release (position_times.released_at) to the first submission for the order since then; null where it has not come.';
comment on column reporting.position_business_times.business_hours_to_fill is 'Business hours, by the program’s calendar as it is said now, from the opening’s release (position_times.released_at) to the acceptance of the offer that filled it; null where it has not come.';
comment on column reporting.position_business_times.business_hours_to_start is 'Business hours, by the program’s calendar as it is said now, from the opening’s release (position_times.released_at) to the beginning of the first day worked; null where it has not come.';
grant select on reporting.position_business_times to requisite_service, requisite_analyst;

create view reporting.order_releases (tenant_id, release_id, order_id, program_id, facility_id, unit_id, cost_center_id, vendor_id, tier, profession, specialty, order_type, engagement_kind, state, requester_id, date, received_at, openings, submissions, placed, hours_to_submit) with (security_invoker = true) as
select r.tenant_id, r.id, r.order_id, r.program_id, r.facility_id, r.unit_id, u.cost_center_id, r.vendor_id, m.tier, o.profession, o.specialty, o.type,
  case o.type when 'direct_hire' then 'direct_hire' when 'contract' then 'staffing' when 'per_diem' then 'staffing' end,
  f.state::text, o.authors[1], (r.visible_from at time zone f.time_zone)::date, r.visible_from, o.positions,
  (select count(*)::integer from public."submissions" "s" where "s".tenant_id = r.tenant_id and "s".order_id = r.order_id and "s".vendor_id = r.vendor_id),
  (select count(*)::integer from public."assignments" "a" where "a".tenant_id = r.tenant_id and "a".order_id = r.order_id and "a".vendor_id = r.vendor_id and a.kind = 'placement'
      and a.state in ('pending', 'active', 'suspended', 'ended'))
    + (select count(*)::integer from public."placements" "h" where "h".tenant_id = r.tenant_id and "h".order_id = r.order_id and "h".vendor_id = r.vendor_id and h.state <> 'fell_off'),
  (extract(epoch from (select min(s.created_at) from public."submissions" "s" where "s".tenant_id = r.tenant_id and "s".order_id = r.order_id and "s".vendor_id = r.vendor_id and s.created_at >= r.visible_from) - r.visible_from) / 3600)::numeric
from public."order_visibilities" "r"
  join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id
  left join public."orders" "o" on o.tenant_id = r.tenant_id and o.id = r.order_id
  left join public."panel_memberships" "m" on m.tenant_id = r.tenant_id and m.program_id = r.program_id and m.vendor_id = r.vendor_id;
comment on view reporting.order_releases is 'One row an order and a vendor that it was shown to.';
comment on column reporting.order_releases.tenant_id is 'The tenant.';
comment on column reporting.order_releases.release_id is 'The vendor’s visibility of the order.';
comment on column reporting.order_releases.order_id is 'The order.';
comment on column reporting.order_releases.program_id is 'The program.';
comment on column reporting.order_releases.facility_id is 'The facility.';
comment on column reporting.order_releases.unit_id is 'The unit.';
comment on column reporting.order_releases.cost_center_id is 'The cost center of the unit at present; null where it has none.';
comment on column reporting.order_releases.vendor_id is 'The vendor.';
comment on column reporting.order_releases.tier is 'The vendor’s present tier in the program; 0 is the internal pool.';
comment on column reporting.order_releases.profession is 'The code of the profession that the order asks for.';
comment on column reporting.order_releases.specialty is 'The code of the specialty that the order asks for; null where any.';
comment on column reporting.order_releases.order_type is 'contract, per_diem or direct_hire.';
comment on column reporting.order_releases.engagement_kind is 'staffing (contract, per diem) or direct_hire.';
comment on column reporting.order_releases.state is 'The state of the facility, two letters.';
comment on column reporting.order_releases.requester_id is 'The user who made the order.';
comment on column reporting.order_releases.date is 'The day on which the vendor first saw the order, by the facility’s zone.';
comment on column reporting.order_releases.received_at is 'Since when the vendor may see the order.';
comment on column reporting.order_releases.openings is 'How many people the order asks for; null to whoever may not see it.';
comment on column reporting.order_releases.submissions is 'The vendor’s submissions for the order, whatever became of them; a client counts those presented.';
comment on column reporting.order_releases.placed is 'Placements of the vendor’s on the order that stand: accepted, and not fallen off.';
comment on column reporting.order_releases.hours_to_submit is 'Hours, exact, until the vendor’s first submission; null where there is none.';
grant select on reporting.order_releases to requisite_service, requisite_analyst;

create view reporting.submissions (tenant_id, submission_id, order_id, program_id, facility_id, unit_id, cost_center_id, vendor_id, tier, profession, specialty, order_type, engagement_kind, state, requester_id, worker_id, date, submitted_at, submission_state, is_presented, is_interviewed, is_interview_held, offers_extended, offers_accepted, is_offered, is_placed, is_started) with (security_invoker = true) as
select r.tenant_id, r.id, r.order_id, r.program_id, r.facility_id, r.unit_id, u.cost_center_id, r.vendor_id, m.tier, o.profession, o.specialty, o.type,
  case o.type when 'direct_hire' then 'direct_hire' when 'contract' then 'staffing' when 'per_diem' then 'staffing' end,
  f.state::text, o.authors[1], r.worker_id, (r.created_at at time zone f.time_zone)::date, r.created_at, r.state,
  r.presented_at is not null, exists (select from public."interviews" "i" where "i".tenant_id = r.tenant_id and "i".submission_id = r.id and true),
  exists (select from public."interviews" "i" where "i".tenant_id = r.tenant_id and "i".submission_id = r.id and i.state = 'completed'),
  e.extended, e.accepted, e.extended > 0, e.accepted > 0,
  e.accepted > 0 and (exists (select from public."assignments" "a" where "a".tenant_id = r.tenant_id and "a".submission_id = r.id and a.started_on is not null)
    or exists (select from public."placements" "h" where "h".tenant_id = r.tenant_id and "h".submission_id = r.id and h.started_on is not null))
from public."submissions" "r"
  join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id
  left join public."orders" "o" on o.tenant_id = r.tenant_id and o.id = r.order_id
  left join public."panel_memberships" "m" on m.tenant_id = r.tenant_id and m.program_id = r.program_id and m.vendor_id = r.vendor_id
  left join lateral (select count(*) filter (where e.extended_at is not null)::integer as extended,
    count(*) filter (where e.state = 'accepted')::integer as accepted from public."offers" "e" where "e".tenant_id = r.tenant_id and "e".submission_id = r.id and true) e on true;
comment on view reporting.submissions is 'One row a submission of a worker for an order; a client sees those presented to it.';
comment on column reporting.submissions.tenant_id is 'The tenant.';
comment on column reporting.submissions.submission_id is 'The submission.';
comment on column reporting.submissions.order_id is 'The order.';
comment on column reporting.submissions.program_id is 'The program.';
comment on column reporting.submissions.facility_id is 'The facility.';
comment on column reporting.submissions.unit_id is 'The unit.';
comment on column reporting.submissions.cost_center_id is 'The cost center of the unit at present; null where it has none.';
comment on column reporting.submissions.vendor_id is 'The vendor.';
comment on column reporting.submissions.tier is 'The vendor’s present tier in the program; 0 is the internal pool.';
comment on column reporting.submissions.profession is 'The code of the profession that the order asks for.';
comment on column reporting.submissions.specialty is 'The code of the specialty that the order asks for; null where any.';
comment on column reporting.submissions.order_type is 'contract, per_diem or direct_hire.';
comment on column reporting.submissions.engagement_kind is 'staffing (contract, per diem) or direct_hire.';
comment on column reporting.submissions.state is 'The state of the facility, two letters.';
comment on column reporting.submissions.requester_id is 'The user who made the order.';
comment on column reporting.submissions.worker_id is 'The worker, as an id alone.';
comment on column reporting.submissions.date is 'The day on which it was handed in, by the facility’s zone.';
comment on column reporting.submissions.submitted_at is 'When it was handed in.';
comment on column reporting.submissions.submission_state is 'submitted, msp_review, presented, shortlisted, interview, offered, hired, fell_off, rejected, withdrawn, expired or duplicate.';
comment on column reporting.submissions.is_presented is 'Whether the client was shown it.';
comment on column reporting.submissions.is_interviewed is 'Whether an interview was asked for, whatever became of it.';
comment on column reporting.submissions.is_interview_held is 'Whether an interview took place.';
comment on column reporting.submissions.offers_extended is 'Offers that reached the vendor, each once however often it was countered.';
comment on column reporting.submissions.offers_accepted is 'Offers of them that both sides agreed to.';
comment on column reporting.submissions.is_offered is 'Whether an offer reached the vendor.';
comment on column reporting.submissions.is_placed is 'Whether an offer was accepted, also where the worker then fell off.';
comment on column reporting.submissions.is_started is 'Whether the worker began.';
grant select on reporting.submissions to requisite_service, requisite_analyst;

create view reporting.assignments (tenant_id, placed_id, assignment_id, order_id, program_id, facility_id, unit_id, cost_center_id, vendor_id, tier, profession, specialty, order_type, engagement_kind, state, requester_id, worker_id, date, accepted_at, is_offered, assignment_state, agreed_on, started_on, planned_end_on, ended_on, end_kind, end_reason_code, is_running, has_fallen_off, was_extended) with (security_invoker = true) as
select r.tenant_id, r.id, r.assignment_id, r.order_id, r.program_id, r.facility_id, r.unit_id, u.cost_center_id, r.vendor_id, m.tier, o.profession, o.specialty, o.type,
  case o.type when 'direct_hire' then 'direct_hire' when 'contract' then 'staffing' when 'per_diem' then 'staffing' end,
  f.state::text, o.authors[1], r.worker_id, (r.created_at at time zone f.time_zone)::date,
  r.created_at, r.is_offered, r.state, r.starts_on, r.started_on, r.ends_on, r.ended_on, r.end_kind, r.end_reason_code,
  r.state in ('active', 'suspended', 'started', 'guaranteed'), r.state in ('canceled', 'no_show', 'fell_off'),
  exists (select from public."assignment_revisions" "v" where v.tenant_id = r.tenant_id and v.assignment_id = r.assignment_id
    and v.state in ('in_force', 'superseded') and 'extension' = any (v.kinds))
from (
  select a.tenant_id, a.id, a.id as assignment_id, a.order_id, a.program_id, a.facility_id, a.unit_id, a.vendor_id, a.worker_id, a.created_at,
    a.kind = 'placement' as is_offered, a.state, a.starts_on, a.started_on, a.ends_on, a.ended_on, a.end_kind, a.end_reason_code
  from public."assignments" "a"
  union all
  select h.tenant_id, h.id, null::uuid, h.order_id, h.program_id, h.facility_id, h.unit_id, h.vendor_id, h.worker_id, h.created_at,
    true, h.state, h.starts_on, h.started_on, null::date, null::date, null::text, null::text
  from public."placements" "h"
) r
  join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id
  left join public."orders" "o" on o.tenant_id = r.tenant_id and o.id = r.order_id
  left join public."panel_memberships" "m" on m.tenant_id = r.tenant_id and m.program_id = r.program_id and m.vendor_id = r.vendor_id;
comment on view reporting.assignments is 'One row a placement of a worker: an assignment (of an accepted offer, or made by a booked shift), or a hire by the client itself.';
comment on column reporting.assignments.tenant_id is 'The tenant.';
comment on column reporting.assignments.placed_id is 'The assignment, or the placement of a direct hire.';
comment on column reporting.assignments.assignment_id is 'The assignment; null of a direct hire.';
comment on column reporting.assignments.order_id is 'The order.';
comment on column reporting.assignments.program_id is 'The program.';
comment on column reporting.assignments.facility_id is 'The facility.';
comment on column reporting.assignments.unit_id is 'The unit.';
comment on column reporting.assignments.cost_center_id is 'The cost center of the unit at present; null where it has none.';
comment on column reporting.assignments.vendor_id is 'The vendor.';
comment on column reporting.assignments.tier is 'The vendor’s present tier in the program; 0 is the internal pool.';
comment on column reporting.assignments.profession is 'The code of the profession that the order asks for.';
comment on column reporting.assignments.specialty is 'The code of the specialty that the order asks for; null where any.';
comment on column reporting.assignments.order_type is 'contract, per_diem or direct_hire.';
comment on column reporting.assignments.engagement_kind is 'staffing (contract, per diem) or direct_hire.';
comment on column reporting.assignments.state is 'The state of the facility, two letters.';
comment on column reporting.assignments.requester_id is 'The user who made the order.';
comment on column reporting.assignments.worker_id is 'The worker, as an id alone.';
comment on column reporting.assignments.date is 'The day on which the offer was accepted (the shift booked), by the facility’s zone.';
comment on column reporting.assignments.accepted_at is 'When the offer was accepted, or the first shift booked.';
comment on column reporting.assignments.is_offered is 'Whether an offer was accepted; work by the shift has none.';
comment on column reporting.assignments.assignment_state is 'pending, active, suspended, ended, canceled or no_show; of a direct hire accepted, started, guaranteed, left or fell_off.';
comment on column reporting.assignments.agreed_on is 'The agreed first day.';
comment on column reporting.assignments.started_on is 'The first day worked; null of who has not begun.';
comment on column reporting.assignments.planned_end_on is 'The agreed last day, extensions in it; null of a direct hire.';
comment on column reporting.assignments.ended_on is 'The last day; null while it runs, and of a direct hire.';
comment on column reporting.assignments.end_kind is 'completed, early or converted; null while it runs.';
comment on column reporting.assignments.end_reason_code is 'Why it ended, as a code; null while it runs.';
comment on column reporting.assignments.is_running is 'Whether the worker has begun and not ended; also who is suspended.';
comment on column reporting.assignments.has_fallen_off is 'Whether the worker never began and never will: canceled by any side, or no-show.';
comment on column reporting.assignments.was_extended is 'Whether terms with a later last day came into force.';
grant select on reporting.assignments to requisite_service, requisite_analyst;

create view reporting.credential_items (tenant_id, assignment_id, order_id, program_id, facility_id, unit_id, cost_center_id, vendor_id, tier, profession, specialty, order_type, engagement_kind, state, requester_id, worker_id, is_demanded, credential_type_id, severity, is_current) with (security_invoker = true) as
select r.tenant_id, r.assignment_id, r.order_id, r.program_id, r.facility_id, r.unit_id, u.cost_center_id, r.vendor_id, m.tier, o.profession, o.specialty, o.type,
  case o.type when 'direct_hire' then 'direct_hire' when 'contract' then 'staffing' when 'per_diem' then 'staffing' end,
  f.state::text, o.authors[1], r.worker_id, d.type_id is not null,
  case when d.data_class <> 'health' then d.type_id end, d.severity, case when d.type_id is not null then exists (
    select from public."credentials" "h"
    where h.tenant_id = r.tenant_id and h.worker_id = r.worker_id and h.type_id = d.type_id
      and (h.facility_id is null or h.facility_id = r.facility_id)
      and (d.kind <> 'license' or h.profession = o.profession)
      and case when h.state = 'waived' or (h.state = 'expired' and h.proof is null and h.waived_until is not null)
        then coalesce(h.waived_until >= y.today, false)
        else h.state in ('verified', 'expiring', 'expired') and (d.kind <> 'license' or (not h.disciplined and (h.issuing_state = f.state or (h.multistate and k.compact and h.primary_state = h.issuing_state
        and exists (select from compact_memberships x where x.compact = 'nlc' and x.effective @> y.today
          and x.state = h.issuing_state and x.status = 'active')
        and exists (select from compact_memberships x where x.compact = 'nlc' and x.effective @> y.today
          and x.state = f.state and x.status in ('active', 'partial'))))))
          and (h.expires_on is null or h.expires_on >= y.today - d.grace_days)
          and (h.issued_on is null or h.issued_on <= y.today)
          and array_position(array['attestation', 'document', 'primary_source'], h.proof) >= array_position(array['attestation', 'document', 'primary_source'], d.proof) end) end
from (
  select a.tenant_id, a.id as assignment_id, a.order_id, a.program_id, a.facility_id, a.unit_id, a.vendor_id, a.worker_id
  from public."assignments" "a" where a.state in ('active', 'suspended')
) r
  join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id
  left join public."orders" "o" on o.tenant_id = r.tenant_id and o.id = r.order_id
  left join public."panel_memberships" "m" on m.tenant_id = r.tenant_id and m.program_id = r.program_id and m.vendor_id = r.vendor_id
  join public."tenants" "t" on t.tenant_id = r.tenant_id
  cross join lateral (select (coalesce(t.clock_at, now()) at time zone f.time_zone)::date as today) y
  left join professions k on k.code = o.profession
  left join lateral (
    select coalesce(n.type_id, e.id) as type_id, coalesce(n.kind, e.kind) as kind, coalesce(n.data_class, e.data_class) as data_class,
      case when e.id is null then n.severity else 'hard' end as severity, coalesce(n.proof, 'document') as proof,
      coalesce(n.grace_days, 0) as grace_days
    from (
      select w.type_id, w.severity, w.proof, w.grace_days, w.kind, w.data_class from (
        select distinct on (q.type_id) q.type_id, q.severity, q.proof, q.grace_days, c.kind, c.data_class
        from public."requirements" "q" join public."credential_types" "c" on c.tenant_id = q.tenant_id and c.id = q.type_id
        where q.tenant_id = r.tenant_id and q.archived_at is null and q.effective @> y.today
          and (q.program_id is null or q.program_id = r.program_id) and (q.facility_id is null or q.facility_id = r.facility_id)
          and (q.unit_id is null or q.unit_id = r.unit_id) and (q.state is null or q.state = f.state)
          and (q.profession is null or q.profession = o.profession) and (q.specialty is null or q.specialty = o.specialty)
          and (c.kind <> 'license' or q.profession is not null or k.licensed)
        order by q.type_id, case when q.unit_id is not null then 24 when q.facility_id is not null then 16
            when q.program_id is not null then 8 else 0 end + case when q.profession is null then 0 else 4 end
          + case when q.specialty is null then 0 else 2 end + case when q.state is null then 0 else 1 end desc, q.id
      ) w where w.severity <> 'none'
    ) n full join (
      select c.id, c.kind, c.data_class from public."credential_types" "c"
      where c.tenant_id = r.tenant_id and c.id = any (o.extra_credential_type_ids)
    ) e on e.id = n.type_id) d on true;
comment on view reporting.credential_items is 'One row a credential that is demanded today of a worker who has begun and not ended, or one without a demand where nothing is.';
comment on column reporting.credential_items.tenant_id is 'The tenant.';
comment on column reporting.credential_items.assignment_id is 'The assignment, active or suspended.';
comment on column reporting.credential_items.order_id is 'Its order.';
comment on column reporting.credential_items.program_id is 'The program.';
comment on column reporting.credential_items.facility_id is 'The facility.';
comment on column reporting.credential_items.unit_id is 'The unit.';
comment on column reporting.credential_items.cost_center_id is 'The cost center of the unit at present; null where it has none.';
comment on column reporting.credential_items.vendor_id is 'The vendor.';
comment on column reporting.credential_items.tier is 'The vendor’s present tier in the program; 0 is the internal pool.';
comment on column reporting.credential_items.profession is 'The code of the profession that the order asks for.';
comment on column reporting.credential_items.specialty is 'The code of the specialty that the order asks for; null where any.';
comment on column reporting.credential_items.order_type is 'contract, per_diem or direct_hire.';
comment on column reporting.credential_items.engagement_kind is 'staffing (contract, per diem) or direct_hire.';
comment on column reporting.credential_items.state is 'The state of the facility, two letters.';
comment on column reporting.credential_items.requester_id is 'The user who made the order.';
comment on column reporting.credential_items.worker_id is 'The worker, as an id alone.';
comment on column reporting.credential_items.is_demanded is 'Whether the row is a demand; false where nothing is demanded of the worker there.';
comment on column reporting.credential_items.credential_type_id is 'The type of credential; null of health and background, and where nothing is demanded.';
comment on column reporting.credential_items.severity is 'hard or warn; null where nothing is demanded.';
comment on column reporting.credential_items.is_current is 'Whether it is on record and counts at the facility today, proven as is demanded, within its grace, or waived; null where nothing is demanded.';
grant select on reporting.credential_items to requisite_service, requisite_analyst;

create view reporting.contracts (tenant_id, revision_id, assignment_id, order_id, program_id, facility_id, unit_id, cost_center_id, vendor_id, tier, profession, specialty, order_type, engagement_kind, state, requester_id, worker_id, date, ends_on, is_first, contracted_hours, currency, bill_rate, max_bill_rate, benchmark_rate) with (security_invoker = true) as
select r.tenant_id, r.id, r.assignment_id, r.order_id, r.program_id, r.facility_id, r.unit_id, u.cost_center_id, r.vendor_id, m.tier, o.profession, o.specialty, o.type,
  case o.type when 'direct_hire' then 'direct_hire' when 'contract' then 'staffing' when 'per_diem' then 'staffing' end,
  f.state::text, o.authors[1], r.worker_id, r.begins_on, r.ends_on,
  r.begins_on <= r.starts_on and (r.until is null or r.until > r.starts_on),
  case when r.kind = 'placement' then round(r.hours_per_week * greatest(r.ends_on - r.begins_on + 1, 0) / 7, 2) else 0 end,
  r.currency::text, r.bill_rate, o.max_bill_rate, (
    select coalesce((
  select c.disclosed_p50 from public."market_rates" "c"
  where c.tenant_id = r.tenant_id and c.benchmark_set_id = s.benchmark_set_id and c.profession = o.profession and c.state = f.state
    and c.specialty = o.specialty and c.metro is null and c.effective_from <= r.begins_on and c.disclosed_p50 is not null
  order by c.effective_from desc limit 1), (
  select c.disclosed_p50 from public."market_rates" "c"
  where c.tenant_id = r.tenant_id and c.benchmark_set_id = s.benchmark_set_id and c.profession = o.profession and c.state is null
    and c.specialty = o.specialty and c.metro is null and c.effective_from <= r.begins_on and c.disclosed_p50 is not null
  order by c.effective_from desc limit 1), (
  select c.disclosed_p50 from public."market_rates" "c"
  where c.tenant_id = r.tenant_id and c.benchmark_set_id = s.benchmark_set_id and c.profession = o.profession and c.state = f.state
    and c.specialty is null and c.metro is null and c.effective_from <= r.begins_on and c.disclosed_p50 is not null
  order by c.effective_from desc limit 1),
      (
  select c.disclosed_p50 from public."market_rates" "c"
  where c.tenant_id = r.tenant_id and c.benchmark_set_id = s.benchmark_set_id and c.profession = o.profession and c.state is null
    and c.specialty is null and c.metro is null and c.effective_from <= r.begins_on and c.disclosed_p50 is not null
  order by c.effective_from desc limit 1))
    from (select s.benchmark_set_id from public."savings_benchmarks" "s"
      where s.tenant_id = r.tenant_id and s.program_id = r.program_id and s.effective_from <= r.begins_on and s.currency = r.currency
      order by s.effective_from desc limit 1) s)
from (
  select v.tenant_id, v.id, v.assignment_id, a.order_id, v.program_id, v.facility_id, v.unit_id, v.vendor_id, v.worker_id, a.kind, a.starts_on,
    lower(v.effective) as begins_on, upper(v.effective) as until, least(v.ends_on, upper(v.effective) - 1) as ends_on, v.hours_per_week,
    v.currency, v.bill_rate
  from public."assignment_revisions" "v"
  join public."assignments" "a" on a.tenant_id = v.tenant_id and a.id = v.assignment_id
  where v.state = 'in_force' and a.state in ('pending', 'active', 'suspended', 'ended')
) r
  join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id
  left join public."orders" "o" on o.tenant_id = r.tenant_id and o.id = r.order_id
  left join public."panel_memberships" "m" on m.tenant_id = r.tenant_id and m.program_id = r.program_id and m.vendor_id = r.vendor_id;
comment on view reporting.contracts is 'One row the terms of a placement that were agreed over a stretch of days: each revision in force, of all who came or are to come.';
comment on column reporting.contracts.tenant_id is 'The tenant.';
comment on column reporting.contracts.revision_id is 'The terms: a revision of the assignment.';
comment on column reporting.contracts.assignment_id is 'The assignment.';
comment on column reporting.contracts.order_id is 'The order.';
comment on column reporting.contracts.program_id is 'The program.';
comment on column reporting.contracts.facility_id is 'The facility.';
comment on column reporting.contracts.unit_id is 'The unit.';
comment on column reporting.contracts.cost_center_id is 'The cost center of the unit at present; null where it has none.';
comment on column reporting.contracts.vendor_id is 'The vendor.';
comment on column reporting.contracts.tier is 'The vendor’s present tier in the program; 0 is the internal pool.';
comment on column reporting.contracts.profession is 'The code of the profession that the order asks for.';
comment on column reporting.contracts.specialty is 'The code of the specialty that the order asks for; null where any.';
comment on column reporting.contracts.order_type is 'contract, per_diem or direct_hire.';
comment on column reporting.contracts.engagement_kind is 'staffing (contract, per diem) or direct_hire.';
comment on column reporting.contracts.state is 'The state of the facility, two letters.';
comment on column reporting.contracts.requester_id is 'The user who made the order.';
comment on column reporting.contracts.worker_id is 'The worker, as an id alone.';
comment on column reporting.contracts.date is 'The first day of the terms, by the facility’s zone.';
comment on column reporting.contracts.ends_on is 'The last day of the terms, as agreed.';
comment on column reporting.contracts.is_first is 'Whether these are the terms on the agreed first day.';
comment on column reporting.contracts.contracted_hours is 'Hours a week × days ÷ 7, 2 decimals; none of work by the shift. An early end takes nothing away.';
comment on column reporting.contracts.currency is 'ISO 4217.';
comment on column reporting.contracts.bill_rate is 'The agreed rate of an hour, in `currency`.';
comment on column reporting.contracts.max_bill_rate is 'The most that the order lets an hour cost, in `currency`; null where it says nothing.';
comment on column reporting.contracts.benchmark_rate is 'The median that the market charged on the first day, by the set that savings are reckoned against, in `currency`: the specialty’s before the profession’s, the state’s before the nation’s; null where none is known.';
grant select on reporting.contracts to requisite_service, requisite_analyst;

create view reporting.contract_weeks (tenant_id, timesheet_id, revision_id, assignment_id, order_id, program_id, facility_id, unit_id, cost_center_id, vendor_id, tier, profession, specialty, order_type, engagement_kind, state, requester_id, worker_id, date, worked_hours, currency, bill_rate, benchmark_rate) with (security_invoker = true) as
select r.tenant_id, r.timesheet_id, r.id, r.assignment_id, r.order_id, r.program_id, r.facility_id, r.unit_id, u.cost_center_id, r.vendor_id, m.tier, o.profession, o.specialty, o.type,
  case o.type when 'direct_hire' then 'direct_hire' when 'contract' then 'staffing' when 'per_diem' then 'staffing' end,
  f.state::text, o.authors[1], r.worker_id,
  r.week_starts_on + 6, r.minutes::numeric / 60, r.currency::text, r.bill_rate, (
    select coalesce((
  select c.disclosed_p50 from public."market_rates" "c"
  where c.tenant_id = r.tenant_id and c.benchmark_set_id = s.benchmark_set_id and c.profession = o.profession and c.state = f.state
    and c.specialty = o.specialty and c.metro is null and c.effective_from <= r.begins_on and c.disclosed_p50 is not null
  order by c.effective_from desc limit 1), (
  select c.disclosed_p50 from public."market_rates" "c"
  where c.tenant_id = r.tenant_id and c.benchmark_set_id = s.benchmark_set_id and c.profession = o.profession and c.state is null
    and c.specialty = o.specialty and c.metro is null and c.effective_from <= r.begins_on and c.disclosed_p50 is not null
  order by c.effective_from desc limit 1), (
  select c.disclosed_p50 from public."market_rates" "c"
  where c.tenant_id = r.tenant_id and c.benchmark_set_id = s.benchmark_set_id and c.profession = o.profession and c.state = f.state
    and c.specialty is null and c.metro is null and c.effective_from <= r.begins_on and c.disclosed_p50 is not null
  order by c.effective_from desc limit 1),
      (
  select c.disclosed_p50 from public."market_rates" "c"
  where c.tenant_id = r.tenant_id and c.benchmark_set_id = s.benchmark_set_id and c.profession = o.profession and c.state is null
    and c.specialty is null and c.metro is null and c.effective_from <= r.begins_on and c.disclosed_p50 is not null
  order by c.effective_from desc limit 1))
    from (select s.benchmark_set_id from public."savings_benchmarks" "s"
      where s.tenant_id = r.tenant_id and s.program_id = r.program_id and s.effective_from <= r.begins_on and s.currency = r.currency
      order by s.effective_from desc limit 1) s)
from (
  select t.tenant_id, t.id as timesheet_id, v.id, t.assignment_id, a.order_id, t.program_id, t.facility_id, t.unit_id, t.vendor_id, t.worker_id,
    t.week_starts_on, lower(v.effective) as begins_on, v.currency, v.bill_rate,
    case when lower(v.effective) <= greatest(t.week_starts_on, a.starts_on) and coalesce(upper(v.effective) > t.week_starts_on + 6, true)
      then t.minutes else (
        select coalesce(sum(l.minutes), 0) from public."timesheet_lines" "l"
        where l.tenant_id = t.tenant_id and l.timesheet_id = t.id and l.revision = t.revision and l.differential_code is null
          and l.hour_type in ('regular', 'overtime', 'double_time', 'holiday', 'callback', 'orientation') and l.work_date <@ v.effective) end as minutes
  from public."timesheets" "t"
  join public."assignments" "a" on a.tenant_id = t.tenant_id and a.id = t.assignment_id
  join public."assignment_revisions" "v" on v.tenant_id = t.tenant_id and v.assignment_id = t.assignment_id and v.state = 'in_force'
    and lower(v.effective) <= t.week_starts_on + 6 and coalesce(upper(v.effective) > t.week_starts_on, true)
  where t.state in ('approved', 'invoiced', 'disputed') and t.approved_at is not null
) r
  join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id
  left join public."orders" "o" on o.tenant_id = r.tenant_id and o.id = r.order_id
  left join public."panel_memberships" "m" on m.tenant_id = r.tenant_id and m.program_id = r.program_id and m.vendor_id = r.vendor_id;
comment on view reporting.contract_weeks is 'One row the hours of an approved week that were worked under the same terms: one a week, more where they changed within it.';
comment on column reporting.contract_weeks.tenant_id is 'The tenant.';
comment on column reporting.contract_weeks.timesheet_id is 'The week.';
comment on column reporting.contract_weeks.revision_id is 'The terms: a revision of the assignment.';
comment on column reporting.contract_weeks.assignment_id is 'The assignment.';
comment on column reporting.contract_weeks.order_id is 'The order.';
comment on column reporting.contract_weeks.program_id is 'The program.';
comment on column reporting.contract_weeks.facility_id is 'The facility.';
comment on column reporting.contract_weeks.unit_id is 'The unit.';
comment on column reporting.contract_weeks.cost_center_id is 'The cost center of the unit at present; null where it has none.';
comment on column reporting.contract_weeks.vendor_id is 'The vendor.';
comment on column reporting.contract_weeks.tier is 'The vendor’s present tier in the program; 0 is the internal pool.';
comment on column reporting.contract_weeks.profession is 'The code of the profession that the order asks for.';
comment on column reporting.contract_weeks.specialty is 'The code of the specialty that the order asks for; null where any.';
comment on column reporting.contract_weeks.order_type is 'contract, per_diem or direct_hire.';
comment on column reporting.contract_weeks.engagement_kind is 'staffing (contract, per diem) or direct_hire.';
comment on column reporting.contract_weeks.state is 'The state of the facility, two letters.';
comment on column reporting.contract_weeks.requester_id is 'The user who made the order.';
comment on column reporting.contract_weeks.worker_id is 'The worker, as an id alone.';
comment on column reporting.contract_weeks.date is 'The last day of the week, by the facility’s zone.';
comment on column reporting.contract_weeks.worked_hours is 'Hours worked, each counted once; on-call standby is none.';
comment on column reporting.contract_weeks.currency is 'ISO 4217.';
comment on column reporting.contract_weeks.bill_rate is 'The agreed rate of a regular hour, in `currency`.';
comment on column reporting.contract_weeks.benchmark_rate is 'The median that the market charged on the first day of the terms, by the set that savings are reckoned against, in `currency`; null where none is known.';
grant select on reporting.contract_weeks to requisite_service, requisite_analyst;

create view reporting.spend (tenant_id, date, billing_item_id, worker_id, program_id, facility_id, unit_id, cost_center_id, vendor_id, tier, profession, specialty, order_type, engagement_kind, state, requester_id, item_kind, currency, accrued_amount, invoiced_amount, accrued_fee, invoiced_fee, credited_amount, diverse_amount) with (security_invoker = true) as
select r.tenant_id, r.work_date_to, r.id, r.worker_id, r.program_id, r.facility_id, r.unit_id, c.cost_center_id, r.vendor_id, m.tier,
      o.profession, o.specialty, o.type,
      case when o.type = 'direct_hire' then 'direct_hire' when o.type is not null or r.assignment_id is not null then 'staffing' when r.kind = 'deliverable' then 'services' end,
      f.state::text, o.authors[1], r.kind, r.currency::text,
      case when r.state in ('approved', 'invoiced', 'paid') then c.amount else 0 end,
      case when r.state in ('invoiced', 'paid') then c.amount else 0 end,
      case when r.state in ('approved', 'invoiced', 'paid') and c.place = 1 then r.fee_amount else 0 end,
      case when r.state in ('invoiced', 'paid') and c.place = 1 then r.fee_amount else 0 end,
      case when r.state in ('approved', 'invoiced', 'paid') and c.place = 1 and r.kind = 'service_credit' then -r.amount else 0 end,
      case when r.state in ('approved', 'invoiced', 'paid') and exists (
  select from public."vendor_documents" "d" where d.tenant_id = r.tenant_id and d.vendor_id = r.vendor_id
    and d.kind = 'diversity_certificate' and d.state in ('accepted', 'expiring', 'expired', 'superseded')
    and d.effective_on < date_trunc('month', r.work_date_to::timestamp) + interval '1 month'
    and (d.expires_on is null or d.expires_on >= date_trunc('month', r.work_date_to::timestamp))) then c.amount else 0 end
    from public."billing_items" "r"
    cross join lateral (
      select (s.share ->> 'costCenterId')::uuid as cost_center_id, (s.share ->> 'amount')::numeric as amount, s.place
      from jsonb_array_elements(r.allocation) with ordinality s (share, place)
      union all
      select null, r.amount - coalesce(sum((s.share ->> 'amount')::numeric), 0), 1 + count(*)
      from jsonb_array_elements(r.allocation) s (share)
      having count(*) = 0 or sum((s.share ->> 'amount')::numeric) <> r.amount) c
    
  left join public."assignments" "a" on a.tenant_id = r.tenant_id and a.id = r.assignment_id
    left join public."charges" "g" on r.assignment_id is null and r.source_noun = 'charge' and g.tenant_id = r.tenant_id and g.id = r.source_id
    
  left join public."orders" "o" on o.tenant_id = r.tenant_id and o.id = coalesce(a.order_id, g.order_id)
    
  left join public."panel_memberships" "m" on m.tenant_id = r.tenant_id and m.program_id = r.program_id and m.vendor_id = r.vendor_id 
  left join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id;
comment on view reporting.spend is 'What a cost center bears of a charge: a row for each share, one for what no cost center bears. Drafts and voided charges are at 0.';
comment on column reporting.spend.tenant_id is 'The tenant.';
comment on column reporting.spend.date is 'The last day worked, or the day on which the charge fell due.';
comment on column reporting.spend.billing_item_id is 'The charge.';
comment on column reporting.spend.worker_id is 'Whose work it is; null where nobody’s.';
comment on column reporting.spend.program_id is 'The program.';
comment on column reporting.spend.facility_id is 'The facility.';
comment on column reporting.spend.unit_id is 'The unit.';
comment on column reporting.spend.cost_center_id is 'The cost center that bears it; null where none does.';
comment on column reporting.spend.vendor_id is 'The vendor.';
comment on column reporting.spend.tier is 'The vendor’s present tier in the program; 0 is the internal pool.';
comment on column reporting.spend.profession is 'The code of the profession that the order asks for.';
comment on column reporting.spend.specialty is 'The code of the specialty that the order asks for; null where any.';
comment on column reporting.spend.order_type is 'contract, per_diem or direct_hire.';
comment on column reporting.spend.engagement_kind is 'staffing (contract, per diem), direct_hire or services.';
comment on column reporting.spend.state is 'The state of the facility, two letters.';
comment on column reporting.spend.requester_id is 'The user who made the order.';
comment on column reporting.spend.item_kind is 'What is charged: hours, expense, penalty, adjustment and so on.';
comment on column reporting.spend.currency is 'ISO 4217.';
comment on column reporting.spend.accrued_amount is 'What the client is charged, approved, invoiced or paid, in `currency`.';
comment on column reporting.spend.invoiced_amount is 'The same as far as it stands on a document, in `currency`.';
comment on column reporting.spend.accrued_fee is 'The MSP’s part of what is accrued, in `currency`; on one row of a charge.';
comment on column reporting.spend.invoiced_fee is 'The MSP’s part of what is invoiced, in `currency`; on one row of a charge.';
comment on column reporting.spend.credited_amount is 'What accrued service credits take off, in `currency`; on one row of a charge.';
comment on column reporting.spend.diverse_amount is 'The accrued amount where a diversity certificate of the vendor was in force on a day of the month, else 0, in `currency`.';
grant select on reporting.spend to requisite_service, requisite_analyst;

create view reporting.hours (tenant_id, date, timesheet_id, worker_id, program_id, facility_id, unit_id, cost_center_id, vendor_id, tier, profession, specialty, order_type, engagement_kind, state, requester_id, hour_type, worked_minutes, overtime_minutes) with (security_invoker = true) as
select r.tenant_id, r.work_date, r.timesheet_id, r.worker_id, r.program_id, r.facility_id, r.unit_id, u.cost_center_id, r.vendor_id, m.tier, o.profession, o.specialty, o.type,
  case o.type when 'direct_hire' then 'direct_hire' when 'contract' then 'staffing' when 'per_diem' then 'staffing' end,
  f.state::text, o.authors[1], r.hour_type, r.minutes::bigint,
      case when r.hour_type in ('overtime', 'double_time') then r.minutes else 0 end::bigint
    from public."timesheet_lines" "r"
    join public."timesheets" "t" on t.tenant_id = r.tenant_id and t.id = r.timesheet_id and t.revision = r.revision
    left join public."assignments" "a" on a.tenant_id = t.tenant_id and a.id = t.assignment_id
    
  left join public."panel_memberships" "m" on m.tenant_id = r.tenant_id and m.program_id = r.program_id and m.vendor_id = r.vendor_id 
  left join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id 
  left join public."orders" "o" on o.tenant_id = r.tenant_id and o.id = a.order_id
    where t.approved_at is not null and t.state in ('approved', 'invoiced', 'disputed')
      and r.hour_type in ('regular', 'overtime', 'double_time', 'holiday', 'callback', 'orientation');
comment on view reporting.hours is 'Hours of a day, hour type and rate in the version of a week that stands approved, also while it is disputed; standby, premiums and differentials are none.';
comment on column reporting.hours.tenant_id is 'The tenant.';
comment on column reporting.hours.date is 'The workday, by the pay policy and the facility’s zone.';
comment on column reporting.hours.timesheet_id is 'The week.';
comment on column reporting.hours.worker_id is 'Who worked.';
comment on column reporting.hours.program_id is 'The program.';
comment on column reporting.hours.facility_id is 'The facility.';
comment on column reporting.hours.unit_id is 'The unit.';
comment on column reporting.hours.cost_center_id is 'The cost center of the unit at present; null where it has none.';
comment on column reporting.hours.vendor_id is 'The vendor.';
comment on column reporting.hours.tier is 'The vendor’s present tier in the program; 0 is the internal pool.';
comment on column reporting.hours.profession is 'The code of the profession that the order asks for.';
comment on column reporting.hours.specialty is 'The code of the specialty that the order asks for; null where any.';
comment on column reporting.hours.order_type is 'contract, per_diem or direct_hire.';
comment on column reporting.hours.engagement_kind is 'staffing (contract, per diem) or direct_hire.';
comment on column reporting.hours.state is 'The state of the facility, two letters.';
comment on column reporting.hours.requester_id is 'The user who made the order.';
comment on column reporting.hours.hour_type is 'regular, overtime, double_time, holiday, callback or orientation.';
comment on column reporting.hours.worked_minutes is 'Minutes worked, each once, of time that stands approved.';
comment on column reporting.hours.overtime_minutes is 'Those of them that are overtime or double time.';
grant select on reporting.hours to requisite_service, requisite_analyst;

create view reporting.shifts (tenant_id, date, shift_id, worker_id, program_id, facility_id, unit_id, cost_center_id, vendor_id, tier, profession, specialty, order_type, engagement_kind, state, requester_id, posted, worked, required_minutes, worked_minutes) with (security_invoker = true) as
select r.tenant_id, r.local_date, r.id, r.worker_id, r.program_id, r.facility_id, r.unit_id, u.cost_center_id, r.vendor_id, m.tier, o.profession, o.specialty, o.type,
  case o.type when 'direct_hire' then 'direct_hire' when 'contract' then 'staffing' when 'per_diem' then 'staffing' end,
  f.state::text, o.authors[1], 1::bigint,
      (r.state in ('completed', 'reported'))::int::bigint,
      case when r.replaces_shift_id is null then floor(extract(epoch from r.ends_at - r.starts_at) / 60) - r.meal_minutes else 0 end::bigint,
      case when r.state in ('completed', 'reported') then coalesce(floor(extract(epoch from
        r.actual_ends_at - r.actual_starts_at - coalesce(r.meal_ends_at - r.meal_starts_at, interval '0')) / 60), 0) else 0 end::bigint
    from public."shifts" "r" 
  left join public."panel_memberships" "m" on m.tenant_id = r.tenant_id and m.program_id = r.program_id and m.vendor_id = r.vendor_id 
  left join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id 
  left join public."orders" "o" on o.tenant_id = r.tenant_id and o.id = r.order_id
    where r.state in ('completed', 'reported', 'no_show') or (r.state = 'unfilled' and r.posted_at is not null)
      or (r.state = 'canceled' and r.canceled_by = 'vendor');
comment on view reporting.shifts is 'A shift that is over: worked, missed, given up by its vendor, or posted and taken by nobody. Shifts that the client or the operator canceled are none.';
comment on column reporting.shifts.tenant_id is 'The tenant.';
comment on column reporting.shifts.date is 'The day on which it was to begin, by the facility’s zone.';
comment on column reporting.shifts.shift_id is 'The shift.';
comment on column reporting.shifts.worker_id is 'Who had taken it; null where nobody had.';
comment on column reporting.shifts.program_id is 'The program.';
comment on column reporting.shifts.facility_id is 'The facility.';
comment on column reporting.shifts.unit_id is 'The unit.';
comment on column reporting.shifts.cost_center_id is 'The cost center of the unit at present; null where it has none.';
comment on column reporting.shifts.vendor_id is 'The vendor.';
comment on column reporting.shifts.tier is 'The vendor’s present tier in the program; 0 is the internal pool.';
comment on column reporting.shifts.profession is 'The code of the profession that the order asks for.';
comment on column reporting.shifts.specialty is 'The code of the specialty that the order asks for; null where any.';
comment on column reporting.shifts.order_type is 'contract, per_diem or direct_hire.';
comment on column reporting.shifts.engagement_kind is 'staffing (contract, per diem) or direct_hire.';
comment on column reporting.shifts.state is 'The state of the facility, two letters.';
comment on column reporting.shifts.requester_id is 'The user who made the order.';
comment on column reporting.shifts.posted is '1 where it was to be filled.';
comment on column reporting.shifts.worked is '1 where it was worked.';
comment on column reporting.shifts.required_minutes is 'Minutes planned, without the meal; 0 of what was posted in the place of a missed shift.';
comment on column reporting.shifts.worked_minutes is 'Whole minutes from clocking in to clocking out, without the meal taken.';
grant select on reporting.shifts to requisite_service, requisite_analyst;

create view reporting.shift_bookings (tenant_id, date, shift_id, worker_id, program_id, facility_id, unit_id, cost_center_id, vendor_id, tier, profession, specialty, order_type, engagement_kind, state, requester_id, scheduled, no_shows, call_offs) with (security_invoker = true) as
select r.tenant_id, r.local_date, r.shift_id, r.worker_id, r.program_id, r.facility_id, r.unit_id, u.cost_center_id, r.vendor_id, m.tier, o.profession, o.specialty, o.type,
  case o.type when 'direct_hire' then 'direct_hire' when 'contract' then 'staffing' when 'per_diem' then 'staffing' end,
  f.state::text, o.authors[1], 1::bigint, r.no_show::bigint, r.call_off::bigint
    from (
      select s.tenant_id, s.local_date, s.id as shift_id, s.worker_id, s.program_id, s.facility_id, s.unit_id, s.vendor_id, s.order_id,
        (s.state = 'no_show')::int as no_show, 0 as call_off
      from public."shifts" "s" where s.state in ('completed', 'reported', 'no_show')
      union all
      select e.tenant_id, s.local_date, e.shift_id, e.worker_id, e.program_id, e.facility_id, e.unit_id, e.vendor_id, e.order_id, 0, 1
      from public."attendance_events" "e" join public."shifts" "s" on s.tenant_id = e.tenant_id and s.id = e.shift_id
      where e.kind = 'call_off_worker') r
    
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

create view reporting.timesheets (tenant_id, date, due_on, approved_on, timesheet_id, worker_id, program_id, facility_id, unit_id, cost_center_id, vendor_id, tier, profession, specialty, order_type, engagement_kind, state, requester_id, due, submitted, on_time, first_pass, submitted_versions, disputed_versions, approval_hours) with (security_invoker = true) as
select r.tenant_id, r.week_starts_on + 6, r.week_starts_on + 9, (r.approved_at at time zone r.time_zone)::date, r.id, r.worker_id,
      r.program_id, r.facility_id, r.unit_id, u.cost_center_id, r.vendor_id, m.tier, o.profession, o.specialty, o.type,
  case o.type when 'direct_hire' then 'direct_hire' when 'contract' then 'staffing' when 'per_diem' then 'staffing' end,
  f.state::text, o.authors[1], 1::bigint, (r.submitted_at is not null)::int::bigint,
      coalesce((coalesce((
  select min(b.submitted_at) from public."timesheet_returns" "b" where b.tenant_id = r.tenant_id and b.timesheet_id = r.id), r.submitted_at) at time zone r.time_zone)::date <= r.week_starts_on + 9, false)::int::bigint,
      (r.approved_at is not null and r.state in ('approved', 'invoiced', 'disputed') and r.revision = 1 and (
  select min(b.submitted_at) from public."timesheet_returns" "b" where b.tenant_id = r.tenant_id and b.timesheet_id = r.id) is null)::int::bigint,
      case when r.submitted_at is null then 0 else r.revision end::bigint,
      (select count(distinct d.revision) from public."timesheet_disputes" "d" where d.tenant_id = r.tenant_id and d.timesheet_id = r.id),
      (extract(epoch from r.approved_at - r.submitted_at) / 3600)::numeric
    from public."timesheets" "r"
    
  left join public."assignments" "a" on a.tenant_id = r.tenant_id and a.id = r.assignment_id 
  left join public."panel_memberships" "m" on m.tenant_id = r.tenant_id and m.program_id = r.program_id and m.vendor_id = r.vendor_id 
  left join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id 
  left join public."orders" "o" on o.tenant_id = r.tenant_id and o.id = a.order_id;
comment on view reporting.timesheets is 'A worker’s week on an assignment, from when it was opened.';
comment on column reporting.timesheets.tenant_id is 'The tenant.';
comment on column reporting.timesheets.date is 'The last day of the week worked.';
comment on column reporting.timesheets.due_on is 'The third day after it: the last on which hours are handed in on time.';
comment on column reporting.timesheets.approved_on is 'The day of its approval, by the facility’s zone; null where there was none.';
comment on column reporting.timesheets.timesheet_id is 'The week.';
comment on column reporting.timesheets.worker_id is 'Whose week it is.';
comment on column reporting.timesheets.program_id is 'The program.';
comment on column reporting.timesheets.facility_id is 'The facility.';
comment on column reporting.timesheets.unit_id is 'The unit.';
comment on column reporting.timesheets.cost_center_id is 'The cost center of the unit at present; null where it has none.';
comment on column reporting.timesheets.vendor_id is 'The vendor.';
comment on column reporting.timesheets.tier is 'The vendor’s present tier in the program; 0 is the internal pool.';
comment on column reporting.timesheets.profession is 'The code of the profession that the order asks for.';
comment on column reporting.timesheets.specialty is 'The code of the specialty that the order asks for; null where any.';
comment on column reporting.timesheets.order_type is 'contract, per_diem or direct_hire.';
comment on column reporting.timesheets.engagement_kind is 'staffing (contract, per diem) or direct_hire.';
comment on column reporting.timesheets.state is 'The state of the facility, two letters.';
comment on column reporting.timesheets.requester_id is 'The user who made the order.';
comment on column reporting.timesheets.due is '1: hours are to be handed in.';
comment on column reporting.timesheets.submitted is '1 where it was ever handed in.';
comment on column reporting.timesheets.on_time is '1 where it was first handed in on its last day due or before, by the facility’s zone.';
comment on column reporting.timesheets.first_pass is '1 where its first version stands approved and was never sent back.';
comment on column reporting.timesheets.submitted_versions is 'How many versions there are of it, once it was handed in.';
comment on column reporting.timesheets.disputed_versions is 'How many of its versions were ever disputed.';
comment on column reporting.timesheets.approval_hours is 'Hours, exact, from the submission that was approved to its approval; null where there was none.';
grant select on reporting.timesheets to requisite_service, requisite_analyst;

create view reporting.time_exceptions (tenant_id, date, time_exception_id, timesheet_id, worker_id, program_id, facility_id, unit_id, cost_center_id, vendor_id, tier, profession, specialty, order_type, engagement_kind, state, requester_id, code, open) with (security_invoker = true) as
select r.tenant_id, r.work_date, r.id, r.timesheet_id, r.worker_id, r.program_id, r.facility_id, r.unit_id, u.cost_center_id, r.vendor_id, m.tier, o.profession, o.specialty, o.type,
  case o.type when 'direct_hire' then 'direct_hire' when 'contract' then 'staffing' when 'per_diem' then 'staffing' end,
  f.state::text, o.authors[1], r.code,
      (r.state = 'open')::int::bigint
    from public."time_exceptions" "r"
    left join public."timesheets" "t" on t.tenant_id = r.tenant_id and t.id = r.timesheet_id
    left join public."assignments" "a" on a.tenant_id = t.tenant_id and a.id = t.assignment_id
    
  left join public."panel_memberships" "m" on m.tenant_id = r.tenant_id and m.program_id = r.program_id and m.vendor_id = r.vendor_id 
  left join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id 
  left join public."orders" "o" on o.tenant_id = r.tenant_id and o.id = a.order_id;
comment on view reporting.time_exceptions is 'Something found amiss with the time of a day, and whether it is open.';
comment on column reporting.time_exceptions.tenant_id is 'The tenant.';
comment on column reporting.time_exceptions.date is 'The workday, by the facility’s zone.';
comment on column reporting.time_exceptions.time_exception_id is 'The finding.';
comment on column reporting.time_exceptions.timesheet_id is 'The week that it is of.';
comment on column reporting.time_exceptions.worker_id is 'Whose time it is.';
comment on column reporting.time_exceptions.program_id is 'The program.';
comment on column reporting.time_exceptions.facility_id is 'The facility.';
comment on column reporting.time_exceptions.unit_id is 'The unit.';
comment on column reporting.time_exceptions.cost_center_id is 'The cost center of the unit at present; null where it has none.';
comment on column reporting.time_exceptions.vendor_id is 'The vendor.';
comment on column reporting.time_exceptions.tier is 'The vendor’s present tier in the program; 0 is the internal pool.';
comment on column reporting.time_exceptions.profession is 'The code of the profession that the order asks for.';
comment on column reporting.time_exceptions.specialty is 'The code of the specialty that the order asks for; null where any.';
comment on column reporting.time_exceptions.order_type is 'contract, per_diem or direct_hire.';
comment on column reporting.time_exceptions.engagement_kind is 'staffing (contract, per diem) or direct_hire.';
comment on column reporting.time_exceptions.state is 'The state of the facility, two letters.';
comment on column reporting.time_exceptions.requester_id is 'The user who made the order.';
comment on column reporting.time_exceptions.code is 'What was found: missing_out, late_meal and so on.';
comment on column reporting.time_exceptions.open is '1 while nobody has decided on it and it still holds.';
grant select on reporting.time_exceptions to requisite_service, requisite_analyst;

create view reporting.workforce (tenant_id, date, workforce_measure_id, worker_id, program_id, facility_id, profession, state, currency, managed_spend, contingent_cost, contingent_minutes, employed_minutes, employed_cost, addressable_spend) with (security_invoker = true) as
select s.tenant_id, s.date, null::uuid, s.worker_id, s.program_id, s.facility_id, s.profession, s.state, s.currency,
    s.accrued_amount, case when s.engagement_kind = 'staffing' then s.accrued_amount else 0 end, 0::numeric, 0::numeric, 0::numeric, 0::numeric
  from (
    select r.tenant_id, r.work_date_to, r.id, r.worker_id, r.program_id, r.facility_id, r.unit_id, c.cost_center_id, r.vendor_id, m.tier,
      o.profession, o.specialty, o.type,
      case when o.type = 'direct_hire' then 'direct_hire' when o.type is not null or r.assignment_id is not null then 'staffing' when r.kind = 'deliverable' then 'services' end,
      f.state::text, o.authors[1], r.kind, r.currency::text,
      case when r.state in ('approved', 'invoiced', 'paid') then c.amount else 0 end,
      case when r.state in ('invoiced', 'paid') then c.amount else 0 end,
      case when r.state in ('approved', 'invoiced', 'paid') and c.place = 1 then r.fee_amount else 0 end,
      case when r.state in ('invoiced', 'paid') and c.place = 1 then r.fee_amount else 0 end,
      case when r.state in ('approved', 'invoiced', 'paid') and c.place = 1 and r.kind = 'service_credit' then -r.amount else 0 end,
      case when r.state in ('approved', 'invoiced', 'paid') and exists (
  select from public."vendor_documents" "d" where d.tenant_id = r.tenant_id and d.vendor_id = r.vendor_id
    and d.kind = 'diversity_certificate' and d.state in ('accepted', 'expiring', 'expired', 'superseded')
    and d.effective_on < date_trunc('month', r.work_date_to::timestamp) + interval '1 month'
    and (d.expires_on is null or d.expires_on >= date_trunc('month', r.work_date_to::timestamp))) then c.amount else 0 end
    from public."billing_items" "r"
    cross join lateral (
      select (s.share ->> 'costCenterId')::uuid as cost_center_id, (s.share ->> 'amount')::numeric as amount, s.place
      from jsonb_array_elements(r.allocation) with ordinality s (share, place)
      union all
      select null, r.amount - coalesce(sum((s.share ->> 'amount')::numeric), 0), 1 + count(*)
      from jsonb_array_elements(r.allocation) s (share)
      having count(*) = 0 or sum((s.share ->> 'amount')::numeric) <> r.amount) c
    
  left join public."assignments" "a" on a.tenant_id = r.tenant_id and a.id = r.assignment_id
    left join public."charges" "g" on r.assignment_id is null and r.source_noun = 'charge' and g.tenant_id = r.tenant_id and g.id = r.source_id
    
  left join public."orders" "o" on o.tenant_id = r.tenant_id and o.id = coalesce(a.order_id, g.order_id)
    
  left join public."panel_memberships" "m" on m.tenant_id = r.tenant_id and m.program_id = r.program_id and m.vendor_id = r.vendor_id 
  left join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id) as s (tenant_id, date, billing_item_id, worker_id, program_id, facility_id, unit_id, cost_center_id, vendor_id, tier, profession, specialty, order_type, engagement_kind, state, requester_id, item_kind, currency, accrued_amount, invoiced_amount, accrued_fee, invoiced_fee, credited_amount, diverse_amount)
  union all
  select h.tenant_id, h.date, null::uuid, h.worker_id, h.program_id, h.facility_id, h.profession, h.state, p.currency::text,
    0, 0, h.worked_minutes, 0, 0, 0
  from (
    select r.tenant_id, r.work_date, r.timesheet_id, r.worker_id, r.program_id, r.facility_id, r.unit_id, u.cost_center_id, r.vendor_id, m.tier, o.profession, o.specialty, o.type,
  case o.type when 'direct_hire' then 'direct_hire' when 'contract' then 'staffing' when 'per_diem' then 'staffing' end,
  f.state::text, o.authors[1], r.hour_type, r.minutes::bigint,
      case when r.hour_type in ('overtime', 'double_time') then r.minutes else 0 end::bigint
    from public."timesheet_lines" "r"
    join public."timesheets" "t" on t.tenant_id = r.tenant_id and t.id = r.timesheet_id and t.revision = r.revision
    left join public."assignments" "a" on a.tenant_id = t.tenant_id and a.id = t.assignment_id
    
  left join public."panel_memberships" "m" on m.tenant_id = r.tenant_id and m.program_id = r.program_id and m.vendor_id = r.vendor_id 
  left join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id 
  left join public."orders" "o" on o.tenant_id = r.tenant_id and o.id = a.order_id
    where t.approved_at is not null and t.state in ('approved', 'invoiced', 'disputed')
      and r.hour_type in ('regular', 'overtime', 'double_time', 'holiday', 'callback', 'orientation')) as h (tenant_id, date, timesheet_id, worker_id, program_id, facility_id, unit_id, cost_center_id, vendor_id, tier, profession, specialty, order_type, engagement_kind, state, requester_id, hour_type, worked_minutes, overtime_minutes) left join public."programs" "p" on p.tenant_id = h.tenant_id and p.id = h.program_id
  union all
  select w.tenant_id, w.worked_on, w.id, null::uuid, w.program_id, w.facility_id, w.profession, f.state::text, w.currency::text,
    0, 0, 0, coalesce(w.employed_hours * 60, 0), coalesce(w.employed_cost, 0), coalesce(w.addressable_spend, 0)
  from public."workforce_measures" "w"
  left join public."facilities" "f" on f.tenant_id = w.tenant_id and f.id = w.facility_id;
comment on view reporting.workforce is 'A share of a charge, approved hours of a day, or what was imported of the client’s own staff of a profession at a facility on a day.';
comment on column reporting.workforce.tenant_id is 'The tenant.';
comment on column reporting.workforce.date is 'The last day worked of a charge, the workday of hours, the day of what was imported.';
comment on column reporting.workforce.workforce_measure_id is 'What was imported; null of a charge and of hours.';
comment on column reporting.workforce.worker_id is 'The contingent worker; null where none.';
comment on column reporting.workforce.program_id is 'The program.';
comment on column reporting.workforce.facility_id is 'The facility.';
comment on column reporting.workforce.profession is 'The code of the profession that the order asks for.';
comment on column reporting.workforce.state is 'The state of the facility, two letters.';
comment on column reporting.workforce.currency is 'ISO 4217.';
comment on column reporting.workforce.managed_spend is 'What was accrued through the program, in `currency`.';
comment on column reporting.workforce.contingent_cost is 'That of it which is for staffing, contract and per diem, in `currency`.';
comment on column reporting.workforce.contingent_minutes is 'Approved minutes of contingent workers.';
comment on column reporting.workforce.employed_minutes is 'Minutes of the client’s own staff, as imported.';
comment on column reporting.workforce.employed_cost is 'Cost of the client’s own staff, as imported, in `currency`.';
comment on column reporting.workforce.addressable_spend is 'What could be spent through the program, as imported, in `currency`.';
grant select on reporting.workforce to requisite_service, requisite_analyst;

create view reporting.spend_by_vendor (tenant_id, date, program_id, vendor_id, tier, currency, accrued_amount, invoiced_amount, accrued_fee, invoiced_fee, credited_amount, diverse_amount) with (security_invoker = true) as
select r.tenant_id, r.month, r.program_id, r.vendor_id, m.tier, r.currency::text, r.accrued_amount, r.invoiced_amount, r.accrued_fee, r.invoiced_fee, -r.credited_amount, case when exists (
  select from public."vendor_documents" "d" where d.tenant_id = r.tenant_id and d.vendor_id = r.vendor_id
    and d.kind = 'diversity_certificate' and d.state in ('accepted', 'expiring', 'expired', 'superseded')
    and d.effective_on < date_trunc('month', r.month::timestamp) + interval '1 month'
    and (d.expires_on is null or d.expires_on >= date_trunc('month', r.month::timestamp))) then r.accrued_amount else 0 end
    from public."spend_totals" "r" 
  left join public."panel_memberships" "m" on m.tenant_id = r.tenant_id and m.program_id = r.program_id and m.vendor_id = r.vendor_id where r.cube = 'vendor';
comment on view reporting.spend_by_vendor is 'Charges of a vendor in a program, by the calendar month of the last day worked.';
comment on column reporting.spend_by_vendor.tenant_id is 'The tenant.';
comment on column reporting.spend_by_vendor.date is 'The first day of the month.';
comment on column reporting.spend_by_vendor.program_id is 'The program.';
comment on column reporting.spend_by_vendor.vendor_id is 'The vendor.';
comment on column reporting.spend_by_vendor.tier is 'The vendor’s present tier in the program; 0 is the internal pool.';
comment on column reporting.spend_by_vendor.currency is 'ISO 4217.';
comment on column reporting.spend_by_vendor.accrued_amount is 'What the client is charged, approved, invoiced or paid, in `currency`.';
comment on column reporting.spend_by_vendor.invoiced_amount is 'The same as far as it stands on a document, in `currency`.';
comment on column reporting.spend_by_vendor.accrued_fee is 'The MSP’s part of what is accrued, in `currency`; on one row of a charge.';
comment on column reporting.spend_by_vendor.invoiced_fee is 'The MSP’s part of what is invoiced, in `currency`; on one row of a charge.';
comment on column reporting.spend_by_vendor.credited_amount is 'What accrued service credits take off, in `currency`; on one row of a charge.';
comment on column reporting.spend_by_vendor.diverse_amount is 'The accrued amount where a diversity certificate of the vendor was in force on a day of the month, else 0, in `currency`.';
grant select on reporting.spend_by_vendor to requisite_service, requisite_analyst;

create view reporting.spend_by_facility (tenant_id, date, program_id, facility_id, state, currency, accrued_amount, invoiced_amount, accrued_fee, invoiced_fee, credited_amount) with (security_invoker = true) as
select r.tenant_id, r.month, r.program_id, r.facility_id, f.state::text, r.currency::text, r.accrued_amount, r.invoiced_amount, r.accrued_fee, r.invoiced_fee, -r.credited_amount
    from public."spend_totals" "r" 
  left join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id where r.cube = 'facility';
comment on view reporting.spend_by_facility is 'Charges of a facility, or of a program without one, by the calendar month of the last day worked.';
comment on column reporting.spend_by_facility.tenant_id is 'The tenant.';
comment on column reporting.spend_by_facility.date is 'The first day of the month.';
comment on column reporting.spend_by_facility.program_id is 'The program.';
comment on column reporting.spend_by_facility.facility_id is 'The facility.';
comment on column reporting.spend_by_facility.state is 'The state of the facility, two letters.';
comment on column reporting.spend_by_facility.currency is 'ISO 4217.';
comment on column reporting.spend_by_facility.accrued_amount is 'What the client is charged, approved, invoiced or paid, in `currency`.';
comment on column reporting.spend_by_facility.invoiced_amount is 'The same as far as it stands on a document, in `currency`.';
comment on column reporting.spend_by_facility.accrued_fee is 'The MSP’s part of what is accrued, in `currency`; on one row of a charge.';
comment on column reporting.spend_by_facility.invoiced_fee is 'The MSP’s part of what is invoiced, in `currency`; on one row of a charge.';
comment on column reporting.spend_by_facility.credited_amount is 'What accrued service credits take off, in `currency`; on one row of a charge.';
grant select on reporting.spend_by_facility to requisite_service, requisite_analyst;

create view reporting.spend_by_unit (tenant_id, date, program_id, facility_id, unit_id, state, currency, accrued_amount, invoiced_amount, accrued_fee, invoiced_fee, credited_amount) with (security_invoker = true) as
select r.tenant_id, r.month, r.program_id, r.facility_id, r.unit_id, f.state::text, r.currency::text, r.accrued_amount, r.invoiced_amount, r.accrued_fee, r.invoiced_fee, -r.credited_amount
    from public."spend_totals" "r" 
  left join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id where r.cube = 'unit';
comment on view reporting.spend_by_unit is 'Charges of a unit, or of a place without one, by the calendar month of the last day worked.';
comment on column reporting.spend_by_unit.tenant_id is 'The tenant.';
comment on column reporting.spend_by_unit.date is 'The first day of the month.';
comment on column reporting.spend_by_unit.program_id is 'The program.';
comment on column reporting.spend_by_unit.facility_id is 'The facility.';
comment on column reporting.spend_by_unit.unit_id is 'The unit.';
comment on column reporting.spend_by_unit.state is 'The state of the facility, two letters.';
comment on column reporting.spend_by_unit.currency is 'ISO 4217.';
comment on column reporting.spend_by_unit.accrued_amount is 'What the client is charged, approved, invoiced or paid, in `currency`.';
comment on column reporting.spend_by_unit.invoiced_amount is 'The same as far as it stands on a document, in `currency`.';
comment on column reporting.spend_by_unit.accrued_fee is 'The MSP’s part of what is accrued, in `currency`; on one row of a charge.';
comment on column reporting.spend_by_unit.invoiced_fee is 'The MSP’s part of what is invoiced, in `currency`; on one row of a charge.';
comment on column reporting.spend_by_unit.credited_amount is 'What accrued service credits take off, in `currency`; on one row of a charge.';
grant select on reporting.spend_by_unit to requisite_service, requisite_analyst;

create view reporting.spend_by_cost_center (tenant_id, date, program_id, facility_id, cost_center_id, state, currency, accrued_amount, invoiced_amount) with (security_invoker = true) as
select r.tenant_id, r.month, r.program_id, r.facility_id, r.cost_center_id, f.state::text, r.currency::text,
      r.accrued_amount, r.invoiced_amount
    from public."spend_totals" "r" 
  left join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id where r.cube = 'cost_center';
comment on view reporting.spend_by_cost_center is 'What a cost center bears of the charges of a facility, by the calendar month of the last day worked.';
comment on column reporting.spend_by_cost_center.tenant_id is 'The tenant.';
comment on column reporting.spend_by_cost_center.date is 'The first day of the month.';
comment on column reporting.spend_by_cost_center.program_id is 'The program.';
comment on column reporting.spend_by_cost_center.facility_id is 'The facility.';
comment on column reporting.spend_by_cost_center.cost_center_id is 'The cost center that bears it; null where none does.';
comment on column reporting.spend_by_cost_center.state is 'The state of the facility, two letters.';
comment on column reporting.spend_by_cost_center.currency is 'ISO 4217.';
comment on column reporting.spend_by_cost_center.accrued_amount is 'What the client is charged, approved, invoiced or paid, in `currency`.';
comment on column reporting.spend_by_cost_center.invoiced_amount is 'The same as far as it stands on a document, in `currency`.';
grant select on reporting.spend_by_cost_center to requisite_service, requisite_analyst;

create view reporting.spend_by_order (tenant_id, date, program_id, facility_id, unit_id, vendor_id, tier, order_id, profession, specialty, order_type, engagement_kind, state, requester_id, currency, accrued_amount, invoiced_amount, accrued_fee, invoiced_fee, credited_amount, diverse_amount) with (security_invoker = true) as
select r.tenant_id, r.month, r.program_id, r.facility_id, r.unit_id, r.vendor_id, m.tier, r.order_id, o.profession, o.specialty, o.type,
      r.engagement_kind, f.state::text, o.authors[1], r.currency::text, r.accrued_amount, r.invoiced_amount, r.accrued_fee, r.invoiced_fee, -r.credited_amount, case when exists (
  select from public."vendor_documents" "d" where d.tenant_id = r.tenant_id and d.vendor_id = r.vendor_id
    and d.kind = 'diversity_certificate' and d.state in ('accepted', 'expiring', 'expired', 'superseded')
    and d.effective_on < date_trunc('month', r.month::timestamp) + interval '1 month'
    and (d.expires_on is null or d.expires_on >= date_trunc('month', r.month::timestamp))) then r.accrued_amount else 0 end
    from public."spend_totals" "r" 
  left join public."panel_memberships" "m" on m.tenant_id = r.tenant_id and m.program_id = r.program_id and m.vendor_id = r.vendor_id 
  left join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id 
  left join public."orders" "o" on o.tenant_id = r.tenant_id and o.id = r.order_id where r.cube = 'order';
comment on view reporting.spend_by_order is 'Charges of an order at a unit by a vendor, by the calendar month of the last day worked.';
comment on column reporting.spend_by_order.tenant_id is 'The tenant.';
comment on column reporting.spend_by_order.date is 'The first day of the month.';
comment on column reporting.spend_by_order.program_id is 'The program.';
comment on column reporting.spend_by_order.facility_id is 'The facility.';
comment on column reporting.spend_by_order.unit_id is 'The unit.';
comment on column reporting.spend_by_order.vendor_id is 'The vendor.';
comment on column reporting.spend_by_order.tier is 'The vendor’s present tier in the program; 0 is the internal pool.';
comment on column reporting.spend_by_order.order_id is 'The order; null where a charge is of none.';
comment on column reporting.spend_by_order.profession is 'The code of the profession that the order asks for.';
comment on column reporting.spend_by_order.specialty is 'The code of the specialty that the order asks for; null where any.';
comment on column reporting.spend_by_order.order_type is 'contract, per_diem or direct_hire.';
comment on column reporting.spend_by_order.engagement_kind is 'staffing (contract, per diem), direct_hire or services.';
comment on column reporting.spend_by_order.state is 'The state of the facility, two letters.';
comment on column reporting.spend_by_order.requester_id is 'The user who made the order.';
comment on column reporting.spend_by_order.currency is 'ISO 4217.';
comment on column reporting.spend_by_order.accrued_amount is 'What the client is charged, approved, invoiced or paid, in `currency`.';
comment on column reporting.spend_by_order.invoiced_amount is 'The same as far as it stands on a document, in `currency`.';
comment on column reporting.spend_by_order.accrued_fee is 'The MSP’s part of what is accrued, in `currency`; on one row of a charge.';
comment on column reporting.spend_by_order.invoiced_fee is 'The MSP’s part of what is invoiced, in `currency`; on one row of a charge.';
comment on column reporting.spend_by_order.credited_amount is 'What accrued service credits take off, in `currency`; on one row of a charge.';
comment on column reporting.spend_by_order.diverse_amount is 'The accrued amount where a diversity certificate of the vendor was in force on a day of the month, else 0, in `currency`.';
grant select on reporting.spend_by_order to requisite_service, requisite_analyst;

create view reporting.hours_by_vendor (tenant_id, date, program_id, vendor_id, tier, worked_minutes, overtime_minutes) with (security_invoker = true) as
select r.tenant_id, r.period, r.program_id, r.vendor_id, m.tier, r.worked_minutes, r.overtime_minutes
    from public."hours_totals" "r" 
  left join public."panel_memberships" "m" on m.tenant_id = r.tenant_id and m.program_id = r.program_id and m.vendor_id = r.vendor_id where r.cube = 'vendor';
comment on view reporting.hours_by_vendor is 'Approved hours of a vendor in a program and a calendar month.';
comment on column reporting.hours_by_vendor.tenant_id is 'The tenant.';
comment on column reporting.hours_by_vendor.date is 'The first day of the month.';
comment on column reporting.hours_by_vendor.program_id is 'The program.';
comment on column reporting.hours_by_vendor.vendor_id is 'The vendor.';
comment on column reporting.hours_by_vendor.tier is 'The vendor’s present tier in the program; 0 is the internal pool.';
comment on column reporting.hours_by_vendor.worked_minutes is 'Minutes worked, each once, of time that stands approved.';
comment on column reporting.hours_by_vendor.overtime_minutes is 'Those of them that are overtime or double time.';
grant select on reporting.hours_by_vendor to requisite_service, requisite_analyst;

create view reporting.hours_by_unit (tenant_id, date, program_id, facility_id, unit_id, cost_center_id, state, worked_minutes, overtime_minutes) with (security_invoker = true) as
select r.tenant_id, r.period, r.program_id, r.facility_id, r.unit_id, u.cost_center_id, f.state::text, r.worked_minutes, r.overtime_minutes
    from public."hours_totals" "r" 
  left join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id where r.cube = 'unit';
comment on view reporting.hours_by_unit is 'Approved hours of a unit in a calendar month.';
comment on column reporting.hours_by_unit.tenant_id is 'The tenant.';
comment on column reporting.hours_by_unit.date is 'The first day of the month.';
comment on column reporting.hours_by_unit.program_id is 'The program.';
comment on column reporting.hours_by_unit.facility_id is 'The facility.';
comment on column reporting.hours_by_unit.unit_id is 'The unit.';
comment on column reporting.hours_by_unit.cost_center_id is 'The cost center of the unit at present; null where it has none.';
comment on column reporting.hours_by_unit.state is 'The state of the facility, two letters.';
comment on column reporting.hours_by_unit.worked_minutes is 'Minutes worked, each once, of time that stands approved.';
comment on column reporting.hours_by_unit.overtime_minutes is 'Those of them that are overtime or double time.';
grant select on reporting.hours_by_unit to requisite_service, requisite_analyst;

create view reporting.hours_by_unit_week (tenant_id, date, program_id, facility_id, unit_id, cost_center_id, state, worked_minutes, overtime_minutes) with (security_invoker = true) as
select r.tenant_id, r.period, r.program_id, r.facility_id, r.unit_id, u.cost_center_id, f.state::text, r.worked_minutes, r.overtime_minutes
    from public."hours_totals" "r" 
  left join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id where r.cube = 'unit_week';
comment on view reporting.hours_by_unit_week is 'Approved hours of a unit in a week.';
comment on column reporting.hours_by_unit_week.tenant_id is 'The tenant.';
comment on column reporting.hours_by_unit_week.date is 'The Sunday on which the week begins.';
comment on column reporting.hours_by_unit_week.program_id is 'The program.';
comment on column reporting.hours_by_unit_week.facility_id is 'The facility.';
comment on column reporting.hours_by_unit_week.unit_id is 'The unit.';
comment on column reporting.hours_by_unit_week.cost_center_id is 'The cost center of the unit at present; null where it has none.';
comment on column reporting.hours_by_unit_week.state is 'The state of the facility, two letters.';
comment on column reporting.hours_by_unit_week.worked_minutes is 'Minutes worked, each once, of time that stands approved.';
comment on column reporting.hours_by_unit_week.overtime_minutes is 'Those of them that are overtime or double time.';
grant select on reporting.hours_by_unit_week to requisite_service, requisite_analyst;

create view reporting.hours_by_order (tenant_id, date, program_id, facility_id, unit_id, cost_center_id, vendor_id, tier, order_id, profession, specialty, order_type, engagement_kind, state, requester_id, worked_minutes, overtime_minutes) with (security_invoker = true) as
select r.tenant_id, r.period, r.program_id, r.facility_id, r.unit_id, u.cost_center_id, r.vendor_id, m.tier, r.order_id, o.profession, o.specialty, o.type,
  case o.type when 'direct_hire' then 'direct_hire' when 'contract' then 'staffing' when 'per_diem' then 'staffing' end,
  f.state::text, o.authors[1], r.worked_minutes, r.overtime_minutes
    from public."hours_totals" "r" 
  left join public."panel_memberships" "m" on m.tenant_id = r.tenant_id and m.program_id = r.program_id and m.vendor_id = r.vendor_id 
  left join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id 
  left join public."orders" "o" on o.tenant_id = r.tenant_id and o.id = r.order_id where r.cube = 'order';
comment on view reporting.hours_by_order is 'Approved hours of an order at a unit by a vendor in a calendar month.';
comment on column reporting.hours_by_order.tenant_id is 'The tenant.';
comment on column reporting.hours_by_order.date is 'The first day of the month.';
comment on column reporting.hours_by_order.program_id is 'The program.';
comment on column reporting.hours_by_order.facility_id is 'The facility.';
comment on column reporting.hours_by_order.unit_id is 'The unit.';
comment on column reporting.hours_by_order.cost_center_id is 'The cost center of the unit at present; null where it has none.';
comment on column reporting.hours_by_order.vendor_id is 'The vendor.';
comment on column reporting.hours_by_order.tier is 'The vendor’s present tier in the program; 0 is the internal pool.';
comment on column reporting.hours_by_order.order_id is 'The order.';
comment on column reporting.hours_by_order.profession is 'The code of the profession that the order asks for.';
comment on column reporting.hours_by_order.specialty is 'The code of the specialty that the order asks for; null where any.';
comment on column reporting.hours_by_order.order_type is 'contract, per_diem or direct_hire.';
comment on column reporting.hours_by_order.engagement_kind is 'staffing (contract, per diem) or direct_hire.';
comment on column reporting.hours_by_order.state is 'The state of the facility, two letters.';
comment on column reporting.hours_by_order.requester_id is 'The user who made the order.';
comment on column reporting.hours_by_order.worked_minutes is 'Minutes worked, each once, of time that stands approved.';
comment on column reporting.hours_by_order.overtime_minutes is 'Those of them that are overtime or double time.';
grant select on reporting.hours_by_order to requisite_service, requisite_analyst;

create view reporting.shifts_by_vendor (tenant_id, date, program_id, vendor_id, tier, posted, worked, required_minutes, worked_minutes) with (security_invoker = true) as
select r.tenant_id, r.month, r.program_id, r.vendor_id, m.tier, r.posted, r.worked, r.required_minutes, r.worked_minutes
      from public."shift_totals" "r" 
  left join public."panel_memberships" "m" on m.tenant_id = r.tenant_id and m.program_id = r.program_id and m.vendor_id = r.vendor_id where r.cube = 'vendor' and (r.posted <> 0 or r.worked <> 0 or r.required_minutes <> 0 or r.worked_minutes <> 0);
comment on view reporting.shifts_by_vendor is 'Shifts that are over by a vendor in a program and a calendar month of the day on which they began; of no vendor where nobody took them.';
comment on column reporting.shifts_by_vendor.tenant_id is 'The tenant.';
comment on column reporting.shifts_by_vendor.date is 'The first day of the month.';
comment on column reporting.shifts_by_vendor.program_id is 'The program.';
comment on column reporting.shifts_by_vendor.vendor_id is 'The vendor.';
comment on column reporting.shifts_by_vendor.tier is 'The vendor’s present tier in the program; 0 is the internal pool.';
comment on column reporting.shifts_by_vendor.posted is '1 where it was to be filled.';
comment on column reporting.shifts_by_vendor.worked is '1 where it was worked.';
comment on column reporting.shifts_by_vendor.required_minutes is 'Minutes planned, without the meal; 0 of what was posted in the place of a missed shift.';
comment on column reporting.shifts_by_vendor.worked_minutes is 'Whole minutes from clocking in to clocking out, without the meal taken.';
grant select on reporting.shifts_by_vendor to requisite_service, requisite_analyst;

create view reporting.shifts_by_facility (tenant_id, date, program_id, facility_id, state, posted, worked, required_minutes, worked_minutes) with (security_invoker = true) as
select r.tenant_id, r.month, r.program_id, r.facility_id, f.state::text, r.posted, r.worked, r.required_minutes, r.worked_minutes
      from public."shift_totals" "r" 
  left join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id where r.cube = 'facility' and (r.posted <> 0 or r.worked <> 0 or r.required_minutes <> 0 or r.worked_minutes <> 0);
comment on view reporting.shifts_by_facility is 'Shifts that are over of a facility in a calendar month of the day on which they began.';
comment on column reporting.shifts_by_facility.tenant_id is 'The tenant.';
comment on column reporting.shifts_by_facility.date is 'The first day of the month.';
comment on column reporting.shifts_by_facility.program_id is 'The program.';
comment on column reporting.shifts_by_facility.facility_id is 'The facility.';
comment on column reporting.shifts_by_facility.state is 'The state of the facility, two letters.';
comment on column reporting.shifts_by_facility.posted is '1 where it was to be filled.';
comment on column reporting.shifts_by_facility.worked is '1 where it was worked.';
comment on column reporting.shifts_by_facility.required_minutes is 'Minutes planned, without the meal; 0 of what was posted in the place of a missed shift.';
comment on column reporting.shifts_by_facility.worked_minutes is 'Whole minutes from clocking in to clocking out, without the meal taken.';
grant select on reporting.shifts_by_facility to requisite_service, requisite_analyst;

create view reporting.shifts_by_unit (tenant_id, date, program_id, facility_id, unit_id, cost_center_id, state, posted, worked, required_minutes, worked_minutes) with (security_invoker = true) as
select r.tenant_id, r.month, r.program_id, r.facility_id, r.unit_id, u.cost_center_id, f.state::text, r.posted, r.worked, r.required_minutes, r.worked_minutes
      from public."shift_totals" "r" 
  left join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id where r.cube = 'unit' and (r.posted <> 0 or r.worked <> 0 or r.required_minutes <> 0 or r.worked_minutes <> 0);
comment on view reporting.shifts_by_unit is 'Shifts that are over of a unit in a calendar month of the day on which they began.';
comment on column reporting.shifts_by_unit.tenant_id is 'The tenant.';
comment on column reporting.shifts_by_unit.date is 'The first day of the month.';
comment on column reporting.shifts_by_unit.program_id is 'The program.';
comment on column reporting.shifts_by_unit.facility_id is 'The facility.';
comment on column reporting.shifts_by_unit.unit_id is 'The unit.';
comment on column reporting.shifts_by_unit.cost_center_id is 'The cost center of the unit at present; null where it has none.';
comment on column reporting.shifts_by_unit.state is 'The state of the facility, two letters.';
comment on column reporting.shifts_by_unit.posted is '1 where it was to be filled.';
comment on column reporting.shifts_by_unit.worked is '1 where it was worked.';
comment on column reporting.shifts_by_unit.required_minutes is 'Minutes planned, without the meal; 0 of what was posted in the place of a missed shift.';
comment on column reporting.shifts_by_unit.worked_minutes is 'Whole minutes from clocking in to clocking out, without the meal taken.';
grant select on reporting.shifts_by_unit to requisite_service, requisite_analyst;

create view reporting.shifts_by_order (tenant_id, date, program_id, facility_id, unit_id, cost_center_id, vendor_id, tier, order_id, profession, specialty, order_type, engagement_kind, state, requester_id, posted, worked, required_minutes, worked_minutes) with (security_invoker = true) as
select r.tenant_id, r.month, r.program_id, r.facility_id, r.unit_id, u.cost_center_id, r.vendor_id, m.tier, r.order_id, o.profession, o.specialty, o.type,
  case o.type when 'direct_hire' then 'direct_hire' when 'contract' then 'staffing' when 'per_diem' then 'staffing' end,
  f.state::text, o.authors[1], r.posted, r.worked, r.required_minutes, r.worked_minutes
      from public."shift_totals" "r" 
  left join public."panel_memberships" "m" on m.tenant_id = r.tenant_id and m.program_id = r.program_id and m.vendor_id = r.vendor_id 
  left join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id 
  left join public."orders" "o" on o.tenant_id = r.tenant_id and o.id = r.order_id where r.cube = 'order' and (r.posted <> 0 or r.worked <> 0 or r.required_minutes <> 0 or r.worked_minutes <> 0);
comment on view reporting.shifts_by_order is 'Shifts that are over of an order at a unit by a vendor in a calendar month of the day on which they began.';
comment on column reporting.shifts_by_order.tenant_id is 'The tenant.';
comment on column reporting.shifts_by_order.date is 'The first day of the month.';
comment on column reporting.shifts_by_order.program_id is 'The program.';
comment on column reporting.shifts_by_order.facility_id is 'The facility.';
comment on column reporting.shifts_by_order.unit_id is 'The unit.';
comment on column reporting.shifts_by_order.cost_center_id is 'The cost center of the unit at present; null where it has none.';
comment on column reporting.shifts_by_order.vendor_id is 'The vendor.';
comment on column reporting.shifts_by_order.tier is 'The vendor’s present tier in the program; 0 is the internal pool.';
comment on column reporting.shifts_by_order.order_id is 'The order.';
comment on column reporting.shifts_by_order.profession is 'The code of the profession that the order asks for.';
comment on column reporting.shifts_by_order.specialty is 'The code of the specialty that the order asks for; null where any.';
comment on column reporting.shifts_by_order.order_type is 'contract, per_diem or direct_hire.';
comment on column reporting.shifts_by_order.engagement_kind is 'staffing (contract, per diem) or direct_hire.';
comment on column reporting.shifts_by_order.state is 'The state of the facility, two letters.';
comment on column reporting.shifts_by_order.requester_id is 'The user who made the order.';
comment on column reporting.shifts_by_order.posted is '1 where it was to be filled.';
comment on column reporting.shifts_by_order.worked is '1 where it was worked.';
comment on column reporting.shifts_by_order.required_minutes is 'Minutes planned, without the meal; 0 of what was posted in the place of a missed shift.';
comment on column reporting.shifts_by_order.worked_minutes is 'Whole minutes from clocking in to clocking out, without the meal taken.';
grant select on reporting.shifts_by_order to requisite_service, requisite_analyst;

create view reporting.shift_bookings_by_vendor (tenant_id, date, program_id, vendor_id, tier, scheduled, no_shows, call_offs) with (security_invoker = true) as
select r.tenant_id, r.month, r.program_id, r.vendor_id, m.tier, r.scheduled, r.no_shows, r.call_offs
      from public."shift_totals" "r" 
  left join public."panel_memberships" "m" on m.tenant_id = r.tenant_id and m.program_id = r.program_id and m.vendor_id = r.vendor_id where r.cube = 'vendor' and (r.scheduled <> 0 or r.no_shows <> 0 or r.call_offs <> 0);
comment on view reporting.shift_bookings_by_vendor is 'Bookings of shifts by a vendor in a program and a calendar month of the day on which they began; of no vendor where nobody took them.';
comment on column reporting.shift_bookings_by_vendor.tenant_id is 'The tenant.';
comment on column reporting.shift_bookings_by_vendor.date is 'The first day of the month.';
comment on column reporting.shift_bookings_by_vendor.program_id is 'The program.';
comment on column reporting.shift_bookings_by_vendor.vendor_id is 'The vendor.';
comment on column reporting.shift_bookings_by_vendor.tier is 'The vendor’s present tier in the program; 0 is the internal pool.';
comment on column reporting.shift_bookings_by_vendor.scheduled is '1: a worker was to come.';
comment on column reporting.shift_bookings_by_vendor.no_shows is '1 where the worker did not come.';
comment on column reporting.shift_bookings_by_vendor.call_offs is '1 where the worker called off late, by the program’s notice.';
grant select on reporting.shift_bookings_by_vendor to requisite_service, requisite_analyst;

create view reporting.shift_bookings_by_facility (tenant_id, date, program_id, facility_id, state, scheduled, no_shows, call_offs) with (security_invoker = true) as
select r.tenant_id, r.month, r.program_id, r.facility_id, f.state::text, r.scheduled, r.no_shows, r.call_offs
      from public."shift_totals" "r" 
  left join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id where r.cube = 'facility' and (r.scheduled <> 0 or r.no_shows <> 0 or r.call_offs <> 0);
comment on view reporting.shift_bookings_by_facility is 'Bookings of shifts of a facility in a calendar month of the day on which they began.';
comment on column reporting.shift_bookings_by_facility.tenant_id is 'The tenant.';
comment on column reporting.shift_bookings_by_facility.date is 'The first day of the month.';
comment on column reporting.shift_bookings_by_facility.program_id is 'The program.';
comment on column reporting.shift_bookings_by_facility.facility_id is 'The facility.';
comment on column reporting.shift_bookings_by_facility.state is 'The state of the facility, two letters.';
comment on column reporting.shift_bookings_by_facility.scheduled is '1: a worker was to come.';
comment on column reporting.shift_bookings_by_facility.no_shows is '1 where the worker did not come.';
comment on column reporting.shift_bookings_by_facility.call_offs is '1 where the worker called off late, by the program’s notice.';
grant select on reporting.shift_bookings_by_facility to requisite_service, requisite_analyst;

create view reporting.shift_bookings_by_unit (tenant_id, date, program_id, facility_id, unit_id, cost_center_id, state, scheduled, no_shows, call_offs) with (security_invoker = true) as
select r.tenant_id, r.month, r.program_id, r.facility_id, r.unit_id, u.cost_center_id, f.state::text, r.scheduled, r.no_shows, r.call_offs
      from public."shift_totals" "r" 
  left join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id where r.cube = 'unit' and (r.scheduled <> 0 or r.no_shows <> 0 or r.call_offs <> 0);
comment on view reporting.shift_bookings_by_unit is 'Bookings of shifts of a unit in a calendar month of the day on which they began.';
comment on column reporting.shift_bookings_by_unit.tenant_id is 'The tenant.';
comment on column reporting.shift_bookings_by_unit.date is 'The first day of the month.';
comment on column reporting.shift_bookings_by_unit.program_id is 'The program.';
comment on column reporting.shift_bookings_by_unit.facility_id is 'The facility.';
comment on column reporting.shift_bookings_by_unit.unit_id is 'The unit.';
comment on column reporting.shift_bookings_by_unit.cost_center_id is 'The cost center of the unit at present; null where it has none.';
comment on column reporting.shift_bookings_by_unit.state is 'The state of the facility, two letters.';
comment on column reporting.shift_bookings_by_unit.scheduled is '1: a worker was to come.';
comment on column reporting.shift_bookings_by_unit.no_shows is '1 where the worker did not come.';
comment on column reporting.shift_bookings_by_unit.call_offs is '1 where the worker called off late, by the program’s notice.';
grant select on reporting.shift_bookings_by_unit to requisite_service, requisite_analyst;

create view reporting.shift_bookings_by_order (tenant_id, date, program_id, facility_id, unit_id, cost_center_id, vendor_id, tier, order_id, profession, specialty, order_type, engagement_kind, state, requester_id, scheduled, no_shows, call_offs) with (security_invoker = true) as
select r.tenant_id, r.month, r.program_id, r.facility_id, r.unit_id, u.cost_center_id, r.vendor_id, m.tier, r.order_id, o.profession, o.specialty, o.type,
  case o.type when 'direct_hire' then 'direct_hire' when 'contract' then 'staffing' when 'per_diem' then 'staffing' end,
  f.state::text, o.authors[1], r.scheduled, r.no_shows, r.call_offs
      from public."shift_totals" "r" 
  left join public."panel_memberships" "m" on m.tenant_id = r.tenant_id and m.program_id = r.program_id and m.vendor_id = r.vendor_id 
  left join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id 
  left join public."orders" "o" on o.tenant_id = r.tenant_id and o.id = r.order_id where r.cube = 'order' and (r.scheduled <> 0 or r.no_shows <> 0 or r.call_offs <> 0);
comment on view reporting.shift_bookings_by_order is 'Bookings of shifts of an order at a unit by a vendor in a calendar month of the day on which they began.';
comment on column reporting.shift_bookings_by_order.tenant_id is 'The tenant.';
comment on column reporting.shift_bookings_by_order.date is 'The first day of the month.';
comment on column reporting.shift_bookings_by_order.program_id is 'The program.';
comment on column reporting.shift_bookings_by_order.facility_id is 'The facility.';
comment on column reporting.shift_bookings_by_order.unit_id is 'The unit.';
comment on column reporting.shift_bookings_by_order.cost_center_id is 'The cost center of the unit at present; null where it has none.';
comment on column reporting.shift_bookings_by_order.vendor_id is 'The vendor.';
comment on column reporting.shift_bookings_by_order.tier is 'The vendor’s present tier in the program; 0 is the internal pool.';
comment on column reporting.shift_bookings_by_order.order_id is 'The order.';
comment on column reporting.shift_bookings_by_order.profession is 'The code of the profession that the order asks for.';
comment on column reporting.shift_bookings_by_order.specialty is 'The code of the specialty that the order asks for; null where any.';
comment on column reporting.shift_bookings_by_order.order_type is 'contract, per_diem or direct_hire.';
comment on column reporting.shift_bookings_by_order.engagement_kind is 'staffing (contract, per diem) or direct_hire.';
comment on column reporting.shift_bookings_by_order.state is 'The state of the facility, two letters.';
comment on column reporting.shift_bookings_by_order.requester_id is 'The user who made the order.';
comment on column reporting.shift_bookings_by_order.scheduled is '1: a worker was to come.';
comment on column reporting.shift_bookings_by_order.no_shows is '1 where the worker did not come.';
comment on column reporting.shift_bookings_by_order.call_offs is '1 where the worker called off late, by the program’s notice.';
grant select on reporting.shift_bookings_by_order to requisite_service, requisite_analyst;

create view reporting.timesheets_by_vendor (tenant_id, date, due_on, program_id, vendor_id, tier, due, submitted, on_time, first_pass, submitted_versions, disputed_versions) with (security_invoker = true) as
select r.tenant_id, r.week_ends_on, r.week_ends_on + 3, r.program_id, r.vendor_id, m.tier, r.due, r.submitted, r.on_time, r.first_pass, r.submitted_versions, r.disputed_versions
    from public."timesheet_totals" "r" 
  left join public."panel_memberships" "m" on m.tenant_id = r.tenant_id and m.program_id = r.program_id and m.vendor_id = r.vendor_id where r.cube = 'vendor';
comment on view reporting.timesheets_by_vendor is 'Weeks of a vendor in a program that end on a day.';
comment on column reporting.timesheets_by_vendor.tenant_id is 'The tenant.';
comment on column reporting.timesheets_by_vendor.date is 'The last day of the week worked.';
comment on column reporting.timesheets_by_vendor.due_on is 'The third day after it: the last on which hours are handed in on time.';
comment on column reporting.timesheets_by_vendor.program_id is 'The program.';
comment on column reporting.timesheets_by_vendor.vendor_id is 'The vendor.';
comment on column reporting.timesheets_by_vendor.tier is 'The vendor’s present tier in the program; 0 is the internal pool.';
comment on column reporting.timesheets_by_vendor.due is '1: hours are to be handed in.';
comment on column reporting.timesheets_by_vendor.submitted is '1 where it was ever handed in.';
comment on column reporting.timesheets_by_vendor.on_time is '1 where it was first handed in on its last day due or before, by the facility’s zone.';
comment on column reporting.timesheets_by_vendor.first_pass is '1 where its first version stands approved and was never sent back.';
comment on column reporting.timesheets_by_vendor.submitted_versions is 'How many versions there are of it, once it was handed in.';
comment on column reporting.timesheets_by_vendor.disputed_versions is 'How many of its versions were ever disputed.';
grant select on reporting.timesheets_by_vendor to requisite_service, requisite_analyst;

create view reporting.timesheets_by_facility (tenant_id, date, due_on, program_id, facility_id, state, due, submitted, on_time, first_pass, submitted_versions, disputed_versions) with (security_invoker = true) as
select r.tenant_id, r.week_ends_on, r.week_ends_on + 3, r.program_id, r.facility_id, f.state::text, r.due, r.submitted, r.on_time, r.first_pass, r.submitted_versions, r.disputed_versions
    from public."timesheet_totals" "r" 
  left join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id where r.cube = 'facility';
comment on view reporting.timesheets_by_facility is 'Weeks of a facility that end on a day.';
comment on column reporting.timesheets_by_facility.tenant_id is 'The tenant.';
comment on column reporting.timesheets_by_facility.date is 'The last day of the week worked.';
comment on column reporting.timesheets_by_facility.due_on is 'The third day after it: the last on which hours are handed in on time.';
comment on column reporting.timesheets_by_facility.program_id is 'The program.';
comment on column reporting.timesheets_by_facility.facility_id is 'The facility.';
comment on column reporting.timesheets_by_facility.state is 'The state of the facility, two letters.';
comment on column reporting.timesheets_by_facility.due is '1: hours are to be handed in.';
comment on column reporting.timesheets_by_facility.submitted is '1 where it was ever handed in.';
comment on column reporting.timesheets_by_facility.on_time is '1 where it was first handed in on its last day due or before, by the facility’s zone.';
comment on column reporting.timesheets_by_facility.first_pass is '1 where its first version stands approved and was never sent back.';
comment on column reporting.timesheets_by_facility.submitted_versions is 'How many versions there are of it, once it was handed in.';
comment on column reporting.timesheets_by_facility.disputed_versions is 'How many of its versions were ever disputed.';
grant select on reporting.timesheets_by_facility to requisite_service, requisite_analyst;

create view reporting.timesheets_by_unit (tenant_id, date, due_on, program_id, facility_id, unit_id, cost_center_id, state, due, submitted, on_time, first_pass, submitted_versions, disputed_versions) with (security_invoker = true) as
select r.tenant_id, r.week_ends_on, r.week_ends_on + 3, r.program_id, r.facility_id, r.unit_id, u.cost_center_id, f.state::text, r.due, r.submitted, r.on_time, r.first_pass, r.submitted_versions, r.disputed_versions
    from public."timesheet_totals" "r" 
  left join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id where r.cube = 'unit';
comment on view reporting.timesheets_by_unit is 'Weeks of a unit that end on a day.';
comment on column reporting.timesheets_by_unit.tenant_id is 'The tenant.';
comment on column reporting.timesheets_by_unit.date is 'The last day of the week worked.';
comment on column reporting.timesheets_by_unit.due_on is 'The third day after it: the last on which hours are handed in on time.';
comment on column reporting.timesheets_by_unit.program_id is 'The program.';
comment on column reporting.timesheets_by_unit.facility_id is 'The facility.';
comment on column reporting.timesheets_by_unit.unit_id is 'The unit.';
comment on column reporting.timesheets_by_unit.cost_center_id is 'The cost center of the unit at present; null where it has none.';
comment on column reporting.timesheets_by_unit.state is 'The state of the facility, two letters.';
comment on column reporting.timesheets_by_unit.due is '1: hours are to be handed in.';
comment on column reporting.timesheets_by_unit.submitted is '1 where it was ever handed in.';
comment on column reporting.timesheets_by_unit.on_time is '1 where it was first handed in on its last day due or before, by the facility’s zone.';
comment on column reporting.timesheets_by_unit.first_pass is '1 where its first version stands approved and was never sent back.';
comment on column reporting.timesheets_by_unit.submitted_versions is 'How many versions there are of it, once it was handed in.';
comment on column reporting.timesheets_by_unit.disputed_versions is 'How many of its versions were ever disputed.';
grant select on reporting.timesheets_by_unit to requisite_service, requisite_analyst;

create view reporting.timesheet_approvals (tenant_id, approved_on, timesheet_id, program_id, facility_id, unit_id, cost_center_id, vendor_id, tier, state, approval_hours) with (security_invoker = true) as
select r.tenant_id, r.approved_on, r.timesheet_id, r.program_id, r.facility_id, r.unit_id, u.cost_center_id, r.vendor_id, m.tier, f.state::text, r.hours
    from public."timesheet_approvals" "r" 
  left join public."panel_memberships" "m" on m.tenant_id = r.tenant_id and m.program_id = r.program_id and m.vendor_id = r.vendor_id 
  left join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id;
comment on view reporting.timesheet_approvals is 'A week that was approved, and how long that took.';
comment on column reporting.timesheet_approvals.tenant_id is 'The tenant.';
comment on column reporting.timesheet_approvals.approved_on is 'The day of its approval, by the facility’s zone; null where there was none.';
comment on column reporting.timesheet_approvals.timesheet_id is 'The week.';
comment on column reporting.timesheet_approvals.program_id is 'The program.';
comment on column reporting.timesheet_approvals.facility_id is 'The facility.';
comment on column reporting.timesheet_approvals.unit_id is 'The unit.';
comment on column reporting.timesheet_approvals.cost_center_id is 'The cost center of the unit at present; null where it has none.';
comment on column reporting.timesheet_approvals.vendor_id is 'The vendor.';
comment on column reporting.timesheet_approvals.tier is 'The vendor’s present tier in the program; 0 is the internal pool.';
comment on column reporting.timesheet_approvals.state is 'The state of the facility, two letters.';
comment on column reporting.timesheet_approvals.approval_hours is 'Hours, exact, from the submission that was approved to its approval; null where there was none.';
grant select on reporting.timesheet_approvals to requisite_service, requisite_analyst;

create view reporting.workforce_by_month (tenant_id, date, program_id, facility_id, profession, state, currency, managed_spend, contingent_cost, contingent_minutes, employed_minutes, employed_cost, addressable_spend) with (security_invoker = true) as
select s.tenant_id, s.date,  s.program_id, s.facility_id, s.profession, s.state, s.currency,
    s.accrued_amount, case when s.engagement_kind = 'staffing' then s.accrued_amount else 0 end, 0::numeric, 0::numeric, 0::numeric, 0::numeric
  from (
    select r.tenant_id, r.month, r.program_id, r.facility_id, r.unit_id, r.vendor_id, m.tier, r.order_id, o.profession, o.specialty, o.type,
      r.engagement_kind, f.state::text, o.authors[1], r.currency::text, r.accrued_amount, r.invoiced_amount, r.accrued_fee, r.invoiced_fee, -r.credited_amount, case when exists (
  select from public."vendor_documents" "d" where d.tenant_id = r.tenant_id and d.vendor_id = r.vendor_id
    and d.kind = 'diversity_certificate' and d.state in ('accepted', 'expiring', 'expired', 'superseded')
    and d.effective_on < date_trunc('month', r.month::timestamp) + interval '1 month'
    and (d.expires_on is null or d.expires_on >= date_trunc('month', r.month::timestamp))) then r.accrued_amount else 0 end
    from public."spend_totals" "r" 
  left join public."panel_memberships" "m" on m.tenant_id = r.tenant_id and m.program_id = r.program_id and m.vendor_id = r.vendor_id 
  left join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id 
  left join public."orders" "o" on o.tenant_id = r.tenant_id and o.id = r.order_id where r.cube = 'order') as s (tenant_id, date, program_id, facility_id, unit_id, vendor_id, tier, order_id, profession, specialty, order_type, engagement_kind, state, requester_id, currency, accrued_amount, invoiced_amount, accrued_fee, invoiced_fee, credited_amount, diverse_amount)
  union all
  select h.tenant_id, h.date,  h.program_id, h.facility_id, h.profession, h.state, p.currency::text,
    0, 0, h.worked_minutes, 0, 0, 0
  from (select r.tenant_id, r.period, r.program_id, r.facility_id, r.unit_id, u.cost_center_id, r.vendor_id, m.tier, r.order_id, o.profession, o.specialty, o.type,
  case o.type when 'direct_hire' then 'direct_hire' when 'contract' then 'staffing' when 'per_diem' then 'staffing' end,
  f.state::text, o.authors[1], r.worked_minutes, r.overtime_minutes
    from public."hours_totals" "r" 
  left join public."panel_memberships" "m" on m.tenant_id = r.tenant_id and m.program_id = r.program_id and m.vendor_id = r.vendor_id 
  left join public."facilities" "f" on f.tenant_id = r.tenant_id and f.id = r.facility_id
  left join public."units" "u" on u.tenant_id = r.tenant_id and u.id = r.unit_id 
  left join public."orders" "o" on o.tenant_id = r.tenant_id and o.id = r.order_id where r.cube = 'order') as h (tenant_id, date, program_id, facility_id, unit_id, cost_center_id, vendor_id, tier, order_id, profession, specialty, order_type, engagement_kind, state, requester_id, worked_minutes, overtime_minutes) left join public."programs" "p" on p.tenant_id = h.tenant_id and p.id = h.program_id
  union all
  select w.tenant_id, date_trunc('month', w.worked_on::timestamp)::date,  w.program_id, w.facility_id, w.profession, f.state::text, w.currency::text,
    0, 0, 0, coalesce(w.employed_hours * 60, 0), coalesce(w.employed_cost, 0), coalesce(w.addressable_spend, 0)
  from public."workforce_measures" "w"
  left join public."facilities" "f" on f.tenant_id = w.tenant_id and f.id = w.facility_id;
comment on view reporting.workforce_by_month is 'Contingent work of a profession at a facility in a calendar month, beside what was imported of the client’s own staff.';
comment on column reporting.workforce_by_month.tenant_id is 'The tenant.';
comment on column reporting.workforce_by_month.date is 'The first day of the month.';
comment on column reporting.workforce_by_month.program_id is 'The program.';
comment on column reporting.workforce_by_month.facility_id is 'The facility.';
comment on column reporting.workforce_by_month.profession is 'The code of the profession that the order asks for.';
comment on column reporting.workforce_by_month.state is 'The state of the facility, two letters.';
comment on column reporting.workforce_by_month.currency is 'ISO 4217.';
comment on column reporting.workforce_by_month.managed_spend is 'What was accrued through the program, in `currency`.';
comment on column reporting.workforce_by_month.contingent_cost is 'That of it which is for staffing, contract and per diem, in `currency`.';
comment on column reporting.workforce_by_month.contingent_minutes is 'Approved minutes of contingent workers.';
comment on column reporting.workforce_by_month.employed_minutes is 'Minutes of the client’s own staff, as imported.';
comment on column reporting.workforce_by_month.employed_cost is 'Cost of the client’s own staff, as imported, in `currency`.';
comment on column reporting.workforce_by_month.addressable_spend is 'What could be spent through the program, as imported, in `currency`.';
grant select on reporting.workforce_by_month to requisite_service, requisite_analyst;

-- Of the tables beneath, analysts’ logins read what the views read, by the tables’ own rules.
select app.open_to_analysts();
