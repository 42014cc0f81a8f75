import type pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { adminClient } from '../support/database.ts';
import { startService, type Answer, type Client, type Service } from '../support/service.ts';

let service: Service;
/** Passes row security. */
let superuser: pg.Client;
let tenantId: string;
let admin: Client;
let manager: Client;
let programId: string;

const firm = {
  name: 'Harbor Staffing LLC',
  taxId: '12-3456789',
  contact: { name: 'Olga Owner', email: 'olga@harbor.example', phone: '+1 614 555 0100' },
  address: '410 Front Street, Columbus, OH 43215',
  states: ['OH', 'CA'],
  diversity: ['wbe'],
};

/** Sends a request as nobody: with no bearer token. */
async function asStranger(method: 'GET' | 'POST', token: string, body?: object): Promise<Answer> {
  const response = await service.app.http.inject({
    method,
    url: `/v1/registrations/${token}`,
    ...(body && { headers: { 'content-type': 'application/json' }, payload: JSON.stringify(body) }),
  });
  return {
    status: response.statusCode,
    headers: response.headers as Answer['headers'],
    text: response.body,
    body: JSON.parse(response.body),
  };
}

const invite = async (given: object = {}): Promise<string> => {
  const made = await manager.post('/vendor-invitations', { email: 'olga@harbor.example', ...given });
  expect(made.status, made.text).toBe(201);
  return made.body.token;
};
const openDoor = async (given: object = {}): Promise<{ id: string; token: string }> =>
  (await manager.post('/registration-links', { name: 'Spring fair', ...given })).body;

const register = async (token: string, given: object = {}): Promise<string> => {
  const answer = await asStranger('POST', token, { ...firm, ...given });
  expect(answer.status, answer.text).toBe(200);
  await service.drain(tenantId);
  return answer.body.registrationId;
};
const registration = async (id: string) => (await admin.get(`/vendor-registrations/${id}`)).body;

beforeAll(async () => {
  service = await startService();
  superuser = await adminClient(service.database);
  ({ tenantId, admin } = await service.tenant());
  manager = await service.member(tenantId, { role: 'program_manager' });
  const program = await admin.post('/programs', { name: 'Lakeshore', timeZone: 'America/New_York' });
  programId = program.body.id;
});

