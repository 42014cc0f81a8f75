import { beforeAll, expect, test } from 'vitest';
import { openMarket, type Market } from '../support/market.ts';
import { ordersOf, type Orders } from '../support/orders.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { ok } from '../support/weeks.ts';

let service: Service;
let market: Market;
let orders: Orders;
let manager: Client;
const made = new Map<string, string>();

const pay = { payRateFrom: '55', payRateTo: '60', payUnit: 'hour' };
const whole = {
  ...pay,
  benefitsText: 'Medical from day 1.',
  otherCompensation: 'Night differential.',
  respondBy: '2026-03-01T00:00:00Z',
};

/** An order in the state, released. */
async function posted(state: string, terms: object): Promise<any> {
  const { admin, programId } = market;
  const facility = { programId, name: state, timeZone: 'America/Denver', state };
  const facilityId =
    made.get(state) ?? (await admin.put(`/facilities/ext:workday:${state}`, facility)).body.id;
  made.set(state, facilityId);
  const unit = { programId, facilityId, name: 'ICU' };
  const unitId = (await admin.put(`/units/ext:workday:${state}-ICU`, unit)).body.id;
  const order = ok(await manager.post('/orders', orders.terms({ unitId, ...terms })), 201);
  ok(await orders.act(manager, order, 'submit'));
  ok(await orders.release(order));
  return order;
}

beforeAll(async () => {
  service = await startService();
  market = await openMarket(service);
  orders = ordersOf(service, market);
  ({ manager } = market);
  await market.vendor(1);
});

const audit = async (query = 'from=2026-01-01&to=2026-12-31', as = manager) =>
  ok(await as.get(`/pay-transparency-audit?${query}`));
const rowsOf = async (order: { id: string }, query?: string) =>
  (await audit(query)).rows.filter(({ orderId }: any) => orderId === order.id);

test('each posting stands with the rules of its place, what it posted, and whether that is lawful', async () => {
  const lawful = await posted('CO', whole);
  const free = await posted('TX', {});
  expect(await rowsOf(lawful)).toMatchObject([
    {
      state: 'CO',
      orderType: 'contract',
      postedOn: '2026-01-05',
      postedTo: null,
      payFrom: '55.0000',
      payTo: '60.0000',
      payUnit: 'hour',
      currency: 'USD',
      rules: ['co_2024'],
      citations: [expect.stringContaining('C.R.S.')],
      verdict: 'lawful',
      lacking: [],
      needsConfirming: true,
    },
  ]);
  expect(await rowsOf(free)).toMatchObject([{ state: 'TX', payFrom: null, rules: [], verdict: 'no_rule' }]);
});

test('what a program that only warns posted without its terms is unlawful, term by term, until it tells them', async () => {
  ok(
    await manager.patch(`/programs/${market.programId}`, { payTransparency: 'warn' }, { 'if-match': '"1"' }),
  );
  const order = await posted('CO', { payRateFrom: '55' });
  const check = ok(await manager.get(`/orders/${order.id}/posting-check`));
  const [row] = await rowsOf(order);
  expect(row).toMatchObject({ verdict: 'unlawful', rules: check.rules });
  expect(row.lacking).toEqual(
    check.gaps.map(({ field, rule, citation }: any) => `${field}: ${rule} (${citation})`),
  );
  await service.moveClock(market.tenantId, '2026-01-08T12:00:00Z');
  expect((await orders.patch(order, whole, manager)).status).toBe(200);
  const [before, after, ...more] = await rowsOf(order);
  expect(more).toEqual([]);
  expect(before).toMatchObject({ verdict: 'unlawful', postedOn: '2026-01-05', postedTo: after.postedFrom });
  expect(after).toMatchObject({ verdict: 'lawful', postedOn: '2026-01-08', postedTo: null });
  // A change of what no rule asks for is no other posting.
  expect((await orders.patch(order, { description: 'Nights.' }, manager)).status).toBe(200);
  expect(await rowsOf(order)).toHaveLength(2);
  expect(await rowsOf(order, 'from=2026-01-09&to=2026-02-01')).toMatchObject([{ verdict: 'lawful' }]);
  expect(await rowsOf(order, 'from=2025-01-01&to=2025-12-31')).toEqual([]);
});

test('a posting ends with its order; one never shown is none', async () => {
  const order = await posted('CO', whole);
  await service.moveClock(market.tenantId, '2026-01-10T12:00:00Z');
  const { version } = await orders.read(order);
  ok(
    await manager.post(
      `/orders/${order.id}/cancel`,
      { reason: 'Census fell.' },
      { 'if-match': `"${version}"` },
    ),
  );
  expect(await rowsOf(order)).toMatchObject([{ postedTo: expect.stringContaining('2026-01-10T12:00') }]);
  expect(await rowsOf(order, 'from=2026-01-11&to=2026-12-31')).toEqual([]);
  const draft = await orders.draft();
  expect(await rowsOf(draft)).toEqual([]);
});

test('the audit counts, is CSV and GraphQL alike, within the scope of who asks', async () => {
  const found = await audit();
  expect(found).toMatchObject({ pack: 'pay_transparency_audit', postings: found.rows.length, unlawful: 1 });
  for (const { description } of found.columns) expect(description).not.toBe('');
  const csv = await manager.get('/pay-transparency-audit?from=2026-01-01&to=2026-12-31', {
    accept: 'text/csv',
  });
  expect(csv.text.trim().split('\r\n')).toHaveLength(1 + found.rows.length);
  const graph = await manager.graphql(
    '{ payTransparencyAudit(from: "2026-01-01", to: "2026-12-31", format: CSV) { text } }',
  );
  expect(graph.body.data?.payTransparencyAudit.text, graph.text).toBe(csv.text);
  const narrow = await service.member(market.tenantId, {
    role: 'client_finance',
    programIds: [market.programId],
    facilityIds: [made.get('TX')!],
  });
  expect(new Set((await audit(undefined, narrow)).rows.map(({ state }: any) => state))).toEqual(
    new Set(['TX']),
  );
  const one = await audit(`from=2026-01-01&to=2026-12-31&facilityId=${made.get('TX')!}`);
  expect(one.rows.map(({ state }: any) => state)).toEqual(['TX']);
  expect((await market.requester.get('/pay-transparency-audit?from=2026-01-01&to=2026-12-31')).status).toBe(
    403,
  );
  const { recruiter } = await market.vendor(2);
  expect((await recruiter.get('/pay-transparency-audit?from=2026-01-01&to=2026-12-31')).status).toBe(403);
  for (const [days, code] of [
    ['from=2026-02-01&to=2026-01-01', 'before_start'],
    ['from=2024-01-01&to=2026-01-01', 'too_long'],
  ])
    expect((await manager.get(`/pay-transparency-audit?${days}`)).body.errors[0].code).toBe(code);
});
