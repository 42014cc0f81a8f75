import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { createPlacementMarket } from '../support/placements.ts';
import { agree, place } from '../support/placing.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { createWeeks, ok, shift, type Placed, type Weeks } from '../support/weeks.ts';

let service: Service;
let weeks: Weeks;
let manager: Client;
let finance: Client;

beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
  ({ manager, finance } = weeks);
});

const itemsOf = async (sourceId: string, as = manager): Promise<any[]> =>
  ok(await as.get(`/billing-items?sourceId=${sourceId}&limit=200`)).data;
const money = ({ amount, feeAmount, vendorAmount }: any) => [amount, feeAmount, vendorAmount];
const period = { periodStart: '2026-02-01', periodEnd: '2026-02-28' };
const run = async () =>
  ok(await manager.post('/invoice-runs', { programId: weeks.programId, ...period }), 201);
const clientInvoice = async (): Promise<any> =>
  ok(await manager.get(`/invoices?runId=${(await run()).id}&kind=client_invoice&include=lines`)).data[0];

let sent = 0;
const fee = (more: object = {}) => ({
  programId: weeks.programId,
  vendorId: weeks.atlas.id,
  sourceSystem: 'revenue-cycle',
  sourceReference: `fee ${(sent += 1)}`,
  kind: 'fee',
  description: 'Providers, February',
  workDateFrom: '2026-02-01',
  workDateTo: '2026-02-28',
  amount: '100.00',
  ...more,
});
const created = async (body: object, as = manager) => ok(await as.post('/billing-items', body), 201);

describe('an expense', () => {
  const category = async (code: string, rules: object) =>
    ok(
      await manager.post('/expense-categories', { programId: weeks.programId, code, name: code, ...rules }),
      201,
    ).id;
  const approved = async (placed: Placed, categoryId: string, stated: object): Promise<string> => {
    const { assignmentId } = placed;
    const body = { assignmentId, categoryId, incurredOn: '2026-02-03', ...stated };
    const { id } = ok(await placed.worker.post('/expenses', body), 201);
    ok(await placed.worker.post(`/expenses/${id}/submit`));
    ok(await weeks.approver.post(`/expenses/${id}/approve`));
    return id;
  };

  test('is billed at cost when it is approved, and stands as invoiced with its item', async () => {
    const lodging = await category('hotel_room', { kind: 'amount' });
    const own = await category('own_cost', { kind: 'amount', isPassThrough: false });
    const miles = await category('miles', {
      kind: 'mileage',
      rates: [{ from: '2026-01-01', rate: '0.7000' }],
    });
    const placed = await weeks.placed();
    const id = await approved(placed, lodging, { amount: '120.50' });
    const [item, ...more] = await itemsOf(id);
    expect(more).toEqual([]);
    expect(item).toMatchObject({
      kind: 'expense',
      state: 'approved',
      sourceNoun: 'expense',
      assignmentId: placed.assignmentId,
      description: 'Expense: hotel_room',
      workDateFrom: '2026-02-03',
      feeModel: 'none',
      minutes: null,
    });
    expect(money(item)).toEqual(['120.50', '0.00', '120.50']);
    expect(item.allocation).toMatchObject([{ code: '6010', amount: '120.50' }]);
    expect(await itemsOf(await approved(placed, own, { amount: '80' }))).toEqual([]);
    const [driven] = await itemsOf(await approved(placed, miles, { quantity: '10.5' }));
    expect(driven).toMatchObject({
      quantity: '10.5000',
      unitOfMeasure: 'mile',
      rate: '0.7000',
      amount: '7.35',
    });
    // Whose cost it is follows what is agreed for the day while it waits.
    const other = await weeks.costCenter('6501');
    ok(
      await finance.post(`/assignments/${placed.assignmentId}/allocations`, {
        effectiveFrom: '2026-02-01',
        shares: [{ costCenterId: other, percent: '100' }],
      }),
    );
    expect((await itemsOf(id))[0].allocation).toMatchObject([{ code: '6501', amount: '120.50' }]);
    await run();
    expect(ok(await manager.get(`/expenses/${id}`)).state).toBe('invoiced');
    expect((await manager.post(`/expenses/${id}/void`, { reason: 'Twice' })).body.code).toBe(
      'step_not_allowed',
    );
  });

  test('that is voided before is billed no more', async () => {
    const parking = await category('parking', { kind: 'amount' });
    const id = await approved(await weeks.placed(), parking, { amount: '12' });
    ok(await manager.post(`/expenses/${id}/void`, { reason: 'Claimed elsewhere' }));
    expect((await itemsOf(id)).map(({ state }) => state)).toEqual(['void']);
  });
});

