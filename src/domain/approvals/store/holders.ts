import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { refuse } from '../../../kernel/errors.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { memberships, users } from '../../access/index.ts';
import { facilities, units } from '../../programs/index.ts';
import type { Place } from '../model/title.ts';
import { titleHoldings } from '../tables.ts';

/** Holds a membership and its user as they are until the transaction ends; the membership. */
export async function heldMembership(id: string, { tx }: Context): Promise<Row<typeof memberships>> {
  const { userId } = (await tx.find(memberships, id))!;
  await tx.find(users, userId, { lock: 'share' });
  return (await tx.find(memberships, id, { lock: 'share' }))!;
}

/** What some memberships hold, held until the transaction ends. */
export const holdingsOf = (
  membershipIds: readonly string[],
  { tx, actor }: Context,
): Promise<Row<typeof titleHoldings>[]> =>
  tx.db
    .select()
    .from(titleHoldings)
    .where(
      and(
        eq(titleHoldings.tenantId, actor.tenantId),
        inArray(titleHoldings.membershipId, [...membershipIds]),
        isNull(titleHoldings.endedAt),
      ),
    )
    .orderBy(asc(titleHoldings.id))
    .for('update');

/** The memberships of a user, ended ones too. */
export async function membershipsOf(userId: string, { tx, actor }: Context): Promise<string[]> {
  const found = await tx.rows<{ id: string }>(
    sql`select id from memberships where tenant_id = ${actor.tenantId} and user_id = ${userId}`,
  );
  return found.map(({ id }) => id);
}

interface AskedPlace {
  programId: string;
  facilityId?: string | null | undefined;
  unitId?: string | null | undefined;
}

/** The place that was asked for, a unit's facility filled in; refuses one that does not lie in the other. */
export async function placeOf(
  { programId, facilityId, unitId }: AskedPlace,
  { tx }: Context,
): Promise<Place> {
  const unit = unitId == null ? undefined : await tx.find(units, unitId);
  const facility = facilityId == null ? undefined : await tx.find(facilities, facilityId);
  if (facility && facility.programId !== programId)
    throw refuse('/facilityId', 'not_in_program', 'The facility is not one of the program.');
  if (unit && unit.programId !== programId)
    throw refuse('/unitId', 'not_in_program', 'The unit is not one of the program.');
  if (unit && facility && unit.facilityId !== facility.id)
    throw refuse('/unitId', 'not_in_facility', 'The unit is not one of the facility.');
  return { programId, facilityId: unit?.facilityId ?? facility?.id ?? null, unitId: unit?.id ?? null };
}
