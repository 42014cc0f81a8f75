import { sql, type SQL } from 'drizzle-orm';
import type { From } from '../../metrics/fact.ts';

/**
 * What is demanded of somebody who works on the order `o` at the facility `f` and the unit of `r` on the day `y.today`, as
 * what `k` says of the profession: of each type of credential the narrowest demand, `none` being none, and hard whatever
 * the order demands besides (eligibility/judging/demanded.ts is the rule).
 */
export const demanded = (from: From): SQL => sql`(
    select coalesce(n.type_id, e.id) as type_id, coalesce(n.kind, e.kind) as kind, coalesce(n.data_class, e.data_class) as data_class,
      case when e.id is null then n.severity else 'hard' end as severity, coalesce(n.proof, 'document') as proof,
      coalesce(n.grace_days, 0) as grace_days
    from (
      select w.type_id, w.severity, w.proof, w.grace_days, w.kind, w.data_class from (
        select distinct on (q.type_id) q.type_id, q.severity, q.proof, q.grace_days, c.kind, c.data_class
        from ${from('requirements', 'q')} join ${from('credential_types', 'c')} on c.tenant_id = q.tenant_id and c.id = q.type_id
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
      select c.id, c.kind, c.data_class from ${from('credential_types', 'c')}
      where c.tenant_id = r.tenant_id and c.id = any (o.extra_credential_type_ids)
    ) e on e.id = n.type_id)`;

const rank = (proof: SQL): SQL =>
  sql`array_position(array['attestation', 'document', 'primary_source'], ${proof})`;

/** Whether a license counts in the facility's state (eligibility/judging/license.ts). */
const licensed =
  (): SQL => sql`(not h.disciplined and (h.issuing_state = f.state or (h.multistate and k.compact and h.primary_state = h.issuing_state
        and exists (select from compact_memberships x where x.compact = 'nlc' and x.effective @> y.today
          and x.state = h.issuing_state and x.status = 'active')
        and exists (select from compact_memberships x where x.compact = 'nlc' and x.effective @> y.today
          and x.state = f.state and x.status in ('active', 'partial')))))`;

/** Whether the worker of `r` holds what the demand `d` asks for, as it asks for it (eligibility/judging/standing.ts). */
export const isCurrent = (from: From): SQL => sql`exists (
    select from ${from('credentials', 'h')}
    where h.tenant_id = r.tenant_id and h.worker_id = r.worker_id and h.type_id = d.type_id
      and (h.facility_id is null or h.facility_id = r.facility_id)
      and (d.kind <> 'license' or h.profession = o.profession)
      and case when h.state = 'waived' or (h.state = 'expired' and h.proof is null and h.waived_until is not null)
        then coalesce(h.waived_until >= y.today, false)
        else h.state in ('verified', 'expiring', 'expired') and (d.kind <> 'license' or ${licensed()})
          and (h.expires_on is null or h.expires_on >= y.today - d.grace_days)
          and (h.issued_on is null or h.issued_on <= y.today)
          and ${rank(sql`h.proof`)} >= ${rank(sql`d.proof`)} end)`;
