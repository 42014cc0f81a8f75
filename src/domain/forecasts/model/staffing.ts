import { hoursOfHundredths, hundredthsOf, type Hours } from '../../../kernel/hours.ts';

/** What the law says of a kind of unit: one of the two is given. */
export interface LawOfUnit {
  code: string;
  professions: readonly string[];
  patientsPerNurse: string | null;
  hoursPerPatientDay: string | null;
  citation: string;
}

/** What a unit has agreed upon by itself. */
export interface OwnRatio {
  patientsPerNurse: string;
  profession: string;
  citation: string;
}

/** What patients are owed in a shift, and by which rule; null where no rule is known. */
export interface Requirement {
  patientsPerNurse: string | null;
  hoursPerPatientDay: string | null;
  professions: readonly string[];
  citation: string | null;
  ratioCode: string | null;
  requiredNurses: number;
  requiredHours: Hours;
}

const perHour = 60;

const hoursOf = (people: number, minutes: number): Hours =>
  hoursOfHundredths(Math.round((people * minutes * 100) / perHour));

function byRatio(patients: number, minutes: number, ratio: string) {
  const requiredNurses = Math.ceil((patients * 100) / hundredthsOf(ratio));
  return { requiredNurses, requiredHours: hoursOf(requiredNurses, minutes) };
}

/**
 * Whom so many patients need in a shift of so many minutes. Nurses are whole: a ratio holds at all times (22 CCR
 * 70217), so a part of one is one more. Hours owed a patient day count by the shift's share of 24 hours. A unit's own
 * ratio goes before the law's where it is stricter.
 */
export function requirementOf(
  patients: number,
  minutes: number,
  law: LawOfUnit | null,
  own: OwnRatio | null,
): Requirement | null {
  const lawful = law?.patientsPerNurse ?? null;
  if (
    own &&
    (lawful === null || hundredthsOf(own.patientsPerNurse) < hundredthsOf(lawful)) &&
    !law?.hoursPerPatientDay
  )
    return {
      patientsPerNurse: own.patientsPerNurse,
      hoursPerPatientDay: null,
      professions: [own.profession],
      citation: own.citation,
      ratioCode: null,
      ...byRatio(patients, minutes, own.patientsPerNurse),
    };
  if (!law) return null;
  const { patientsPerNurse, hoursPerPatientDay, professions, citation, code } = law;
  const rule = { patientsPerNurse, hoursPerPatientDay, professions, citation, ratioCode: code };
  if (patientsPerNurse !== null) return { ...rule, ...byRatio(patients, minutes, patientsPerNurse) };
  const hundredths = Math.ceil((patients * hundredthsOf(hoursPerPatientDay!) * minutes) / (24 * perHour));
  return {
    ...rule,
    requiredNurses: Math.ceil((hundredths * perHour) / (100 * minutes)),
    requiredHours: hoursOfHundredths(hundredths),
  };
}
