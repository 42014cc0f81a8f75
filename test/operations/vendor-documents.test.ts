import type pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { adminClient } from '../support/database.ts';
import { cleanFile } from '../support/files.ts';
import { openMarket, type Market, type PanelVendor } from '../support/market.ts';
import { startService, type Answer, type Client, type Service } from '../support/service.ts';

let service: Service;
/** Passes row security. */
let superuser: pg.Client;
let market: Market;
let own: PanelVendor;
let rival: PanelVendor;
let credentialing: Client;

const bare = ({ status, body: { requestId: _, ...body } }: Answer) => [status, body];
const liability = {
  kind: 'insurance_general',
  issuer: 'Mutual',
  number: 'GL-1',
  perOccurrenceLimit: '1000000',
  aggregateLimit: '3000000',
  effectiveOn: '2026-01-01',
  expiresOn: '2026-04-10',
};
const submit = (vendor: PanelVendor, given: object = {}, by: Client = vendor.recruiter) =>
  by.post('/vendor-documents', { vendorId: vendor.vendorId, ...liability, ...given });

async function accepted(vendor: PanelVendor, given: object = {}): Promise<string> {
  const made = await submit(vendor, given);
  expect(made.status, made.text).toBe(201);
  const { status, text } = await credentialing.post(`/vendor-documents/${made.body.id}/accept`);
  expect(status, text).toBe(200);
  return made.body.id;
}
const stateOf = async (id: string) => (await market.admin.get(`/vendor-documents/${id}`)).body.state;
const demand = async (given: object = {}): Promise<string> => {
  const made = await market.manager.post('/vendor-document-requirements', {
    programId: market.programId,
    kind: 'insurance_general',
    severity: 'block',
    ...given,
  });
  expect(made.status, made.text).toBe(201);
  return made.body.id;
};
const compliance = async (vendor: PanelVendor, by: Client = vendor.recruiter) =>
  (await by.get(`/vendors/${vendor.vendorId}/compliance`)).body;

/** What happened to a document, in order, to its vendor's knowledge. */
async function happenedTo(id: string) {
  const { rows } = await superuser.query<{ type: string; at: string; data: Record<string, unknown> }>(
    `select type, app.instant(at) as at, data from events
     where subject_id = $1 and 'vendor' = any (sides) and vendor_id = $2 order by position`,
    [id, own.vendorId],
  );
  return rows;
}

async function fresh(): Promise<void> {
  market = await openMarket(service);
  own = await market.vendor(1);
  rival = await market.vendor(1);
  credentialing = await service.member(market.tenantId, { role: 'credentialing' });
}

beforeAll(async () => {
  service = await startService();
  superuser = await adminClient(service.database);
  await fresh();
});

