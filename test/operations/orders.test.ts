import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fillPosition, orderForSubmission, reopenPosition } from '../../src/domain/orders/index.ts';
import { systemActor, type Actor } from '../../src/kernel/actor.ts';
import { Problem } from '../../src/kernel/errors.ts';
import type { Context } from '../../src/kernel/operation.ts';
import { openMarket, type Market } from '../support/market.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let market: Market;
let manager: Client;
let requester: Client;

/** The travel order of Lakeshore: nights, 2 positions, 13 weeks of 36 hours. */
const lakeshore = (changes: object = {}) => ({
  unitId: market.unitId,
  profession: 'rn',
  specialty: 'icu',
  positions: 2,
  startsOn: '2026-02-01',
  endsOn: '2026-05-02',
  hoursPerWeek: '36',
  shiftPattern: 'nights',
  billRate: '98',
  maxBillRate: '102',
  postedRateFrom: '90',
  postedRateTo: '98',
  payRateFrom: '55',
  payRateTo: '60',
  reason: 'vacancy',
  internalNotes: 'Budget is tight.',
  ...changes,
});

async function draft(changes: object = {}): Promise<any> {
  const created = await requester.post('/orders', lakeshore(changes));
  expect(created.status, created.text).toBe(201);
  return created.body;
}

const act = (client: Client, order: { id: string }, verb: string, body: object = {}) =>
  client.post(`/orders/${order.id}/${verb}`, body);

async function opened(changes: object = {}): Promise<any> {
  const order = await draft(changes);
  const submitted = await act(requester, order, 'submit');
  expect(submitted.body, submitted.text).toMatchObject({ state: 'open' });
  return submitted.body;
}

const stateOf = async (order: { id: string }) => (await manager.get(`/orders/${order.id}`)).body.state;

beforeAll(async () => {
  service = await startService();
});
beforeEach(async () => {
  market = await openMarket(service);
  ({ manager, requester } = market);
});

