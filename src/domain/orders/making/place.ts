import { refuse } from '../../../kernel/errors.ts';
import type { Context } from '../../../kernel/operation.ts';
import { facilities, units } from '../../programs/index.ts';

interface Told {
  programId: string;
  facilityId?: string | null | undefined;
  unitId?: string | null | undefined;
}

/** A program, or a place in it; a unit brings its facility. Refuses a place of another program. */
export async function placeOf({ programId, facilityId, unitId }: Told, { tx }: Context) {
  const unit = unitId ? await tx.find(units, unitId) : undefined;
  const facility = facilityId ? await tx.find(facilities, facilityId) : undefined;
  if (facility && facility.programId !== programId)
    throw refuse('/facilityId', 'not_in_program', 'The facility is not one of the program.');
  if (unit && unit.programId !== programId)
    throw refuse('/unitId', 'not_in_program', 'The unit is not one of the program.');
  if (unit && facility && unit.facilityId !== facility.id)
    throw refuse('/unitId', 'not_in_facility', 'The unit is not one of the facility.');
  return { programId, facilityId: unit?.facilityId ?? facilityId ?? null, unitId: unitId ?? null };
}
