import { sql, type SQL } from 'drizzle-orm';
import type { Actor } from '../../../kernel/actor.ts';
import { asked, knownAt, type LedgerQuestion } from './known.ts';

/** Weeks that were in some state at the instant, with the version they had. */
const sheetsIn = (state: SQL, question: LedgerQuestion, actor: Actor): SQL => sql`
  select t.tenant_id, t.id, t.program_id, t.facility_id, t.unit_id, t.vendor_id, t.assignment_id, t.time_zone, t.week_starts_on, k.revision
  from timesheets t
  cross join lateral ${knownAt('timesheets', 't', ['state', 'revision', 'approved_at'], question.at)} k
  where ${asked('t', question, actor)} and t.week_starts_on <= ${question.onDay}::date and ${state}`;

const handedIn = sql`(k.state = 'submitted' or (k.state = 'disputed' and k.approved_at is null))`;

/** Hours handed in, by the day lines that their version was rated with. */
const submitted = (question: LedgerQuestion, actor: Actor): SQL => sql`
  select 'submitted' as basis, s.tenant_id, s.program_id, s.facility_id, s.unit_id, s.vendor_id, s.assignment_id,
    s.week_starts_on as on_day, c.value ->> 'hourType' as hour_type, sum((d.value ->> 'amount')::numeric) as charge
  from (${sheetsIn(handedIn, question, actor)}) s
  join timesheet_ratings r on r.tenant_id = s.tenant_id and r.timesheet_id = s.id and r.revision = s.revision
  cross join lateral ${knownAt('timesheet_ratings', 'r', ['account'], question.at)} k
  cross join lateral jsonb_array_elements(k.account -> 'charges') c
  cross join lateral jsonb_array_elements(c.value -> 'days') d
  where (d.value ->> 'workDate')::date <= ${question.onDay}::date
  group by s.tenant_id, s.program_id, s.facility_id, s.unit_id, s.vendor_id, s.assignment_id, s.id, s.week_starts_on, c.value ->> 'hourType'`;

// What was stated anew since then is read from its versions.
const entriesThen = ({ programId, at }: LedgerQuestion, actor: Actor, isPast: boolean): SQL => {
  const columns = sql`e.timesheet_id, e.revision, e.kind, e.starts_at, e.ends_at, e.meals`;
  const now = sql`select ${columns} from time_entries e where e.tenant_id = ${actor.tenantId} and e.program_id = ${programId}
    and e.current and e.updated_at <= ${at}::timestamptz`;
  return isPast
    ? sql`${now} union all select ${columns} from row_versions v
        cross join lateral jsonb_populate_record(null::time_entries, v."row") e
        where v.tenant_id = ${actor.tenantId} and v.table_name = 'time_entries' and v.program_id = ${programId}
          and v.valid_from <= ${at}::timestamptz and v.valid_to > ${at}::timestamptz and e.current`
    : now;
};

/** Hours stated and not handed in: the minutes of each, meals out, at the rate agreed for its day. Waiting on call is not among them. */
const recorded = (question: LedgerQuestion, actor: Actor, isPast: boolean): SQL => sql`
  select 'recorded' as basis, s.tenant_id, s.program_id, s.facility_id, s.unit_id, s.vendor_id, s.assignment_id,
    s.week_starts_on as on_day, 'regular' as hour_type, sum(round(m.minutes * a.bill_rate / 60, 2)) as charge
  from (${sheetsIn(sql`k.state = 'open'`, question, actor)}) s
  join (${entriesThen(question, actor, isPast)}) e on e.timesheet_id = s.id and e.revision = s.revision and e.kind <> 'on_call'
  cross join lateral (select (e.starts_at at time zone s.time_zone)::date as work_date,
    (extract(epoch from e.ends_at - e.starts_at) / 60 - coalesce((select sum(extract(epoch from
        (meal.value ->> 'endsAt')::timestamptz - (meal.value ->> 'startsAt')::timestamptz) / 60)
      from jsonb_array_elements(e.meals) meal where (meal.value ->> 'isPaid')::boolean is not true), 0)) as minutes) m
  join lateral (select k.bill_rate from assignment_revisions n
    cross join lateral ${knownAt('assignment_revisions', 'n', ['state', 'effective', 'bill_rate'], question.at)} k
    where n.tenant_id = s.tenant_id and n.assignment_id = s.assignment_id and k.state = 'in_force' and k.effective @> m.work_date limit 1) a on true
  where m.work_date <= ${question.onDay}::date
  group by s.tenant_id, s.program_id, s.facility_id, s.unit_id, s.vendor_id, s.assignment_id, s.id, s.week_starts_on`;

const isBilled = (row: string, { at }: LedgerQuestion): SQL => sql`exists (select from billing_items i
  cross join lateral ${knownAt('billing_items', 'i', ['state'], at)} b
  where i.tenant_id = ${sql.identifier(row)}.tenant_id and i.source_id = ${sql.identifier(row)}.id
    and i.created_at <= ${at}::timestamptz and b.state <> 'void')`;