describe('a draft', () => {
  test('is priced exactly and named by what it asks for', async () => {
    expect(await draft()).toMatchObject({
      title: 'RN ICU nights',
      programId: market.programId,
      facilityId: market.facilityId,
      weeks: 13,
      hoursPerWeek: '36.00',
      billRate: '98.0000',
      estimatedCost: '91728.00',
      currency: 'USD',
      state: 'draft',
      type: 'contract',
      allowedActions: ['update', 'submit', 'cancel'],
    });
  });

  test.each([
    ['/endsOn', { endsOn: '2026-01-31' }],
    ['/endsOn', { endsOn: '2036-02-01' }],
    ['/maxBillRate', { maxBillRate: '97.99' }],
    ['/postedRateTo', { postedRateTo: '89' }],
    ['/payRateTo', { payRateTo: '54.9999' }],
    ['/hoursPerWeek', { hoursPerWeek: '168.05' }],
    ['/hoursPerWeek', { hoursPerWeek: '0' }],
    ['/hoursPerWeek', { hoursPerWeek: '36.01' }],
    ['/guaranteedHours', { guaranteedHours: '36.05' }],
    ['/respondBy', { respondBy: '2026-01-05T12:00:00Z' }],
    ['/salaryFrom', { type: 'direct_hire' }],
    ['/billRate', { billRate: null }],
    ['/profession', { profession: undefined }],
    ['/positions', { positions: 0 }],
  ])('with a fault at %s is refused', async (pointer, changes) => {
    const refused = await requester.post('/orders', lakeshore(changes));
    expect(refused.status, refused.text).toBe(422);
    expect(refused.body.errors.map((fault: any) => fault.pointer)).toContain(pointer);
  });

  test('costing more than an amount can be is refused, not failed', async () => {
    const vast = { positions: 500, hoursPerWeek: '168', billRate: '99999', maxBillRate: null };
    const refused = await requester.post('/orders', lakeshore({ ...vast, endsOn: '2036-01-01' }));
    expect(refused.body).toMatchObject({ status: 422, errors: [{ pointer: '/positions' }] });
  });

  test('is of a unit that its maker may see', async () => {
    const refused = await market.stranger.post('/orders', lakeshore());
    expect(refused.body).toMatchObject({ status: 422, errors: [{ pointer: '/unitId' }] });
    const order = await draft();
    const missing = await market.stranger.get(`/orders/${market.unitId}`);
    const foreign = await market.stranger.get(`/orders/${order.id}`);
    expect(foreign.body).toEqual({ ...missing.body, requestId: foreign.body.requestId });
    expect((await act(market.stranger, order, 'submit')).status).toBe(404);
  });

  test('is made by nobody of a vendor', async () => {
    const { recruiter } = await market.vendor(1);
    expect((await recruiter.post('/orders', lakeshore())).body.code).toBe('permission_missing');
  });

  test('changes at the version seen, and its cost with it', async () => {
    const order = await draft();
    const patch = (body: object, version: number) =>
      requester.patch(`/orders/${order.id}`, body, { 'if-match': `"${version}"` });
    expect((await patch({ positions: 3 }, 9)).status).toBe(412);
    const changed = await patch({ positions: 3, internalNotes: null }, 1);
    expect(changed.body, changed.text).toMatchObject({
      version: 2,
      estimatedCost: '137592.00',
      positions: 3,
    });
    expect(changed.body.internalNotes).toBeNull();
    const same = await patch({ positions: 3, billRate: '98.00' }, 2);
    expect(same.body.version).toBe(2);
  });

  test('pay is hidden from a requester unless the program shows it', async () => {
    const order = await draft();
    expect(order).not.toHaveProperty('payRateFrom');
    const program = `/programs/${market.programId}`;
    await market.admin.patch(program, { requesterSeesPay: true }, { 'if-match': '"1"' });
    expect((await requester.get(`/orders/${order.id}`)).body).toMatchObject({ payRateFrom: '55.0000' });
  });

  test('runs through GraphQL alike', async () => {
    const created = await requester.graphql(
      'mutation($input: CreateOrderInput!) { createOrder(input: $input) { order { id estimatedCost state } } }',
      { input: { ...lakeshore(), reason: 'VACANCY' } },
    );
    expect(created.body.errors).toBeUndefined();
    const { order } = created.body.data.createOrder;
    expect(order).toMatchObject({ estimatedCost: '91728.00', state: 'DRAFT' });
    const submitted = await requester.graphql(
      'mutation($id: ID!) { submitOrder(input: { orderId: $id }) { order { state openings(first: 5) { nodes { number state } } } events { type } } }',
      { id: order.id },
    );
    expect(submitted.body.data.submitOrder).toEqual({
      order: {
        state: 'OPEN',
        openings: {
          nodes: expect.arrayContaining([
            { number: 1, state: 'OPEN' },
            { number: 2, state: 'OPEN' },
          ]),
        },
      },
      events: [
        { type: 'order.submitted' },
        { type: 'order.opened' },
        { type: 'position.added' },
        { type: 'position.added' },
      ],
    });
  });
});

