import { beforeAll, expect, test } from 'vitest';
import { openMarket, type Market } from '../support/market.ts';
import { ordersOf, type Orders } from '../support/orders.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let market: Market;
let orders: Orders;
let manager: Client;

beforeAll(async () => {
  service = await startService();
  market = await openMarket(service);
  orders = ordersOf(service, market);
  ({ manager } = market);
});

/** An open order of a unit in the place. */
async function orderIn(place: { state: string; city?: string }, changes: object = {}): Promise<any> {
  const { admin, programId } = market;
  const key = `${place.state}${place.city ?? ''}`.replaceAll(' ', '');
  const facility = { programId, name: key, timeZone: 'America/Denver', ...place };
  const facilityId = (await admin.put(`/facilities/ext:workday:${key}`, facility)).body.id;
  const unit = { programId, facilityId, name: 'ICU' };
  const unitId = (await admin.put(`/units/ext:workday:${key}-ICU`, unit)).body.id;
  const created = await manager.post('/orders', orders.terms({ unitId, ...changes }));
  expect(created.status, created.text).toBe(201);
  expect((await orders.act(manager, created.body, 'submit')).body.state).toBe('open');
  return created.body;
}

const lacking = (refused: { body: any }) => refused.body.errors.map((fault: any) => fault.pointer);
const pay = { payRateFrom: '55', payRateTo: '60', payUnit: 'hour' };
const whole = {
  ...pay,
  benefitsText: 'Medical from day 1.',
  otherCompensation: 'Night differential.',
  respondBy: '2026-03-01T00:00:00Z',
};

test('the rules are read on both surfaces, each with its source and how sure it is', async () => {
  const { recruiter } = await market.vendor(5);
  const listed = await recruiter.get('/pay-transparency-rules?state=CO&sort=code');
  expect(listed.body.data, listed.text).toMatchObject([
    { code: 'co_2021', effectiveTo: '2023-12-31', showsCloseDate: false },
    { code: 'co_2024', effectiveFrom: '2024-01-01', effectiveTo: null, showsCloseDate: true },
  ]);
  const graph = await manager.graphql(
    '{ payTransparencyRules(filter: { state: { eq: "NY" }, confidence: { eq: CONFIRMED } }) { nodes { code citation employeesFrom } } }',
  );
  expect(graph.body.data?.payTransparencyRules.nodes, graph.text).toEqual([
    { code: 'ny_2023', citation: 'N.Y. Labor Law 194-b', employeesFrom: 4 },
  ]);
});

test('a release is refused with each term that the law of the place wants, and who says so', async () => {
  const order = await orderIn({ state: 'CO' }, { payRateFrom: '55' });
  const refused = await orders.release(order);
  expect(refused.body, refused.text).toMatchObject({ status: 409, code: 'posting_lacks_pay_terms' });
  expect(lacking(refused)).toEqual([
    '/payRateTo',
    '/payUnit',
    '/benefitsText',
    '/otherCompensation',
    '/respondBy',
  ]);
  expect(refused.body.errors[0].message).toContain('C.R.S. 8-5-201');
  expect((await orders.read(order)).releasedAt).toBeNull();
  const check = await manager.get(`/orders/${order.id}/posting-check`);
  expect(check.body, check.text).toMatchObject({
    payTransparency: 'block',
    postable: false,
    rules: ['co_2024'],
    gaps: [{ field: 'payRateTo', rule: 'co_2024', confidence: 'from_knowledge' }, {}, {}, {}, {}],
  });
  expect((await market.stranger.get(`/orders/${order.id}/posting-check`)).status).toBe(404);
  expect((await orders.patch(order, whole, manager)).status).toBe(200);
  expect((await orders.release(order)).status).toBe(200);
  const taken = await orders.patch(order, { benefitsText: null }, manager);
  expect(taken.body.code, taken.text).toBe('posting_lacks_pay_terms');
  expect((await orders.patch(order, { benefitsText: 'More.' }, manager)).status).toBe(200);
  const asPosted = await manager.get(
    `/orders/${order.id}?asOf=${encodeURIComponent('2026-01-05T12:00:00Z')}`,
  );
  expect(asPosted.body.benefitsText).toBe('More.');
});

test.each([
  ['California wants a range and its unit', { state: 'CA' }, {}, ['/payRateFrom', '/payRateTo', '/payUnit']],
  ['a city has rules of its own', { state: 'OH', city: 'Cleveland' }, pay, []],
  [
    'a city lacks what its rules want',
    { state: 'OH', city: 'Cleveland' },
    {},
    ['/payRateFrom', '/payRateTo', '/payUnit'],
  ],
  ['elsewhere in the state nothing is wanted', { state: 'OH', city: 'Dayton' }, {}, []],
  ['what is owed on request waits for no posting', { state: 'NV' }, {}, []],
  ['a state of the law to come', { state: 'DE' }, {}, []],
  [
    'a state from which the work may be done',
    { state: 'OH', city: 'Dayton' },
    { ...pay, remoteStates: ['IL'] },
    ['/benefitsText'],
  ],
  [
    'a salary is the range of a direct hire',
    { state: 'VT' },
    {
      type: 'direct_hire',
      billRate: null,
      maxBillRate: null,
      guaranteedHours: null,
      postedRateFrom: null,
      postedRateTo: null,
      salaryFrom: '80000',
      salaryTo: '90000',
    },
    ['/payUnit'],
  ],
])('%s', async (_, place, changes, pointers) => {
  const released = await orders.release(await orderIn(place, changes));
  if (pointers.length === 0) expect(released.status, released.text).toBe(200);
  else expect(lacking(released), released.text).toEqual(pointers);
});

test('a small employer is under no rule for larger ones, and a program may only be warned', async () => {
  const { admin, programId } = market;
  const change = async (body: object) => {
    const { version } = (await admin.get(`/programs/${programId}`)).body;
    const changed = await admin.patch(`/programs/${programId}`, body, { 'if-match': `"${version}"` });
    expect(changed.status, changed.text).toBe(200);
  };
  const order = await orderIn({ state: 'MN' });
  await change({ employees: 29 });
  expect((await manager.get(`/orders/${order.id}/posting-check`)).body).toMatchObject({
    rules: [],
    gaps: [],
  });
  await change({ employees: 30, payTransparency: 'warn' });
  const check = (await manager.get(`/orders/${order.id}/posting-check`)).body;
  expect(check).toMatchObject({ postable: true, rules: ['mn_2025'] });
  expect(check.gaps.length).toBeGreaterThan(0);
  expect((await orders.release(order)).status).toBe(200);
  await change({ employees: null, payTransparency: 'block' });
});

test('what would take the pay terms out of a posting is not asked of approvers, who could not put it into force', async () => {
  const order = await orderIn({ state: 'CO' }, whole);
  expect((await orders.release(order)).status).toBe(200);
  await orders.policy('order');
  const dearer = await orders.patch(order, { billRate: '101', benefitsText: null }, manager);
  expect(dearer.body.code, dearer.text).toBe('posting_lacks_pay_terms');
  expect((await manager.get(`/approval-chains?subjectId=${order.id}`)).body.data).toEqual([]);
});
