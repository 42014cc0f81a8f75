import type { Client, Service } from './service.ts';
import { openMarket, type Market, type PanelVendor } from './market.ts';

/** A market with the usual types of credential, a nurse whom a vendor represents, and who verifies. */
export interface CredentialMarket {
  market: Market;
  vendor: PanelVendor;
  rival: PanelVendor;
  credentialing: Client;
  /** The nurse's own membership. */
  nurse: Client;
  workerId: string;
  representationId: string;
  /** Types of credential by their codes. */
  types: Record<string, string>;
  /** Hands in for the vendor's nurse; answers the created credential. */
  submit(code: string, given?: object, by?: Client): Promise<any>;
  /** Takes a credential to `verified` or `expiring`; answers it. */
  prove(id: string, given?: object): Promise<any>;
}

const ana = {
  firstName: 'Ana',
  lastName: 'Nurse',
  birthDate: '1990-04-01',
  homeState: 'TX',
  profession: 'rn',
  rightToRepresentUntil: '2027-07-01T00:00:00Z',
};

/** The body of an answer that must have the status. */
export function bodyOf(answer: Awaited<ReturnType<Client['get']>>, status = 200): any {
  if (answer.status !== status) throw new Error(`${answer.status}: ${answer.text}`);
  return answer.body;
}

/** Opens one in a tenant of its own, its clock at 2026-01-05T12:00Z; the nurse's home is in Texas (US Central). */
export async function openCredentialMarket(service: Service): Promise<CredentialMarket> {
  const market = await openMarket(service);
  const { tenantId, admin, manager } = market;
  const vendor = await market.vendor(1);
  const rival = await market.vendor(2);
  bodyOf(await admin.post('/credential-types/adopt'), 201);
  const listed = bodyOf(await admin.get('/credential-types?limit=100')).data as {
    code: string;
    id: string;
  }[];
  const types = Object.fromEntries(listed.map(({ code, id }) => [code, id]));
  const representationId = bodyOf(await vendor.recruiter.post('/representations', ana), 201).id as string;
  const { workerId } = bodyOf(await manager.get(`/representations/${representationId}`));
  const credentialing = await service.member(tenantId, { role: 'credentialing' });
  const submit: CredentialMarket['submit'] = async (code, given = {}, by = vendor.recruiter) =>
    bodyOf(await by.post('/credentials', { representationId, typeId: types[code], ...given }), 201);
  const prove: CredentialMarket['prove'] = async (id, given = {}) => {
    bodyOf(await credentialing.post(`/credentials/${id}/start-verification`));
    const how = { method: 'document', source: 'The card', ...given };
    return bodyOf(await credentialing.post(`/credentials/${id}/verify`, how));
  };
  const nurse = await service.member(tenantId, { role: 'worker', workerId });
  return {
    market,
    vendor,
    rival,
    credentialing,
    nurse,
    workerId,
    representationId,
    types,
    submit,
    prove,
  };
}
