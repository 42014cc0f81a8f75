-- Why: every fact that figures are made of is a documented view, for the service and for analysts’ own logins.
-- Printed by test/support/print-views.ts from the facts in src/domain/reports.

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
select s.tenant_id, s.month as date, s.id as sample_id, s.worker_id, s.has_background_check, s.has_competency, s.has_credentials,
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

-- Of the tables beneath, analysts’ logins read what the views read, by the tables’ own rules.
select app.open_to_analysts();
