import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';

/** A tier of a plan that was released in the period, as it was planned and as it came. */
export interface TierParity {
  orderId: string;
  orderTitle: string;
  planId: string;
  planState: string;
  releasedAt: string;
  tier: number;
  plannedAt: string;
  openedAt: string | null;
  vendorCount: number;
  firstVisibleAt: string | null;
  lastVisibleAt: string | null;
  spreadSeconds: string | null;
  joinedLater: number;
  jumpedAt: string | null;
  jumpReason: string | null;
  withdrawnAt: string | null;
  withdrawReason: string | null;
  omitted: { vendorId: string; vendorName: string; why: string }[];
}

/** A vendor that was shown an order by name in the period, and the reason that was given. */
export interface NamedRelease {
  orderId: string;
  vendorId: string;
  vendorName: string;
  tier: number;
  shownAt: string;
  reason: string | null;
}

/** The facilities and units that the caller sees, as conditions on `o`. */
const withinScope = ({ facilityIds, unitIds }: Context['actor']) => {
  const list = (ids: readonly string[] | null) => (ids === null ? null : `{${ids.join(',')}}`);
  return sql`(${list(facilityIds)}::uuid[] is null or o.facility_id = any (${list(facilityIds)}::uuid[]))
    and (${list(unitIds)}::uuid[] is null or o.unit_id = any (${list(unitIds)}::uuid[]))`;
};

interface Period {
  programId: string;
  from: string;
  until: string;
}

/**
 * Every tier of the plans that were released from `from` up to but not including `until`, in the order of release. The
 * vendors of a tier are those who first saw the order by it, from the rows that row security itself compares; what was
 * jumped and withdrawn, and why, from the audit log.
 */
export const tiersReleased = (
  { programId, from, until }: Period,
  { tx, actor }: Context,
): Promise<TierParity[]> =>
  tx.rows(sql`select p.order_id as "orderId", o.title as "orderTitle", p.id as "planId", p.state as "planState",
      app.instant(p.released_at) as "releasedAt", t.tier, app.instant(t."opensAt") as "plannedAt", app.instant(t."openedAt") as "openedAt",
      coalesce(seen.vendors, 0) as "vendorCount", app.instant(seen.first) as "firstVisibleAt", app.instant(seen.last) as "lastVisibleAt",
      extract(epoch from seen.last - seen.first)::numeric(12, 3)::text as "spreadSeconds", coalesce(seen.later, 0) as "joinedLater",
      jumped.at as "jumpedAt", jumped.reason as "jumpReason", withdrawn.at as "withdrawnAt", withdrawn.reason as "withdrawReason",
      coalesce(omitted.vendors, '[]'::json) as omitted
    from release_plans p join orders o on o.tenant_id = p.tenant_id and o.id = p.order_id
    cross join lateral jsonb_to_recordset(p.tiers) as t (tier int, "opensAt" timestamptz, "openedAt" timestamptz)
    left join lateral (select count(*) filter (where v.origin = 'tier')::int as vendors, count(*) filter (where v.origin = 'joined')::int as later,
        min(v.visible_from) filter (where v.origin = 'tier') as first, max(v.visible_from) filter (where v.origin = 'tier') as last
      from order_visibilities v where v.tenant_id = p.tenant_id and v.order_id = p.order_id and v.tier = t.tier
        and v.plan_id = p.id) seen on true
    left join lateral (select app.instant(e.at) as at, e.reason from events e where e.tenant_id = p.tenant_id and e.subject_noun = 'release_plan'
        and e.subject_id = p.id and e.type = 'release_plan.jumped' and (e.data ->> 'tier')::int = t.tier order by e.id limit 1) jumped on true
    left join lateral (select app.instant(e.at) as at, e.reason from events e where e.tenant_id = p.tenant_id and e.subject_noun = 'release_plan'
        and e.subject_id = p.id and e.type = 'release_plan.withdrawn' order by e.id limit 1) withdrawn on true
    left join lateral (select json_agg(json_build_object('vendorId', d.id, 'vendorName', d.name, 'why', m.why) order by d.name, d.id) as vendors
      from release_omissions m join vendors d on d.tenant_id = m.tenant_id and d.id = m.vendor_id
      where m.tenant_id = p.tenant_id and m.plan_id = p.id and m.tier = t.tier) omitted on true
    where p.tenant_id = ${actor.tenantId} and p.program_id = ${programId}
      and p.released_at >= ${from}::timestamptz and p.released_at < ${until}::timestamptz and ${withinScope(actor)}
    order by p.released_at, p.id, t.tier`);

/** The vendors that first saw an order by name in the period. */
export const releasedByName = (
  { programId, from, until }: Period,
  { tx, actor }: Context,
): Promise<NamedRelease[]> =>
  tx.rows(sql`select o.id as "orderId", d.id as "vendorId", d.name as "vendorName", v.tier, app.instant(v.visible_from) as "shownAt",
      told.reason
    from orders o join order_visibilities v on v.tenant_id = o.tenant_id and v.order_id = o.id and v.origin = 'named'
    join vendors d on d.tenant_id = v.tenant_id and d.id = v.vendor_id
    left join lateral (select e.reason from events e where e.tenant_id = o.tenant_id and e.subject_noun = 'order' and e.subject_id = o.id
        and e.type = 'order.released_to_vendor' and e.data ->> 'vendorId' = v.vendor_id::text order by e.id limit 1) told on true
    where o.tenant_id = ${actor.tenantId} and o.program_id = ${programId}
      and v.visible_from >= ${from}::timestamptz and v.visible_from < ${until}::timestamptz and ${withinScope(actor)}
    order by v.visible_from, v.id`);
