import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { ReleasePlanRow } from '../store.ts';
import { releasePlans } from '../tables.ts';

/** The latest plan of each order by the order's id, running or completed; none where the latest was withdrawn. */
export async function standingPlansOf(
  orderIds: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, ReleasePlanRow>> {
  if (orderIds.length === 0) return new Map();
  const latest = await tx.db
    .selectDistinctOn([releasePlans.orderId])
    .from(releasePlans)
    .where(and(eq(releasePlans.tenantId, actor.tenantId), inArray(releasePlans.orderId, [...orderIds])))
    .orderBy(releasePlans.orderId, desc(releasePlans.releasedAt), desc(releasePlans.id));
  return new Map(latest.filter(({ state }) => state !== 'withdrawn').map((plan) => [plan.orderId, plan]));
}

/** The orders of a program that take submissions, have an open tier, and that the vendor does not see; with `again` also those closed to it. */
export const ordersOpenBeside = (
  vendorId: string,
  programId: string,
  again: boolean,
  { tx, actor }: Context,
): Promise<
  { id: string; facilityId: string; timeZone: string; profession: string; specialty: string | null }[]
> =>
  tx.rows(sql`select o.id, o.facility_id as "facilityId", f.time_zone as "timeZone", o.profession, o.specialty
    from orders o join facilities f on f.tenant_id = o.tenant_id and f.id = o.facility_id
    where o.tenant_id = ${actor.tenantId} and o.program_id = ${programId} and o.state in ('open', 'partially_filled')
      and exists (select from release_plans p where p.tenant_id = o.tenant_id and p.order_id = o.id and p.state <> 'withdrawn'
        and jsonb_path_exists(p.tiers, '$[*] ? (@.openedAt != null)'))
      and not exists (select from order_visibilities v where v.tenant_id = o.tenant_id and v.order_id = o.id
        and v.vendor_id = ${vendorId} and (v.visible_to is null or not ${again}::boolean))
    order by o.id`);

/** The programs on whose panel a vendor stands. */
export async function programsOfPanel(vendorId: string, { tx, actor }: Context): Promise<string[]> {
  const found = await tx.rows<{
    programId: string;
  }>(sql`select program_id as "programId" from panel_memberships
    where tenant_id = ${actor.tenantId} and vendor_id = ${vendorId} order by program_id`);
  return found.map(({ programId }) => programId);
}
