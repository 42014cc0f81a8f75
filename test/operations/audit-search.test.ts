import { beforeAll, expect, test } from 'vitest';
import { rolesOf, type Role, type Side } from '../../src/kernel/actor.ts';
import { openMarket, type Market } from '../support/market.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let market: Market;
let orderId: string;
let requestId: string;

const order = () => ({
  unitId: market.unitId,
  profession: 'rn',
  specialty: 'icu',
  positions: 1,
  startsOn: '2026-02-01',
  endsOn: '2026-05-02',
  hoursPerWeek: '36',
  billRate: '98',
  reason: 'vacancy',
});

beforeAll(async () => {
  service = await startService();
  market = await openMarket(service);
  const { requester } = market;
  orderId = (await requester.post('/orders', order())).body.id;
  await service.moveClock(market.tenantId, '2026-01-06T12:00:00Z');
  const canceled = await requester.post(`/orders/${orderId}/cancel`, { reason: '100% of the census fell.' });
  expect(canceled.status, canceled.text).toBe(200);
  requestId = String(canceled.headers['x-request-id']);
});

const search = async (client: Client, query: string): Promise<any[]> => {
  const answer = await client.get(`/audit?${query}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.entries;
};

test('an entry says who, what, when by both clocks, from where, why, before and after', async () => {
  const [entry, ...more] = await search(market.admin, `subjectId=${orderId}&operation=cancelOrder`);
  expect(more).toEqual([]);
  expect(entry).toMatchObject({
    type: 'order.canceled',
    operation: 'cancelOrder',
    subject: { noun: 'order', id: orderId },
    programId: market.programId,
    actor: {
      kind: 'membership',
      membershipId: market.requester.actor.membershipId,
      userId: market.requester.actor.userId,
      tokenId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    },
    at: '2026-01-06T12:00:00Z',
    requestId,
    address: '127.0.0.1',
    reason: '100% of the census fell.',
  });
  expect(Math.abs(Date.now() - Date.parse(entry.recordedAt))).toBeLessThan(600_000);
  expect(entry.changes).toContainEqual({ field: 'state', before: 'draft', after: 'canceled' });
});

test('every filter narrows to what it names', async () => {
  const { admin, requester } = market;
  const whole = await search(admin, 'limit=200');
  expect(whole.length).toBeGreaterThan(5);
  const own = (query: string, that: (entry: any) => boolean) => ({ query, that });
  for (const { query, that } of [
    own('subjectNoun=order', ({ subject }) => subject.noun === 'order'),
    own(
      `membershipId=${requester.actor.membershipId}`,
      ({ actor }) => actor.membershipId === requester.actor.membershipId,
    ),
    own(`userId=${requester.actor.userId}`, ({ actor }) => actor.userId === requester.actor.userId),
    own('operation=createOrder', ({ operation }) => operation === 'createOrder'),
    own('type=order.canceled', ({ type }) => type === 'order.canceled'),
    own(`requestId=${requestId}`, (entry) => entry.requestId === requestId),
    own('from=2026-01-06T00:00:00Z', ({ at }) => at >= '2026-01-06'),
    own('to=2026-01-06T00:00:00Z', ({ at }) => at < '2026-01-06'),
    own('text=100%25 OF the', ({ reason }) => /100% of the/.test(reason ?? '')),
  ]) {
    const found = await search(admin, `${query}&limit=200`);
    expect(found.length, query).toBeGreaterThan(0);
    expect(
      found.map(({ id }) => id),
      query,
    ).toEqual(whole.filter(that).map(({ id }) => id));
  }
  expect(await search(admin, 'text=100_of')).toEqual([]);
});

test('pages hold every entry once, newest first, on both surfaces and as CSV', async () => {
  const { admin } = market;
  const whole = await search(admin, 'limit=200');
  const ids: string[] = [];
  for (let after = ''; ;) {
    const { body } = await admin.get(`/audit?limit=3${after}`);
    ids.push(...body.entries.map(({ id }: any) => id));
    if (!body.hasMore) break;
    after = `&after=${body.nextCursor}`;
  }
  expect(ids).toEqual(whole.map(({ id }) => id));
  const times = whole.map(({ recordedAt }): number => Date.parse(recordedAt));
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  const { body } = await admin.graphql(
    '{ searchAudit(limit: 200) { entries { id changes { field before after } } hasMore } }',
  );
  expect(body.data?.searchAudit.entries, JSON.stringify(body.errors)).toEqual(
    whole.map(({ id, changes }) => ({ id, changes })),
  );
  const csv = await admin.get('/audit?limit=200', { accept: 'text/csv' });
  expect(csv.text.split('\r\n').filter(Boolean).length).toBe(whole.length + 1);
});

test('a searcher finds its own programs alone, and before and after of the fields that it reads', async () => {
  const { tenantId, admin } = market;
  const other = await admin.post('/programs', { name: 'Other Health', timeZone: 'UTC' });
  const bound = await service.member(tenantId, {
    role: 'program_manager',
    programIds: [other.body.id],
  });
  const found = await search(bound, 'limit=200');
  expect(found.map(({ type }) => type)).toEqual(['program.created']);
  expect(await search(bound, `subjectId=${orderId}`)).toEqual([]);
  const narrow = await admin.post('/access-tokens', { name: 'auditor', scopes: ['audit.*', 'programs.*'] });
  const blind = await search(service.client(narrow.body.token), 'limit=200');
  // It is not told of what it may not read.
  expect(blind.some(({ subject }) => subject.noun === 'order')).toBe(false);
  expect(blind.every(({ changes }) => changes !== null)).toBe(true);
});

test('nobody else searches either log', async () => {
  const { tenantId } = market;
  const { vendorId } = await market.vendor(1);
  for (const [side, held] of Object.entries(rolesOf) as [Side, readonly Role[]][])
    for (const role of held) {
      if (side === 'worker') continue;
      const client = await service.member(tenantId, { role, side, ...(side === 'vendor' && { vendorId }) });
      const audit = side === 'operator' && ['tenant_admin', 'program_manager'].includes(role);
      const access = side === 'operator' && role === 'tenant_admin';
      expect((await client.get('/audit')).status, `${role} of the ${side}`).toBe(audit ? 200 : 403);
      expect((await client.get('/access-log')).status, `${role} of the ${side}`).toBe(access ? 200 : 403);
    }
});
