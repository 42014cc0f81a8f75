import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fillPosition } from '../../src/domain/orders/index.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import { openMarket, type Market, type PanelVendor } from '../support/market.ts';
import { ordersOf, type Orders } from '../support/orders.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let market: Market;
let orders: Orders;
let manager: Client;
let requester: Client;
let vendor: PanelVendor;

beforeAll(async () => {
  service = await startService();
});
beforeEach(async () => {
  market = await openMarket(service);
  orders = ordersOf(service, market);
  ({ manager, requester } = market);
});

/** An open order of which a vendor of the first tier knows. */
async function released(changes: object = {}): Promise<any> {
  vendor = await market.vendor(1);
  const order = await orders.open(changes);
  expect((await orders.release(order)).status).toBe(200);
  return orders.read(order);
}

const changesOf = async (order: { id: string }) =>
  (await manager.get(`/order-changes?orderId=${order.id}`)).body.data;
const openingsOf = async (order: { id: string }) =>
  (await manager.get(`/positions?orderId=${order.id}&sort=number`)).body.data;

const actionsOf = async (opening: { id: string }) =>
  (await manager.get(`/positions/${opening.id}`)).body.allowedActions;

describe('a change of an open order', () => {
  test('that costs no more holds at once, is told to those who see it, and cuts a price aloud', async () => {
    const order = await released();
    const cheaper = await orders.patch(order, {
      billRate: '96',
      postedRateTo: '96',
      guaranteedHours: '30',
      internalNotes: 'Never told.',
    });
    expect(cheaper.body, cheaper.text).toMatchObject({
      state: 'open',
      billRate: '96.0000',
      estimatedCost: '89856.00',
      version: order.version + 1,
    });
    const seen = await orders.read(order, vendor.recruiter);
    expect(seen).toMatchObject({ postedRateTo: '96.0000', guaranteedHours: '30.00', version: 2 });
    const [changed] = await orders.told(vendor.recruiter, 'order_visibility.changed');
    expect(changed.data).toEqual({ orderId: order.id, changed: ['guaranteedHours', 'postedRateTo'] });
    const [cut] = await orders.told(manager, 'order.price_lowered');
    expect(cut).toMatchObject({ subject: { id: order.id } });
    expect(cut.data.changed.toSorted()).toEqual(['billRate', 'guaranteedHours', 'postedRateTo']);
    expect(await orders.told(vendor.recruiter, 'order.price_lowered', 0)).toEqual([]);
    await orders.patch(order, { internalNotes: 'Of no concern to vendors.' });
    expect(await orders.read(order, vendor.recruiter)).toMatchObject({ version: 2 });
    expect(await orders.told(vendor.recruiter, 'order_visibility.changed')).toHaveLength(1);
  });

  test('that costs more keeps the order as it is until its approvers agree, on REST and GraphQL', async () => {
    const order = await released();
    const decide = await orders.policy('order', '91728');
    const asked = await requester.graphql(
      `mutation ($input: UpdateOrderInput!) { updateOrder(input: $input) { order { billRate version state changes(first: 5) { nodes { state } } } } }`,
      {
        input: {
          orderId: order.id,
          billRate: '99',
          description: 'Nights only.',
          expectedVersion: order.version,
        },
      },
    );
    expect(asked.body.errors, asked.text).toBeUndefined();
    expect(asked.body.data.updateOrder.order).toEqual({
      billRate: '98.0000',
      version: order.version,
      state: 'OPEN',
      changes: { nodes: [{ state: 'PENDING' }] },
    });
    expect(await changesOf(order)).toMatchObject([
      {
        kind: 'terms',
        state: 'pending',
        before: { billRate: '98.0000', description: null },
        after: { billRate: '99.0000', description: 'Nights only.' },
        estimatedCost: '92664.00',
        allowedActions: ['withdraw'],
      },
    ]);
    const second = await orders.patch(order, { billRate: '100' });
    expect(second.body.code).toBe('order_change_pending');
    expect((await orders.patch(order, { maxBillRate: '98' })).body.code).toBe('order_change_pending');
    expect((await orders.act(requester, order, 'add-positions', { count: 1 })).body.code).toBe(
      'order_change_pending',
    );
    expect((await orders.patch(order, { shiftPattern: '3x12' })).status).toBe(200);
    await decide('approve');
    expect(await orders.read(order)).toMatchObject({
      billRate: '99.0000',
      description: 'Nights only.',
      shiftPattern: '3x12',
      estimatedCost: '92664.00',
      state: 'open',
    });
    expect((await changesOf(order))[0]).toMatchObject({ state: 'applied', allowedActions: [] });
  });

  test('that raises the maximum, takes it away or raises a salary is asked of its approvers', async () => {
    const order = await released();
    await orders.policy('order');
    expect((await orders.patch(order, { maxBillRate: null })).body).toMatchObject({
      maxBillRate: '102.0000',
    });
    expect(await changesOf(order)).toMatchObject([{ state: 'pending', after: { maxBillRate: null } }]);
    const [title] = (await market.admin.get('/approval-policies')).body.data;
    expect((await market.admin.post(`/approval-policies/${title.id}/archive`)).status).toBe(200);
    const none = { billRate: null, maxBillRate: null, postedRateFrom: null, postedRateTo: null };
    const salary = { type: 'direct_hire', salaryFrom: '80000', salaryTo: '90000', guaranteedHours: null };
    const hire = await orders.open({ ...none, ...salary, placementFeeEstimate: '18000' });
    const policy = { ...title, effectiveFrom: '2026-01-02' };
    const { programId, subject, name, effectiveFrom, steps } = policy;
    const anew = { programId, subject, name, effectiveFrom, steps };
    expect((await market.admin.post('/approval-policies', anew)).status).toBe(201);
    expect((await orders.patch(hire, { salaryTo: '95000' })).body.salaryTo).toBe('90000.00');
    expect(await changesOf(hire)).toMatchObject([{ state: 'pending', after: { salaryTo: '95000.00' } }]);
  });

  test('that guarantees more hours is asked of its approvers, fewer hold at once', async () => {
    const order = await released();
    const decide = await orders.policy('order');
    const fewer = await orders.patch(order, { guaranteedHours: '24' });
    expect(fewer.body, fewer.text).toMatchObject({ guaranteedHours: '24.00' });
    const more = await orders.patch(order, { guaranteedHours: '30' });
    expect(more.body, more.text).toMatchObject({ guaranteedHours: '24.00' });
    expect(await changesOf(order)).toMatchObject([{ state: 'pending', after: { guaranteedHours: '30.00' } }]);
    await decide('approve');
    expect(await orders.read(order)).toMatchObject({ guaranteedHours: '30.00' });
  });

  test('that waits and is told again is asked once, its custom values as they are told elsewhere', async () => {
    for (const key of ['ward', 'cost_code'])
      await manager.post('/custom-fields', {
        programId: market.programId,
        noun: 'order',
        key,
        label: key,
        kind: 'text',
        shownToVendors: key === 'ward',
      });
    const order = await released();
    const decide = await orders.policy('order');
    const customValues = [
      { key: 'ward', value: 'N4' },
      { key: 'cost_code', value: 'A-1' },
    ];
    const change = { billRate: '99', customValues };
    expect((await orders.patch(order, change)).body.billRate).toBe('98.0000');
    const again = await orders.patch(order, change);
    expect(again.body, again.text).toMatchObject({ billRate: '98.0000', version: order.version });
    expect((await orders.patch(order, { billRate: '100' })).body.code).toBe('order_change_pending');
    const [waiting] = await changesOf(order);
    expect(waiting.after).toEqual({ billRate: '99.0000', customValues: customValues.toReversed() });
    await decide('approve');
    const seen = await orders.read(order, vendor.recruiter);
    expect(seen).toMatchObject({ version: 2, customValues: [{ key: 'ward', value: 'N4' }] });
    const [changed] = await orders.told(vendor.recruiter, 'order_visibility.changed');
    expect(changed.data).toEqual({ orderId: order.id, changed: ['customValues'] });
    const hidden = [customValues[0], { key: 'cost_code', value: 'A-2' }];
    expect((await orders.patch(order, { customValues: hidden })).status).toBe(200);
    expect(await orders.read(order, vendor.recruiter)).toMatchObject({ version: 2 });
    expect(await orders.told(vendor.recruiter, 'order_visibility.changed')).toHaveLength(1);
  });

  test('of profession while it waits for approval is asked of the approvers anew', async () => {
    await orders.policy('order');
    const order = await orders.draft();
    await orders.act(requester, order, 'submit');
    const [first] = (await manager.get(`/approval-chains?subjectId=${order.id}`)).body.data;
    expect((await orders.patch(order, { profession: 'lpn', specialty: null })).status).toBe(200);
    const chains = (await manager.get(`/approval-chains?subjectId=${order.id}`)).body.data;
    expect(chains).toHaveLength(2);
    expect(chains.find((one: any) => one.id === first.id)).toMatchObject({ state: 'withdrawn' });
  });

  test('while it is held does not keep an order alive whose time to respond passes', async () => {
    const order = await released({ respondBy: '2026-01-06T00:00:00Z' });
    const until = { type: 'per_diem', startsOn: '2026-01-05', endsOn: '2026-01-05' };
    const shifts = await orders.open(until);
    for (const one of [order, shifts]) await orders.act(requester, one, 'hold');
    await service.moveClock(market.tenantId, '2026-01-07T00:00:00Z');
    for (const one of [order, shifts]) {
      expect((await orders.read(one)).state).toBe('on_hold');
      expect((await orders.act(requester, one, 'resume')).status).toBe(200);
    }
    await service.moveClock(market.tenantId, '2026-01-07T00:01:00Z');
    for (const one of [order, shifts]) expect((await orders.read(one)).state).toBe('expired');
  });

  test('that its approvers reject, or that is withdrawn or canceled with its order, never holds', async () => {
    const order = await orders.open();
    const decide = await orders.policy('order', '91728');
    await orders.patch(order, { billRate: '100' });
    await decide('reject', { reason: 'Too dear.' });
    expect(await orders.read(order)).toMatchObject({ billRate: '98.0000', state: 'open' });
    await orders.patch(order, { endsOn: '2026-05-30' });
    const [waiting] = (await changesOf(order)).filter((one: any) => one.state === 'pending');
    const path = `/order-changes/${waiting.id}/withdraw`;
    const missing = await market.stranger.post(`/order-changes/${market.unitId}/withdraw`);
    const foreign = await market.stranger.post(path);
    expect(foreign.body).toEqual({ ...missing.body, requestId: foreign.body.requestId });
    expect((await requester.post(path)).body).toMatchObject({ state: 'withdrawn' });
    expect((await requester.post(path)).body.code).toBe('step_not_allowed');
    await orders.patch(order, { hoursPerWeek: '40' });
    await orders.act(requester, order, 'cancel', { reason: 'No need.' });
    const states = (await changesOf(order)).map((one: any) => one.state).toSorted();
    expect(states).toEqual(['rejected', 'withdrawn', 'withdrawn']);
    expect((await manager.get('/approval-steps?state=pending')).body.data).toEqual([]);
  });

  test.each([
    ['/profession', { profession: 'lpn' }],
    ['/specialty', { specialty: null }],
    ['/positions', { positions: 1 }],
    ['/maxBillRate', { maxBillRate: '97' }],
  ])('at %s is refused where it stands once the order is open', async (pointer, body) => {
    const refused = await orders.patch(await orders.open(), body);
    expect(refused.body, refused.text).toMatchObject({ status: 422, errors: [{ pointer }] });
  });

  test('is nobody’s of a vendor, of a stranger, nor of a stale version', async () => {
    const order = await released();
    const patch = (client: Client, version = order.version) =>
      client.patch(`/orders/${order.id}`, { billRate: '97' }, { 'if-match': `"${version}"` });
    expect((await patch(vendor.recruiter)).body.code).toBe('permission_missing');
    expect((await patch(market.stranger)).status).toBe(404);
    expect((await patch(requester, order.version - 1)).status).toBe(412);
    expect((await manager.get('/order-changes')).status).toBe(200);
    expect((await vendor.recruiter.get('/order-changes')).status).toBe(403);
  });
});