describe('a document', () => {
  test('is handed in by the vendor, judged by the operator, on both surfaces', async () => {
    const made = await own.recruiter.graphql(
      'mutation($input: SubmitVendorDocumentInput!) { submitVendorDocument(input: $input) { vendorDocument { id state perOccurrenceLimit } events { type } } }',
      { input: { vendorId: own.vendorId, ...liability, kind: 'INSURANCE_GENERAL' } },
    );
    const { vendorDocument, events } = made.body.data.submitVendorDocument;
    expect(vendorDocument).toMatchObject({ state: 'SUBMITTED', perOccurrenceLimit: '1000000.00' });
    expect(events).toEqual([{ type: 'vendor_document.submitted' }]);
    const path = `/vendor-documents/${vendorDocument.id}`;
    expect((await own.recruiter.post(`${path}/accept`)).body.code).toBe('permission_missing');
    expect((await market.manager.post(`${path}/accept`)).body.code).toBe('permission_missing');
    expect((await credentialing.post(`${path}/accept`, {}, { 'if-match': '"2"' })).status).toBe(412);
    expect((await credentialing.post(`${path}/accept`)).body).toMatchObject({ state: 'accepted' });
    const other = await submit(own, { kind: 'w9', perOccurrenceLimit: undefined, aggregateLimit: undefined });
    const rejected = await credentialing.post(`/vendor-documents/${other.body.id}/reject`, {
      reason: 'Unsigned.',
    });
    expect(rejected.body).toMatchObject({ state: 'rejected', rejection: 'Unsigned.' });
    expect((await own.recruiter.get(`/vendor-documents/${other.body.id}`)).body.rejection).toBe('Unsigned.');
    const again = await credentialing.post(`/vendor-documents/${other.body.id}/reject`, { reason: 'x' });
    expect(again.body.code).toBe('step_not_allowed');
  });

  test('that was accepted is rejected where it holds no more, and blocks from then on', async () => {
    const requirement = await demand();
    const id = await accepted(own);
    expect((await compliance(own)).releaseBlocks).toEqual([]);
    const rejected = await credentialing.post(`/vendor-documents/${id}/reject`, { reason: 'Canceled.' });
    expect(rejected.body).toMatchObject({ state: 'rejected', rejection: 'Canceled.', allowedActions: [] });
    for (const { id: other } of (await market.admin.get(`/vendor-documents?vendorId=${own.vendorId}`)).body
      .data)
      await credentialing.post(`/vendor-documents/${other}/reject`, { reason: 'Canceled too.' });
    expect((await compliance(own)).items).toMatchObject([{ blocks: true, shortfall: 'rejected' }]);
    await market.manager.post(`/vendor-document-requirements/${requirement}/archive`);
  });

  test('says what its kind says, and holds still when it is accepted', async () => {
    const fault = async (given: object) => (await submit(own, given)).body.errors?.[0].pointer;
    expect(await fault({ kind: 'diversity_certificate' })).toBe('/diversityKind');
    expect(await fault({ diversityKind: 'mbe' })).toBe('/diversityKind');
    expect(await fault({ expiresOn: null })).toBe('/expiresOn');
    expect(await fault({ expiresOn: '2025-12-31' })).toBe('/expiresOn');
    expect(await fault({ kind: 'w9' })).toBe('/perOccurrenceLimit');
    expect(await fault({ perOccurrenceLimit: '0.00' })).toBe('/perOccurrenceLimit');
    const registration = { kind: 'state_agency_registration', perOccurrenceLimit: undefined };
    expect(await fault({ ...registration, aggregateLimit: undefined })).toBe('/issuingState');
    const over = await submit(own, { effectiveOn: '2025-01-01', expiresOn: '2026-01-04' });
    const refused = await credentialing.post(`/vendor-documents/${over.body.id}/accept`);
    expect(refused.body).toMatchObject({ status: 409, code: 'vendor_document_over' });
  });

  test('takes the place of the one before, unless it begins later', async () => {
    const old = await accepted(rival);
    const next = await accepted(rival, { effectiveOn: '2026-04-11', expiresOn: '2027-04-10' });
    expect([await stateOf(old), await stateOf(next)]).toEqual(['accepted', 'accepted']);
    const now = await accepted(rival, { expiresOn: '2026-12-31' });
    expect([await stateOf(old), await stateOf(now)]).toEqual(['superseded', 'accepted']);
    const [shorter, lower] = [
      { expiresOn: '2026-06-30' },
      { expiresOn: '2027-06-30', aggregateLimit: '2000000' },
    ];
    for (const given of [shorter, lower]) await accepted(rival, given);
    expect(await stateOf(now), 'it holds longer, or insures more').toBe('accepted');
  });

  test('of another vendor is as if there were none; a client reads what was accepted', async () => {
    const fileId = await cleanFile(service, own.recruiter);
    const { body } = await submit(own, { number: 'GL-9', fileIds: [fileId] });
    const path = `/vendor-documents/${body.id}`;
    const missing = '/vendor-documents/0198c0de-0000-7000-8000-000000000001';
    expect(bare(await rival.recruiter.get(path))).toEqual(bare(await rival.recruiter.get(missing)));
    const foreign = await submit(own, {}, rival.recruiter);
    expect([foreign.status, foreign.body.errors[0].pointer]).toEqual([422, '/vendorId']);
    const finance = await service.member(market.tenantId, {
      role: 'client_finance',
      programIds: [market.programId],
    });
    const files = async () => [
      (await finance.get(`/files/${fileId}`)).status,
      (await finance.get(`/files/${fileId}/link`)).status,
      (await finance.get(`/files?subjectId=${body.id}&count=true`)).body.page.total,
    ];
    expect((await finance.get(path)).status).toBe(404);
    expect(await files(), 'nor its files').toEqual([404, 404, 0]);
    await credentialing.post(`${path}/accept`);
    expect(await files()).toEqual([200, 200, 1]);
    const read = await finance.get(path);
    expect(read.body).toMatchObject({ state: 'accepted', number: 'GL-9' });
    expect(read.body).not.toHaveProperty('rejection');
    expect((await submit(own, {}, finance)).body.code).toBe('permission_missing');
    expect((await market.requester.get('/vendor-documents')).status).toBe(403);
  });

  test('is warned of at 90, 60, 30, 14, 7 and 1 days, and expires after its last, by local midnight', async () => {
    await fresh();
    const id = await accepted(own, { effectiveOn: '2026-01-01', expiresOn: '2026-04-10' });
    await service.moveClock(market.tenantId, '2026-04-11T03:59:59Z');
    expect(await stateOf(id)).toBe('expiring');
    await service.moveClock(market.tenantId, '2026-04-11T04:00:00Z');
    expect(await stateOf(id)).toBe('expired');
    const told = await happenedTo(id);
    expect(told.flatMap(({ data }) => data['daysLeft'] ?? [])).toEqual([90, 60, 30, 14, 7, 1]);
    expect(told.at(-1)).toMatchObject({ type: 'vendor_document.expired', at: '2026-04-11T04:00:00Z' });
  });

  test('is not warned of once a newer one has its place', async () => {
    await fresh();
    const old = await accepted(own, { expiresOn: '2026-02-20' });
    await accepted(own, { expiresOn: '2027-02-20' });
    await service.moveClock(market.tenantId, '2026-03-01T00:00:00Z');
    expect(await stateOf(old)).toBe('superseded');
    expect((await happenedTo(old)).map(({ type }) => type)).toEqual([
      'vendor_document.submitted',
      'vendor_document.accepted',
      'vendor_document.superseded',
    ]);
  });
});

