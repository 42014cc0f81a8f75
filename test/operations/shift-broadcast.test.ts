import { beforeAll, describe, expect, test } from 'vitest';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { shiftMarket, type Nurse, type ShiftMarket } from '../support/shifts.ts';

let service: Service;
let market: PlacementMarket;
let shifts: ShiftMarket;
let agency: Agency;
let rival: Agency;
let pool: Agency;
let ana: Nurse;
let ben: Nurse;
let cleo: Nurse;
let orderId: string;
let planId: string;

const ok = <Given extends { status: number; text: string; body: any }>(answer: Given, status = 200): any => {
  expect(answer.status, answer.text).toBe(status);
  return answer.body;
};

beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  shifts = shiftMarket(market);
  agency = await market.agency();
  rival = await market.agency();
  const poolId = await market.row('vendors', {
    name: 'Float pool',
    tax_id_digest: null,
    kind: 'internal_pool',
  });
  await market.row('panel_memberships', { vendor_id: poolId, tier: 0 });
  pool = { id: poolId, recruiter: await market.member('vendor_recruiter', { vendorId: poolId }) };
  ana = await shifts.nurse(agency);
  ben = await shifts.nurse(agency);
  cleo = await shifts.nurse(pool);
  // Nobody sees the order but by what is broadcast.
  orderId = await shifts.order([]);
});

const sees = async (client: Client, id: string) => (await client.get(`/shifts/${id}`)).status === 200;
const broadcastOf = async (shiftId: string) =>
  ok(await market.manager.get(`/shift-broadcasts?shiftId=${shiftId}`)).data[0];

describe('a plan', () => {
  test('is the client’s and the operator’s to make, its stages follow each other, one is the default', async () => {
    const programId = market.id('programs');
    const stages = [
      { audience: 'favorites', afterMinutes: 0 },
      { audience: 'pool', afterMinutes: 30 },
      { audience: 'tier', tier: 1, afterMinutes: 120 },
    ];
    const make = (client: Client, more: object = {}) =>
      client.post('/broadcast-plans', { programId, name: 'Nights', stages, ...more });
    expect((await make(agency.recruiter)).status).toBe(403);
    const backwards = await make(market.manager, { stages: stages.toReversed() });
    expect(backwards.status, backwards.text).toBe(422);
    expect((await make(market.manager, { stages: [{ audience: 'tier', afterMinutes: 0 }] })).status).toBe(
      422,
    );
    const plan = ok(await make(market.manager, { isDefault: true }), 201);
    planId = plan.id;
    expect(plan).toMatchObject({ isDefault: true, state: 'active' });
    expect((await make(market.manager, { isDefault: true })).body.code).toBe('default_broadcast_plan_exists');
    const asked = `mutation ($input: CreateBroadcastPlanInput!) { createBroadcastPlan(input: $input) { broadcastPlan { id } } }`;
    const spare = await market.requester.graphql(asked, {
      input: { programId, name: 'Spare', stages: [{ audience: 'MARKETPLACE', afterMinutes: 5 }] },
    });
    const spareId = spare.body.data?.createBroadcastPlan?.broadcastPlan?.id;
    expect(spareId, spare.text).toBeDefined();
    const path = `/broadcast-plans/${spareId}`;
    const renamed = ok(await market.manager.patch(path, { name: 'Rare' }, { 'if-match': '"1"' }));
    expect(renamed).toMatchObject({ name: 'Rare', version: 2 });
    ok(await market.manager.post(`${path}/retire`));
    const late = await market.manager.patch(path, { name: 'Late' }, { 'if-match': '"3"' });
    expect(late.body.code).toBe('step_not_allowed');
    expect((await agency.recruiter.get('/broadcast-plans')).status).toBe(403);
  });
});