describe('an invitation', () => {
  test('shows who asks, is used once, and makes a prospect with its first contact', async () => {
    const token = await invite({ programId, kind: 'agency' });
    const shown = await asStranger('GET', token);
    expect(shown.body).toEqual({
      tenant: 'Keystone MSP',
      program: 'Lakeshore',
      purpose: 'invitation',
      kind: 'agency',
      expiresAt: '2026-01-19T12:00:00Z',
    });
    const id = await register(token);
    const made = await registration(id);
    expect(made).toMatchObject({
      state: 'received',
      possibleDuplicateIds: [],
      states: ['OH', 'CA'],
      diversity: ['wbe'],
      contactName: 'Olga Owner',
      allowedActions: ['accept', 'decline'],
    });
    const { body: vendor } = await admin.get(`/vendors/${made.vendorId}`);
    expect(vendor).toMatchObject({ state: 'prospect', name: firm.name, statedDiverse: true });
    expect(vendor).toMatchObject({ address: firm.address, states: ['OH', 'CA'] });
    const contacts = await admin.get(`/vendor-contacts?vendorId=${made.vendorId}`);
    expect(contacts.body.data).toMatchObject([{ email: 'olga@harbor.example', purposes: ['primary'] }]);
    expect(JSON.stringify(made)).not.toMatch(/3456789/);
    for (const method of ['GET', 'POST'] as const)
      expect((await asStranger(method, token, method === 'POST' ? firm : undefined)).body.code).toBe(
        'link_over',
      );
    const [link] = (await admin.get('/registration-links?purpose=invitation')).body.data;
    expect(link).toMatchObject({ state: 'used', usedAt: '2026-01-05T12:00:00Z', allowedActions: [] });
    expect(JSON.stringify(link)).not.toContain(token.slice(-20));

    const accepted = await admin.graphql(
      'mutation($input: AcceptVendorRegistrationInput!) { acceptVendorRegistration(input: $input) { vendorRegistration { state vendor { state } } events { type } } }',
      { input: { vendorRegistrationId: id } },
    );
    expect(accepted.body.data.acceptVendorRegistration).toEqual({
      vendorRegistration: { state: 'ACCEPTED', vendor: { state: 'UNDER_REVIEW' } },
      events: [{ type: 'vendor_registration.accepted' }, { type: 'vendor.review_started' }],
    });
    expect((await admin.post(`/vendor-registrations/${id}/accept`)).body.code).toBe('step_not_allowed');
  });

  test('tells nobody that a firm is known: same answer, and a person decides', async () => {
    const [known] = (await admin.get('/vendors')).body.data;
    const token = await invite();
    const answer = await asStranger('POST', token, { ...firm, name: 'Quite Another Name' });
    expect([answer.status, Object.keys(answer.body)]).toEqual([200, ['registrationId', 'receivedAt']]);
    await service.drain(tenantId);
    const id = answer.body.registrationId;
    expect(await registration(id)).toMatchObject({ possibleDuplicateIds: [known.id], vendorId: null });
    expect((await admin.post(`/vendor-registrations/${id}/accept`)).body).toMatchObject({
      status: 409,
      code: 'vendor_exists',
    });
    const joined = await admin.post(`/vendor-registrations/${id}/accept`, { vendorId: known.id });
    expect(joined.body).toMatchObject({ state: 'accepted', vendorId: known.id });
    const contacts = await admin.get(`/vendor-contacts?vendorId=${known.id}&count=true`);
    expect(contacts.body.page.total).toBe(2);
  });

  test('whose prospect was ended is not taken up', async () => {
    const id = await register(await invite(), { taxId: '23-4567899', name: 'Quay Nurses' });
    const { vendorId } = await registration(id);
    expect((await admin.post(`/vendors/${vendorId}/terminate`, { reason: 'Spam.' })).body.state).toBe(
      'terminated',
    );
    expect((await admin.post(`/vendor-registrations/${id}/accept`)).body.code).toBe('step_not_allowed');
    expect((await admin.post(`/vendor-registrations/${id}/decline`, { reason: 'Spam.' })).body.state).toBe(
      'declined',
    );
  });

  test('of a like name waits too, and becomes a vendor of its own where it is one', async () => {
    const id = await register(await invite(), { name: 'The Harbor Stafing, Inc.', taxId: '20-1111111' });
    expect((await registration(id)).possibleDuplicateIds).toHaveLength(1);
    const declined = await register(await invite(), { name: 'HARBOR STAFFING', taxId: '20-2222222' });
    expect((await registration(declined)).possibleDuplicateIds).toHaveLength(1);
    expect((await admin.post(`/vendor-registrations/${declined}/decline`)).status).toBe(422);
    const no = await admin.post(`/vendor-registrations/${declined}/decline`, { reason: 'The same firm.' });
    expect(no.body).toMatchObject({ state: 'declined', vendorId: null });
    const yes = await admin.post(`/vendor-registrations/${id}/accept`);
    expect((await admin.get(`/vendors/${yes.body.vendorId}`)).body.state).toBe('under_review');
  });

  test('is over when its time is, or when it was closed', async () => {
    const short = await invite({ days: 1 });
    const { id, token } = await openDoor();
    const closed = await manager.post(`/registration-links/${id}/close`);
    expect(closed.body).toMatchObject({ state: 'closed', allowedActions: [] });
    expect((await manager.post(`/registration-links/${id}/close`)).body.code).toBe('step_not_allowed');
    expect((await manager.post(`/registration-links/${id}/close`, {}, { 'if-match': '"1"' })).status).toBe(
      412,
    );
    expect((await asStranger('GET', token)).body).toMatchObject({ status: 410, code: 'link_over' });
    expect((await asStranger('GET', short)).status).toBe(200);
    await service.moveClock(tenantId, '2026-01-06T12:00:00Z');
    expect((await asStranger('GET', short)).status).toBe(410);
  });
});

