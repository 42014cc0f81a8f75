import { beforeAll, expect, test } from 'vitest';
import { openMarket, type Market, type PanelVendor } from '../support/market.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let market: Market;
let one: PanelVendor;
let two: PanelVendor;

beforeAll(async () => {
  service = await startService();
  market = await openMarket(service);
  [one, two] = [await market.vendor(1), await market.vendor(2)];
});

const names = async (client: Client) =>
  (await client.get('/external-systems')).body.data.map(({ name }: { name: string }) => name);

test('two vendors and the tenant register a system of one name, and none learns of the others', async () => {
  for (const client of [one.recruiter, two.recruiter, market.admin]) {
    const registered = await client.post('/external-systems', { name: 'bullhorn' });
    expect(registered.status, registered.text).toBe(201);
    expect((await client.post('/external-systems', { name: 'bullhorn' })).body.code).toBe('already_exists');
  }
  expect(await names(one.recruiter)).toEqual(['bullhorn']);
  expect((await names(market.admin)).toSorted()).toEqual(['bullhorn', 'workday']);
  expect((await names(market.manager)).toSorted()).toEqual(['bullhorn', 'workday']);
});

test('an external id is resolved among the caller’s own systems only', async () => {
  expect((await market.admin.get('/facilities/ext:workday:F1')).body.id).toBe(market.facilityId);
  expect((await one.recruiter.get('/facilities/ext:workday:F1')).status).toBe(404);
  const filtered = await one.recruiter.get('/units?facilityId=ext:workday:F1');
  expect(filtered.body.data).toEqual([]);
  const shown = (await one.recruiter.get(`/facilities/${market.facilityId}`)).body;
  expect(shown.externalIds).toEqual([]);
  expect((await market.manager.get(`/facilities/${market.facilityId}`)).body.externalIds).toEqual([
    { system: 'workday', id: 'F1' },
  ]);
});

test('an external id that names a row out of reach is refused for that row alone', async () => {
  const other = await market.admin.post('/programs', { name: 'Other', timeZone: 'America/New_York' });
  const place = { name: 'Elsewhere', state: 'OH', timeZone: 'America/New_York' };
  const bound = await service.member(market.tenantId, {
    role: 'integration',
    programIds: [other.body.id],
  });
  const put = await bound.put('/facilities/ext:workday:F1', { ...place, programId: other.body.id });
  expect(put.body, put.text).toMatchObject({ status: 409, code: 'external_id_taken' });
  const items = ['F1', 'F2'].map((id) => ({
    ...place,
    programId: other.body.id,
    externalId: { system: 'workday', id },
  }));
  const bulk = await bound.post('/facilities/bulk', { items });
  expect(bulk.status, bulk.text).toBe(200);
  expect(JSON.stringify(bulk.body)).toContain('external_id_taken');
  expect((await bound.get('/facilities/ext:workday:F2')).status).toBe(200);
  expect((await market.admin.get('/facilities/ext:workday:F1')).body.name).toBe('Columbus');
});