describe('a shift that is broadcast', () => {
  test('shows nobody an order that lacks the pay terms which the law wants of a posting', async () => {
    const remote = await shifts.order([], { remote_states: ['CO'] });
    const span = { localDate: '2026-02-21', startTime: '07:00', endTime: '19:00' };
    const asked = { orderId: remote, ...span, broadcastPlanId: planId };
    const refused = await market.manager.post('/shifts', asked);
    expect(refused.body.code, refused.text).toBe('posting_lacks_pay_terms');
    const bulk = await market.manager.post('/shifts/bulk', { items: [asked, { ...asked, orderId }] });
    expect(bulk.body.rows, bulk.text).toMatchObject([
      { status: 'failed', code: 'posting_lacks_pay_terms' },
      { status: 'created' },
    ]);
    const draft = ok(await market.manager.post('/shifts', { orderId: remote, ...span, post: false }), 201);
    const posted = await market.manager.post(`/shifts/${draft.id}/post`, { broadcastPlanId: planId });
    expect(posted.body.code, posted.text).toBe('posting_lacks_pay_terms');
  });

  test('is shown to favorites, then the pool, then the tiers; no vendor sees more than its own part', async () => {
    const favorite = {
      workerId: ana.workerId,
      facilityId: market.id('facilities'),
      unitId: market.id('units'),
    };
    const kept = ok(await market.manager.post('/favorite-workers', favorite), 201);
    expect((await market.manager.post('/favorite-workers', favorite)).body.code).toBe('favorite_exists');
    expect((await agency.recruiter.get('/favorite-workers')).status).toBe(403);

    const id = await shifts.shift(orderId, '2026-02-02');
    expect(ok(await market.manager.get(`/shifts/${id}`)).broadcast).toBe(true);
    expect(await sees(agency.recruiter, id)).toBe(false);
    await service.drain(market.tenantId);
    expect(await sees(agency.recruiter, id)).toBe(true);
    expect(await sees(ana.client, id)).toBe(true);
    expect(await sees(ben.client, id)).toBe(false);
    expect(await sees(pool.recruiter, id)).toBe(false);
    expect(await broadcastOf(id)).toMatchObject({
      state: 'running',
      stage: 1,
      planId,
      nextAt: '2026-01-10T12:30:00Z',
    });
    // The agency was shown it for its favorite alone.
    const other = await agency.recruiter.post(`/shifts/${id}/book`, {
      representationId: ben.representationId,
    });
    expect(other.body.code, other.text).toBe('worker_not_available');

    await service.moveClock(market.tenantId, '2026-01-10T12:30:00Z');
    expect(await sees(pool.recruiter, id)).toBe(true);
    expect(await sees(cleo.client, id)).toBe(true);
    expect(await sees(rival.recruiter, id)).toBe(false);
    const types = ok(await rival.recruiter.get('/events?limit=200')).events.map(({ type }: any) => type);
    expect(types.filter((type: string) => /shift/.test(type))).toEqual([]);
    await service.moveClock(market.tenantId, '2026-01-10T14:00:00Z');
    expect(await sees(rival.recruiter, id)).toBe(true);
    expect(await broadcastOf(id)).toMatchObject({ state: 'finished', stage: 3, nextAt: null });
    ok(await market.manager.post(`/favorite-workers/${kept.id}/remove`));
  });

  test('stops when it is taken, and goes on when it is given back', async () => {
    const id = await shifts.shift(orderId, '2026-02-04');
    await service.moveClock(market.tenantId, '2026-01-10T14:30:00Z');
    ok(await pool.recruiter.post(`/shifts/${id}/book`, { representationId: cleo.representationId }));
    await service.moveClock(market.tenantId, '2026-01-10T16:00:00Z');
    expect(await broadcastOf(id)).toMatchObject({ state: 'stopped', stage: 2 });
    expect(await sees(rival.recruiter, id)).toBe(false);
    ok(await cleo.client.post(`/shifts/${id}/release`, {}));
    expect(await broadcastOf(id)).toMatchObject({ state: 'running', nextAt: '2026-01-10T17:30:00Z' });
    expect(await sees(rival.recruiter, id)).toBe(false);
    await service.moveClock(market.tenantId, '2026-01-10T17:30:00Z');
    expect(await sees(rival.recruiter, id)).toBe(true);
  });

  test('is paused, goes on, and jumps with a reason', async () => {
    const id = await shifts.shift(orderId, '2026-02-06');
    await service.drain(market.tenantId);
    const { id: broadcastId } = await broadcastOf(id);
    const path = `/shift-broadcasts/${broadcastId}`;
    expect((await agency.recruiter.post(`${path}/pause`, { reason: 'No' })).status).toBe(403);
    ok(await market.manager.post(`${path}/pause`, { reason: 'Census may fall.' }));
    await service.moveClock(market.tenantId, '2026-01-10T19:00:00Z');
    expect(await broadcastOf(id)).toMatchObject({ state: 'paused', stage: 1, nextAt: null });
    ok(await market.requester.post(`${path}/resume`));
    expect(await broadcastOf(id)).toMatchObject({ state: 'running', nextAt: '2026-01-10T19:30:00Z' });
    const jump = (stages: number) =>
      market.manager.post(`${path}/jump`, { stages, reason: 'Two called in sick.' });
    const jumped = ok(await jump(1));
    expect(jumped).toMatchObject({
      stage: 2,
      reason: 'Two called in sick.',
      nextAt: '2026-01-10T20:30:00Z',
    });
    expect(await sees(pool.recruiter, id)).toBe(true);
    expect(ok(await jump(5))).toMatchObject({ state: 'finished', stage: 3 });
    expect((await jump(1)).body.code).toBe('step_not_allowed');
  });

  test('and is missed is posted again by its own plan, not by the program’s default', async () => {
    const plan = { programId: market.id('programs'), name: 'Pool first' };
    const stages = [{ audience: 'pool', afterMinutes: 0 }];
    const { id: ownId } = ok(await market.manager.post('/broadcast-plans', { ...plan, stages }), 201);
    const span = { localDate: '2026-01-10', startTime: '15:00', endTime: '23:00' };
    const id = await shifts.shift(orderId, '2026-01-10', { ...span, broadcastPlanId: ownId });
    await service.drain(market.tenantId);
    ok(await pool.recruiter.post(`/shifts/${id}/book`, { representationId: cleo.representationId }));
    await service.moveClock(market.tenantId, '2026-01-10T20:05:00Z');
    ok(await market.requester.post(`/shifts/${id}/no-show`, { reopen: true, proposeDoNotReturn: false }));
    const [backfill] = ok(await market.manager.get(`/shifts?replacesShiftId=${id}`)).data;
    expect(backfill).toMatchObject({ broadcast: true, startsAt: '2026-01-10T21:05:00Z' });
    expect(await broadcastOf(backfill.id)).toMatchObject({ planId: ownId, stages: [{ audience: 'pool' }] });
    await service.drain(market.tenantId);
    expect(await sees(pool.recruiter, backfill.id)).toBe(true);
    expect(await sees(agency.recruiter, backfill.id)).toBe(false);

    // A plan that was put away leaves the default.
    ok(await pool.recruiter.post(`/shifts/${backfill.id}/book`, { representationId: cleo.representationId }));
    ok(await market.manager.post(`/broadcast-plans/${ownId}/retire`));
    await service.moveClock(market.tenantId, '2026-01-10T21:10:00Z');
    ok(await market.requester.post(`/shifts/${backfill.id}/no-show`, { reopen: true }));
    const [again] = ok(await market.manager.get(`/shifts?replacesShiftId=${backfill.id}`)).data;
    expect(await broadcastOf(again.id)).toMatchObject({ planId });
  });
});

