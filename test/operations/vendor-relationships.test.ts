import { beforeAll, expect, test } from 'vitest';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { startService, type Answer, type Client, type Service } from '../support/service.ts';

let service: Service;
let market: PlacementMarket;
let admin: Client;
let prime: Agency;
let rival: Agency;
let sub: string;

const relate = (given: object = {}) =>
  admin.post('/vendor-relationships', {
    vendorId: prime.id,
    subVendorId: sub,
    effectiveFrom: '2026-01-01',
    ...given,
  });
const firm = (name: string) => market.row('vendors', { name, tax_id_digest: null, state: 'prospect' });
const bare = ({ status, body: { requestId: _, ...body } }: Answer) => [status, body];

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  admin = await market.member('tenant_admin');
  prime = await market.agency();
  rival = await market.agency();
  sub = await firm('Small Sub');
});

test('hold for days that no other covers, and end no later than agreed, on both surfaces', async () => {
  const made = await relate({ effectiveTo: '2026-06-30' });
  expect(made.status, made.text).toBe(201);
  expect(made.body).toMatchObject({ subVendorName: 'Small Sub', effectiveTo: '2026-06-30', version: 1 });
  expect((await relate({ effectiveFrom: '2026-06-30' })).body).toMatchObject({
    status: 409,
    code: 'relationship_overlaps',
  });
  // In every program is in this one too, and the other way round.
  const programId = market.id('programs');
  expect((await relate({ programId })).body.code).toBe('relationship_overlaps');
  const later = await relate({ programId, effectiveFrom: '2027-01-01', effectiveTo: '2027-06-30' });
  expect(later.status, later.text).toBe(201);
  expect((await relate({ effectiveFrom: '2027-06-30' })).body.code).toBe('relationship_overlaps');
  const path = `/vendor-relationships/${made.body.id}/end`;
  expect((await admin.post(path, { effectiveTo: '2026-05-31' }, { 'if-match': '"2"' })).status).toBe(412);
  const ended = await admin.graphql(
    'mutation($input: EndVendorRelationshipInput!) { endVendorRelationship(input: $input) { vendorRelationship { effectiveTo } } }',
    { input: { vendorRelationshipId: made.body.id, effectiveTo: '2026-05-31' } },
  );
  expect(ended.body.data.endVendorRelationship.vendorRelationship.effectiveTo).toBe('2026-05-31');
  expect((await admin.post(path, { effectiveTo: '2026-07-01' })).body.errors[0].code).toBe('after_end');
  expect((await relate({ effectiveFrom: '2026-06-01', effectiveTo: '2026-05-01' })).status).toBe(422);
});

test('never lead back to where they begin, over however many', async () => {
  const [one, two, three] = [await firm('One'), await firm('Two'), await firm('Three')];
  const step = (vendorId: string, subVendorId: string, more: object = {}) =>
    relate({ vendorId, subVendorId, ...more });
  expect((await step(one, one)).body.code).toBe('relationship_circular');
  expect((await step(one, two)).status).toBe(201);
  expect((await step(two, three, { effectiveTo: '2026-03-31' })).status).toBe(201);
  expect((await step(three, one)).body).toMatchObject({ status: 409, code: 'relationship_circular' });
  expect((await step(two, one, { programId: market.id('programs') })).body.code).toBe(
    'relationship_circular',
  );
  // Not of the same days: no circle.
  expect((await step(three, one, { effectiveFrom: '2026-04-01' })).status).toBe(201);
});

test('are the tenant’s to agree; the prime vendor reads its own, the other and rivals nothing', async () => {
  const other = await firm('Read Sub');
  const { body } = await relate({ subVendorId: other });
  const path = `/vendor-relationships/${body.id}`;
  expect((await prime.recruiter.get(path)).body).toMatchObject({ subVendorName: 'Read Sub' });
  const missing = '/vendor-relationships/0198c0de-0000-7000-8000-000000000001';
  const itself = await market.member('vendor_recruiter', { vendorId: other });
  for (const stranger of [rival.recruiter, itself]) {
    expect(bare(await stranger.get(path))).toEqual(bare(await stranger.get(missing)));
    expect((await stranger.get('/vendor-relationships?count=true')).body.page.total).toBe(0);
  }
  expect((await market.requester.get('/vendor-relationships')).status).toBe(403);
  expect((await prime.recruiter.post(`${path}/end`, { effectiveTo: '2026-02-01' })).status).toBe(403);
  expect((await prime.recruiter.get(`/vendors/${other}`)).status).toBe(404);
  const bound = await market.member('tenant_admin', { programIds: [market.id('programs')] });
  const refused = await bound.post('/vendor-relationships', {
    vendorId: prime.id,
    subVendorId: other,
    effectiveFrom: '2027-01-01',
  });
  expect(refused.body.code).toBe('whole_tenant_only');
});

test('are recorded on a submission: who employs, to all but the worker and other vendors', async () => {
  const employer = await firm('Employing Sub');
  const { body: relationship } = await relate({ subVendorId: employer, effectiveTo: '2026-12-31' });
  const orderId = await market.order(3, [prime, rival]);
  const submit = async (agency: Agency, vendorRelationshipId: string | undefined) => {
    const { representationId } = await market.represent(agency);
    return agency.recruiter.post('/submissions', {
      orderId,
      representationId,
      billRate: '98',
      availableOn: '2026-02-01',
      vendorRelationshipId,
    });
  };
  const made = await submit(prime, relationship.id);
  expect(made.status, made.text).toBe(201);
  expect(made.body).toMatchObject({ subVendorId: employer, subVendorName: 'Employing Sub' });
  expect((await submit(prime, undefined)).body).toMatchObject({ subVendorId: null, subVendorName: null });
  const foreign = await submit(rival, relationship.id);
  expect([foreign.status, foreign.body.errors?.[0].pointer]).toEqual([422, '/vendorRelationshipId']);
  const path = `/submissions/${made.body.id}`;
  expect((await rival.recruiter.get(path)).status).toBe(404);
  await market.manager.post(`${path}/present`);
  expect((await market.requester.get(path)).body).toMatchObject({ subVendorName: 'Employing Sub' });
  expect((await market.manager.get(`/submissions?subVendorId=${employer}&count=true`)).body.page.total).toBe(
    1,
  );

  const { body: later } = await relate({ subVendorId: employer, effectiveFrom: '2027-01-01' });
  expect((await submit(prime, later.id)).body).toMatchObject({
    status: 409,
    code: 'sub_vendor_not_in_force',
  });
});