describe('a requirement', () => {
  test('is changed with the version it was seen in, archived and restored; one for all programs by the whole tenant', async () => {
    const id = await demand({ severity: 'warn' });
    const path = `/vendor-document-requirements/${id}`;
    const change = (body: object, version: number) =>
      market.manager.patch(path, body, { 'if-match': `"${version}"` });
    expect((await change({ graceDays: 5, leastAggregate: '3000000' }, 1)).body).toMatchObject({
      graceDays: 5,
      leastAggregate: '3000000.00',
      version: 2,
    });
    expect((await change({ leastAggregate: '3000000.00' }, 2)).body.version).toBe(2);
    expect((await change({ graceDays: 6 }, 1)).status).toBe(412);
    expect((await market.manager.post(`${path}/archive`)).status).toBe(200);
    expect((await market.manager.post(`${path}/archive`)).body.code).toBe('step_not_allowed');
    expect((await market.manager.post(`${path}/restore`)).status).toBe(200);
    await market.manager.post(`${path}/archive`);
    const bound = await service.member(market.tenantId, {
      role: 'program_manager',
      programIds: [market.programId],
    });
    const everywhere = { kind: 'w9', severity: 'warn' };
    const refused = await bound.post('/vendor-document-requirements', everywhere);
    expect(refused.body.code).toBe('whole_tenant_only');
    expect((await own.recruiter.post('/vendor-document-requirements', everywhere)).status).toBe(403);
    const limits = { kind: 'w9', leastAggregate: '5' };
    const wrong = await market.manager.post('/vendor-document-requirements', { ...everywhere, ...limits });
    expect(wrong.body.errors[0].code).toBe('kind_mismatch');
  });

  test('that blocks keeps new releases from a vendor, and none that it sees already', async () => {
    await fresh();
    const order = async () => {
      const made = await market.requester.post('/orders', {
        unitId: market.unitId,
        profession: 'rn',
        specialty: 'icu',
        positions: 1,
        startsOn: '2026-02-01',
        endsOn: '2026-05-02',
        hoursPerWeek: '36',
        billRate: '98',
        payRateFrom: '55',
        payRateTo: '60',
        reason: 'vacancy',
      });
      expect((await market.requester.post(`/orders/${made.body.id}/submit`)).body.state).toBe('open');
      const tiers = [{ tier: 1, delayHours: 0 }];
      const released = await market.manager.post(`/orders/${made.body.id}/release`, { tiers });
      expect(released.status, released.text).toBe(200);
      return made.body.id as string;
    };
    const sees = async (id: string) =>
      Promise.all([own, rival].map(async ({ recruiter }) => (await recruiter.get(`/orders/${id}`)).status));
    const before = await order();
    expect(await sees(before)).toEqual([200, 200]);
    await accepted(own);
    await demand();
    expect(await sees(await order())).toEqual([200, 404]);
    expect(await sees(before)).toEqual([200, 200]);
    const matrix = await market.requester.get(`/programs/${market.programId}/coverage-matrix`);
    expect(matrix.body.cells).toMatchObject([{ vendors: [{ vendorId: own.vendorId }], redundancyGap: true }]);
    const represented = await rival.recruiter.post('/representations', {
      firstName: 'Ann',
      lastName: 'Archer',
      birthDate: '1990-02-03',
      homeState: 'OH',
      profession: 'rn',
      rightToRepresentUntil: '2026-12-31T00:00:00Z',
    });
    const proposal = { orderId: before, representationId: represented.body.id, billRate: '98' };
    const refused = await rival.recruiter.post('/submissions', { ...proposal, availableOn: '2026-02-01' });
    expect(refused.body).toMatchObject({ status: 409, code: 'vendor_documents_lapsed' });
    await accepted(rival);
    const taken = await rival.recruiter.post('/submissions', { ...proposal, availableOn: '2026-02-01' });
    expect(taken.status, taken.text).toBe(201);
    // The day after the last one, by the facility's calendar.
    await service.moveClock(market.tenantId, '2026-04-11T03:00:00Z');
    expect(await sees(await order())).toEqual([200, 200]);
    await service.moveClock(market.tenantId, '2026-04-11T04:00:00Z');
    expect(await sees(await order())).toEqual([404, 404]);
  });

  test('is explained to the vendor and the operator: met or why not, what mends it and by when', async () => {
    await fresh();
    const item = async () => (await compliance(own)).items[0];
    expect(await compliance(own)).toMatchObject({ releaseBlocks: [], items: [] });
    await demand({ leastPerOccurrence: '2000000', graceDays: 10 });
    expect(await item()).toMatchObject({
      programId: market.programId,
      met: false,
      blocks: true,
      shortfall: 'missing',
      state: null,
      remedy: 'Submit the document.',
    });
    expect((await compliance(own)).releaseBlocks).toEqual([{ programId: market.programId, state: null }]);
    await accepted(own);
    expect(await item()).toMatchObject({ shortfall: 'limit_too_low', blocks: true });
    await submit(own, { perOccurrenceLimit: '2000000' });
    const documents = (await market.admin.get('/vendor-documents?state=submitted')).body.data;
    await credentialing.post(`/vendor-documents/${documents[0].id}/accept`);
    expect(await item()).toMatchObject({ met: true, shortfall: null, byOn: '2026-04-10', blocks: false });
    await service.moveClock(market.tenantId, '2026-04-15T12:00:00Z');
    expect(await item()).toMatchObject({
      met: false,
      shortfall: 'expired',
      blocks: false,
      byOn: '2026-04-20',
    });
    await service.moveClock(market.tenantId, '2026-04-21T12:00:00Z');
    expect(await item()).toMatchObject({ shortfall: 'expired', blocks: true, byOn: null });
    expect(await compliance(own, market.manager)).toEqual(await compliance(own));
    const foreign = await rival.recruiter.get(`/vendors/${own.vendorId}/compliance`);
    const missing = await rival.recruiter.get('/vendors/0198c0de-0000-7000-8000-000000000001/compliance');
    expect(bare(foreign)).toEqual(bare(missing));
    expect(foreign.status).toBe(404);
    const asked = await own.recruiter.graphql(
      'query($id: ID!) { vendorCompliance(vendorId: $id) { releaseBlocks { programId } items { shortfall } } }',
      { id: own.vendorId },
    );
    expect(asked.body.data?.vendorCompliance, asked.text).toEqual({
      releaseBlocks: [{ programId: market.programId }],
      items: [{ shortfall: 'EXPIRED' }],
    });
  });

  test('of a state registration is met by the registration in the facility’s own state', async () => {
    await fresh();
    await demand({ kind: 'state_agency_registration', states: ['OH', 'NJ'] });
    expect((await compliance(own)).releaseBlocks).toEqual([{ programId: market.programId, state: 'OH' }]);
    const registration = {
      kind: 'state_agency_registration',
      perOccurrenceLimit: undefined,
      aggregateLimit: undefined,
    };
    await accepted(own, { ...registration, issuingState: 'NJ' });
    expect((await compliance(own)).releaseBlocks).toHaveLength(1);
    await accepted(own, { ...registration, issuingState: 'OH' });
    expect((await compliance(own)).releaseBlocks).toEqual([]);
  });
});

