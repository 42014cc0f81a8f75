import { and, eq } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { units, type Place } from '../../programs/index.ts';
import { boundTo } from '../policy.ts';

/** The ids of the units of a place that the actor is bound to. */
export async function unitsOf(
  { programId, facilityId, unitId }: Place,
  { tx, actor }: Context,
): Promise<string[]> {
  const found = await tx.db
    .select({ id: units.id })
    .from(units)
    .where(
      and(
        eq(units.tenantId, actor.tenantId),
        eq(units.programId, programId),
        facilityId === null ? undefined : eq(units.facilityId, facilityId),
        unitId === null ? undefined : eq(units.id, unitId),
        ...boundTo(actor, { programId: units.programId, facilityId: units.facilityId, unitId: units.id }),
      ),
    );
  return found.map(({ id }) => id);
}
