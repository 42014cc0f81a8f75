import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { startService, type Client, type Service } from '../support/service.ts';
import { createWeeks, ok, shift, week, type Placed, type Weeks } from '../support/weeks.ts';

let service: Service;
let weeks: Weeks;
let manager: Client;
let finance: Client;
let placed: Placed;
let facilityId: string;
let numbers = 0;

beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
  ({ manager, finance } = weeks);
  facilityId = String(weeks.world.rows['facilities']!['id']);
  // The world's own order, budget and charge are none of these tests'.
  await weeks.rows(async () => {
    await weeks.world.change('purchase_orders', { state: 'closed' });
    await weeks.world.change('charges', { state: 'waived', waived_because: 'Not here' });
    await weeks.world.change('cost_center_budgets', { archived_at: '2026-01-02T00:00:00Z' });
  });
  placed = await weeks.placed();
});

const terms = (more: object = {}) => ({
  programId: weeks.programId,
  number: `PO-${(numbers += 1)}`,
  amount: '5000',
  effectiveFrom: '2026-01-01',
  ...more,
});
const order = async (more: object = {}, as = finance): Promise<any> =>
  ok(await as.post('/purchase-orders', terms(more)), 201);
const close = async ({ id }: { id: string }) => ok(await finance.post(`/purchase-orders/${id}/close`, {}));
const burnOf = async ({ id }: { id: string }): Promise<any> =>
  ok(await finance.get(`/programs/${weeks.programId}/purchase-order-burn?purchaseOrderId=${id}`)).rows[0];
const itemsOf = async (path: string): Promise<any[]> =>
  ok(await finance.get(`/billing-items?sourceId=${path.split('/')[2]}&limit=200`)).data;
const drained = () => service.drain(weeks.tenantId);
const told = async ({ id }: { id: string }): Promise<number[]> =>
  ok(await finance.get('/events?types=purchase_order.threshold_reached&limit=200'))
    .events.filter((fact: any) => fact.subject.id === id)
    .map((fact: any) => fact.data.threshold);
const without = ({ requestId: _, ...body }: any) => body;

