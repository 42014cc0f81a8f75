import { told, type Resource } from './bundle.ts';

/** Of a worker as much as the caller may read; what it may not is null or absent. */
export interface SeenWorker {
  id: string;
  updatedAt: string;
  archivedAt?: string | null;
  displayName?: string | null;
  legalFirstName?: string | null;
  legalLastName?: string | null;
  email?: string | null;
  phone?: string | null;
  birthDate?: string | null;
  npi?: string | null;
  homeState?: string | null;
}

/** A license, certification or education, as much of it as the caller may read. */
export interface SeenCredential {
  name: string;
  number?: string | null;
  issuer?: string | null;
  issuingState?: string | null;
  issuedOn?: string | null;
  expiresOn?: string | null;
}

/** The identifier system of the National Provider Identifier (hl7.org/fhir/sid/us-npi). */
const npiSystem = 'http://hl7.org/fhir/sid/us-npi';

const nameOf = ({ legalFirstName, legalLastName, displayName }: SeenWorker) =>
  legalLastName
    ? told({ use: 'official', family: legalLastName, given: legalFirstName ? [legalFirstName] : [] })
    : displayName
      ? { use: 'usual', text: displayName }
      : undefined;

const qualificationOf = ({ name, number, issuer, issuingState, issuedOn, expiresOn }: SeenCredential) => {
  const period = told({ start: issuedOn, end: expiresOn });
  const by = issuer ?? issuingState;
  return told({
    identifier: number ? [{ value: number }] : [],
    code: { text: name },
    period: Object.keys(period).length > 0 ? period : undefined,
    issuer: by ? { display: by } : undefined,
  });
};

/** Papers that say the same are one: the vendors of a person each hand in its license. */
const distinct = (credentials: readonly SeenCredential[]) => [
  ...new Map(
    credentials.map((one) => [
      JSON.stringify([one.name, one.number, one.issuer, one.issuingState, one.issuedOn, one.expiresOn]),
      one,
    ]),
  ).values(),
];

/** The person as a Practitioner (FHIR R4, hl7.org/fhir/R4/practitioner.html); what may not be read is absent. */
export function practitionerOf(
  worker: SeenWorker,
  credentials: readonly SeenCredential[],
): { id: string } & Resource {
  const { id, updatedAt, archivedAt, npi, phone, email, homeState, birthDate } = worker;
  const name = nameOf(worker);
  return {
    resourceType: 'Practitioner',
    id,
    meta: { lastUpdated: updatedAt },
    active: !archivedAt,
    ...told({
      identifier: npi ? [{ use: 'official', system: npiSystem, value: npi }] : [],
      name: name ? [name] : [],
      telecom: [
        ...(phone ? [{ system: 'phone', value: phone }] : []),
        ...(email ? [{ system: 'email', value: email }] : []),
      ],
      address: homeState ? [{ use: 'home', state: homeState, country: 'US' }] : [],
      birthDate,
      qualification: distinct(credentials).map(qualificationOf),
    }),
  };
}
