import { beforeAll, describe, expect, test } from 'vitest';
import { openMarket, type Market, type PanelVendor } from '../support/market.ts';
import { startService, type Answer, type Client, type Service } from '../support/service.ts';

let service: Service;
let market: Market;
let manager: Client;
let atlas: PanelVendor;
let birch: PanelVendor;

const ok = (answer: Answer, status = 200): any => {
  expect(answer.status, answer.text).toBe(status);
  return answer.body;
};
const membershipOf = async ({ vendorId }: PanelVendor): Promise<string> =>
  ok(await manager.get(`/panel-memberships?vendorId=${vendorId}`)).data[0].id;
const cover = async (vendor: PanelVendor, said: object) =>
  manager.post('/panel-coverages', {
    membershipId: await membershipOf(vendor),
    effectiveFrom: '2026-01-01',
    ...said,
  });

async function released(changes: object = {}): Promise<string> {
  const order = ok(
    await market.requester.post('/orders', {
      unitId: market.unitId,
      profession: 'rn',
      specialty: 'icu',
      positions: 1,
      startsOn: '2026-02-01',
      endsOn: '2026-05-02',
      hoursPerWeek: '36',
      billRate: '98',
      reason: 'vacancy',
      ...changes,
    }),
    201,
  );
  ok(await market.requester.post(`/orders/${order.id}/submit`));
  const tiers = [
    { tier: 1, delayHours: 0 },
    { tier: 2, delayHours: 0 },
  ];
  ok(await manager.post(`/orders/${order.id}/release`, { tiers }));
  return order.id;
}
const seenBy = async (orderId: string) =>
  new Map<string, number>(
    ok(await manager.get(`/order-visibilities?orderId=${orderId}`)).data.map((seen: any) => [
      seen.vendorId,
      seen.tier,
    ]),
  );

beforeAll(async () => {
  service = await startService();
  market = await openMarket(service);
  ({ manager } = market);
  atlas = await market.vendor(1);
  birch = await market.vendor(2);
});

describe('coverage', () => {
  test('gives an order to those who cover it, in their tier for it', async () => {
    const all = await seenBy(await released());
    expect([...all]).toEqual(
      expect.arrayContaining([
        [atlas.vendorId, 1],
        [birch.vendorId, 2],
      ]),
    );
    ok(await cover(atlas, { specialty: 'icu' }), 201);
    ok(await cover(atlas, { specialty: 'icu', facilityId: market.facilityId, tier: 2 }), 201);
    ok(await cover(birch, { specialty: 'ed' }), 201);
    expect([...(await seenBy(await released()))]).toEqual([[atlas.vendorId, 2]]);
    expect([...(await seenBy(await released({ specialty: 'ed' })))]).toEqual([[birch.vendorId, 2]]);
    expect((await seenBy(await released({ specialty: null }))).size).toBe(0);
  });

  test('that ends leaves nothing covered, and none that has not begun takes anything away', async () => {
    const vendor = await market.vendor(1);
    const later = ok(await cover(vendor, { specialty: 'ed', effectiveFrom: '2026-03-01' }), 201);
    expect((await seenBy(await released())).has(vendor.vendorId)).toBe(true);
    const now = ok(await cover(vendor, { specialty: 'icu' }), 201);
    const order = await released();
    expect((await seenBy(order)).has(vendor.vendorId)).toBe(true);
    const ended = ok(await manager.post(`/panel-coverages/${now.id}/end`, { effectiveTo: '2026-01-04' }));
    expect(ended).toMatchObject({ effectiveTo: '2026-01-04', version: 2 });
    expect((await seenBy(await released())).has(vendor.vendorId)).toBe(false);
    expect((await manager.get(`/panel-coverages/${later.id}`)).body.effectiveFrom).toBe('2026-03-01');
  });

  test('closes to a vendor the orders that it may no more be given', async () => {
    const vendor = await market.vendor(1);
    const row = ok(await cover(vendor, { profession: 'rn' }), 201);
    const orderId = await released();
    expect((await vendor.recruiter.get(`/orders/${orderId}`)).status).toBe(200);
    const patch = (body: object, version: number) =>
      manager.patch(`/panel-coverages/${row.id}`, body, { 'if-match': `"${version}"` });
    expect((await patch({ standing: 'no_new_releases' }, 9)).status).toBe(412);
    ok(await patch({ standing: 'no_new_releases' }, 1));
    const { data } = ok(await manager.get(`/order-visibilities?vendorId=${vendor.vendorId}`));
    expect(data.map((seen: any) => seen.visibleTo === null)).toEqual([false]);
    expect((await seenBy(await released())).has(vendor.vendorId)).toBe(false);
    expect(ok(await patch({ standing: 'no_new_releases' }, 2)).version).toBe(2);
    expect(ok(await patch({ standing: null, tier: 2 }, 2))).toMatchObject({ standing: null, tier: 2 });
    expect((await seenBy(await released())).get(vendor.vendorId)).toBe(2);
  });

  test('is said once for the same, of facilities of the program, by those who keep the panel', async () => {
    const vendor = await market.vendor(1);
    ok(await cover(vendor, { specialty: 'ed', effectiveTo: '2026-06-30' }), 201);
    expect((await cover(vendor, { specialty: 'ed', effectiveFrom: '2026-06-30' })).body).toMatchObject({
      status: 409,
      code: 'coverage_overlaps',
    });
    const elsewhere = ok(
      await market.admin.post('/programs', { name: 'Other', timeZone: 'America/New_York' }),
      201,
    );
    const foreign = ok(
      await market.admin.put('/facilities/ext:workday:F9', {
        programId: elsewhere.id,
        name: 'Far',
        state: 'OH',
        timeZone: 'America/New_York',
      }),
    );
    expect((await cover(vendor, { facilityId: foreign.id })).body.errors[0]).toMatchObject({
      pointer: '/facilityId',
      code: 'not_in_program',
    });
    for (const client of [market.requester, vendor.recruiter])
      expect((await client.post('/panel-coverages', {})).status).toBe(403);
  });

  test('is said in bulk, each row with its result, over GraphQL too', async () => {
    const membershipId = await membershipOf(await market.vendor(1));
    const items = ['icu', 'ed', 'icu'].map((specialty) => ({
      membershipId,
      specialty,
      effectiveFrom: '2026-01-01',
    }));
    const { body } = await manager.graphql(
      `mutation($input: AddPanelCoveragesInput!) { addPanelCoverages(input: $input) { result { created failed rows { status code } } } }`,
      { input: { items } },
    );
    expect(body.errors).toBeUndefined();
    expect(body.data.addPanelCoverages.result).toMatchObject({ created: 2, failed: 1 });
    expect(body.data.addPanelCoverages.result.rows[2].code).toBe('coverage_overlaps');
  });

  test('is seen by a vendor as its own alone, another’s as if it were missing', async () => {
    const [own, rival] = [await market.vendor(1), await market.vendor(1)];
    const mine = ok(await cover(own, { specialty: 'ed' }), 201);
    const theirs = ok(await cover(rival, { specialty: 'ed' }), 201);
    const list = ok(await own.recruiter.get('/panel-coverages?count=true'));
    expect([list.page.total, list.data[0].id]).toEqual([1, mine.id]);
    const foreign = await own.recruiter.get(`/panel-coverages/${theirs.id}`);
    const missing = await own.recruiter.get(`/panel-coverages/${market.unitId}`);
    expect(foreign.status).toBe(404);
    expect(foreign.body).toEqual({ ...missing.body, requestId: foreign.body.requestId });
  });
});