describe('a release', () => {
  const tiers = (...delays: [number, number][]) => ({
    tiers: delays.map(([tier, delayHours]) => ({ tier, delayHours })),
  });
  const at = (hours: number) => Temporal.Instant.from('2026-01-05T12:00:00Z').add({ hours }).toString();

  test('reaches each tier at its instant, to the second, and parity proves it', async () => {
    const [pool, one, two] = [await market.vendor(0), await market.vendor(1), await market.vendor(2)];
    const order = await opened();
    const released = await act(manager, order, 'release', tiers([0, 0], [1, 24], [2, 48], [3, 96]));
    expect(released.body, released.text).toMatchObject({ state: 'open', releasedAt: at(0) });
    const sees = async ({ recruiter }: { recruiter: Client }) =>
      (await recruiter.get(`/orders/${order.id}`)).status;
    expect([await sees(pool), await sees(one), await sees(two)]).toEqual([200, 404, 404]);
    await service.moveClock(market.tenantId, at(30));
    expect([await sees(pool), await sees(one), await sees(two)]).toEqual([200, 200, 404]);
    await service.moveClock(market.tenantId, '2026-01-07T11:59:59.999Z');
    expect(await sees(two)).toBe(404);
    await service.moveClock(market.tenantId, at(48));
    expect(await sees(two)).toBe(200);
    const parity = await manager.get(`/orders/${order.id}/release-parity`);
    expect(parity.body.vendors).toMatchObject([
      { vendorId: pool.vendorId, tier: 0, firstVisibleAt: at(0), closedAt: null },
      { vendorId: one.vendorId, tier: 1, firstVisibleAt: at(24) },
      { vendorId: two.vendorId, tier: 2, firstVisibleAt: at(48) },
    ]);
    expect((await two.recruiter.get(`/orders/${order.id}/release-parity`)).status).toBe(403);
    await service.moveClock(market.tenantId, at(96));
    expect((await manager.get(`/release-plans?orderId=${order.id}`)).body.data).toMatchObject([
      { state: 'completed', tiers: [{ openedAt: at(0) }, {}, {}, { tier: 3, openedAt: at(96) }] },
    ]);
  });

  test('shows a vendor its own view, and nothing of budget, notes, fills or rivals', async () => {
    const one = await market.vendor(1);
    await market.vendor(1);
    const order = await opened();
    await act(manager, order, 'release', tiers([1, 0]));
    const seen = (await one.recruiter.get(`/orders/${order.id}?include=visibilities,unit`)).body;
    expect(seen).toMatchObject({ state: 'open', version: 1, createdAt: at(0), postedRateTo: '98.0000' });
    for (const hidden of ['billRate', 'maxBillRate', 'estimatedCost', 'internalNotes', 'reason', 'heldFrom'])
      expect(seen).not.toHaveProperty(hidden);
    expect(seen.allowedActions).toEqual([]);
    expect(seen.visibilities.data).toHaveLength(1);
    expect(seen.visibilities.data[0]).not.toHaveProperty('tier');
    expect((await one.recruiter.get('/orders?maxBillRate[gte]=1')).body.code).toBe('field_not_available');
    expect((await one.recruiter.get('/orders?sort=-estimatedCost')).status).toBe(422);
    expect((await one.recruiter.get('/positions')).status).toBe(403);
    const graph = await one.recruiter.graphql(
      '{ orders { totalCount nodes { maxBillRate estimatedCost internalNotes openings(first: 5) { nodes { id } } releasePlans(first: 5) { nodes { id } } } } }',
    );
    expect(graph.body.data.orders).toEqual({
      totalCount: 1,
      nodes: [
        {
          maxBillRate: null,
          estimatedCost: null,
          internalNotes: null,
          openings: null,
          releasePlans: null,
        },
      ],
    });
  });

  test('can be paused, resumed, jumped with a reason, and withdrawn', async () => {
    const [one, two] = [await market.vendor(1), await market.vendor(2)];
    const order = await opened();
    await act(manager, order, 'release', tiers([1, 24], [2, 48]));
    const again = await act(manager, order, 'release', tiers([1, 0]));
    expect(again.body.code).toBe('release_running');
    const running = await manager.get(`/orders/${order.id}?fields=allowedActions,blockedActions`);
    expect(running.body.allowedActions).not.toContain('release');
    expect(running.body.blockedActions).toContainEqual(
      expect.objectContaining({ action: 'release', code: 'release_running' }),
    );
    const plan = (await manager.get(`/release-plans?orderId=${order.id}`)).body.data[0];
    const step = (verb: string, body: object = {}, client = manager) =>
      client.post(`/release-plans/${plan.id}/${verb}`, body);
    expect((await step('pause', {}, requester)).status).toBe(403);
    expect((await step('pause')).body.state).toBe('paused');
    await service.moveClock(market.tenantId, at(30));
    expect((await one.recruiter.get(`/orders/${order.id}`)).status).toBe(404);
    expect((await step('resume')).body).toMatchObject({ state: 'active', tiers: [{ openedAt: at(30) }, {}] });
    expect((await one.recruiter.get(`/orders/${order.id}`)).status).toBe(200);
    expect((await step('jump', { tier: 2 })).status).toBe(422);
    expect((await step('jump', { tier: 2, reason: 'Census is up.' })).body.state).toBe('completed');
    expect((await step('jump', { tier: 2, reason: 'Again.' })).status).toBe(422);
    expect((await two.recruiter.get(`/orders/${order.id}`)).status).toBe(200);
    const withdrawn = await step('withdraw', { reason: 'Wrong unit.' });
    expect(withdrawn.body, withdrawn.text).toMatchObject({ state: 'withdrawn' });
    expect((await one.recruiter.get(`/orders/${order.id}`)).status).toBe(404);
    expect((await step('pause')).body.code).toBe('step_not_allowed');
    await act(manager, order, 'release', tiers([1, 0]));
    expect((await one.recruiter.get(`/orders/${order.id}`)).status).toBe(200);
    const parity = await manager.get(`/orders/${order.id}/release-parity`);
    expect(parity.body.vendors[0]).toMatchObject({ firstVisibleAt: at(30), closedAt: null });
  });

  test('skips vendors who may not be given orders, and passes over a held order until it goes on', async () => {
    const [one, barred] = [await market.vendor(1), await market.vendor(1)];
    const panel = await market.admin.get(`/panel-memberships?vendorId=${barred.vendorId}`);
    const barring = await manager.post(`/panel-memberships/${panel.body.data[0].id}/restrict`, {
      reason: 'Below the floor.',
    });
    expect(barring.status, barring.text).toBe(200);
    const order = await opened();
    await act(manager, order, 'release', tiers([1, 24]));
    expect((await act(requester, order, 'hold')).body).toMatchObject({ state: 'on_hold', heldFrom: 'open' });
    await service.moveClock(market.tenantId, at(25));
    expect((await one.recruiter.get(`/orders/${order.id}`)).status).toBe(404);
    expect((await act(requester, order, 'resume')).body).toMatchObject({ state: 'open', heldFrom: null });
    expect((await one.recruiter.get(`/orders/${order.id}`)).status).toBe(200);
    expect((await barred.recruiter.get(`/orders/${order.id}`)).status).toBe(404);
  });

  test('is for the program manager, and only of an order that takes submissions', async () => {
    const order = await draft();
    expect((await act(requester, order, 'release', tiers([1, 0]))).status).toBe(403);
    expect((await act(manager, order, 'release', tiers([1, 0]))).body.code).toBe('step_not_allowed');
    await act(requester, order, 'submit');
    const twice = await act(manager, order, 'release', tiers([1, 0], [1, 24]));
    expect(twice.body.errors[0]).toMatchObject({ pointer: '/tiers' });
  });
});

