import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Registered } from '../model/service-register.ts';

/**
 * Whoever works for the facility under contract on the day, its own float pool apart: vendors with an agreement of the
 * program that cover the facility, those with people placed there, and those with a registered service; a row each
 * service, or one without.
 */
export const registeredOn = (
  { facilityId, onDay }: { facilityId: string; onDay: string },
  { tx, actor }: Context,
): Promise<Registered[]> =>
  tx.rows<Registered>(sql`
    with place as (select f.id, f.program_id from facilities f where f.tenant_id = ${actor.tenantId} and f.id = ${facilityId}),
    agreed as (select g.id, g.vendor_id, lower(g.effective) as from_day, upper(g.effective) - 1 as to_day
      from agreements g join place p on p.program_id = g.program_id
      where g.tenant_id = ${actor.tenantId} and g.effective @> ${onDay}::date),
    placed as (select a.vendor_id, count(*)::int as placements from assignments a
      where a.tenant_id = ${actor.tenantId} and a.facility_id = ${facilityId} and a.state in ('active', 'suspended', 'ended')
        and a.started_on <= ${onDay}::date and coalesce(a.ended_on, a.ends_on) >= ${onDay}::date
      group by a.vendor_id),
    listed as (select s.id, s.vendor_id, s.service, s.nature, s.scope, s.quality_method, s.evaluated_every_months,
        lower(s.effective) as from_day, upper(s.effective) - 1 as to_day
      from contracted_services s
      where s.tenant_id = ${actor.tenantId} and s.facility_id = ${facilityId} and s.effective @> ${onDay}::date),
    covered as (select g.vendor_id from agreed g
      where not exists (select from panel_coverages c join place p on p.program_id = c.program_id
          where c.tenant_id = ${actor.tenantId} and c.vendor_id = g.vendor_id and lower(c.effective) <= ${onDay}::date)
        or exists (select from panel_coverages c join place p on p.program_id = c.program_id
          where c.tenant_id = ${actor.tenantId} and c.vendor_id = g.vendor_id and c.effective @> ${onDay}::date
            and (c.facility_id is null or c.facility_id = p.id)))
    select v.id as "vendorId", v.name as "vendorName", g.id as "agreementId", g.from_day as "agreementFrom", g.to_day as "agreementTo",
      coalesce(d.placements, 0) as placements, l.id as "contractedServiceId", l.service, l.nature, l.scope,
      l.from_day as "serviceFrom", l.to_day as "serviceTo", l.quality_method as "qualityMethod",
      l.evaluated_every_months as "evaluatedEveryMonths", e.evaluated_on as "lastEvaluatedOn", e.outcome as "lastOutcome"
    from vendors v
    left join agreed g on g.vendor_id = v.id
    left join placed d on d.vendor_id = v.id
    left join listed l on l.vendor_id = v.id
    left join lateral (select x.evaluated_on, x.outcome from service_evaluations x
      where x.tenant_id = ${actor.tenantId} and x.contracted_service_id = l.id and x.evaluated_on <= ${onDay}::date
      order by x.evaluated_on desc, x.id desc limit 1) e on true
    where v.tenant_id = ${actor.tenantId} and v.kind <> 'internal_pool'
      and (v.id in (select vendor_id from covered) or d.vendor_id is not null or l.vendor_id is not null)
    order by v.name, v.id, l.service, l.id`);
