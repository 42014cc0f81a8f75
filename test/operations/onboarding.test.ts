import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { place } from '../support/placing.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let market: PlacementMarket;
let agency: Agency;
let rival: Agency;
let templateId: string;

const badge = { code: 'badge', name: 'Badge', owner: 'msp', dueDaysBeforeStart: 7 };
const forms = { code: 'forms', name: 'Tax forms', owner: 'worker', dueDaysBeforeStart: 3 };
const tour = { code: 'tour', name: 'Tour of the unit', owner: 'client', required: false };

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  agency = await market.agency();
  rival = await market.agency();
  const list = { programId: market.id('programs'), name: 'Lakeshore', items: [badge, forms] };
  const made = await market.manager.post('/onboarding-templates', list);
  expect(made.status, made.text).toBe(201);
  templateId = made.body.id;
});

const itemsOf = async (assignmentId: string, client = market.manager) =>
  (await client.get(`/onboarding-items?assignmentId=${assignmentId}&sort=dueOn`)).body.data;

describe('a checklist', () => {
  test('is one a place, of one program, and is not a vendor’s to read', async () => {
    const list = { programId: market.id('programs'), name: 'Again', items: [badge] };
    expect((await market.manager.post('/onboarding-templates', list)).body.code).toBe('checklist_exists');
    expect((await market.requester.post('/onboarding-templates', list)).status).toBe(403);
    expect((await agency.recruiter.get('/onboarding-templates')).status).toBe(403);
    const twice = await market.manager.post('/onboarding-templates', { ...list, items: [badge, badge] });
    expect(twice.status).toBe(422);
    const unit = await market.manager.post('/onboarding-templates', { ...list, unitId: market.id('units') });
    expect(unit.body.errors).toMatchObject([{ pointer: '/unitId', code: 'of_another_facility' }]);
    const foreign = await market.manager.post('/onboarding-templates', { ...list, facilityId: randomUUID() });
    expect(foreign.status).toBe(422);
    expect((await market.requester.get(`/onboarding-templates/${templateId}`)).body.items).toHaveLength(2);
  });

  test('changes in the version that was seen, is archived and comes back', async () => {
    const path = `/onboarding-templates/${templateId}`;
    const items = [badge, { ...forms, name: 'Forms' }];
    expect((await market.manager.patch(path, { items }, { 'if-match': '"9"' })).body.code).toBe(
      'stale_version',
    );
    const changed = await market.manager.patch(path, { items }, { 'if-match': '"1"' });
    expect(changed.body).toMatchObject({ version: 2, items: [{ code: 'badge' }, { name: 'Forms' }] });
    const same = await market.manager.patch(path, { items }, { 'if-match': '"2"' });
    expect(same.body.version).toBe(2);
    expect((await market.manager.post(`${path}/archive`)).status).toBe(200);
    const unlisted = await place(market, agency);
    expect((await itemsOf(unlisted.id)).map(({ code }: any) => code)).toEqual(['tour']);
    expect((await market.manager.post(`${path}/restore`)).status).toBe(200);
    expect((await market.manager.post(`${path}/restore`)).body.code).toBe('step_not_allowed');
  });
});

