import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openMarket, type Market, type PanelVendor } from '../support/market.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let market: Market;
let manager: Client;
let one: PanelVendor;
let two: PanelVendor;

const ana = {
  firstName: 'Ana',
  lastName: 'Core',
  birthDate: '1990-04-01',
  homeState: 'TX',
  profession: 'rn',
  specialties: ['icu'],
  rightToRepresentUntil: '2026-07-01T00:00:00Z',
};
const stretch = {
  employer: 'Mercy Health',
  facilityName: 'Mercy West',
  state: 'OH',
  profession: 'rn',
  specialty: 'icu',
  unitType: 'Cardiac step-down',
  startsOn: '2023-01-09',
  endsOn: '2024-06-30',
  hoursPerWeek: '36',
  patientsPerWorker: 4,
};

beforeAll(async () => {
  service = await startService();
});
beforeEach(async () => {
  market = await openMarket(service);
  ({ manager } = market);
  [one, two] = [await market.vendor(1), await market.vendor(2)];
});

const represent = async ({ recruiter }: PanelVendor) =>
  (await recruiter.post('/representations', ana)).body.id;
const workerOf = async (id: string) => (await manager.get(`/representations/${id}`)).body.workerId;

describe('years in a specialty', () => {
  test('are stated by the vendor of its representation, and kept of the worker by the operator', async () => {
    const experience = [
      { profession: 'rn', specialty: 'icu', years: 4, since: '2022-01-01' },
      { profession: 'rn', years: 9 },
    ];
    const made = await one.recruiter.post('/representations', { ...ana, experience });
    expect(made.body.experience, made.text).toEqual(experience);
    const path = `/representations/${made.body.id}`;
    const same = await one.recruiter.patch(path, { experience }, { 'if-match': '"1"' });
    expect(same.body.version).toBe(1);
    const fewer = await one.recruiter.patch(path, { experience: experience.slice(1) }, { 'if-match': '"1"' });
    expect(fewer.body).toMatchObject({ version: 2, experience: [{ profession: 'rn', years: 9 }] });
    const workerId = await workerOf(made.body.id);
    expect((await manager.get(`/workers/${workerId}`)).body.experience).toEqual(experience);
    const shown = await manager.graphql(
      `{ worker(id: "${workerId}") { experience { profession specialty years since } } }`,
    );
    expect(shown.body.data.worker.experience[1]).toEqual({
      profession: 'rn',
      specialty: null,
      years: 9,
      since: null,
    });
    const twice = await one.recruiter.patch(
      path,
      {
        experience: [
          { profession: 'rn', years: 1 },
          { profession: 'rn', years: 2 },
        ],
      },
      { 'if-match': '"2"' },
    );
    expect(twice.body.errors[0]).toMatchObject({ pointer: '/experience' });
    for (const wrong of [
      { profession: 'no_such', years: 1 },
      { profession: 'rn', years: 71 },
    ]) {
      const refused = await one.recruiter.patch(path, { experience: [wrong] }, { 'if-match': '"2"' });
      expect(refused.status, refused.text).toBe(422);
      expect(refused.body.errors[0].pointer).toMatch(/^\/experience\/0\//);
    }
  });
});

describe('a taxonomy code', () => {
  const icu = { display: 'Critical Care Medicine Nurse', profession: 'rn', specialty: 'icu' };

  test('is of the tenant’s own list, which everybody reads and the operator keeps', async () => {
    const put = (code: string, body: object, client = manager) =>
      client.put('/taxonomy-codes', { code, ...body });
    expect((await put('163WC0200X', icu, one.recruiter)).status).toBe(403);
    expect((await put('163WC0200X', icu, market.requester)).status).toBe(403);
    const made = await put('163WC0200X', icu);
    expect(made.body, made.text).toMatchObject({ version: 1, code: '163WC0200X', ...icu });
    expect((await put('163WC0200X', icu)).body.version).toBe(1);
    expect((await put('163WC0200X', { display: 'ICU nurse' })).body).toMatchObject({
      version: 2,
      profession: null,
    });
    for (const code of ['163WC0200Y', '163wc0200X', '163WC020X', '163WC02000X'])
      expect((await put(code, icu)).body.errors[0]).toMatchObject({ pointer: '/code' });
    const bulk = await manager.post('/taxonomy-codes/bulk', {
      items: [
        { code: '163WC0200X', display: 'ICU nurse' },
        { code: '163WE0003X', display: 'Emergency nurse' },
        { code: '163WE0003X', display: 'Another word for it' },
        { code: '163W00000X', display: 'Nurse', profession: 'no_such' },
        { code: '163W00000X', display: 'Nurse' },
      ],
    });
    expect(bulk.body.rows.map(({ status, code }: any) => code ?? status)).toEqual([
      'unchanged',
      'created',
      'invalid_input',
      'invalid_input',
      'created',
    ]);
    for (const client of [one.recruiter, market.requester])
      expect((await client.get('/taxonomy-codes?sort=code')).body.data).toHaveLength(3);
  });

  test('is named by workers and representations only if it is listed', async () => {
    const codes = { taxonomyCodes: ['163WC0200X'] };
    const early = await one.recruiter.post('/representations', { ...ana, ...codes });
    expect(early.body.errors[0]).toMatchObject({ pointer: '/taxonomyCodes/0', code: 'not_found' });
    await manager.put('/taxonomy-codes', { code: '163WC0200X', ...icu });
    const made = await one.recruiter.post('/representations', { ...ana, ...codes });
    expect(made.body).toMatchObject(codes);
    const put = (taxonomyCodes: string[]) =>
      manager.put('/workers/ext:workday:1', { ...ana, rightToRepresentUntil: undefined, taxonomyCodes });
    expect((await put(['163WC0200X'])).body).toMatchObject(codes);
    expect((await put(['163WE0003X'])).body.errors[0]).toMatchObject({ pointer: '/taxonomyCodes/0' });
  });
});

describe('work history', () => {
  test('is stated by a vendor of its representation, and nothing to any other', async () => {
    const id = await represent(one);
    const path = `/representations/${id}/work-history-entries`;
    const made = await one.recruiter.post(path, stretch);
    expect(made.body, made.text).toMatchObject({
      ...stretch,
      hoursPerWeek: '36.00',
      vendorId: one.vendorId,
      representationId: id,
    });
    expect(made.body).not.toHaveProperty('workerId');
    const entry = `/work-history-entries/${made.body.id}`;
    const elsewhere = await represent(two);
    expect((await two.recruiter.post(path, stretch)).status).toBe(404);
    expect((await two.recruiter.get(entry)).status).toBe(404);
    expect((await two.recruiter.get('/work-history-entries')).body.data).toEqual([]);
    expect(await workerOf(elsewhere)).toBe(await workerOf(id));
    expect((await market.requester.get('/work-history-entries')).status).toBe(403);
    expect(
      (await manager.get(`/work-history-entries?workerId=${await workerOf(id)}`)).body.data,
    ).toHaveLength(1);
    const patch = (body: object, version: number, client = one.recruiter) =>
      client.patch(entry, body, { 'if-match': `"${version}"` });
    expect((await patch({ endsOn: null }, 2)).status).toBe(412);
    expect((await patch({ endsOn: null }, 1, two.recruiter)).status).toBe(404);
    expect((await patch({ endsOn: null }, 1, manager)).body).toMatchObject({
      status: 403,
      code: 'stated_by_others',
    });
    expect((await patch({ endsOn: '2022-01-01' }, 1)).body.errors[0]).toMatchObject({ pointer: '/endsOn' });
    expect((await patch({ endsOn: null, employer: 'Mercy' }, 1)).body).toMatchObject({
      version: 2,
      endsOn: null,
    });
    const history = await one.recruiter.graphql(
      `{ representation(id: "${id}") { workHistory { nodes { employer } } } }`,
    );
    expect(history.body.data.representation.workHistory.nodes).toEqual([{ employer: 'Mercy' }]);
    expect((await manager.post(`${entry}/remove`)).body.code).toBe('stated_by_others');
    expect((await one.recruiter.post(`${entry}/remove`)).body.archivedAt).toBe('2026-01-05T12:00:00Z');
    expect((await one.recruiter.get('/work-history-entries')).body.data).toEqual([]);
    await one.recruiter.post(`/representations/${id}/withdraw`);
    expect((await one.recruiter.post(path, stretch)).body.code).toBe('step_not_allowed');
  });

  test('is recorded by the operator of the worker, which no vendor reads', async () => {
    const id = await represent(one);
    const workerId = await workerOf(id);
    const path = `/workers/${workerId}/work-history-entries`;
    expect((await one.recruiter.post(path, stretch)).status).toBe(403);
    expect((await market.requester.post(path, stretch)).status).toBe(403);
    const made = await manager.graphql(
      `mutation($input: RecordWorkHistoryInput!) { recordWorkHistory(input: $input) { workHistoryEntry { id employer vendorId } } }`,
      { input: { workerId, ...stretch } },
    );
    const entry = made.body.data.recordWorkHistory.workHistoryEntry;
    expect(entry).toMatchObject({ employer: 'Mercy Health', vendorId: null });
    expect((await one.recruiter.get(`/work-history-entries/${entry.id}`)).status).toBe(404);
    const own = await service.member(market.tenantId, { role: 'worker', workerId });
    expect((await own.get('/work-history-entries')).body.data).toHaveLength(1);
    const late = await manager.post(path, { ...stretch, startsOn: '2024-07-01' });
    expect(late.body.errors[0]).toMatchObject({ pointer: '/endsOn', code: 'before_start' });
    for (const wrong of [{ hoursPerWeek: '0' }, { hoursPerWeek: '168.5' }, { patientsPerWorker: 0 }])
      expect((await manager.post(path, { ...stretch, ...wrong })).status).toBe(422);
  });
});