test('a vendor is diverse by its certificates where it ever had one, else as stated', async () => {
  await fresh();
  const vendor = async () => (await market.admin.get(`/vendors/${own.vendorId}`)).body;
  const { version } = await vendor();
  const path = `/vendors/${own.vendorId}`;
  await market.admin.patch(path, { diverse: true }, { 'if-match': `"${version}"` });
  expect(await vendor()).toMatchObject({ diverse: true, statedDiverse: true });
  await market.admin.patch(path, { diverse: false }, { 'if-match': `"${version + 1}"` });
  expect(await vendor()).toMatchObject({ diverse: false, statedDiverse: false });
  const certificate = {
    kind: 'diversity_certificate',
    diversityKind: 'wbe',
    perOccurrenceLimit: undefined,
    aggregateLimit: undefined,
  };
  await accepted(own, certificate);
  expect(await vendor()).toMatchObject({ diverse: true, statedDiverse: false });
  expect((await market.requester.get(path)).body.diverse).toBe(true);
  expect((await market.admin.get('/vendors?diverse=true&count=true')).body.page.total).toBe(1);
  await market.admin.patch(path, { diverse: true }, { 'if-match': `"${version + 2}"` });
  await service.moveClock(market.tenantId, '2026-04-12T00:00:00Z');
  expect(await vendor()).toMatchObject({ diverse: false, statedDiverse: true });
  const then = await market.admin.get(`${path}?asOf=2026-03-01T00:00:00Z`);
  expect(then.body.diverse).toBe(true);
});