describe('a placement', () => {
  let id: string;
  let worker: Client;
  const codes = async () => Object.fromEntries((await itemsOf(id)).map((item: any) => [item.code, item.id]));

  test('has the things of its program and its unit to be done, each by whom it is for', async () => {
    const placed = await place(market, agency);
    id = placed.id;
    worker = await market.member('worker', { workerId: placed.workerId });
    expect(await itemsOf(id)).toMatchObject([
      { code: 'badge', owner: 'msp', required: true, dueOn: '2026-01-25', state: 'open' },
      { code: 'forms', owner: 'worker', required: true, dueOn: '2026-01-29' },
      // The world's own list of the unit.
      { ...tour, dueOn: '2026-02-01' },
    ]);
    expect(await itemsOf(id, agency.recruiter)).toHaveLength(3);
    expect(await itemsOf(id, worker)).toHaveLength(3);
    expect(await itemsOf(id, rival.recruiter)).toEqual([]);
    expect((await market.requester.get(`/assignments/${id}`)).body.onboardingOpen).toBe(2);
  });

  test('does not begin before what is required is done or waived, and says what is left', async () => {
    await service.moveClock(market.tenantId, '2026-02-01T15:00:00Z');
    const start = () => market.requester.post(`/assignments/${id}/start`, { startedOn: '2026-02-01' });
    const refused = await start();
    expect([refused.status, refused.body.code]).toEqual([409, 'onboarding_incomplete']);
    expect(refused.body.items).toEqual([
      { code: 'badge', name: 'Badge', owner: 'msp' },
      { code: 'forms', name: 'Forms', owner: 'worker' },
    ]);
    const { badge: badgeId, forms: formsId, tour: tourId } = await codes();
    const complete = (client: Client, item: string) => client.post(`/onboarding-items/${item}/complete`);
    expect((await complete(rival.recruiter, badgeId)).status).toBe(404);
    expect((await complete(agency.recruiter, badgeId)).body.code).toBe('not_your_item');
    expect((await complete(worker, badgeId)).body.code).toBe('not_your_item');
    expect((await complete(market.finance, badgeId)).status).toBe(403);
    expect((await complete(await market.member('credentialing'), badgeId)).body.state).toBe('complete');
    expect((await complete(market.requester, tourId)).body.state).toBe('complete');
    const done = await worker.graphql(
      'mutation($id: ID!) { completeOnboardingItem(input: { onboardingItemId: $id }) { onboardingItem { state doneAt } events { type data } } }',
      { id: formsId },
    );
    expect(done.body.errors).toBeUndefined();
    expect(done.body.data.completeOnboardingItem).toMatchObject({
      onboardingItem: { state: 'COMPLETE', doneAt: '2026-02-01T15:00:00Z' },
      events: [{ type: 'onboarding_item.completed', data: { assignmentId: id, code: 'forms' } }],
    });
    expect((await complete(worker, formsId)).body.code).toBe('step_not_allowed');
    // What was said in error is taken back, and is then nobody's own to excuse.
    expect((await worker.post(`/onboarding-items/${formsId}/reopen`, {})).body.state).toBe('open');
    expect((await start()).body.items).toMatchObject([{ code: 'forms' }]);
    const waive = (client: Client) =>
      client.post(`/onboarding-items/${formsId}/waive`, { reason: 'Known here' });
    expect((await waive(worker)).status).toBe(403);
    expect((await waive(market.requester)).body.code).toBe('not_your_item');
    expect((await waive(market.manager)).body).toMatchObject({
      state: 'waived',
      waivedBecause: 'Known here',
    });
    const started = await start();
    expect(started.body, started.text).toMatchObject({ state: 'active', onboardingOpen: 0 });
  });
});

test('an orientation that the place demands is done by its credential, when that is verified', async () => {
  const admin = await market.member('tenant_admin');
  const credentialing = await market.member('credentialing');
  const type = await admin.post('/credential-types', {
    code: 'icu_tour',
    name: 'ICU orientation',
    kind: 'orientation',
  });
  expect(type.status, type.text).toBe(201);
  const represented = await market.represent(agency);
  const { representationId } = represented;
  const demanded = await admin.post('/requirements', {
    programId: market.id('programs'),
    typeId: type.body.id,
    severity: 'hard',
    proof: 'document',
    requiredAt: 'start',
    effectiveFrom: '2026-01-01',
  });
  expect(demanded.status, demanded.text).toBe(201);
  const { id } = await place(market, agency, {
    represented,
    offered: { billRate: '98', startsOn: '2026-02-08', endsOn: '2026-05-02', hoursPerWeek: '36' },
  });
  const item = (await itemsOf(id)).find(({ code }: any) => code === 'credential_icu_tour');
  expect(item).toMatchObject({
    required: true,
    credentialTypeId: type.body.id,
    state: 'open',
    owner: 'vendor',
  });
  const held = await agency.recruiter.post('/credentials', { representationId, typeId: type.body.id });
  expect(held.status, held.text).toBe(201);
  await credentialing.post(`/credentials/${held.body.id}/start-verification`);
  const verified = await credentialing.post(`/credentials/${held.body.id}/verify`, {
    method: 'document',
    source: 'Sign-in sheet',
    verifiedAt: '2026-02-01T00:00:00Z',
  });
  expect(verified.status, verified.text).toBe(200);
  await service.drain(market.tenantId);
  const [after] = (await itemsOf(id)).filter(({ code }: any) => code === 'credential_icu_tour');
  expect(after.state).toBe('complete');
});
