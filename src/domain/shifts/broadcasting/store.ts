import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import type { ShiftRow } from '../store/shift.ts';
import { shiftAudiences } from '../tables.ts';
import { broadcastPlans, favoriteWorkers, shiftBroadcasts } from './tables.ts';

export type ShiftBroadcastRow = Row<typeof shiftBroadcasts>;
export type BroadcastPlanRow = Row<typeof broadcastPlans>;

/** The plan of a program that holds where a shift names none. */
export async function defaultPlan(
  programId: string,
  { tx, actor }: Context,
): Promise<BroadcastPlanRow | undefined> {
  const [found] = await tx.db
    .select()
    .from(broadcastPlans)
    .where(
      and(
        eq(broadcastPlans.tenantId, actor.tenantId),
        eq(broadcastPlans.programId, programId),
        eq(broadcastPlans.isDefault, true),
        eq(broadcastPlans.state, 'active'),
      ),
    );
  return found;
}

/** The broadcast of a shift, held until the transaction ends. */
export async function broadcastOf(
  shiftId: string,
  { tx, actor }: Context,
): Promise<ShiftBroadcastRow | undefined> {
  const [found] = await tx.db
    .select()
    .from(shiftBroadcasts)
    .where(and(eq(shiftBroadcasts.tenantId, actor.tenantId), eq(shiftBroadcasts.shiftId, shiftId)))
    .for('update');
  return found;
}

/** The favorites of a facility, at large or of one unit. */
export const favoritesAt = (
  { facilityId, unitId }: { facilityId: string; unitId: string },
  { tx, actor }: Context,
): Promise<{ workerId: string }[]> =>
  tx.db
    .selectDistinct({ workerId: favoriteWorkers.workerId })
    .from(favoriteWorkers)
    .where(
      and(
        eq(favoriteWorkers.tenantId, actor.tenantId),
        eq(favoriteWorkers.facilityId, facilityId),
        or(isNull(favoriteWorkers.unitId), eq(favoriteWorkers.unitId, unitId)),
        eq(favoriteWorkers.state, 'active'),
      ),
    );

/** Which of these vendors may present which of these workers now. */
export const presentersOf = (
  workerIds: readonly string[],
  vendorIds: readonly string[],
  { tx, actor, now }: Context,
): Promise<{ vendorId: string; workerId: string }[]> =>
  tx.rows(sql`select distinct r.vendor_id as "vendorId", r.worker_id as "workerId" from representations r
    where r.tenant_id = ${actor.tenantId} and r.state = 'active'
      and r.worker_id = any(${`{${workerIds.join(',')}}`}::uuid[]) and r.vendor_id = any(${`{${vendorIds.join(',')}}`}::uuid[])
      and r.right_to_represent_from <= ${now}::timestamptz and r.right_to_represent_until > ${now}::timestamptz
    order by 1, 2`);

/** Of these vendors those of a kind. */
export async function vendorsOfKind(
  vendorIds: readonly string[],
  kind: 'internal_pool' | 'marketplace',
  { tx, actor }: Context,
): Promise<string[]> {
  const found = await tx.rows<{ id: string }>(sql`select v.id from vendors v
    where v.tenant_id = ${actor.tenantId} and v.id = any(${`{${vendorIds.join(',')}}`}::uuid[]) and v.kind = ${kind} order by 1`);
  return found.map(({ id }) => id);
}

/** Shows a shift to vendors, each to all whom it represents or to one of them; what was shown before stays. */
export async function showShiftTo(
  shift: ShiftRow,
  audience: readonly { vendorId: string; workerId: string | null }[],
  { tx, actor, now }: Context,
): Promise<void> {
  if (audience.length === 0) return;
  const shown = await tx.db
    .select({ vendorId: shiftAudiences.vendorId, workerId: shiftAudiences.workerId })
    .from(shiftAudiences)
    .where(
      and(
        eq(shiftAudiences.tenantId, actor.tenantId),
        eq(shiftAudiences.shiftId, shift.id),
        inArray(
          shiftAudiences.vendorId,
          audience.map(({ vendorId }) => vendorId),
        ),
      ),
    );
  const known = new Set(shown.map(({ vendorId, workerId }) => `${vendorId} ${workerId}`));
  const { id: shiftId, orderId, programId, facilityId, unitId } = shift;
  await tx.insert(
    shiftAudiences,
    audience
      .filter(({ vendorId, workerId }) => !known.has(`${vendorId} ${workerId}`))
      .map((one) => ({ shiftId, orderId, programId, facilityId, unitId, ...one, shownAt: now })),
  );
}

/** The vendors to which a shift has been shown. */
export async function vendorsShown(shiftId: string, { tx, actor }: Context): Promise<string[]> {
  const shown = await tx.db
    .selectDistinct({ vendorId: shiftAudiences.vendorId })
    .from(shiftAudiences)
    .where(and(eq(shiftAudiences.tenantId, actor.tenantId), eq(shiftAudiences.shiftId, shiftId)))
    .orderBy(shiftAudiences.vendorId);
  return shown.map(({ vendorId }) => vendorId);
}