describe('a purchase order', () => {
  test('is made by the client, changed at the version seen, closed and opened again', async () => {
    const made = await order({ thresholds: [100, 80, 80], whenExhausted: 'block', description: 'Nights' });
    expect(made).toMatchObject({
      state: 'open',
      amount: '5000.00',
      currency: 'USD',
      effectiveFrom: '2026-01-01',
      effectiveTo: null,
      thresholds: [80, 100],
      whenExhausted: 'block',
      allowedActions: ['close'],
    });
    const path = `/purchase-orders/${made.id}`;
    expect((await finance.patch(path, { amount: '6000' })).status).toBe(428);
    const changed = ok(
      await finance.patch(path, { amount: '6000', effectiveTo: '2026-12-31' }, { 'if-match': '"1"' }),
    );
    expect(changed).toMatchObject({ amount: '6000.00', effectiveTo: '2026-12-31', version: 2 });
    expect((await finance.patch(path, { amount: '7000' }, { 'if-match': '"1"' })).status).toBe(412);
    expect(ok(await finance.patch(path, { amount: '6000.00' }, { 'if-match': '"2"' })).version).toBe(2);
    const backward = await finance.patch(path, { effectiveTo: '2025-12-31' }, { 'if-match': '"2"' });
    expect(backward.body.errors[0]).toMatchObject({ pointer: '/effectiveTo', code: 'before_start' });
    const closed = ok(await finance.post(`${path}/close`, { reason: 'Used up' }));
    expect(closed).toMatchObject({ state: 'closed', closedBecause: 'Used up', allowedActions: ['reopen'] });
    expect((await finance.post(`${path}/close`, {})).body).toMatchObject({
      status: 409,
      code: 'step_not_allowed',
    });
    const reopened = ok(await manager.post(`${path}/reopen`));
    expect(reopened).toMatchObject({ state: 'open', closedBecause: null });
    expect((await manager.post(`${path}/reopen`)).body).toMatchObject({
      status: 409,
      code: 'step_not_allowed',
    });
    await close(made);
  });

  test('has a number once in its program, on both surfaces', async () => {
    const { number } = await order({ effectiveTo: '2026-01-02' });
    expect((await finance.post('/purchase-orders', terms({ number }))).body).toMatchObject({
      status: 409,
      code: 'purchase_order_number_taken',
    });
    const create = `mutation($input: CreatePurchaseOrderInput!) { createPurchaseOrder(input: $input) { purchaseOrder { id number state amount } } }`;
    const input = terms({ effectiveTo: '2026-01-02' });
    const made = await finance.graphql(create, { input });
    expect(made.body.data.createPurchaseOrder.purchaseOrder).toMatchObject({
      number: input.number,
      state: 'OPEN',
    });
    const again = await finance.graphql(create, { input });
    expect(again.body.errors![0]!.extensions).toMatchObject({ code: 'purchase_order_number_taken' });
    const { id } = made.body.data.createPurchaseOrder.purchaseOrder;
    const act = (verb: string) =>
      finance.graphql(
        `mutation { ${verb}PurchaseOrder(input: { purchaseOrderId: "${id}" }) { purchaseOrder { state } } }`,
      );
    expect((await act('close')).body.data.closePurchaseOrder.purchaseOrder.state).toBe('CLOSED');
    expect((await act('reopen')).body.data.reopenPurchaseOrder.purchaseOrder.state).toBe('OPEN');
    const update = await finance.graphql(
      `mutation { updatePurchaseOrder(input: { purchaseOrderId: "${id}", expectedVersion: 3, amount: "1" }) { purchaseOrder { amount } } }`,
    );
    expect(update.body.data.updatePurchaseOrder.purchaseOrder.amount).toBe('1.00');
  });

  test('comes by the thousand, each row with its result', async () => {
    const items = [
      terms({ effectiveTo: '2026-01-02' }),
      terms({ amount: '0' }),
      terms({ effectiveTo: '2025-01-01' }),
    ];
    const loaded = ok(await finance.post('/purchase-orders/bulk?mode=best_effort', { items }));
    expect(loaded).toMatchObject({ created: 1, failed: 2 });
    expect(loaded.rows.map(({ code }: any) => code)).toEqual([null, 'invalid_input', 'invalid_input']);
  });

  test('has with its scope what that implies, and nothing that disagrees', async () => {
    const made = await order({ assignmentId: placed.assignmentId, effectiveTo: '2026-01-02' });
    expect(made).toMatchObject({ unitId: weeks.unitId, facilityId, vendorId: weeks.atlas.id });
    expect(made.orderId).toBe(weeks.world.rows['orders']!['id']);
    const rival = await weeks.supplier();
    const refused = async (more: object) =>
      (await manager.post('/purchase-orders', terms(more))).body.errors?.[0];
    expect(await refused({ assignmentId: placed.assignmentId, vendorId: rival.id })).toMatchObject({
      pointer: '/assignmentId',
      code: 'elsewhere',
    });
    const elsewhere = await weeks.rows(async () => {
      const program = await weeks.world.copy('programs', { name: 'Another client' });
      return weeks.world.copy('cost_centers', { program_id: program['id'], facility_id: null, code: 'X' });
    });
    expect(await refused({ costCenterId: elsewhere['id'] })).toMatchObject({
      pointer: '/costCenterId',
      code: 'other_program',
    });
    expect((await refused({ unitId: randomUUID() })).pointer).toBe('/unitId');
    expect(await refused({ unitId: randomUUID() })).toEqual(await refused({ unitId: elsewhere['id'] }));
  });

  test('of the whole program is not for whoever is bound to a part of it', async () => {
    const bound = await service.member(weeks.tenantId, {
      role: 'client_finance',
      programIds: [weeks.programId],
      facilityIds: [facilityId],
    });
    const answer = await bound.post('/purchase-orders', terms());
    expect(answer.body).toMatchObject({ status: 403, code: 'bound_of_whole_program' });
    const own = await order({ facilityId, effectiveTo: '2026-01-02' }, bound);
    const whole = await order({ effectiveTo: '2026-01-02' });
    expect(ok(await bound.get(`/purchase-orders/${whole.id}`)).allowedActions).toEqual([]);
    const closing = await bound.post(`/purchase-orders/${whole.id}/close`, {});
    expect(closing.body).toMatchObject({ status: 403, code: 'bound_of_whole_program' });
    const update = await bound.patch(`/purchase-orders/${whole.id}`, { amount: '1' }, { 'if-match': '"1"' });
    expect(update.body).toMatchObject({ status: 403, code: 'bound_of_whole_program' });
    const burned = ok(await bound.get(`/programs/${weeks.programId}/purchase-order-burn`)).rows;
    expect(burned.map(({ purchaseOrderId }: any) => purchaseOrderId)).toContain(own.id);
    expect(burned.map(({ purchaseOrderId }: any) => purchaseOrderId)).not.toContain(whole.id);
  });

  test('is a number to the vendor it names, and to no rival anything', async () => {
    const named = await order({ vendorId: weeks.atlas.id, effectiveTo: '2026-01-02' });
    const seen = ok(await weeks.atlas.recruiter.get(`/purchase-orders/${named.id}`));
    expect(seen.number).toBe(named.number);
    for (const field of [
      'amount',
      'thresholds',
      'whenExhausted',
      'costCenterId',
      'orderId',
      'unitId',
      'description',
    ])
      expect(seen[field]).toBeUndefined();
    const rival = await weeks.supplier();
    const [there, missing] = await Promise.all([
      rival.recruiter.get(`/purchase-orders/${named.id}`),
      rival.recruiter.get(`/purchase-orders/${randomUUID()}`),
    ]);
    expect(there.status).toBe(404);
    expect(without(there.body)).toEqual(without(missing.body));
    expect(ok(await rival.recruiter.get('/purchase-orders')).data).toEqual([]);
    expect((await weeks.atlas.recruiter.post(`/purchase-orders/${named.id}/close`, {})).status).toBe(403);
    expect((await weeks.atlas.recruiter.get(`/programs/${weeks.programId}/purchase-order-burn`)).status).toBe(
      403,
    );
    expect((await weeks.approver.get('/purchase-orders')).status).toBe(403);
    await close(named);
  });
});