describe('openings', () => {
  test('are added and canceled one by one, the order moving with them', async () => {
    const order = await released({ positions: 1 });
    const more = await orders.act(requester, order, 'add-positions', { count: 2, reason: 'Census.' });
    expect(more.body, more.text).toMatchObject({ positions: 3, estimatedCost: '137592.00', state: 'open' });
    const openings = await openingsOf(order);
    expect(openings.map((one: any) => one.number)).toEqual([1, 2, 3]);
    expect(await orders.read(order, vendor.recruiter)).toMatchObject({ positions: 3, version: 2 });
    const cancel = (at: number, client = requester) =>
      client.post(`/positions/${openings[at].id}/cancel`, { reason: 'One less.' });
    expect((await cancel(1, vendor.recruiter)).status).toBe(403);
    expect((await cancel(1, market.stranger)).status).toBe(404);
    expect((await cancel(1)).body).toMatchObject({ state: 'canceled' });
    expect((await cancel(1)).body.code).toBe('step_not_allowed');
    expect(await orders.read(order)).toMatchObject({ positions: 2, estimatedCost: '91728.00' });
    expect((await cancel(2)).status).toBe(200);
    expect((await cancel(0)).body.code).toBe('last_position');
    const again = await orders.act(requester, order, 'add-positions', { count: 1 });
    expect(again.status, again.text).toBe(200);
    expect((await openingsOf(order)).map((one: any) => [one.number, one.state])).toEqual([
      [1, 'open'],
      [2, 'canceled'],
      [3, 'canceled'],
      [4, 'open'],
    ]);
  });

  test('beyond what was approved wait for approval', async () => {
    const order = await orders.open();
    const decide = await orders.policy('order', '91728');
    await orders.act(requester, order, 'add-positions', { count: 1 });
    const [first] = await openingsOf(order);
    const canceled = await requester.post(`/positions/${first.id}/cancel`, { reason: 'No.' });
    expect(canceled.body.code).toBe('order_change_pending');
    expect(await openingsOf(order)).toHaveLength(2);
    await decide('approve');
    expect(await openingsOf(order)).toHaveLength(3);
    expect(await orders.read(order)).toMatchObject({ positions: 3 });
    expect((await orders.act(requester, order, 'add-positions', { count: 498 })).body.errors).toMatchObject([
      { pointer: '/count' },
    ]);
  });

  test('that are left make an order filled, and further ones open it to vendors again', async () => {
    const order = await released();
    const actor = systemActor(market.tenantId);
    await service.as(actor, (tx) => fillPosition(order.id, service.app.executor.context(tx, actor, 'test')));
    expect(await orders.read(order)).toMatchObject({ state: 'partially_filled' });
    const [, second] = await openingsOf(order);
    await requester.post(`/positions/${second.id}/cancel`, { reason: 'One will do.' });
    expect(await orders.read(order)).toMatchObject({ state: 'filled', positions: 1 });
    expect(await orders.read(order, vendor.recruiter)).toMatchObject({ state: 'closed' });
    const more = await orders.act(requester, order, 'add-positions', { count: 1 });
    expect(more.body, more.text).toMatchObject({ state: 'partially_filled', positions: 2 });
    expect(await orders.read(order, vendor.recruiter)).toMatchObject({ state: 'open', positions: 2 });
  });

  test('of a closed order are opened again one by one', async () => {
    const order = await orders.open({ respondBy: '2026-01-06T12:00:00Z' });
    await service.moveClock(market.tenantId, '2026-01-07T00:00:00Z');
    await orders.act(manager, order, 'close');
    const [first] = await openingsOf(order);
    const reopen = (client: Client) =>
      client.post(`/positions/${first.id}/reopen`, { reason: 'One is needed after all.' });
    expect((await reopen(requester)).status).toBe(403);
    expect((await reopen(manager)).body).toMatchObject({ state: 'open' });
    expect((await reopen(manager)).body.code).toBe('step_not_allowed');
    expect(await orders.read(order)).toMatchObject({ state: 'open', respondBy: null, closedAt: null });
    expect((await openingsOf(order)).map((one: any) => one.state)).toEqual(['open', 'closed']);
    // The closed one is nobody's: what is left would be an open order without an opening.
    expect(await actionsOf(first)).not.toContain('cancel');
    const canceled = await requester.post(`/positions/${first.id}/cancel`, { reason: 'None after all.' });
    expect(canceled.body.code).toBe('last_position');
    const [, second] = await openingsOf(order);
    await manager.post(`/positions/${second.id}/reopen`, { reason: 'This one then.' });
    expect(await actionsOf(first)).toContain('cancel');
    expect((await requester.post(`/positions/${first.id}/cancel`, { reason: 'One will do.' })).status).toBe(
      200,
    );
    expect(await orders.read(order)).toMatchObject({ state: 'open', positions: 1 });
  });
});

