import { beforeAll, expect, test } from 'vitest';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { place, setProgram } from '../support/placing.ts';
import { startService, type Service } from '../support/service.ts';

let service: Service;
let market: PlacementMarket;
let agency: Agency;

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  agency = await market.agency();
});

test('a worker’s weeks with a client count over its placements, and are warned of once for each threshold', async () => {
  await setProgram(market, { tenureLimitWeeks: 8, tenureWarnWeeks: 3 });
  const { id, workerId } = await place(market, agency);
  const tenure = async (client = market.manager) => (await client.get(`/assignments/${id}/tenure`)).body;
  const none = { since: null, tenureWeeks: 0, limitWeeks: 8, warnWeeks: 3, weeksLeft: 8 };
  expect(await tenure()).toMatchObject({ ...none, tenureDays: 0 });
  // Four weeks of last year, by way of another vendor; two of them overlap each other.
  const rival = await market.agency();
  const before = { vendor_id: rival.id, worker_id: workerId };
  const past = async (started_on: string, ended_on: string) => {
    const order_id = await market.order(1, [rival]);
    await market.row('assignments', {
      ...before,
      order_id,
      kind: 'per_diem',
      position_id: null,
      submission_id: null,
      offer_id: null,
      starts_on: started_on,
      ends_on: ended_on,
      started_on,
      ended_on,
      end_kind: 'completed',
      state: 'ended',
    });
  };
  await past('2025-11-02', '2025-11-22');
  await past('2025-11-16', '2025-11-29');
  expect(await tenure()).toMatchObject({ since: '2025-11-02', tenureDays: 28, tenureWeeks: 4, weeksLeft: 4 });
  await service.moveClock(market.tenantId, '2026-02-01T15:00:00Z');
  expect((await market.requester.post(`/assignments/${id}/start`, { startedOn: '2026-02-01' })).status).toBe(
    200,
  );
  const warned = async () =>
    (await market.manager.get('/events?types=assignment.tenure_warned')).body.events.map(
      ({ data }: any) => data,
    );
  await service.moveClock(market.tenantId, '2026-02-06T15:00:00Z');
  expect(await warned()).toEqual([]);
  await service.moveClock(market.tenantId, '2026-02-12T15:00:00Z');
  expect(await warned()).toEqual([{ weeks: 5, threshold: 5, limitWeeks: 8 }]);
  await service.moveClock(market.tenantId, '2026-03-03T15:00:00Z');
  expect(await warned()).toEqual([
    { weeks: 5, threshold: 5, limitWeeks: 8 },
    { weeks: 8, threshold: 8, limitWeeks: 8 },
  ]);
  expect(await tenure(market.requester)).toMatchObject({ tenureDays: 59, tenureWeeks: 8, weeksLeft: 0 });
  // How long somebody has been here tells of other vendors' placements too.
  const ask = 'query($id: ID!) { assignmentTenure(assignmentId: $id) { tenureWeeks } }';
  expect((await market.manager.graphql(ask, { id })).body.data.assignmentTenure.tenureWeeks).toBe(8);
  expect((await agency.recruiter.get(`/assignments/${id}/tenure`)).status).toBe(403);
  const told = await agency.recruiter.get('/events?limit=200');
  expect(told.text).not.toContain('tenure');
});