describe('what is used of an order', () => {
  test('is what is approved and invoiced on it, told once at each threshold of each amount', async () => {
    const one = await order({ thresholds: [50, 80, 100], amount: '5000' });
    const path = await weeks.approved(placed, week());
    for (const item of await itemsOf(path)) expect(item.purchaseOrderId).toBe(one.id);
    await drained();
    expect(await burnOf(one)).toMatchObject({
      number: one.number,
      amount: '5000.00',
      invoiced: '0.00',
      approved: '4264.75',
      remaining: '735.25',
      percent: '85.2950',
      reached: [50, 80],
    });
    expect(await told(one)).toEqual([50, 80]);

    const run = { programId: weeks.programId, periodStart: '2026-02-01', periodEnd: '2026-02-14' };
    ok(await manager.post('/invoice-runs', run), 201);
    await drained();
    expect(await burnOf(one)).toMatchObject({ invoiced: '4264.75', approved: '0.00', reached: [50, 80] });

    // What takes it back below a threshold, and reaches it again, tells nothing.
    await weeks.agreed(path, week('07:30'));
    await drained();
    expect(await burnOf(one)).toMatchObject({ invoiced: '4264.75', approved: '-36.75', percent: '84.5600' });
    expect(await told(one)).toEqual([50, 80]);

    // Of another amount each threshold is told again.
    ok(await finance.patch(`/purchase-orders/${one.id}`, { amount: '4500' }, { 'if-match': '"1"' }));
    await drained();
    expect(await told(one)).toEqual([50, 80, 50, 80]);
    ok(await finance.patch(`/purchase-orders/${one.id}`, { amount: '5000' }, { 'if-match': '"2"' }));
    await drained();
    expect(await told(one)).toEqual([50, 80, 50, 80]);
    await close(one);
  });

  test('needs somebody until it is acknowledged, and is told to its client', async () => {
    const needs = async (as: Client) =>
      ok(await as.get('/work-lists/what-needs-me')).groups.find(
        ({ group }: any) => group === 'burn_thresholds',
      );
    const [reached] = ok(
      await finance.get('/burn-thresholds?threshold=80&state=reached&sort=-reachedOn'),
    ).data;
    expect(reached).toMatchObject({
      threshold: 80,
      allowedActions: ['acknowledge'],
      reachedOn: '2026-02-16',
    });
    // What is burned of the whole program would tell a part of it what the others cost.
    const part = await service.member(weeks.tenantId, {
      role: 'client_finance',
      programIds: [weeks.programId],
      facilityIds: [facilityId],
    });
    expect(reached.facilityId).toBeNull();
    expect((await part.get(`/burn-thresholds/${reached.id}`)).status).toBe(404);
    const before = (await needs(finance)).items.length;
    expect(ok(await finance.post(`/burn-thresholds/${reached.id}/acknowledge`)).state).toBe('acknowledged');
    expect((await needs(finance))?.items.length ?? 0).toBe(before - 1);
    expect((await finance.post(`/burn-thresholds/${reached.id}/acknowledge`)).body.code).toBe(
      'step_not_allowed',
    );
    expect((await weeks.atlas.recruiter.get('/burn-thresholds')).status).toBe(403);
    const notices = ok(await finance.get('/notifications?topic=burn_threshold_reached&limit=50')).data;
    expect(notices.length).toBeGreaterThan(0);
    const act = await manager.graphql(
      `mutation { acknowledgeBurnThreshold(input: { burnThresholdId: "${reached.id}" }) { burnThreshold { state } } }`,
    );
    expect(act.body.errors![0]!.extensions).toMatchObject({ code: 'step_not_allowed' });
  });

  test('follows the order that is made, closed or opened while an item waits', async () => {
    const path = await weeks.approved(placed, [shift('2026-02-09', '08:00', '16:00')], '2026-02-08');
    const pays = async () => [
      ...new Set((await itemsOf(path)).map(({ purchaseOrderId }) => purchaseOrderId)),
    ];
    expect(await pays()).toEqual([null]);
    const wide = await order({ thresholds: [10] });
    await drained();
    expect(await pays()).toEqual([wide.id]);
    expect(await told(wide)).toEqual([10]);
    const close1 = await order({ unitId: weeks.unitId });
    await drained();
    expect(await pays()).toEqual([close1.id]);
    expect((await burnOf(wide)).approved).toBe('0.00');
    await close(close1);
    await drained();
    expect(await pays()).toEqual([wide.id]);
    await close(wide);
    await drained();
    expect(await pays()).toEqual([null]);
  });

  test('is of the cost centers that bear an item now, and open when it is billed again', async () => {
    const worker = await weeks.placed();
    const [old, fresh] = [await weeks.costCenter('7110'), await weeks.costCenter('7120')];
    const borneBy = async (costCenterId: string) => {
      const shares = [{ costCenterId, percent: '100' }];
      const body = { effectiveFrom: '2026-02-01', shares };
      ok(await finance.post(`/assignments/${worker.assignmentId}/allocations`, body));
    };
    await borneBy(old);
    const ofOld = await order({ costCenterId: old });
    const ofFresh = await order({ costCenterId: fresh });
    await drained();
    const path = await weeks.approved(worker, [shift('2026-02-09', '08:00', '16:00')], '2026-02-08');
    const waiting = async () => (await itemsOf(path)).filter(({ state }) => state === 'approved');
    const pays = async () => [...new Set((await waiting()).map(({ purchaseOrderId }) => purchaseOrderId))];
    expect(await pays()).toEqual([ofOld.id]);
    await borneBy(fresh);
    expect(await pays()).toEqual([ofFresh.id]);
    const period = { programId: weeks.programId, periodStart: '2026-02-08', periodEnd: '2026-02-14' };
    const run = ok(await manager.post('/invoice-runs', period), 201);
    await close(ofOld);
    await close(ofFresh);
    await drained();
    const invoices = ok(await manager.get(`/invoices?runId=${run.id}&kind=client_invoice`)).data;
    for (const { id } of invoices) ok(await manager.post(`/invoices/${id}/void`, { reason: 'Wrong order' }));
    expect((await waiting()).map(({ round }) => round)).toContain(2);
    expect(await pays()).toEqual([null]);
  });
});