describe('a boost', () => {
  test('raises the rate of an open shift up to the most of its order, until it ends', async () => {
    const id = await shifts.shift(orderId, '2026-02-10', { billRate: '98' });
    const boost = (body: object, client: Client = market.manager) =>
      client.post(`/shifts/${id}/boost`, { reason: 'Nobody asked.', ...body });
    expect((await boost({ amount: '1' }, agency.recruiter)).status).not.toBe(200);
    expect((await boost({ percent: '50' })).body.code).toBe('over_max');
    expect((await boost({ amount: '1', percent: '1' })).status).toBe(422);
    const raised = ok(await boost({ percent: '2', endsAt: '2026-01-11T12:00:00Z' }));
    expect(raised).toMatchObject({ state: 'open', baseRate: '98.0000', billRate: '99.9600' });
    const again = ok(await boost({ amount: '1.50', endsAt: '2026-01-11T13:00:00Z' }));
    expect(again).toMatchObject({ billRate: '99.5000' });
    const boosts = ok(await market.manager.get(`/shift-boosts?shiftId=${id}&sort=createdAt`)).data;
    expect(boosts.map(({ state }: any) => state)).toEqual(['ended', 'in_force']);
    await service.moveClock(market.tenantId, '2026-01-11T12:30:00Z');
    expect(ok(await market.manager.get(`/shifts/${id}`)).billRate).toBe('99.5000');
    await service.moveClock(market.tenantId, '2026-01-11T13:00:00Z');
    expect(ok(await market.manager.get(`/shifts/${id}`)).billRate).toBe('98.0000');
  });

  test('is taken back by who may boost', async () => {
    const id = await shifts.shift(orderId, '2026-02-13', { billRate: '98' });
    ok(await market.manager.post(`/shifts/${id}/boost`, { amount: '2', reason: 'By mistake.' }));
    const [boost] = ok(await market.requester.get(`/shift-boosts?shiftId=${id}`)).data;
    expect(boost.allowedActions).toEqual(['end']);
    const end = (client: Client) => client.post(`/shift-boosts/${boost.id}/end`);
    expect((await end(agency.recruiter)).status).toBe(403);
    expect((await end(market.requester)).body).toMatchObject({ state: 'ended' });
    expect(ok(await market.manager.get(`/shifts/${id}`)).billRate).toBe('98.0000');
    expect((await end(market.requester)).body.code).toBe('step_not_allowed');
  });

  test('ends without touching a price that was quoted or booked', async () => {
    const id = await shifts.shift(orderId, '2026-02-12', { billRate: '98' });
    const soon = '2026-01-11T13:10:00Z';
    ok(await market.manager.post(`/shifts/${id}/boost`, { amount: '2', endsAt: soon, reason: 'Short.' }));
    await service.drain(market.tenantId);
    await service.moveClock(market.tenantId, '2026-01-11T13:05:00Z');
    const { id: broadcastId } = await broadcastOf(id);
    ok(await market.manager.post(`/shift-broadcasts/${broadcastId}/jump`, { stages: 5, reason: 'Now.' }));
    const asked = { representationId: ana.representationId };
    const quote = ok(await agency.recruiter.post(`/shifts/${id}/quote`, asked), 200);
    expect(quote.billRate).toBe('100.0000');
    await service.moveClock(market.tenantId, '2026-01-11T13:11:00Z');
    expect(ok(await agency.recruiter.get(`/shifts/${id}`)).billRate).toBe('98.0000');
    const booked = ok(await agency.recruiter.post(`/shifts/${id}/book`, { ...asked, quoteId: quote.id }));
    expect(booked.billRate).toBe('100.0000');
    // Given back, it is open at its own rate.
    ok(await agency.recruiter.post(`/shifts/${id}/release`, {}));
    expect(ok(await agency.recruiter.get(`/shifts/${id}`))).toMatchObject({ billRate: '98.0000' });
    const boosted = await market.manager.post(`/shifts/${await takenShift()}/boost`, {
      amount: '1',
      reason: 'No',
    });
    expect(boosted.body.code).toBe('step_not_allowed');
  });

  async function takenShift() {
    const id = await shifts.shift(await shifts.order([agency]), '2026-02-14', { broadcastPlanId: planId });
    await service.drain(market.tenantId);
    const { id: broadcastId } = await broadcastOf(id);
    ok(await market.manager.post(`/shift-broadcasts/${broadcastId}/jump`, { stages: 5, reason: 'Now.' }));
    ok(await agency.recruiter.post(`/shifts/${id}/book`, { representationId: ben.representationId }));
    return id;
  }
});
