-- Why: what a charge is of is told to whoever may see the charge and not its order, by days as by months.
drop view if exists reporting.spend;
create view reporting.spend (tenant_id, date, billing_item_id, worker_id, program_id, facility_id, unit_id, cost_center_id, vendor_id, tier, profession, specialty, order_type, engagement_kind, state, requester_id, item_kind, currency, accrued_amount, invoiced_amount, accrued_fee, invoiced_fee, credited_amount, diverse_amount) with (security_invoker = true) as
select r.tenant_id, r.work_date_to, r.id, r.worker_id, r.program_id, r.facility_id, r.unit_id, c.cost_center_id, r.vendor_id, m.tier,
      o.profession, o.specialty, o.type,
      -- Of a charge to whoever may see it and not its order, too, as the kept sums have it.
      case when o.type = 'direct_hire' or g.kind in ('placement_fee', 'placement_refund') then 'direct_hire'
        when o.type is not null or r.assignment_id is not null or g.order_id is not null then 'staffing'
        when r.kind = 'deliverable' then 'services' end,
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
drop view if exists reporting.workforce;
create view reporting.workforce (tenant_id, date, workforce_measure_id, worker_id, program_id, facility_id, profession, state, currency, managed_spend, contingent_cost, contingent_minutes, employed_minutes, employed_cost, addressable_spend) with (security_invoker = true) as
select s.tenant_id, s.date, null::uuid, s.worker_id, s.program_id, s.facility_id, s.profession, s.state, s.currency,
    s.accrued_amount, case when s.engagement_kind = 'staffing' then s.accrued_amount else 0 end, 0::numeric, 0::numeric, 0::numeric, 0::numeric
  from (
    select r.tenant_id, r.work_date_to, r.id, r.worker_id, r.program_id, r.facility_id, r.unit_id, c.cost_center_id, r.vendor_id, m.tier,
      o.profession, o.specialty, o.type,
      -- Of a charge to whoever may see it and not its order, too, as the kept sums have it.
      case when o.type = 'direct_hire' or g.kind in ('placement_fee', 'placement_refund') then 'direct_hire'
        when o.type is not null or r.assignment_id is not null or g.order_id is not null then 'staffing'
        when r.kind = 'deliverable' then 'services' end,
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
select app.open_to_analysts();