describe('what another system sends', () => {
  test('is billed by quantity and rate, by amount, and as a credit, to the cent', async () => {
    const providers = await created(
      fee({ quantity: '22', unitOfMeasure: 'provider', rate: '1850', amount: undefined }),
    );
    expect(money(providers)).toEqual(['40700.00', '0.00', '40700.00']);
    expect(providers).toMatchObject({
      kind: 'fee',
      state: 'approved',
      quantity: '22.0000',
      rate: '1850.0000',
      sourceRevision: 1,
      allowedActions: ['void'],
    });
    const steps = [
      { name: 'clean_claims', detail: '93.2 % against 95 %: 5 % of 40700.00', result: '-2035.00' },
    ];
    const credit = await created(fee({ kind: 'service_credit', amount: '-2035.00', explanation: steps }));
    expect(credit).toMatchObject({ amount: '-2035.00', explanation: steps });
    expect((await created(fee({ amount: '64225.00' }))).amount).toBe('64225.00');
    const explained = ok(await manager.get(`/billing-items/${credit.id}/explain`));
    expect(explained.steps.map(({ name }: any) => name)).toEqual([
      'clean_claims',
      'charge',
      'fee',
      'vendor_amount',
    ]);
    const made = await clientInvoice();
    const lines = made.lines.data.filter(({ billingItemId }: any) =>
      [providers.id, credit.id].includes(billingItemId),
    );
    expect(lines.map(({ amount }: any) => amount).toSorted()).toEqual(['-2035.00', '40700.00']);
  });

  test('bears the fee that its agreement has of lines, or that the sender says', async () => {
    const byLine = await weeks.supplier({ fee_basis: 'line', fee_percent: '2.5000' });
    const item = await created(fee({ vendorId: byLine.id }));
    expect(money(item)).toEqual(['100.00', '2.50', '97.50']);
    expect(money(await created(fee({ vendorId: byLine.id, kind: 'service_credit', amount: '-10' })))).toEqual(
      ['-10.00', '0.00', '-10.00'],
    );
    expect((await created(fee({ vendorId: byLine.id, bearsFee: false }))).feeAmount).toBe('0.00');
    expect(money(await created(fee({ bearsFee: true })))).toEqual(['100.00', '3.00', '97.00']);
    const onTop = await weeks.supplier({ fee_model: 'client_funded', fee_basis: 'line', fee_percent: '4' });
    expect(money(await created(fee({ vendorId: onTop.id })))).toEqual(['104.00', '4.00', '100.00']);
  });

  test('is charged where the sender says, refused where that is not whole', async () => {
    const [north, south] = [await weeks.costCenter('6601'), await weeks.costCenter('6602')];
    const shares = [
      { costCenterId: north, percent: '33.33' },
      { costCenterId: south, percent: '66.67' },
    ];
    const item = await created(fee({ amount: '100.01', shares }));
    expect(item.allocation.map(({ code, amount }: any) => [code, amount])).toEqual([
      ['6601', '33.33'],
      ['6602', '66.68'],
    ]);
    const half = await manager.post(
      '/billing-items',
      fee({ shares: [{ costCenterId: north, percent: '50' }] }),
    );
    expect([half.status, half.body.code]).toEqual([422, 'allocation_not_whole']);
  });

  test('in a higher revision replaces what waits and corrects what was invoiced', async () => {
    const first = fee({ amount: '500.00' });
    const original = await created(first);
    const again = await manager.post('/billing-items', first);
    expect([again.status, again.body.id]).toEqual([201, original.id]);
    const other = await manager.post('/billing-items', { ...first, amount: '501.00' });
    expect([other.status, other.body.code]).toEqual([409, 'billing_item_revision_taken']);
    const second = await created({ ...first, revision: 3, amount: '450.00' });
    expect((await manager.post('/billing-items', { ...first, revision: 2 })).body.code).toBe(
      'billing_item_revision_old',
    );
    expect((await itemsOf(original.sourceId)).map(({ state, amount }) => [state, amount])).toEqual([
      ['void', '500.00'],
      ['approved', '450.00'],
    ]);
    const invoice = await clientInvoice();
    const less = await created({ ...first, revision: 4, amount: '430.00' });
    expect(less).toMatchObject({
      amount: '-20.00',
      kind: 'adjustment',
      correctsId: second.id,
      state: 'approved',
    });
    expect(less.correction).toBe('difference');
    ok(await manager.post('/credit-memos', { invoiceId: invoice.id, reason: 'As revised' }), 201);
    const more = await created({ ...first, revision: 5, amount: '470.00' });
    expect(more).toMatchObject({ amount: '40.00', kind: 'fee', correctsId: null });
    const none = await created({ ...first, revision: 6, amount: '0' });
    const all = await itemsOf(original.sourceId);
    const standing = all
      .filter(({ state }) => state !== 'void')
      .reduce((sum, { amount }) => sum + Number(amount), 0);
    expect(standing).toBe(0);
    expect(none.amount).toBe('-430.00');
    expect(all.find(({ id }) => id === more.id).state).toBe('void');
  });

  test('in a revision that changes nothing outdates an earlier one that comes late', async () => {
    const stood = fee({ amount: '80.00' });
    await created(stood);
    await run();
    const late = async (revision: number, first: object) =>
      (await manager.post('/billing-items', { ...first, revision, amount: '60.00' })).body.code;
    const same = { ...stood, revision: 3 };
    expect(await created(same)).toMatchObject({ state: 'void', amount: '0.00', sourceRevision: 3 });
    expect(await late(2, stood)).toBe('billing_item_revision_old');
    expect((await created(same)).sourceRevision).toBe(3);
    // What was called off before anything was heard of it.
    const never = fee({ amount: '0', revision: 2 });
    expect((await created(never)).state).toBe('void');
    expect(await late(1, never)).toBe('billing_item_revision_old');
    const waited = fee();
    await created(waited);
    expect((await created({ ...waited, revision: 3, amount: '0' })).state).toBe('void');
    expect(await late(2, waited)).toBe('billing_item_revision_old');
  });

  test('is known again after its invoice was voided and billed again', async () => {
    const first = fee({ amount: '100.00' });
    await created(first);
    const again = async (body: object) =>
      [await created(body)].map(({ state, amount }) => [state, amount])[0];
    ok(await manager.post(`/invoices/${(await clientInvoice()).id}/void`, { reason: 'Wrong buyer' }));
    expect(await again(first)).toEqual(['approved', '100.00']);
    const less = { ...first, revision: 2, amount: '70.00' };
    expect(await again(less)).toEqual(['approved', '70.00']);
    expect(await again(less)).toEqual(['approved', '70.00']);
    ok(await manager.post(`/invoices/${(await clientInvoice()).id}/void`, { reason: 'Wrong buyer' }));
    expect(await again(less)).toEqual(['approved', '70.00']);
    expect((await clientInvoice()).total).toBe('70.00');
  });

  test('as a credit is corrected the other way', async () => {
    const sentFirst = fee({ kind: 'service_credit', amount: '-300.00' });
    const credit = await created(sentFirst);
    await run();
    const less = await created({ ...sentFirst, revision: 2, amount: '-250.00' });
    expect(less).toMatchObject({ amount: '50.00', correctsId: credit.id });
    const more = await created({ ...sentFirst, revision: 3, amount: '-320.00' });
    expect(more).toMatchObject({ amount: '-20.00', correctsId: null, kind: 'service_credit' });
  });

  test('is taken back before it is invoiced; hours and expenses are not', async () => {
    const item = await created(fee());
    const voided = await manager.graphql(
      `mutation($id: ID!) { voidBillingItem(input: { billingItemId: $id, reason: "Sent twice" }) { billingItem { state reason } } }`,
      { id: item.id },
    );
    expect(voided.body.data.voidBillingItem.billingItem).toEqual({ state: 'VOID', reason: 'Sent twice' });
    const path = await weeks.approved(await weeks.placed(), [shift('2026-02-02', '08:00', '10:00')]);
    const [hours] = await itemsOf(path.split('/')[2]!);
    expect(hours.allowedActions).toEqual([]);
    const refused = await manager.post(`/billing-items/${hours.id}/void`, { reason: 'No' });
    expect([refused.status, refused.body.code]).toEqual([409, 'billing_item_not_imported']);
    const stale = await manager.post(
      `/billing-items/${item.id}/void`,
      { reason: 'No' },
      { 'if-match': '"1"' },
    );
    expect(stale.status).toBe(412);
    expect((await manager.post(`/billing-items/${item.id}/void`, { reason: 'No' })).body.code).toBe(
      'step_not_allowed',
    );
  });

  test('is refused where it does not fit', async () => {
    const answers = await Promise.all(
      [
        [{ amount: undefined }, '/amount'],
        [{ quantity: '2', rate: '3' }, '/amount'],
        [{ amount: undefined, quantity: '2' }, '/rate'],
        [{ amount: '-1' }, '/amount'],
        [{ kind: 'service_credit' }, '/amount'],
        [{ amount: '0' }, '/amount'],
        [{ amount: undefined, quantity: '9999999999', rate: '9999' }, '/amount'],
        [{ workDateTo: '2026-01-31' }, '/workDateTo'],
        [{ vendorId: randomUUID() }, '/vendorId'],
        [{ unitId: randomUUID() }, '/unitId'],
      ].map(async ([more, pointer]) => {
        const { status, body } = await manager.post('/billing-items', fee(more as object));
        return [status, body.errors?.some((error: any) => error.pointer === pointer)];
      }),
    );
    expect(answers).toEqual(answers.map(() => [422, true]));
  });

  test('comes from whoever may send it, and is seen by its own vendor alone', async () => {
    const recruiter = weeks.atlas.recruiter;
    expect((await recruiter.post('/billing-items', fee())).status).toBe(403);
    expect((await finance.post('/billing-items', fee())).status).toBe(403);
    const item = await created(fee());
    expect(ok(await recruiter.get(`/billing-items/${item.id}`))).toMatchObject({ amount: '100.00' });
    const rival = (await weeks.supplier()).recruiter;
    expect((await rival.get(`/billing-items/${item.id}`)).body.code).toBe(
      (await rival.get(`/billing-items/${randomUUID()}`)).body.code,
    );
    const integration = await service.member(weeks.tenantId, { role: 'integration' });
    const { data } = (
      await integration.graphql(
        `mutation($input: CreateBillingItemInput!) { createBillingItem(input: $input) { billingItem { amount kind } } }`,
        { input: { ...fee(), kind: 'FEE' } },
      )
    ).body;
    expect(data.createBillingItem.billingItem).toEqual({ amount: '100.00', kind: 'FEE' });
  });

  test('in bulk harms no other, and several revisions of one thing are taken in order', async () => {
    const twice = fee({ amount: '10.00' });
    const { rows: sentRows } = ok(
      await manager.post('/billing-items/bulk', {
        items: [twice, fee({ amount: '-5' }), { ...twice, revision: 2, amount: '12.00' }, fee()],
      }),
    );
    expect(sentRows.map(({ code }: any) => code)).toEqual([null, 'invalid_input', null, null]);
    const { sourceId } = ok(await manager.get(`/billing-items/${sentRows[0].id}`));
    const rows = await itemsOf(sourceId);
    expect(rows.map(({ state, amount }) => [state, amount])).toEqual([
      ['void', '10.00'],
      ['approved', '12.00'],
    ]);
  });

  test('sent by two at once is billed once', async () => {
    const body = fee();
    const answers = await Promise.all(Array.from({ length: 6 }, () => manager.post('/billing-items', body)));
    expect(new Set(answers.map(({ body: { id } }) => id)).size).toBe(1);
    const higher = await Promise.all(
      [2, 3, 4, 5].map((revision) =>
        manager.post('/billing-items', { ...body, revision, amount: `${revision}.00` }),
      ),
    );
    const sourceId = answers[0]!.body.sourceId;
    const waiting = (await itemsOf(sourceId)).filter(({ state }) => state === 'approved');
    expect(waiting).toHaveLength(1);
    expect(higher.filter(({ status }) => status === 201).length).toBeGreaterThan(0);
  });
});

