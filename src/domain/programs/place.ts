import { refuse } from '../../kernel/errors.ts';
import type { Context } from '../../kernel/operation.ts';
import { facilities, units } from './tables.ts';

/** A program, or a place in it. */
export interface Place {
  programId: string;
  facilityId: string | null;
  unitId: string | null;
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
