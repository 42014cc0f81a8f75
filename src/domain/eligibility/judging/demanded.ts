import type { Demand, DemandedType, PlaceFacts } from './facts.ts';

/** Who is asked about, and where within the facility. */
export interface Asked {
  unitId: string | null;
  profession: string;
  specialty: string | null;
  /** What the order demands besides its place. */
  extraCredentialTypeIds: readonly string[];
}

const applies = (demand: Demand, { unitId, profession, specialty }: Asked, licensed: readonly string[]) =>
  (demand.unitId === null || demand.unitId === unitId) &&
  (demand.profession === null || demand.profession === profession) &&
  (demand.specialty === null || demand.specialty === specialty) &&
  // A license that is asked of no profession in particular is asked of those that need one.
  (demand.type.kind !== 'license' || demand.profession !== null || licensed.includes(profession));

const weigh = ({ programId, facilityId, unitId, profession, specialty, state }: Demand): number =>
  (unitId !== null ? 24 : facilityId !== null ? 16 : programId !== null ? 8 : 0) +
  (profession === null ? 0 : 4) +
  (specialty === null ? 0 : 2) +
  (state === null ? 0 : 1);

/** An order adds to its place and relaxes nothing: what it demands is hard from the submission on. */
const ofOrder = (type: DemandedType, ofPlace: Demand | undefined): Demand => ({
  ...(ofPlace ?? {
    id: null,
    programId: null,
    facilityId: null,
    unitId: null,
    profession: null,
    specialty: null,
    state: null,
    proof: 'document',
    graceDays: 0,
    leadDays: 0,
    type,
  }),
  severity: 'hard',
  requiredAt: 'submission',
  byOrder: true,
});

/**
 * What a place demands of somebody, one demand a type of credential: of those that apply the one of the narrowest
 * place, then of the narrowest people (profession before specialty before state); `none` relaxes the wider ones. What the
 * order demands besides is hard from the submission on: proven as the place asks where it asks, else by document.
 */
export function demandedOf(
  place: Pick<PlaceFacts, 'requirements' | 'licensed' | 'extraTypes'>,
  asked: Asked,
): readonly Demand[] {
  const narrowest = new Map<string, Demand>();
  for (const demand of place.requirements) {
    if (!applies(demand, asked, place.licensed)) continue;
    const rival = narrowest.get(demand.type.id);
    if (!rival || weigh(demand) > weigh(rival)) narrowest.set(demand.type.id, demand);
  }
  const demanded = new Map([...narrowest].filter(([, { severity }]) => severity !== 'none'));
  for (const type of place.extraTypes)
    if (asked.extraCredentialTypeIds.includes(type.id))
      demanded.set(type.id, ofOrder(type, demanded.get(type.id)));
  return [...demanded.values()];
}