describe('the coverage matrix', () => {
  let there: Market;
  let one: PanelVendor;
  const cellsOf = (body: any) =>
    body.cells.map((cell: any) => [
      cell.facilityName,
      cell.specialty,
      cell.vendorCount,
      cell.redundancyGap,
      cell.openOrders,
    ]);

  beforeAll(async () => {
    there = await openMarket(service);
    const place = { programId: there.programId, name: 'Dayton', state: 'OH', timeZone: 'America/New_York' };
    ok(await there.admin.put('/facilities/ext:workday:F2', place));
    one = await there.vendor(1);
    await there.vendor(2);
    const { data } = ok(await there.manager.get(`/panel-memberships?vendorId=${one.vendorId}`));
    const said = {
      membershipId: data[0].id,
      effectiveFrom: '2026-01-01',
      profession: 'rn',
      specialty: 'icu',
    };
    ok(await there.manager.post('/panel-coverages', { ...said, facilityId: there.facilityId }), 201);
    for (const specialty of ['icu', 'ed']) {
      const order = {
        unitId: there.unitId,
        profession: 'rn',
        specialty,
        positions: 1,
        startsOn: '2026-02-01',
      };
      const rest = { endsOn: '2026-05-02', hoursPerWeek: '36', billRate: '98', reason: 'vacancy' };
      const { id } = ok(await there.requester.post('/orders', { ...order, ...rest }), 201);
      ok(await there.requester.post(`/orders/${id}/submit`));
    }
  });

  test('shows who covers what where, and gaps', async () => {
    const path = `/programs/${there.programId}/coverage-matrix`;
    const matrix = ok(await there.manager.get(path));
    expect(cellsOf(matrix)).toEqual([
      ['Columbus', 'ed', 1, true, 1],
      ['Columbus', 'icu', 2, false, 1],
      ['Dayton', 'ed', 1, true, 0],
      ['Dayton', 'icu', 1, true, 0],
    ]);
    expect(matrix.gaps).toBe(3);
    expect(matrix.cells[1].tiers).toEqual([
      { tier: 1, vendorCount: 1 },
      { tier: 2, vendorCount: 1 },
    ]);
    const none = ok(await there.manager.get(`${path}?profession=lpn&minimum=1&onlyGaps=true`));
    expect(none.cells).toEqual([]);
    const csv = await there.manager.get(`${path}?facilityId=${there.facilityId}`, { accept: 'text/csv' });
    expect(csv.text.split('\r\n').filter(Boolean)).toHaveLength(3);
    const { body } = await there.manager.graphql(
      'query($programId: ID!) { coverageMatrix(programId: $programId, minimum: 1) { gaps cells { vendors { vendorId } } } }',
      { programId: there.programId },
    );
    expect(body.errors).toBeUndefined();
    expect(body.data.coverageMatrix).toMatchObject({ gaps: 0 });
  });

  test('shows a client its own facilities, and is never a vendor’s', async () => {
    const path = `/programs/${there.programId}/coverage-matrix`;
    const seen = ok(await there.requester.get(path));
    expect(new Set(seen.cells.map(({ facilityName }: any) => facilityName))).toEqual(new Set(['Columbus']));
    expect((await one.recruiter.get(path)).body.code).toBe('permission_missing');
    expect((await market.requester.get(`/programs/${there.programId}/coverage-matrix`)).status).toBe(404);
  });
});