test('vendors come from an import by their external ids, one call for many', async () => {
  await fresh();
  const { admin } = market;
  const items = [
    { externalId: { system: 'workday', id: 'V1' }, name: 'Atlas', taxId: '12-3456789', states: ['OH'] },
    { externalId: { system: 'workday', id: 'V2' }, name: 'Birch', kind: 'marketplace' },
    { externalId: { system: 'workday', id: 'V3' }, name: 'Copy', taxId: '123456789' },
  ];
  const whole = await admin.post('/vendors/bulk?mode=all_or_nothing', { items });
  expect(whole.status, 'the address says it for JSON too').toBe(422);
  expect((await admin.get('/vendors/ext:workday:V1')).status).toBe(404);
  for (const query of ['mode=sometimes', 'mood=best_effort'])
    expect((await admin.post(`/vendors/bulk?${query}`, { items })).status, query).toBe(422);
  const twice = await admin.post('/vendors/bulk?mode=best_effort', { mode: 'all_or_nothing', items });
  expect(twice.body.errors).toMatchObject([{ pointer: '/mode', code: 'repeated' }]);
  const loaded = await admin.post('/vendors/bulk', { items });
  expect(loaded.body, loaded.text).toMatchObject({ created: 2, failed: 1 });
  expect(loaded.body.rows.map((row: any) => row.code)).toEqual([null, null, 'vendor_exists']);
  const read = await admin.get('/vendors/ext:workday:V1');
  expect(read.body).toMatchObject({ name: 'Atlas', kind: 'agency', state: 'prospect', version: 1 });
  await admin.post(`/vendors/${read.body.id}/review`);
  const same = await admin.put('/vendors/ext:workday:V1', { name: 'Atlas' });
  expect(same.body).toMatchObject({ state: 'under_review', version: 2, states: ['OH'] });
  const renamed = await admin.put('/vendors/ext:workday:V1', { name: 'Atlas Care', states: ['OH', 'CA'] });
  expect(renamed.body).toMatchObject({ name: 'Atlas Care', state: 'under_review', version: 3 });
  expect((await market.manager.put('/vendors/ext:workday:V9', { name: 'X' })).status).toBe(403);
  const kinds = await admin.put('/vendors/ext:workday:V2', { name: 'Birch' });
  expect(kinds.body.kind).toBe('marketplace');
});