describe('an open link', () => {
  test('takes many, and no more than its cap in a day', async () => {
    const { token } = await openDoor({ dailyCap: 2 });
    await register(token, { name: 'Birch Care', taxId: '20-3333331' });
    await register(token, { name: 'Cedar Allied', taxId: '20-3333332' });
    const third = await asStranger('POST', token, { ...firm, name: 'Dogwood', taxId: '20-3333333' });
    expect(third.body).toMatchObject({ status: 429, code: 'registration_cap_reached' });
    await service.moveClock(tenantId, '2026-01-08T12:00:00Z');
    await register(token, { name: 'Dogwood', taxId: '20-3333333' });
  });

  test('refuses tax ids that no campus of the IRS assigned, unknown fields, states and kinds', async () => {
    const { token } = await openDoor({ kind: 'agency' });
    const pointers = async (given: object) => {
      const { status, body } = await asStranger('POST', token, { ...firm, ...given });
      return [status, body.errors?.[0].pointer ?? body.code];
    };
    expect(await pointers({ taxId: '07-1234567' })).toEqual([422, '/taxId']);
    expect(await pointers({ taxId: '123' })).toEqual([422, '/taxId']);
    expect(await pointers({ states: ['ZZ'] })).toEqual([422, '/states/0']);
    expect(await pointers({ tenantId })).toEqual([422, '/tenantId']);
    expect(await pointers({ contact: { name: 'X', email: 'nothing' } })).toEqual([422, '/contact/email']);
    expect(await pointers({ kind: 'rpo' })).toEqual([422, 'vendor_kind_fixed']);
  });

  test('that nobody made is not found, of whichever tenant it claims to be', async () => {
    const { token } = await openDoor();
    const other = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    const elsewhere = token.replace(/_[0-9a-f]{32}_/, `_${'0'.repeat(32)}_`);
    for (const wrong of [other, elsewhere, 'x', 'lnk_1_2']) {
      for (const method of ['GET', 'POST'] as const) {
        const { body } = await asStranger(method, wrong, method === 'POST' ? firm : undefined);
        expect([wrong, body.code]).toEqual([wrong, 'not_found']);
      }
    }
  });

  test('is guessed at a limited rate from one address', async () => {
    const strict = await startService({ FAILED_AUTHENTICATION_LIMIT: '3' });
    const tries: number[] = [];
    for (let count = 0; count < 5; count += 1)
      tries.push((await strict.app.http.inject(`/v1/registrations/lnk_${'0'.repeat(32)}_x`)).statusCode);
    expect(tries).toEqual([404, 404, 404, 429, 429]);
  });
});

test('registrations and links are the operator’s: no vendor and no client reads or makes them', async () => {
  const [vendor] = (await admin.get('/vendors')).body.data;
  const recruiter = await service.member(tenantId, { role: 'vendor_recruiter', vendorId: vendor.id });
  const requester = await service.member(tenantId, { role: 'requester' });
  for (const outsider of [recruiter, requester]) {
    expect((await outsider.get('/vendor-registrations')).status).toBe(403);
    expect((await outsider.get('/registration-links')).status).toBe(403);
    expect((await outsider.post('/vendor-invitations', { email: 'a@b.example' })).status).toBe(403);
  }
  expect((await manager.post('/vendor-registrations/x/accept')).status).toBe(403);
  const bound = await service.member(tenantId, { role: 'tenant_admin', programIds: [programId] });
  const { token } = await openDoor({ programId });
  const id = await register(token, { name: 'Elm Nursing', taxId: '20-4444444' });
  expect((await bound.get(`/vendor-registrations/${id}`)).body.allowedActions).toEqual([]);
  expect((await bound.post(`/vendor-registrations/${id}/accept`)).body.code).toBe('whole_tenant_only');
  const { rows } = await superuser.query(
    `select distinct sides from events where subject_noun in ('vendor_registration', 'registration_link')`,
  );
  expect(rows).toEqual([{ sides: ['operator'] }]);
});

test('a link is shown once, and stands nowhere as it is', async () => {
  const token = await invite();
  const { rows } = await superuser.query<{ kept: string }>(
    `select to_jsonb(l)::text as kept from registration_links l
     union all select "row"::text from row_versions where table_name = 'registration_links'
     union all select to_jsonb(e)::text from events e where subject_noun = 'registration_link'`,
  );
  expect(rows.length).toBeGreaterThan(10);
  for (const { kept } of rows) expect(kept).not.toContain(token.slice(-43));
});
