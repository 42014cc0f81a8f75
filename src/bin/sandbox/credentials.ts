import type { Client } from './client.ts';

/** The ids of types of credential by their codes. */
export type CredentialTypes = Readonly<Record<string, string>>;

/** A nurse's license; a multistate one is of the state in which the nurse lives. */
export interface License {
  state: string;
  multistate: boolean;
}

/** Has the tenant begin with the field's own types of credential and demands; answers the types. */
export async function demandCredentials(admin: Client): Promise<CredentialTypes> {
  await admin.post('/credential-types/adopt');
  await admin.post('/requirements/adopt');
  const { data } = await admin.get('/credential-types?limit=200&fields=id,code');
  return Object.fromEntries((data as { id: string; code: string }[]).map(({ id, code }) => [code, id]));
}

/** What the demands ask for beside the license; each ends as its type says. */
const papers = [
  // Two years later, in week 9 of the story's placements, it has to be renewed.
  { code: 'bls', issuedOn: '2024-04-02' },
  { code: 'tb_screening', issuedOn: '2025-12-15' },
  { code: 'influenza', issuedOn: '2025-10-01' },
  { code: 'drug_screen', issuedOn: '2025-12-16' },
  { code: 'background_check', issuedOn: '2025-12-16' },
];

/** Hands in, as the vendor, what its nurse is asked for, and has each proven: the license, if the profession has one, at its source. */
export async function qualify(
  recruiter: Client,
  credentialing: Client,
  types: CredentialTypes,
  representationId: string,
  license: License | null,
): Promise<void> {
  const own = license && {
    code: 'license',
    profession: 'rn',
    number: `RN-${license.state}-4711`,
    issuingState: license.state,
    ...(license.multistate && { multistate: true, primaryState: license.state }),
    issuedOn: '2024-06-01',
    expiresOn: '2027-05-31',
  };
  const items = [...(own ? [own] : []), ...papers].map(({ code, ...stated }) => ({
    representationId,
    typeId: types[code],
    ...stated,
  }));
  const { rows } = await recruiter.post('/credentials/bulk', { items });
  const ids = (rows as { id: string }[]).map(({ id }) => id);
  await Promise.all(ids.map((id) => credentialing.post(`/credentials/${id}/start-verification`)));
  const atSource = { method: 'primary_source', source: 'Nursys' };
  const byPaper = { method: 'document', source: 'The paper itself' };
  const verified = await credentialing.post('/credentials/verify', {
    items: ids.map((credentialId, at) => ({ credentialId, ...(license && at === 0 ? atSource : byPaper) })),
  });
  if (verified['failed'] !== 0) throw new Error(`not verified: ${JSON.stringify(verified)}`);
}