describe('the purchase order of an item', () => {
  test('is named when it is billed, and anew while it waits', async () => {
    const placed = await weeks.placed();
    const path = await weeks.approved(placed, [shift('2026-02-03', '08:00', '12:00')]);
    const id = path.split('/')[2]!;
    expect((await itemsOf(id))[0].purchaseOrderId).toBeNull();
    const order = ok(
      await manager.post('/purchase-orders', {
        programId: weeks.programId,
        number: 'PO-1',
        amount: '1000.00',
        effectiveFrom: '2026-01-01',
        assignmentId: placed.assignmentId,
      }),
      201,
    );
    await service.drain(weeks.tenantId);
    expect((await itemsOf(id))[0].purchaseOrderId).toBe(order.id);
    const later = await weeks.approved(placed, [shift('2026-02-10', '08:00', '12:00')], '2026-02-08');
    expect((await itemsOf(later.split('/')[2]!))[0].purchaseOrderId).toBe(order.id);
    expect(
      (await weeks.atlas.recruiter.get(`/billing-items?sourceId=${id}`)).body.data[0],
    ).not.toHaveProperty('purchaseOrderId');
  });
});

describe('a week', () => {
  test('is charged day by day: what an interval names, then the shares of the day, in cents once over the week', async () => {
    const placed = await weeks.placed();
    const [north, south, floated] = [
      await weeks.costCenter('8101'),
      await weeks.costCenter('8102'),
      await weeks.costCenter('8103'),
    ];
    const entries = [
      shift('2026-02-02', '08:00', '16:00'),
      shift('2026-02-03', '08:00', '12:00'),
      shift('2026-02-03', '12:00', '15:00'),
      shift('2026-02-05', '08:00', '15:07'),
    ];
    const week = { assignmentId: placed.assignmentId, weekStartsOn: '2026-02-01' };
    const { id } = ok(await placed.worker.post('/timesheets', week), 201);
    ok(await placed.worker.put(`/timesheets/${id}/entries`, { entries }));
    await service.as(systemActor(weeks.tenantId), (tx) =>
      tx.rows(
        sql`update time_entries set cost_center_id = ${floated} where timesheet_id = ${id} and starts_at = ${entries[2]!.startsAt}`,
      ),
    );
    ok(
      await finance.post(`/assignments/${placed.assignmentId}/allocations`, {
        effectiveFrom: '2026-02-03',
        shares: [
          { costCenterId: north, percent: '66.6667' },
          { costCenterId: south, percent: '33.3333' },
        ],
      }),
    );
    ok(await placed.worker.post(`/timesheets/${id}/submit`));
    ok(await weeks.approver.post(`/timesheets/${id}/approve`));
    const borne = new Map<string, number>();
    for (const { allocation } of await itemsOf(id))
      for (const { code, amount } of allocation) borne.set(code, (borne.get(code) ?? 0) + Number(amount));
    const allocated = ok(await finance.get(`/timesheets/${id}/allocation`));
    expect(borne.get('6010')).toBe(8 * 98);
    expect(borne.get('8103')).toBe(3 * 98);
    for (const { costCenterCode, amount } of allocated.rows)
      expect(Math.abs(borne.get(costCenterCode)! - Number(amount))).toBeLessThan(0.02);
    const sum = [...borne.values()].reduce((all, part) => all + part, 0);
    expect(sum.toFixed(2)).toBe(allocated.amount);
  });
});