describe('an order comes to its end', () => {
  test('canceled with a reason: openings go, vendors see it no more', async () => {
    const one = await market.vendor(1);
    const order = await opened();
    await act(manager, order, 'release', { tiers: [{ tier: 1, delayHours: 0 }] });
    expect((await act(requester, order, 'cancel')).status).toBe(422);
    const canceled = await act(requester, order, 'cancel', { reason: 'Unit closes.' });
    expect(canceled.body, canceled.text).toMatchObject({ state: 'canceled', cancelReason: 'Unit closes.' });
    expect((await one.recruiter.get(`/orders/${order.id}`)).status).toBe(404);
    const openings = await manager.get(`/positions?orderId=${order.id}`);
    expect(openings.body.data.map((row: any) => row.state)).toEqual(['canceled', 'canceled']);
    expect((await act(requester, order, 'cancel', { reason: 'Again.' })).body.code).toBe('step_not_allowed');
    expect((await act(requester, order, 'hold')).body.code).toBe('step_not_allowed');
  });

  test('expired when the time to respond passes, and open again with a new one', async () => {
    const one = await market.vendor(1);
    const order = await opened({ respondBy: '2026-01-06T12:00:00Z' });
    await act(manager, order, 'release', { tiers: [{ tier: 1, delayHours: 0 }] });
    await service.moveClock(market.tenantId, '2026-01-07T00:00:00Z');
    expect(await stateOf(order)).toBe('expired');
    expect((await one.recruiter.get(`/orders/${order.id}`)).body).toMatchObject({
      state: 'closed',
      version: 2,
    });
    expect((await act(manager, order, 'reopen', { reason: 'More time.' })).body.errors[0]).toMatchObject({
      pointer: '/respondBy',
    });
    const reopening = { reason: 'More time.', respondBy: '2026-01-09T00:00:00Z' };
    expect((await act(requester, order, 'reopen', reopening)).status).toBe(403);
    expect((await act(manager, order, 'reopen', reopening)).body.state).toBe('open');
    expect((await one.recruiter.get(`/orders/${order.id}`)).body).toMatchObject({
      state: 'open',
      version: 3,
    });
    await service.moveClock(market.tenantId, '2026-01-10T00:00:00Z');
    expect((await act(manager, order, 'close')).body.state).toBe('closed');
    expect((await one.recruiter.get(`/orders/${order.id}`)).status).toBe(404);
    const reopened = await act(manager, order, 'reopen', { reason: 'Census.', respondBy: null });
    expect(reopened.body).toMatchObject({ state: 'open', closedAt: null, respondBy: null });
    const openings = await manager.get(`/positions?orderId=${order.id}`);
    expect(openings.body.data.map((row: any) => row.state)).toEqual(['open', 'open']);
  });
});

