import { refuse } from '../../kernel/errors.ts';
import type { Actor } from '../../kernel/actor.ts';
import { requirementBeyondScope } from './model/requirement.ts';
import type { Paths } from './store.ts';

/** Where a requirement holds; null is every one. */
export interface RequirementPlace {
  programId: string | null;
  facilityId: string | null;
  unitId: string | null;
}

/** Refuses with `requirement_beyond_scope` whoever is bound to less than the place; all of the tenant is the operator's. */
export function assertReaches(
  { side, programIds, facilityIds, unitIds }: Actor,
  place: RequirementPlace,
): void {
  const reaches =
    (place.programId !== null || (programIds === null && side !== 'client')) &&
    (place.facilityId !== null || facilityIds === null) &&
    (place.unitId !== null || unitIds === null);
  if (!reaches) throw requirementBeyondScope();
}

/** A place by whichever of its parts the caller names. */
export interface Named {
  programId?: string | null | undefined;
  facilityId?: string | null | undefined;
  unitId?: string | null | undefined;
}

/** The whole path of the place that was named by its narrowest part; refuses parts that do not fit. */
export function placeOf(named: Named, { facilityOf, programOf }: Paths): RequirementPlace {
  const facilityId = facilityOf.get(named.unitId ?? '') ?? named.facilityId ?? null;
  const programId = programOf.get(facilityId ?? '') ?? named.programId ?? null;
  if (named.facilityId != null && named.facilityId !== facilityId)
    throw refuse('/unitId', 'not_in_facility', 'The unit is not one of the facility.');
  if (named.programId != null && named.programId !== programId)
    throw refuse('/facilityId', 'not_in_program', 'The facility is not one of the program.');
  return { programId, facilityId, unitId: named.unitId ?? null };
}