describe('a charge', () => {
  test('is billed as what it is, once, and let go of when it is waived', async () => {
    const market = await createPlacementMarket(service);
    const agency = await market.agency();
    await agree(market, agency, {
      penaltyWindows: [
        { subject: 'order', noticeUnder: 14, penaltyKind: 'percent_of_week', penaltyValue: '100' },
      ],
    });
    await service.moveClock(market.tenantId, '2026-01-23T15:00:00Z');
    const late = await place(market, agency);
    ok(await market.requester.post(`/orders/${late.orderId}/cancel`, { reason: 'Census fell' }));
    const [charge] = ok(await market.manager.get(`/charges?assignmentId=${late.id}`)).data;
    const [item, ...more] = await itemsOf(charge.id, market.manager);
    expect(more).toEqual([]);
    expect(item).toMatchObject({
      kind: 'penalty',
      amount: '3528.00',
      vendorAmount: '3528.00',
      quantity: '36.0000',
      unitOfMeasure: 'hour',
      rate: '98.0000',
      state: 'approved',
      workDateTo: charge.dueOn,
    });
    const explained = ok(await market.manager.get(`/billing-items/${item.id}/explain`));
    expect(explained.steps.map(({ name }: any) => name)).toEqual([
      'notice',
      'window',
      'penalty',
      'charge',
      'fee',
      'vendor_amount',
    ]);
    ok(await market.manager.post(`/charges/${charge.id}/waive`, { reason: 'Goodwill' }));
    expect((await itemsOf(charge.id, market.manager)).map(({ state }) => state)).toEqual(['void']);

    // What is waived after it was invoiced is taken back by the next memo, and not billed again.
    const later = await place(market, agency);
    ok(await market.requester.post(`/orders/${later.orderId}/cancel`, { reason: 'Census fell' }));
    const [second] = ok(await market.manager.get(`/charges?assignmentId=${later.id}`)).data;
    const january = {
      programId: second.programId,
      periodStart: '2026-01-01',
      periodEnd: '2026-01-31',
    };
    const made = ok(await market.manager.post('/invoice-runs', january), 201);
    const [invoice] = ok(await market.manager.get(`/invoices?runId=${made.id}&kind=client_invoice`)).data;
    ok(await market.manager.post(`/charges/${second.id}/waive`, { reason: 'Goodwill' }));
    const [billed, credit] = await itemsOf(second.id, market.manager);
    expect([billed.state, billed.amount]).toEqual(['invoiced', '3528.00']);
    expect(credit).toMatchObject({
      state: 'approved',
      amount: '-3528.00',
      vendorAmount: '-3528.00',
      correctsId: billed.id,
      correction: 'concession',
      reason: 'The charge was waived.',
    });
    const memo = { invoiceId: invoice.id, reason: 'Goodwill' };
    expect(ok(await market.manager.post('/credit-memos', memo), 201).total).toBe('-3528.00');
    const theirs = ok(await agency.recruiter.get(`/billing-items/${credit.id}`));
    expect(theirs).not.toHaveProperty('reason');
  });
});