describe('an order that needs approval', () => {
  let director: Client;
  let titles: string[];
  const pendingSteps = async () =>
    (await manager.get('/approval-steps?state=pending')).body.data as { id: string }[];

  beforeEach(async () => {
    const { admin, programId, facilityId, unitId, tenantId } = market;
    const scope = { programIds: [programId], facilityIds: [facilityId], unitIds: [unitId] };
    director = await service.member(tenantId, { role: 'approver', ...scope });
    titles = [];
    for (const code of ['nurse_director', 'finance']) {
      titles.push((await admin.post('/approval-titles', { code, name: code })).body.id);
    }
    await hold(titles[0]!, director, { facilityId, unitId });
    const policy = await admin.post('/approval-policies', {
      programId,
      subject: 'order',
      name: 'Orders',
      effectiveFrom: '2026-01-01',
      steps: [
        { titleId: titles[0], level: 'unit' },
        { titleId: titles[1], level: 'program', minimumAmount: '50000' },
      ],
    });
    expect(policy.status, policy.text).toBe(201);
  });

  const hold = async (titleId: string, { actor }: Client, place: object = {}) => {
    const held = await market.admin.post('/title-holdings', {
      titleId,
      membershipId: actor.membershipId,
      programId: market.programId,
      ...place,
    });
    expect(held.status, held.text).toBe(201);
  };

  test('goes through its chain, pauses for want of finance, resumes and opens (Lakeshore 1)', async () => {
    const order = await draft();
    expect((await act(requester, order, 'submit')).body.state).toBe('pending_approval');
    const [first] = await pendingSteps();
    const approved = await director.post(`/approval-steps/${first!.id}/approve`);
    expect(approved.status, approved.text).toBe(200);
    expect(await stateOf(order)).toBe('approval_paused');
    const finance = await service.member(market.tenantId, {
      role: 'approver',
      programIds: [market.programId],
    });
    await hold(titles[1]!, finance);
    expect(await stateOf(order)).toBe('pending_approval');
    const [second] = await pendingSteps();
    await finance.post(`/approval-steps/${second!.id}/approve`);
    expect(await stateOf(order)).toBe('open');
  });

  test('below the amount needs the director only; rejected it can be revised', async () => {
    const order = await draft({ positions: 1 });
    await act(requester, order, 'submit');
    const [only] = await pendingSteps();
    await director.post(`/approval-steps/${only!.id}/reject`, { reason: 'Use the float pool.' });
    expect(await stateOf(order)).toBe('rejected');
    expect((await act(requester, order, 'submit')).body.code).toBe('step_not_allowed');
    expect((await act(requester, order, 'revise')).body.state).toBe('draft');
    await act(requester, order, 'submit');
    const [again] = await pendingSteps();
    await director.post(`/approval-steps/${again!.id}/approve`);
    expect(await stateOf(order)).toBe('open');
  });

  test('asks anew when its price or headcount changes, and not when its words do', async () => {
    const order = await draft({ positions: 1 });
    await act(requester, order, 'submit');
    const chains = async () =>
      (await manager.get(`/approval-chains?subjectId=${order.id}`)).body.data.map((row: any) => row.state);
    const patch = (body: object, version: number) =>
      requester.patch(`/orders/${order.id}`, body, { 'if-match': `"${version}"` });
    expect((await patch({ description: 'Nights only.' }, 2)).body).toMatchObject({ version: 3 });
    expect(await chains()).toEqual(['pending']);
    const dearer = await patch({ billRate: '99' }, 3);
    expect(dearer.body, dearer.text).toMatchObject({ version: 4, state: 'pending_approval' });
    expect((await chains()).toSorted()).toEqual(['pending', 'withdrawn']);
    const [step] = await pendingSteps();
    await director.post(`/approval-steps/${step!.id}/approve`);
    expect(await stateOf(order)).toBe('open');
    expect((await patch({ billRate: '100' }, 5)).body).toMatchObject({ version: 5, billRate: '99.0000' });
    expect(await pendingSteps()).toHaveLength(1);
  });

  test('is approved by nobody who made, submitted or changed it', async () => {
    const { tenantId, programId, facilityId, unitId } = market;
    const place = { facilityId, unitId };
    const colleague = () =>
      service.member(tenantId, { role: 'requester', programIds: [programId], facilityIds: [facilityId] });
    const [dearer, wording] = [await colleague(), await colleague()];
    for (const each of [requester, dearer, wording]) await hold(titles[0]!, each, place);
    const order = await draft({ positions: 1 });
    await act(requester, order, 'submit');
    const patch = (by: Client, body: object, version: number) =>
      by.patch(`/orders/${order.id}`, body, { 'if-match': `"${version}"` });
    expect((await patch(dearer, { billRate: '99' }, 2)).body.state).toBe('pending_approval');
    expect((await patch(wording, { description: 'Nights only.' }, 3)).status).toBe(200);
    const { data } = (await manager.get('/approval-steps?state=pending')).body;
    expect(data).toHaveLength(1);
    for (const each of [requester, dearer, wording]) {
      const refused = await each.post(`/approval-steps/${data[0].id}/approve`);
      expect(refused.body).toMatchObject({ status: 403, code: 'approver_is_submitter' });
      expect((await each.get('/approval-steps?mine=true')).body.data).toEqual([]);
    }
    expect((await director.post(`/approval-steps/${data[0].id}/approve`)).status).toBe(200);
    expect(await stateOf(order)).toBe('open');
  });

  test('pauses when its last approver changes it', async () => {
    const { tenantId, programId, facilityId, unitId } = market;
    const both = await service.member(tenantId, { role: 'requester', programIds: [programId] });
    await hold(titles[0]!, both, { facilityId, unitId });
    const holdings = await market.admin.get(`/title-holdings?membershipId=${director.actor.membershipId}`);
    await market.admin.post(`/title-holdings/${holdings.body.data[0].id}/end`);
    const order = await draft({ positions: 1 });
    expect((await act(requester, order, 'submit')).body.state).toBe('pending_approval');
    const changed = await both.patch(`/orders/${order.id}`, { description: 'x' }, { 'if-match': '"2"' });
    expect(changed.body, changed.text).toMatchObject({ state: 'approval_paused' });
    await hold(titles[0]!, director, { facilityId, unitId });
    expect(await stateOf(order)).toBe('pending_approval');
  });

  test('canceled while it waits asks nobody any more', async () => {
    const order = await draft();
    await act(requester, order, 'submit');
    expect((await act(requester, order, 'cancel', { reason: 'No need.' })).body.state).toBe('canceled');
    expect(await pendingSteps()).toEqual([]);
  });
});

