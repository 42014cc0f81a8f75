import { told, urnOf, type Resource } from './bundle.ts';

/** A code of the tenant's list, and the profession or specialty for which it stands, if for one. */
export interface ListedCode {
  code: string;
  display: string;
  profession: string | null;
  specialty: string | null;
}

/** What somebody does: on an assignment, or as the profile says where there is none. */
export interface SeenRole {
  id: string;
  profession: string;
  professionName: string;
  specialty: string | null;
  specialtyName: string | null;
  facilityName: string | null;
  startsOn: string | null;
  endsOn: string | null;
  isActive: boolean;
}

/** The code system of the Health Care Provider Taxonomy (NUCC). */
const taxonomySystem = 'http://nucc.org/provider-taxonomy';

const codingOf = ({ code, display }: ListedCode) => ({ system: taxonomySystem, code, display });

/** A role as a PractitionerRole (FHIR R4, hl7.org/fhir/R4/practitionerrole.html), coded by the worker's own codes. */
export function practitionerRoleOf(
  role: SeenRole,
  workerId: string,
  codes: readonly ListedCode[],
): { id: string } & Resource {
  const { id, profession, professionName, specialty, specialtyName, facilityName } = role;
  const fitting = codes.filter(
    (code) =>
      (code.profession ?? profession) === profession &&
      (code.specialty ?? specialty ?? '') === (specialty ?? ''),
  );
  const period = told({ start: role.startsOn, end: role.endsOn });
  return {
    resourceType: 'PractitionerRole',
    id,
    active: role.isActive,
    ...told({
      period: Object.keys(period).length > 0 ? period : undefined,
      practitioner: { reference: urnOf(workerId) },
      code: [{ coding: [{ code: profession, display: professionName }], text: professionName }],
      specialty:
        specialtyName || fitting.length > 0
          ? [told({ coding: fitting.map(codingOf), text: specialtyName })]
          : [],
      location: facilityName ? [{ display: facilityName }] : [],
    }),
  };
}
