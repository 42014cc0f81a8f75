import type pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { adminClient } from '../support/database.ts';
import { openMarket, type Market, type PanelVendor } from '../support/market.ts';
import { startService, type Answer, type Client, type Service } from '../support/service.ts';

let service: Service;
/** Passes row security. */
let superuser: pg.Client;
let market: Market;
let own: PanelVendor;
let rival: PanelVendor;

const olga = { name: 'Olga Owner', email: 'olga@atlas.example', purposes: ['primary', 'escalation'] };
const add = (client: Client, given: object = {}) =>
  client.post('/vendor-contacts', { vendorId: own.vendorId, ...olga, ...given });
const bare = ({ status, body: { requestId: _, ...body } }: Answer) => [status, body];

beforeAll(async () => {
  service = await startService();
  superuser = await adminClient(service.database);
  market = await openMarket(service);
  own = await market.vendor(1);
  rival = await market.vendor(2);
});

test('are the vendor’s to name and change, on both surfaces', async () => {
  const made = await own.recruiter.graphql(
    'mutation($input: AddVendorContactInput!) { addVendorContact(input: $input) { vendorContact { id version purposes vendor { id } } events { type } } }',
    { input: { vendorId: own.vendorId, ...olga, purposes: ['PRIMARY'] } },
  );
  const { vendorContact, events } = made.body.data.addVendorContact;
  expect(events).toEqual([{ type: 'vendor_contact.added' }]);
  expect(vendorContact).toMatchObject({ version: 1, purposes: ['PRIMARY'], vendor: { id: own.vendorId } });
  const path = `/vendor-contacts/${vendorContact.id}`;
  const change = (body: object, version = 1) =>
    own.recruiter.patch(path, body, { 'if-match': `"${version}"` });
  expect((await own.recruiter.patch(path, { title: 'CEO' })).status).toBe(428);
  expect((await change({ title: 'CEO' }, 3)).status).toBe(412);
  expect((await change({ title: 'CEO', phone: '+1 614 555 0100' })).body).toMatchObject({
    title: 'CEO',
    version: 2,
  });
  expect((await change({ title: 'CEO' }, 2)).body.version).toBe(2);
  expect((await change({ email: null, phone: null }, 2)).body).toMatchObject({
    status: 422,
    code: 'contact_unreachable',
  });
  expect((await change({ purposes: ['primary', 'primary'] }, 2)).status).toBe(422);
  expect((await market.admin.post(`${path}/archive`)).body.archivedAt).toBe('2026-01-05T12:00:00Z');
  expect((await own.recruiter.post(`${path}/archive`)).body.code).toBe('step_not_allowed');
  expect((await own.recruiter.post(`${path}/restore`)).body.archivedAt).toBe(null);
  expect((await add(own.recruiter, { email: undefined })).body.code).toBe('contact_unreachable');
});

test('of another vendor are as if there were none, and no role of the client writes any', async () => {
  const { body } = await add(own.recruiter);
  const path = `/vendor-contacts/${body.id}`;
  const missing = '/vendor-contacts/0198c0de-0000-7000-8000-000000000001';
  expect(bare(await rival.recruiter.get(path))).toEqual(bare(await rival.recruiter.get(missing)));
  expect(bare(await rival.recruiter.post(`${path}/archive`))).toEqual(
    bare(await rival.recruiter.post(`${missing}/archive`)),
  );
  const foreign = await add(rival.recruiter);
  expect([foreign.status, foreign.body.errors[0].pointer]).toEqual([422, '/vendorId']);
  expect((await rival.recruiter.get('/vendor-contacts?count=true')).body.page.total).toBe(0);
  expect((await add(market.requester)).body.code).toBe('permission_missing');
  expect((await add(market.manager)).body.code).toBe('permission_missing');
});

test('are shown to a client where they are there for it, of vendors on its panels only', async () => {
  await add(own.recruiter, { name: 'Bill Biller', purposes: ['billing', 'after_hours'] });
  await add(own.recruiter, { name: 'Ed Escalation', purposes: ['escalation'] });
  const seen = async (client: Client) =>
    (await client.get('/vendor-contacts?limit=200')).body.data.map((one: any) => one.name);
  expect(await seen(market.requester)).toContain('Ed Escalation');
  expect(await seen(market.requester)).not.toContain('Bill Biller');
  expect(await seen(market.manager)).toContain('Bill Biller');
  const { body: program } = await market.admin.post('/programs', {
    name: 'Elsewhere',
    timeZone: 'America/Chicago',
  });
  const elsewhere = await service.member(market.tenantId, { role: 'requester', programIds: [program.id] });
  expect(await seen(elsewhere)).toEqual([]);
  const analyst = await service.member(market.tenantId, { role: 'analyst' });
  expect((await analyst.get('/vendor-contacts')).status).toBe(403);
});

test('stand in kept versions as digests only, and in no event', async () => {
  await add(own.recruiter, { name: 'Secret Person', email: 'secret@atlas.example' });
  const { rows } = await superuser.query<{ kept: string }>(
    `select "row"::text as kept from row_versions where table_name = 'vendor_contacts'
     union all select to_jsonb(e)::text from events e where subject_noun = 'vendor_contact'`,
  );
  expect(rows.length).toBeGreaterThan(5);
  for (const { kept } of rows) expect(kept).not.toMatch(/secret/i);
});