describe('a surge rate', () => {
  const surge = { kind: 'surge', billRate: '120', maxBillRate: '125', postedRateTo: '115', reason: 'Flu.' };

  test('changes nothing before its own approval, and is reported apart while it runs', async () => {
    const order = await released();
    const decide = await orders.policy('surge');
    const asked = await orders.act(requester, order, 'request-surge', surge);
    expect(asked.body, asked.text).toMatchObject({ billRate: '98.0000', surgeKind: null });
    expect((await orders.act(requester, order, 'request-surge', surge)).body.code).toBe(
      'order_change_pending',
    );
    expect(await orders.read(order, vendor.recruiter)).toMatchObject({ version: 1, postedRateTo: '98.0000' });
    await decide('approve');
    expect(await orders.read(order)).toMatchObject({
      billRate: '120.0000',
      maxBillRate: '125.0000',
      surgeKind: 'surge',
      surgeReason: 'Flu.',
      surgeFromRate: '98.0000',
      surgedAt: '2026-01-05T12:00:00Z',
      estimatedCost: '112320.00',
    });
    const seen = await orders.read(order, vendor.recruiter);
    expect(seen).toMatchObject({ postedRateTo: '115.0000', version: 2 });
    expect(Object.keys(seen).filter((key) => key.startsWith('surge'))).toEqual([]);
    expect(await orders.told(manager, 'order.surged')).toMatchObject([{ data: { kind: 'surge' } }]);
    expect(await orders.told(vendor.recruiter, 'order.surged,order_change.applied', 0)).toEqual([]);
    expect((await manager.get('/orders?surgeKind=surge')).body.data).toHaveLength(1);
    expect((await orders.act(requester, order, 'request-surge', surge)).body.code).toBe('surge_running');
    expect((await orders.patch(order, { billRate: '97' })).body.code).toBe('surge_running');
    const ended = await orders.act(requester, order, 'end-surge', { reason: 'Over.' });
    expect(ended.body, ended.text).toMatchObject({
      billRate: '98.0000',
      maxBillRate: '102.0000',
      postedRateTo: '98.0000',
      surgeKind: null,
      surgedAt: null,
      estimatedCost: '91728.00',
    });
    expect(await orders.told(manager, 'order.price_lowered')).toHaveLength(1);
    expect((await orders.act(requester, order, 'end-surge')).body.code).toBe('no_surge');
  });

  test('without a policy of its own is asked of whom the order’s names', async () => {
    const order = await orders.open();
    const decide = await orders.policy('order');
    const asked = await orders.act(requester, order, 'request-surge', surge);
    expect(asked.body, asked.text).toMatchObject({ billRate: '98.0000', surgeKind: null });
    await decide('approve');
    expect(await orders.read(order)).toMatchObject({ billRate: '120.0000', surgeKind: 'surge' });
  });

  test('is above the order’s, within its maximum, and needs nobody where no policy asks', async () => {
    const order = await orders.open();
    const ask = (changes: object) => orders.act(requester, order, 'request-surge', { ...surge, ...changes });
    expect((await ask({ billRate: '98' })).body.errors).toMatchObject([{ pointer: '/billRate' }]);
    expect((await ask({ maxBillRate: undefined })).body.errors).toMatchObject([{ pointer: '/maxBillRate' }]);
    expect((await ask({ kind: 'rush' })).body).toMatchObject({ billRate: '120.0000', surgeKind: 'rush' });
    expect(await changesOf(order)).toMatchObject([{ kind: 'rush', state: 'applied', reason: 'Flu.' }]);
    expect((await orders.act(market.stranger, order, 'end-surge')).status).toBe(404);
  });

  test('that is rejected leaves the order as it was', async () => {
    const order = await orders.open();
    const decide = await orders.policy('surge');
    await orders.act(requester, order, 'request-surge', surge);
    await decide('reject', { reason: 'Use the pool.' });
    expect(await orders.read(order)).toMatchObject({ billRate: '98.0000', surgeKind: null });
    expect(await changesOf(order)).toMatchObject([{ state: 'rejected' }]);
  });
});
