import type { Demand, PlaceFacts } from './facts.ts';

/** Who is asked about, and where within the facility. */
export interface Asked {
  unitId: string | null;
  profession: string;
  specialty: string | null;
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

/**
 * What a place demands of somebody, one demand a type of credential: of those that apply the one of the narrowest
 * place, then of the narrowest people (profession before specialty before state); `none` relaxes the wider ones.
 */
export function demandedOf(
  place: Pick<PlaceFacts, 'requirements' | 'licensed'>,
  asked: Asked,
): readonly Demand[] {
  const narrowest = new Map<string, Demand>();
  for (const demand of place.requirements) {
    if (!applies(demand, asked, place.licensed)) continue;
    const rival = narrowest.get(demand.type.id);
    if (!rival || weigh(demand) > weigh(rival)) narrowest.set(demand.type.id, demand);
  }
  return [...narrowest.values()].filter(({ severity }) => severity !== 'none');
}