/** Claims that the client is to bear and that are no billing item yet. */
const expenses = (question: LedgerQuestion, actor: Actor): SQL => sql`
  select 'expense' as basis, x.tenant_id, x.program_id, x.facility_id, x.unit_id, x.vendor_id, x.assignment_id,
    x.incurred_on as on_day, null as hour_type, k.amount as charge, 'expense' as item_kind, 'none' as bears
  from expenses x cross join lateral ${knownAt('expenses', 'x', ['state', 'amount', 'is_pass_through'], question.at)} k
  where ${asked('x', question, actor)} and x.incurred_on <= ${question.onDay}::date and k.is_pass_through
    and k.state in ('submitted', 'pending_approval', 'approved') and not ${isBilled('x', question)}`;

/** Charges that were computed and are no billing item. */
const charges = (question: LedgerQuestion, actor: Actor): SQL => sql`
  select 'charge' as basis, x.tenant_id, x.program_id, x.facility_id, x.unit_id, x.vendor_id, x.assignment_id,
    x.due_on as on_day, null as hour_type, case x.kind when 'placement_refund' then -abs(x.amount) else x.amount end as charge,
    x.kind as item_kind, 'by_line' as bears
  from charges x cross join lateral ${knownAt('charges', 'x', ['state'], question.at)} k
  where ${asked('x', question, actor)} and x.due_on <= ${question.onDay}::date and k.state = 'computed'
    and not ${isBilled('x', question)}`;

/** The fee's terms of an estimate, by the agreement in force on its day. */
const fees = ({ at }: LedgerQuestion): SQL => sql`left join lateral (
  select coalesce(f.fee_model, k.fee_model) as fee_model, coalesce(f.fee_percent, k.fee_percent) as fee_percent
  from agreements g cross join lateral ${knownAt('agreements', 'g', ['fee_model', 'fee_basis', 'fee_percent', 'effective'], at)} k
  left join assignments a on a.tenant_id = g.tenant_id and a.id = e.assignment_id
  left join orders o on o.tenant_id = a.tenant_id and o.id = a.order_id
  left join lateral (select b.fee_model, b.fee_basis, b.fee_percent from agreement_fees w
    cross join lateral ${knownAt('agreement_fees', 'w', ['state', 'fee_model', 'fee_basis', 'fee_percent'], at)} b
    where w.tenant_id = g.tenant_id and w.agreement_id = g.id and w.order_type = o.type and b.state = 'in_force' limit 1) f on true
  where g.tenant_id = e.tenant_id and g.program_id = e.program_id and g.vendor_id = e.vendor_id and k.effective @> e.on_day
    and (e.bears = 'always' or (e.bears = 'by_line' and coalesce(f.fee_basis, k.fee_basis) <> 'timesheet')) limit 1) terms on true`;

/** The cost centers of an estimate: by the allocation in force on its day, else the unit's. */
const shares = ({ at }: LedgerQuestion): SQL => sql`left join lateral (
  select (select jsonb_agg(jsonb_build_object('costCenterId', p.value ->> 'costCenterId', 'weight', p.value ->> 'percent') order by p.place)
      from jsonb_array_elements(k.shares) with ordinality p (value, place)) as shares
  from allocations l cross join lateral ${knownAt('allocations', 'l', ['state', 'effective', 'shares'], at)} k
  where l.tenant_id = e.tenant_id and l.assignment_id = e.assignment_id and k.state = 'in_force' and k.effective @> e.on_day limit 1) agreed on true
  left join lateral (select k.cost_center_id from units u cross join lateral ${knownAt('units', 'u', ['cost_center_id'], at)} k
    where u.tenant_id = e.tenant_id and u.id = e.unit_id) unit on true`;

/** What is owed and is no billing item yet, at what it is likely to come to. */
export const estimatedAccruals = (question: LedgerQuestion, actor: Actor, isPast: boolean): SQL => sql`
  select e.basis, e.item_kind, e.hour_type, e.facility_id, e.unit_id, e.vendor_id,
    e.charge + case terms.fee_model when 'client_funded' then round(e.charge * terms.fee_percent / 100, 2) else 0 end as amount,
    coalesce(round(e.charge * terms.fee_percent / 100, 2), 0) as fee_amount,
    coalesce(agreed.shares, case when unit.cost_center_id is not null
      then jsonb_build_array(jsonb_build_object('costCenterId', unit.cost_center_id, 'weight', '100')) end) as shares
  from (select h.basis, h.tenant_id, h.program_id, h.facility_id, h.unit_id, h.vendor_id, h.assignment_id, h.on_day, h.hour_type, h.charge,
      'hours' as item_kind, 'always' as bears from (${submitted(question, actor)} union all ${recorded(question, actor, isPast)}) h
    union all select x.basis, x.tenant_id, x.program_id, x.facility_id, x.unit_id, x.vendor_id, x.assignment_id, x.on_day, x.hour_type, x.charge,
      x.item_kind, x.bears from (${expenses(question, actor)} union all ${charges(question, actor)}) x) e
  ${fees(question)} ${shares(question)}`;
