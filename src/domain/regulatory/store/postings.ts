import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { PostedContent } from '../model/posting-audit.ts';

export interface PostingsAsked {
  programId?: string | undefined;
  facilityId?: string | undefined;
  from: string;
  to: string;
}

/**
 * Each content in which vendors could see an order, from its first visibility to the end of its last one: versions of
 * the order that say the same of pay follow each other as one posting. Of those that were up on a day of the period, the
 * rules that were in force at the place, or in a state from which the work may be done, on a day of the posting.
 */
export const postedContents = (
  { programId, facilityId, from, to }: PostingsAsked,
  { tx, actor, now }: Context,
): Promise<PostedContent[]> =>
  tx.rows<PostedContent>(sql`
    with shown as (
      select v.order_id, min(v.visible_from) as from_at,
        case when bool_or(v.visible_to is null or v.visible_to > ${now}::timestamptz) then null else max(v.visible_to) end as to_at
      from order_visibilities v
      where v.tenant_id = ${actor.tenantId} and v.visible_from <= ${now}::timestamptz
        and (${programId ?? null}::uuid is null or v.program_id = ${programId ?? null}::uuid)
        and (${facilityId ?? null}::uuid is null or v.facility_id = ${facilityId ?? null}::uuid)
        and (v.visible_to is null or v.visible_to > v.visible_from)
      group by v.order_id),
    asked as (
      select s.order_id, s.from_at, s.to_at, o.facility_id, f.name, f.state, f.city, f.county, f.time_zone, p.employees
      from shown s
      join orders o on o.tenant_id = ${actor.tenantId} and o.id = s.order_id
      join facilities f on f.tenant_id = o.tenant_id and f.id = o.facility_id
      join programs p on p.tenant_id = o.tenant_id and p.id = o.program_id
      where (s.from_at at time zone f.time_zone)::date <= ${to}::date
        and (s.to_at is null or (s.to_at at time zone f.time_zone)::date >= ${from}::date)),
    contents as (
      select a.order_id, r.sequence, greatest(r.valid_from, a.from_at) as from_at,
        nullif(least(coalesce(r.valid_to, 'infinity'), coalesce(a.to_at, 'infinity')), 'infinity') as to_at,
        jsonb_build_object('type', r."row" -> 'type', 'profession', r."row" -> 'profession', 'currency', r."row" -> 'currency',
          'payRateFrom', r."row" -> 'pay_rate_from', 'payRateTo', r."row" -> 'pay_rate_to', 'salaryFrom', r."row" -> 'salary_from',
          'salaryTo', r."row" -> 'salary_to', 'payUnit', r."row" -> 'pay_unit', 'benefitsText', r."row" -> 'benefits_text',
          'otherCompensation', r."row" -> 'other_compensation', 'respondBy', r."row" -> 'respond_by',
          'remoteStates', coalesce(r."row" -> 'remote_states', '[]')) as said
      from asked a
      join row_versions r on r.tenant_id = ${actor.tenantId} and r.table_name = 'orders' and r.row_id = a.order_id
        and (r.valid_to is null or r.valid_to > greatest(r.valid_from, a.from_at)) and (a.to_at is null or r.valid_from < a.to_at)),
    marked as (
      select c.order_id, c.sequence, c.from_at, c.to_at, c.said, (lag(c.said) over w) is distinct from c.said as is_new
      from contents c
      window w as (partition by c.order_id order by c.sequence)),
    numbered as (
      select m.order_id, m.from_at, m.to_at, m.said, count(*) filter (where m.is_new) over (partition by m.order_id order by m.sequence) as posting
      from marked m),
    posted as (
      select n.order_id, min(n.from_at) as from_at, case when bool_or(n.to_at is null) then null else max(n.to_at) end as to_at,
        (array_agg(n.said))[1] as said
      from numbered n group by n.order_id, n.posting)
    select x.order_id as "orderId", x.said ->> 'type' as type, x.said ->> 'profession' as profession, a.facility_id as "facilityId",
      a.name as "facilityName", a.state, a.city as locality, x.said -> 'remoteStates' as "remoteStates",
      x.from_at as "postedFrom", x.to_at as "postedTo", (x.from_at at time zone a.time_zone)::date as "postedOn",
      x.said ->> 'payRateFrom' as "payRateFrom", x.said ->> 'payRateTo' as "payRateTo", x.said ->> 'salaryFrom' as "salaryFrom",
      x.said ->> 'salaryTo' as "salaryTo", x.said ->> 'payUnit' as "payUnit", x.said ->> 'benefitsText' as "benefitsText",
      x.said ->> 'otherCompensation' as "otherCompensation", x.said ->> 'respondBy' as "respondBy", x.said ->> 'currency' as currency,
      coalesce((select jsonb_agg(jsonb_build_object('code', r.code, 'state', r.state, 'locality', r.locality, 'showsRange', r.shows_range,
          'showsBenefits', r.shows_benefits, 'showsOtherCompensation', r.shows_other_compensation,
          'showsCloseDate', r.shows_close_date, 'citation', r.citation, 'source', r.source, 'confidence', r.confidence) order by r.code)
        from pay_transparency_rules r
        where r.in_posting and r.employees_from <= coalesce(a.employees, r.employees_from)
          and r.effective && daterange((x.from_at at time zone a.time_zone)::date,
            (coalesce(x.to_at, ${now}::timestamptz) at time zone a.time_zone)::date, '[]')
          and (r.state = a.state and (r.locality is null or lower(r.locality) in (lower(a.city), lower(a.county)))
            or r.locality is null and r.state in (select jsonb_array_elements_text(x.said -> 'remoteStates')))), '[]') as rules
    from posted x join asked a on a.order_id = x.order_id
    where (x.from_at at time zone a.time_zone)::date <= ${to}::date
      and (x.to_at is null or (x.to_at at time zone a.time_zone)::date >= ${from}::date)
    order by x.from_at, x.order_id`);
