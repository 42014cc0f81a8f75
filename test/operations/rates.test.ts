import { beforeAll, expect, test } from 'vitest';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let tenantId: string;
let admin: Client;
let programId: string;
let facilityId: string;
let vendorId: string;

const card = (body: object) =>
  admin.post('/rate-lines', {
    programId,
    profession: 'rn',
    billRate: '98',
    maxBillRate: '102',
    payRate: '60',
    effectiveFrom: '2026-01-01',
    ...body,
  });

beforeAll(async () => {
  service = await startService();
  ({ tenantId, admin } = await service.tenant());
  await admin.post('/external-systems', { name: 'workday' });
  const program = { name: 'Lakeshore', timeZone: 'America/New_York', currency: 'CAD' };
  programId = (await admin.post('/programs', program)).body.id;
  const facility = { programId, name: 'Columbus', state: 'OH', timeZone: 'America/New_York' };
  facilityId = (await admin.put('/facilities/ext:workday:F1', facility)).body.id;
  vendorId = (await admin.post('/vendors', { name: 'Atlas' })).body.id;
});

test('the most specific line counts, and the answer says why', async () => {
  const anybody = await card({});
  expect(anybody.body, anybody.text).toMatchObject({
    billRate: '98.0000',
    maxBillRate: '102.0000',
    payRate: '60.0000',
    currency: 'CAD',
    vendorId: null,
    effectiveTo: null,
  });
  await card({ specialty: 'icu', billRate: '99' });
  await card({ facilityId, specialty: 'icu', billRate: '100' });
  await card({ vendorId, billRate: '101', effectiveTo: '2026-06-30' });
  const ask = async (extra: string) =>
    (await admin.get(`/rate-lines/resolve?programId=${programId}&profession=rn&on=2026-02-01${extra}`)).body;
  expect(await ask('')).toMatchObject({ line: { billRate: '98.0000', boundTo: [] }, applicable: 1 });
  expect(await ask('&specialty=icu')).toMatchObject({
    line: { billRate: '99.0000', boundTo: ['specialty'] },
  });
  expect(await ask(`&specialty=icu&facilityId=${facilityId}`)).toMatchObject({
    line: { billRate: '100.0000' },
  });
  const all = `&specialty=icu&facilityId=${facilityId}&vendorId=${vendorId}`;
  expect(await ask(all)).toMatchObject({
    line: { billRate: '101.0000', boundTo: ['vendor'] },
    applicable: 4,
    why: expect.stringContaining('this vendor'),
  });
  const later = await admin.graphql(
    `{ rateFor(programId: "${programId}", profession: "lpn", on: "2026-02-01") { line { billRate } applicable why } }`,
  );
  expect(later.body).toEqual({
    data: { rateFor: { line: null, applicable: 0, why: expect.stringContaining('No line') } },
  });
});

test('lines for the same never overlap; one that ended makes room', async () => {
  const line = await card({ profession: 'cna', effectiveTo: '2026-12-31' });
  const same = { profession: 'cna', effectiveFrom: '2026-07-01' };
  expect((await card(same)).body).toMatchObject({ status: 409, code: 'rate_line_overlaps' });
  const path = `/rate-lines/${line.body.id}/end`;
  expect((await admin.post(path, { effectiveTo: '2026-06-30' }, { 'if-match': '"4"' })).status).toBe(412);
  const ended = await admin.post(path, { effectiveTo: '2026-06-30' });
  expect(ended.body).toMatchObject({ effectiveTo: '2026-06-30', version: 2 });
  expect((await card(same)).status).toBe(201);
});

test('faults are named by their field', async () => {
  expect((await card({ maxBillRate: '97.9999' })).body.errors[0]).toMatchObject({
    pointer: '/maxBillRate',
    code: 'below_bill_rate',
  });
  const other = await admin.post('/programs', { name: 'Other', timeZone: 'America/New_York' });
  expect((await card({ programId: other.body.id, facilityId })).body.errors[0].code).toBe('not_in_program');
  expect((await card({ specialty: 'nowhere' })).body.errors[0].pointer).toBe('/specialty');
});

test('no vendor or worker reads the card, and a requester sees no pay unless the program says so', async () => {
  await card({ profession: 'rt' });
  const recruiter = await service.member(tenantId, { role: 'vendor_recruiter', vendorId });
  expect((await recruiter.get('/rate-lines')).status).toBe(403);
  const requester = await service.member(tenantId, { role: 'requester' });
  const listed = async () => (await requester.get('/rate-lines?profession=rt')).body.data[0];
  expect(await listed()).toMatchObject({ billRate: '98.0000' });
  expect(await listed()).not.toHaveProperty('payRate');
  expect((await requester.post('/rate-lines', {})).status).toBe(403);
  await admin.patch(`/programs/${programId}`, { requesterSeesPay: true }, { 'if-match': '"1"' });
  expect(await listed()).toMatchObject({ payRate: '60.0000' });
});
