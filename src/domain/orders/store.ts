import { and, asc, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { Context } from '../../kernel/operation.ts';
import type { Row } from '../../kernel/transaction.ts';
import { type orders, orderVisibilities, positions, releasePlans } from './tables.ts';

export type OrderRow = Row<typeof orders>;
export type PositionRow = Row<typeof positions>;
export type ReleasePlanRow = Row<typeof releasePlans>;
export type VisibilityRow = Row<typeof orderVisibilities>;

/** The order's openings that were not canceled, by number, held until the transaction ends. */
export const positionsOf = (orderId: string, { tx }: Context): Promise<PositionRow[]> =>
  tx.db
    .select()
    .from(positions)
    .where(and(eq(positions.orderId, orderId), ne(positions.state, 'canceled')))
    .orderBy(asc(positions.number))
    .for('update');

/** The highest number of the order's openings, canceled ones too; 0 of none. */
export async function lastNumberOf(orderId: string, { tx, actor }: Context): Promise<number> {
  const [found] = await tx.rows<{ last: number }>(
    sql`select coalesce(max(number), 0) as last from positions where tenant_id = ${actor.tenantId} and order_id = ${orderId}`,
  );
  return found!.last;
}

/** The order's release plan that has not ended, held until the transaction ends. */
export async function livePlanOf(orderId: string, { tx }: Context): Promise<ReleasePlanRow | undefined> {
  const [plan] = await tx.db
    .select()
    .from(releasePlans)
    .where(and(eq(releasePlans.orderId, orderId), inArray(releasePlans.state, ['active', 'paused'])))
    .for('update');
  return plan;
}

/** The visibilities of these orders for these vendors, whether closed or not, held until the transaction ends. */
export const visibilitiesFor = (
  orderIds: readonly string[],
  vendorIds: readonly string[],
  { tx, actor }: Pick<Context, 'tx' | 'actor'>,
): Promise<VisibilityRow[]> =>
  vendorIds.length === 0
    ? Promise.resolve([])
    : tx.db
        .select()
        .from(orderVisibilities)
        .where(
          and(
            eq(orderVisibilities.tenantId, actor.tenantId),
            inArray(orderVisibilities.orderId, [...new Set(orderIds)]),
            inArray(orderVisibilities.vendorId, [...new Set(vendorIds)]),
          ),
        )
        .orderBy(asc(orderVisibilities.id))
        .for('update');

/** Whether the order is released to the vendor now. */
export async function isReleasedTo(
  orderId: string,
  vendorId: string,
  { tx, actor, now }: Context,
): Promise<boolean> {
  const seen = await visibilitiesFor([orderId], [vendorId], { tx, actor });
  const isBefore = (one: string, other: string) => Temporal.Instant.compare(one, other) < 0;
  return seen.some(
    ({ visibleFrom, visibleTo }) =>
      !isBefore(now, visibleFrom) && (visibleTo === null || isBefore(now, visibleTo)),
  );
}

/** Counts up the version of every visibility that is not closed, and closes it where `hide` says so. */
export async function touchVisibilities(
  orderId: string,
  hide: boolean,
  { tx, now }: Context,
): Promise<VisibilityRow[]> {
  const touched = await tx.db
    .update(orderVisibilities)
    .set({
      version: sql`${orderVisibilities.version} + 1`,
      updatedAt: now,
      ...(hide && { visibleTo: now }),
    })
    .where(and(eq(orderVisibilities.orderId, orderId), isNull(orderVisibilities.visibleTo)))
    .returning();
  return touched.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

/** Closes to a vendor every order that it sees, of one program or of all. */
export async function closeVisibilitiesOf(
  vendorId: string,
  programId: string | undefined,
  { tx, actor, now }: Context,
): Promise<VisibilityRow[]> {
  const closed = await tx.db
    .update(orderVisibilities)
    .set({ version: sql`${orderVisibilities.version} + 1`, updatedAt: now, visibleTo: now })
    .where(
      and(
        eq(orderVisibilities.tenantId, actor.tenantId),
        eq(orderVisibilities.vendorId, vendorId),
        programId === undefined ? undefined : eq(orderVisibilities.programId, programId),
        isNull(orderVisibilities.visibleTo),
      ),
    )
    .returning();
  return closed.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

/** The orders of a program that a vendor sees, and what each of them asks for. */
export const ordersSeenBy = (
  vendorId: string,
  programId: string,
  { tx, actor }: Context,
): Promise<
  {
    visibilityId: string;
    facilityId: string;
    timeZone: string;
    profession: string;
    specialty: string | null;
  }[]
> =>
  tx.rows(sql`select v.id as "visibilityId", o.facility_id as "facilityId", f.time_zone as "timeZone", o.profession, o.specialty
    from order_visibilities v join orders o on o.tenant_id = v.tenant_id and o.id = v.order_id
    join facilities f on f.tenant_id = o.tenant_id and f.id = o.facility_id
    where v.tenant_id = ${actor.tenantId} and v.vendor_id = ${vendorId} and v.program_id = ${programId}
      and v.visible_to is null`);

/** Closes these visibilities, those of them that are not closed. */
export async function closeVisibilities(
  ids: readonly string[],
  { tx, actor, now }: Context,
): Promise<VisibilityRow[]> {
  if (ids.length === 0) return [];
  return tx.db
    .update(orderVisibilities)
    .set({ version: sql`${orderVisibilities.version} + 1`, updatedAt: now, visibleTo: now })
    .where(
      and(
        eq(orderVisibilities.tenantId, actor.tenantId),
        inArray(orderVisibilities.id, [...ids]),
        isNull(orderVisibilities.visibleTo),
      ),
    )
    .returning();
}

/** When each vendor could first see the order, in that order, from the rows that row security itself compares. */
export const parityOf = (orderId: string, { tx, actor }: Context) =>
  tx.rows<{
    vendorId: string;
    vendorName: string;
    tier: number;
    firstVisibleAt: string;
    closedAt: string | null;
  }>(sql`select v.vendor_id as "vendorId", d.name as "vendorName", v.tier, app.instant(v.visible_from) as "firstVisibleAt",
      app.instant(v.visible_to) as "closedAt"
    from order_visibilities v join vendors d on d.tenant_id = v.tenant_id and d.id = v.vendor_id
    where v.tenant_id = ${actor.tenantId} and v.order_id = ${orderId} order by v.visible_from, v.tier, d.name, v.id`);