describe('a vendor that may not supply', () => {
  const released = async () => {
    const one = await market.vendor(1);
    const order = await opened();
    await act(manager, order, 'release', { tiers: [{ tier: 1, delayHours: 0 }] });
    expect((await one.recruiter.get(`/orders/${order.id}`)).status).toBe(200);
    return { ...one, order };
  };
  const closings = async (recruiter: Client) =>
    (await recruiter.get('/events?types=order_visibility.closed')).body.events.map(
      ({ data }: any) => data.orderId,
    );

  test.each(['suspend', 'deactivate'])('%s: its orders close to it and it gets no others', async (verb) => {
    const { order, vendorId, recruiter } = await released();
    const rival = await market.vendor(1);
    const step = (name: string) =>
      market.admin.post(`/vendors/${vendorId}/${name}`, { reason: 'Insurance lapsed.' });
    expect((await step(verb)).status).toBe(200);
    expect((await recruiter.get(`/orders/${order.id}`)).status).toBe(404);
    await expect.poll(() => closings(recruiter)).toEqual([order.id]);
    const other = await opened();
    await act(manager, other, 'release', { tiers: [{ tier: 1, delayHours: 0 }] });
    expect((await recruiter.get(`/orders/${other.id}`)).status).toBe(404);
    expect((await rival.recruiter.get(`/orders/${other.id}`)).status).toBe(200);
    expect(await closings(rival.recruiter)).toEqual([]);
    // Made active again it sees nothing by itself.
    expect((await step(verb === 'suspend' ? 'reinstate' : 'reactivate')).status).toBe(200);
    expect((await recruiter.get('/orders')).body.data).toEqual([]);
  });

  test.each(['restrict', 'exit'])('%s: so in the program of that standing alone', async (verb) => {
    const { order, vendorId, recruiter } = await released();
    const panel = (await market.admin.get(`/panel-memberships?vendorId=${vendorId}`)).body.data[0];
    const step = (name: string) =>
      manager.post(`/panel-memberships/${panel.id}/${name}`, { reason: 'Below the floor.' });
    expect((await step('warn')).status).toBe(200);
    expect((await recruiter.get(`/orders/${order.id}`)).status).toBe(200);
    expect((await step(verb)).status).toBe(200);
    expect((await recruiter.get(`/orders/${order.id}`)).status).toBe(404);
    await expect.poll(() => closings(recruiter)).toEqual([order.id]);
    expect((await step(verb === 'exit' ? 'readmit' : 'restore')).status).toBe(200);
    expect((await recruiter.get(`/orders/${order.id}`)).status).toBe(404);
  });
});