describe('a budget of a cost center', () => {
  let center: string;
  const budget = (more: object = {}) => ({
    costCenterId: center,
    periodStart: '2026-02-01',
    periodEnd: '2026-02-28',
    amount: '1000',
    thresholds: [75],
    ...more,
  });

  beforeAll(async () => {
    center = await weeks.costCenter('7010');
  });

  test('is of its days alone, changed, put away and brought back', async () => {
    const made = ok(await finance.post('/cost-center-budgets', budget()), 201);
    expect(made).toMatchObject({
      amount: '1000.00',
      currency: 'USD',
      periodEnd: '2026-02-28',
      thresholds: [75],
    });
    const overlapping = await finance.post(
      '/cost-center-budgets',
      budget({ periodStart: '2026-02-28', periodEnd: '2026-03-31' }),
    );
    expect(overlapping.body).toMatchObject({ status: 409, code: 'budget_overlaps' });
    const path = `/cost-center-budgets/${made.id}`;
    expect((await finance.patch(path, { amount: '900' }, { 'if-match': '"7"' })).status).toBe(412);
    expect(
      ok(await finance.patch(path, { amount: '900', periodEnd: '2026-02-27' }, { 'if-match': '"1"' })),
    ).toMatchObject({
      amount: '900.00',
      periodStart: '2026-02-01',
      periodEnd: '2026-02-27',
    });
    const backward = await finance.patch(path, { periodEnd: '2026-01-01' }, { 'if-match': '"2"' });
    expect(backward.body.errors[0]).toMatchObject({ pointer: '/periodEnd', code: 'before_start' });
    ok(await finance.post(`${path}/archive`));
    const other = ok(await finance.post('/cost-center-budgets', budget()), 201);
    expect((await finance.post(`${path}/restore`)).body).toMatchObject({
      status: 409,
      code: 'budget_overlaps',
    });
    ok(await finance.post(`/cost-center-budgets/${other.id}/archive`));
    ok(await finance.post(`${path}/restore`));
    ok(await finance.post(`${path}/archive`));
    expect((await weeks.atlas.recruiter.get('/cost-center-budgets')).status).toBe(403);
    expect((await weeks.approver.post('/cost-center-budgets', budget())).status).toBe(403);
  });

  test('is used by what its center bears of items whose last day is in it', async () => {
    const other = await weeks.costCenter('7020');
    const shares = [
      { costCenterId: center, percent: '60' },
      { costCenterId: other, percent: '40' },
    ];
    const split = await weeks.placed();
    ok(
      await manager.post(`/assignments/${split.assignmentId}/allocations`, {
        shares,
        effectiveFrom: '2026-02-01',
      }),
    );
    const create = `mutation($input: CreateCostCenterBudgetInput!) { createCostCenterBudget(input: $input) { costCenterBudget { id } } }`;
    const made = (await finance.graphql(create, { input: budget() })).body.data.createCostCenterBudget
      .costCenterBudget;
    ok(
      await finance.post(
        '/cost-center-budgets',
        budget({ periodStart: '2026-03-01', periodEnd: '2026-03-31' }),
      ),
      201,
    );
    // 8 h and 5 h at 98, of which 60 %.
    const worked = [shift('2026-02-09', '08:00', '16:00'), shift('2026-02-10', '08:00', '13:00')];
    await weeks.approved(split, worked, '2026-02-08');
    await drained();
    const rows = ok(await finance.get(`/programs/${weeks.programId}/cost-center-budget-burn`)).rows;
    expect(
      rows.map(({ costCenterCode, periodStart, approved, percent, reached }: any) => [
        costCenterCode,
        periodStart,
        approved,
        percent,
        reached,
      ]),
    ).toEqual([
      ['7010', '2026-02-01', '764.40', '76.4400', [75]],
      ['7010', '2026-03-01', '0.00', '0.0000', []],
    ]);
    const on = await finance.get(`/programs/${weeks.programId}/cost-center-budget-burn?on=2026-03-15`, {
      accept: 'text/csv',
    });
    expect(on.text.trim().split('\n')).toHaveLength(2);
    const events = ok(await finance.get('/events?types=cost_center_budget.threshold_reached')).events;
    expect(events.map((fact: any) => [fact.subject.id, fact.data])).toEqual([[made.id, { threshold: 75 }]]);
  });
});