describe('the openings of an order', () => {
  /** Runs what acceptances and fall-offs do, in a transaction of its own, as the tenant's own hand or as somebody. */
  const within = <T>(run: (context: Context) => Promise<T>, actor: Actor = systemActor(market.tenantId)) =>
    service.as(actor, (tx) => run(service.app.executor.context(tx, actor, 'test')));
  const fill = (order: { id: string }) => within((context) => fillPosition(order.id, context));
  const isProblem = (code: string) => (thrown: unknown) =>
    thrown instanceof Problem && thrown.declaration.code === code;
  const codeOf = (outcome: PromiseSettledResult<unknown>) =>
    outcome.status === 'fulfilled'
      ? 'filled'
      : outcome.reason instanceof Problem
        ? outcome.reason.declaration.code
        : String(outcome.reason);

  test('have one winner each of 50 at once', async () => {
    const order = await opened({ positions: 2 });
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => fill(order)));
    const tally = Map.groupBy(outcomes, codeOf);
    expect(Object.fromEntries([...tally].map(([code, found]) => [code, found.length]))).toEqual({
      filled: 2,
      no_open_position: 48,
    });
    expect(await stateOf(order)).toBe('filled');
  });

  test('fill one by one, close the order to vendors, and open it again after a fall-off', async () => {
    const one = await market.vendor(1);
    const two = await market.vendor(2);
    const order = await opened();
    await act(manager, order, 'release', {
      tiers: [
        { tier: 1, delayHours: 0 },
        { tier: 2, delayHours: 24 },
      ],
    });
    const first = await fill(order);
    expect(await stateOf(order)).toBe('partially_filled');
    const seen = async () => (await one.recruiter.get(`/orders/${order.id}`)).body;
    expect(await seen()).toMatchObject({ state: 'open', version: 1 });
    await fill(order);
    expect(await seen()).toMatchObject({ state: 'closed', version: 2 });
    expect((await act(manager, order, 'hold')).body.code).toBe('step_not_allowed');
    await service.moveClock(market.tenantId, '2026-01-07T12:00:00Z');
    expect((await two.recruiter.get(`/orders/${order.id}`)).status).toBe(404);
    const events = await within((context) => reopenPosition(first.position.id, context));
    expect(events.map(({ event }) => event.type)).toEqual([
      'position.reopened',
      'order.unfilled',
      'order_visibility.opened',
      'release_plan.tier_opened',
      'order_visibility.opened',
      'release_plan.completed',
    ]);
    expect(await stateOf(order)).toBe('partially_filled');
    expect(await seen()).toMatchObject({ state: 'open', version: 3 });
    expect((await two.recruiter.get(`/orders/${order.id}`)).status).toBe(200);
    const opening = await manager.get(`/positions/${first.position.id}`);
    expect(opening.body).toMatchObject({ state: 'open', openedAt: '2026-01-07T12:00:00Z', filledAt: null });
  });

  test('are filled by one who was chosen before the order expired', async () => {
    const order = await opened({ respondBy: '2026-01-06T12:00:00Z' });
    await service.moveClock(market.tenantId, '2026-01-07T00:00:00Z');
    const first = await fill(order);
    expect(await stateOf(order)).toBe('expired');
    await fill(order);
    expect(await stateOf(order)).toBe('filled');
    await within((context) => reopenPosition(first.position.id, context));
    expect((await manager.get(`/orders/${order.id}`)).body).toMatchObject({
      state: 'partially_filled',
      respondBy: null,
    });
  });

  test('of a canceled or closed order end with the placement', async () => {
    const order = await opened({ positions: 1 });
    const { position } = await fill(order);
    expect((await act(manager, order, 'close')).body.state).toBe('closed');
    const told = await within((context) => reopenPosition(position.id, context));
    expect(told.map(({ event }) => event.type)).toEqual(['position.closed']);
    expect((await manager.get(`/positions/${position.id}`)).body.state).toBe('closed');
    await expect(fill(order)).rejects.toMatchObject({ details: { facts: { orderState: 'closed' } } });
  });

  test('of a held order open again where it is held', async () => {
    const order = await opened({ positions: 2 });
    const { position } = await fill(order);
    await act(manager, order, 'hold');
    await within((context) => reopenPosition(position.id, context));
    expect((await manager.get(`/orders/${order.id}`)).body).toMatchObject({
      state: 'on_hold',
      heldFrom: 'open',
    });
    await expect(fill(order)).rejects.toMatchObject({ details: { facts: { orderState: 'on_hold' } } });
  });

  test('take submissions of a vendor who sees the order, while it is open', async () => {
    const [one, two] = [await market.vendor(1), await market.vendor(2)];
    const order = await opened({ respondBy: '2026-01-06T12:00:00Z' });
    const asked = (vendorId: string) =>
      within((context) => orderForSubmission(order.id, context), {
        ...systemActor(market.tenantId),
        kind: 'membership',
        side: 'vendor',
        role: 'vendor_recruiter',
        vendorId,
      });
    await act(manager, order, 'release', { tiers: [{ tier: 1, delayHours: 0 }] });
    expect(await asked(one.vendorId)).toMatchObject({ id: order.id, maxBillRate: '102.0000' });
    await expect(asked(two.vendorId)).rejects.toSatisfy(isProblem('not_found'));
    await act(manager, order, 'hold');
    await expect(asked(one.vendorId)).rejects.toSatisfy(isProblem('order_closed'));
  });
});
