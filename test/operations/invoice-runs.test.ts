import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseAmount, allocate, percentOf, sum } from '../../src/kernel/money.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import { canonicalJson } from '../../src/domain/billing/charging/document.ts';
import { adminClient } from '../support/database.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { createWeeks, ok, shift, type Supplier, type Weeks } from '../support/weeks.ts';

let service: Service;
let weeks: Weeks;
let manager: Client;
let onTop: Supplier;
let within: Supplier;

beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
  ({ manager } = weeks);
  onTop = await weeks.supplier({ fee_percent: '3.33', fee_model: 'client_funded', fee_basis: 'invoice' });
  within = await weeks.supplier({ fee_percent: '4.75', fee_basis: 'invoice' });
});

const cents = (amount: string) => BigInt(amount.replace('.', ''));
const total = (rows: readonly any[], of: string) => rows.reduce((all, row) => all + cents(row[of]), 0n);
const period = () => ({
  programId: weeks.programId,
  periodStart: '2026-02-01',
  periodEnd: '2026-02-07',
});
const query = () => `periodStart=2026-02-01&periodEnd=2026-02-07`;
const run = async (more: object = {}) =>
  ok(await manager.post('/invoice-runs', { ...period(), ...more }), 201);
const documentsOf = async (runId: string): Promise<any[]> =>
  ok(await manager.get(`/invoices?runId=${runId}&include=lines&limit=200`)).data;
const ofKind = (documents: readonly any[], kind: string) => documents.filter((one) => one.kind === kind);
const preview = async () => ok(await manager.get(`/programs/${weeks.programId}/invoice-preview?${query()}`));

let place = 0;
/** Something that another system charges on 2026-02-03. */
const charge = async (amount: string, more: object = {}) =>
  ok(
    await manager.post('/billing-items', {
      programId: weeks.programId,
      vendorId: weeks.atlas.id,
      sourceSystem: 'elsewhere',
      sourceReference: `charge-${(place += 1)}`,
      kind: 'fee',
      description: `Charge ${place}`,
      workDateFrom: '2026-02-03',
      amount,
      ...more,
    }),
    201,
  );
const grouped = (by: string) =>
  manager.put(`/programs/${weeks.programId}/billing-profile`, { grouping: by, termsDays: 45 });
const facility = async () =>
  String((await weeks.rows(() => weeks.world.copy('facilities', { name: 'Second site' })))['id']);

describe('what a run makes', () => {
  test('is what its preview foresaw, to the cent, which changed nothing', async () => {
    const suppliers = [weeks.atlas, onTop, within];
    for (const supplier of suppliers)
      await weeks.approved(await weeks.placed(supplier), [shift('2026-02-02', '08:07', '12:14')]);
    for (const amount of ['33.33', '0.01', '66.67', '1250.49'])
      for (const { id: vendorId } of [onTop, within]) await charge(amount, { vendorId });
    const foreseen = await preview();
    expect(await preview()).toEqual(foreseen);
    const made = await run();
    const documents = await documentsOf(made.id);
    const said = (one: any) =>
      [one.kind, one.vendorId, one.currency, one.gross, one.fee, one.net, one.tax, one.total].join(' ');
    expect(foreseen.documents.map(said).toSorted()).toEqual(documents.map(said).toSorted());
    expect(foreseen).toMatchObject({ itemCount: made.itemCount, held: [] });
    expect(made).toMatchObject({ state: 'completed', done: made.itemCount, heldCount: 0 });
    const [invoice] = ofKind(documents, 'client_invoice');
    const statements = ofKind(documents, 'vendor_statement');
    expect(total([invoice], 'total') - total(statements, 'total')).toBe(cents(invoice.fee));
  });

  test('shares the fee of an invoice out over each vendor’s items by largest remainder', async () => {
    const amounts = ['10.01', '0.02', '77.77', '310.55', '10.01', '0.01'];
    for (const { id: vendorId } of [onTop, within])
      for (const amount of amounts) await charge(amount, { vendorId });
    const documents = await documentsOf((await run()).id);
    for (const [supplier, percent] of [
      [onTop, '3.33'],
      [within, '4.75'],
    ] as const) {
      const statement = documents.find(({ vendorId }) => vendorId === supplier.id);
      const items = await Promise.all(
        statement.lines.data.map(async ({ billingItemId }: any) =>
          ok(await manager.get(`/billing-items/${billingItemId}`)),
        ),
      );
      const byId = items.toSorted((one, other) => (one.id < other.id ? -1 : 1));
      const charges = byId.map((item) =>
        parseAmount(item.feeModel === 'client_funded' ? item.vendorAmount : item.amount),
      );
      const fee = percentOf(sum(charges), percent);
      expect(byId.map(({ feeAmount }) => feeAmount)).toEqual(allocate(fee, charges));
      expect(statement.fee).toBe(fee);
      for (const item of byId)
        expect(total(item.allocation, 'amount')).toBe(item.allocation.length ? cents(item.amount) : 0n);
    }
  });

  test('is by facility, cost center or purchase order where the program says so; vendors have one statement', async () => {
    const second = await facility();
    const ids = { first: String(weeks.world.rows['facilities']!['id']), second };
    const center = await weeks.costCenter('8001');
    const other = await weeks.costCenter('8002');
    const order = ok(
      await manager.post('/purchase-orders', {
        programId: weeks.programId,
        number: 'PO-GROUP',
        amount: '1000000.00',
        effectiveFrom: '2026-01-01',
        costCenterId: center,
      }),
      201,
    );
    const shares = (...parts: [string, string][]) =>
      parts.map(([costCenterId, percent]) => ({ costCenterId, percent }));
    const charged = async () => {
      await charge('100.00', { facilityId: ids.first, shares: shares([center, '100']) });
      await charge('10.00', { facilityId: ids.second, shares: shares([center, '100']) });
      await charge('1.00', { shares: shares([center, '50'], [other, '50']) });
    };
    const cut = async (by: string, key: string) => {
      await charged();
      ok(await grouped(by));
      const foreseen = await preview();
      const documents = await documentsOf((await run()).id);
      expect(ofKind(documents, 'vendor_statement')).toMatchObject([{ net: '111.00' }]);
      const invoices = ofKind(documents, 'client_invoice');
      const said = (one: any) => `${one[key]} ${one.gross}`;
      expect(ofKind(foreseen.documents, 'client_invoice').map(said).toSorted()).toEqual(
        invoices.map(said).toSorted(),
      );
      const numbers = invoices
        .map(({ number }) => Number(number.split('-').at(-1)))
        .toSorted((a, b) => a - b);
      expect(numbers).toEqual(numbers.map((_, at) => numbers[0]! + at));
      expect(new Set(invoices.map(({ dueOn }) => dueOn))).toEqual(new Set(['2026-04-02']));
      return invoices.map(said).toSorted();
    };
    expect(await cut('facility', 'facilityId')).toEqual(
      [`${ids.first} 100.00`, `${ids.second} 10.00`, 'null 1.00'].toSorted(),
    );
    expect(await cut('cost_center', 'costCenterId')).toEqual([`${center} 110.00`, 'null 1.00'].toSorted());
    expect(await cut('purchase_order', 'purchaseOrderId')).toEqual(
      [`${order.id} 110.00`, 'null 1.00'].toSorted(),
    );
    ok(await grouped('program'));
  });

  test('bears the taxes of the day, each rounded once a document; no vendor’s does', async () => {
    const rule = ok(
      await manager.post('/tax-rules', {
        programId: weeks.programId,
        name: 'Sales tax',
        jurisdiction: 'Ohio',
        percent: '7.25',
        effectiveFrom: '2026-01-01',
        kinds: ['fee'],
      }),
      201,
    );
    const facilityId = String(weeks.world.rows['facilities']!['id']);
    for (const amount of ['10.10', '10.10', '10.10']) await charge(amount, { facilityId });
    await charge('50.00', { kind: 'deliverable', facilityId });
    ok(await grouped('facility'));
    const foreseen = await preview();
    const documents = await documentsOf((await run()).id);
    ok(await grouped('program'));
    const [invoice] = ofKind(documents, 'client_invoice');
    // 7.25 % of 30.30 is 2.19675, where each line's own would be 0.73 three times, 2.19.
    expect(invoice).toMatchObject({ gross: '80.30', tax: '2.20', total: '82.50' });
    expect(ofKind(foreseen.documents, 'client_invoice')).toMatchObject([{ tax: '2.20', total: '82.50' }]);
    expect(ok(await manager.get(`/invoice-taxes?invoiceId=${invoice.id}`)).data).toMatchObject([
      { name: 'Sales tax', percent: '7.2500', base: '30.30', amount: '2.20', taxRuleId: rule.id },
    ]);
    expect(ofKind(documents, 'vendor_statement')).toMatchObject([{ tax: '0.00', total: '80.30' }]);
    expect((await weeks.atlas.recruiter.get(`/invoice-taxes?invoiceId=${invoice.id}`)).body.data).toEqual([]);
    // A document of one facility is for a client of that facility too, with its taxes.
    for (const [id, seen] of [
      [facilityId, 1],
      [await facility(), 0],
    ] as const) {
      const narrowed = { programIds: [weeks.programId], facilityIds: [id] };
      const client = await service.member(weeks.tenantId, { role: 'client_finance', ...narrowed });
      for (const path of [`/invoices?number=${invoice.number}`, `/invoice-taxes?invoiceId=${invoice.id}`])
        expect(ok(await client.get(path)).data).toHaveLength(seen);
    }
    const content = JSON.parse((await manager.get(`/invoices/${invoice.id}/document`)).text);
    expect(content.taxes).toMatchObject([{ number: 1, base: '30.30', amount: '2.20' }]);
    // Voided, all of its tax is given back.
    const voided = ok(await manager.post(`/invoices/${invoice.id}/void`, { reason: 'Wrong', rebill: false }));
    const [memo] = ok(await manager.get(`/invoices?correctsId=${invoice.id}`)).data;
    expect([memo.tax, memo.total, voided.balance]).toEqual(['-2.20', '-82.50', '0.00']);
    ok(await manager.post(`/tax-rules/${rule.id}/end`, { effectiveTo: '2026-02-01' }));
  });

  test('says the same text in the database and here, whatever the words', async () => {
    await charge('5.00', { description: 'Quote " slash \\ é 漢 😀 end', kind: 'deliverable' });
    const [invoice] = ofKind(await documentsOf((await run()).id), 'client_invoice');
    const { text } = await manager.get(`/invoices/${invoice.id}/document`);
    expect(canonicalJson(JSON.parse(text))).toBe(text);
    expect(createHash('sha256').update(text).digest('hex')).toBe(invoice.contentHash);
    const points = [
      ...Array.from({ length: 0x7f }, (_, at) => at + 1),
      0x80,
      0x2028,
      0xd7ff,
      0xfeff,
      0x1f600,
    ];
    const words = String.fromCodePoint(...points);
    const [found] = await service.as(systemActor(weeks.tenantId), (tx) =>
      tx.rows<{ text: string }>(sql`select to_json(${words}::text)::text as text`),
    );
    expect(found!.text).toBe(canonicalJson(words));
  });
});

describe('a purchase order that blocks', () => {
  test('holds what goes beyond it, by whole sources; the rest is invoiced', async () => {
    const order = ok(
      await manager.post('/purchase-orders', {
        programId: weeks.programId,
        number: 'PO-BLOCK',
        amount: '1000.00',
        effectiveFrom: '2026-01-01',
        vendorId: within.id,
        whenExhausted: 'block',
      }),
      201,
    );
    const vendorId = within.id;
    await charge('600.00', { vendorId, workDateFrom: '2026-02-02' });
    await charge('500.00', { vendorId, workDateFrom: '2026-02-03' });
    await charge('7.00');
    const held = [{ purchaseOrderId: order.id, number: 'PO-BLOCK', itemCount: 1, amount: '500.00' }];
    expect(await preview()).toMatchObject({ itemCount: 2, held });
    expect(await run()).toMatchObject({ itemCount: 2, heldCount: 1, heldAmount: '500.00' });
    const refused = await manager.post('/invoice-runs', period());
    expect([refused.status, refused.body.code, refused.body.detail]).toEqual([
      409,
      'everything_held',
      'Held by PO-BLOCK.',
    ]);
    ok(
      await manager.patch(
        `/purchase-orders/${order.id}`,
        { amount: '1100.00' },
        { 'if-match': `"${order.version}"` },
      ),
    );
    expect(await run()).toMatchObject({ itemCount: 1, heldCount: 0 });
  });
});

test('a purchase order that warns holds nothing: what goes beyond it is charged to it all the same', async () => {
  const order = ok(
    await manager.post('/purchase-orders', {
      programId: weeks.programId,
      number: 'PO-WARN',
      amount: '10.00',
      effectiveFrom: '2026-01-01',
      vendorId: onTop.id,
      whenExhausted: 'warn',
    }),
    201,
  );
  await charge('50.00', { vendorId: onTop.id, bearsFee: false });
  expect(await preview()).toMatchObject({ itemCount: 1, held: [] });
  const made = await run();
  expect(made).toMatchObject({ itemCount: 1, heldCount: 0 });
  const [invoice] = ofKind(await documentsOf(made.id), 'client_invoice');
  expect(invoice.lines.data).toMatchObject([{ purchaseOrderId: order.id, amount: '50.00' }]);
  const { rows } = ok(await manager.get(`/programs/${weeks.programId}/purchase-order-burn`));
  expect(rows.find(({ number }: any) => number === 'PO-WARN')).toMatchObject({
    invoiced: '50.00',
    remaining: '-40.00',
    percent: '500.0000',
  });
});

describe('a run in the background', () => {
  const states = async (id: string) => ok(await manager.get(`/invoice-runs/${id}`));

  test('answers at once, and is made after', async () => {
    await charge('12.00');
    const started = await run({ inBackground: true });
    expect(started).toMatchObject({ state: 'running', expectedCount: 1, done: 0, invoiceCount: 0 });
    expect(ok(await manager.get(`/invoices?runId=${started.id}`)).data).toEqual([]);
    await service.drain(weeks.tenantId);
    const made = await states(started.id);
    expect(made).toMatchObject({ state: 'completed', itemCount: 1, invoiceCount: 2, done: 1 });
    const [invoice] = ofKind(await documentsOf(started.id), 'client_invoice');
    // Whoever started it has issued what it made.
    expect(invoice).toMatchObject({ total: '12.00', issuedBy: manager.actor.membershipId });
    expect((await manager.post(`/invoices/${invoice.id}/approve`)).body.code).toBe('approver_is_issuer');
  });

  test('twice at once bills all once: the later one is refused and says why', async () => {
    await charge('13.00');
    const [one, other] = [await run({ inBackground: true }), await run({ inBackground: true })];
    await Promise.all([service.drain(weeks.tenantId), service.drain(weeks.tenantId)]);
    const ended = [await states(one.id), await states(other.id)];
    expect(new Set(ended.map(({ state }) => state))).toEqual(new Set(['completed', 'failed']));
    expect(ended.find(({ state }) => state === 'failed')).toMatchObject({
      failureCode: 'nothing_to_invoice',
      invoiceCount: 0,
    });
    const told = ok(await manager.get('/notifications?topic=invoice_run_failed')).data;
    expect(told).toMatchObject([{ title: expect.stringContaining('could not be made') }]);
    const events = ok(await manager.get('/events?types=invoice_run.failed')).events;
    expect(events.some(({ subject }: any) => ended.some(({ id }) => id === subject.id))).toBe(true);
  });

  test('says how far it is; cut off in the middle it leaves nothing, and is made anew from nothing', async () => {
    for (const amount of ['15.00', '15.01', '15.02']) await charge(amount);
    const before = ok(await manager.get('/invoices?kind=client_invoice&limit=200')).data.length;
    const started = await run({ inBackground: true });
    const assassin = await adminClient(service.database);
    const drained = await service.as(systemActor(weeks.tenantId), async (tx) => {
      await tx.rows(sql`select series from invoice_series for no key update`);
      const draining = service.drain(weeks.tenantId);
      // Its lines are written, it waits for numbers; there its connection is lost, as with a process that is killed.
      await expect.poll(async () => (await states(started.id)).done, { timeout: 10_000 }).toBeGreaterThan(0);
      expect(await states(started.id)).toMatchObject({ state: 'running', expectedCount: 3, version: 1 });
      expect(ok(await manager.get(`/invoices?runId=${started.id}`)).data).toEqual([]);
      await expect
        .poll(
          async () =>
            (
              await assassin.query(`select pg_terminate_backend(pid) from pg_stat_activity
                where wait_event_type = 'Lock' and datname = current_database()`)
            ).rows,
          { timeout: 10_000 },
        )
        .toHaveLength(1);
      return { draining };
    });
    await drained.draining;
    await expect
      .poll(async () => {
        await service.drain(weeks.tenantId);
        return (await states(started.id)).state;
      })
      .toBe('completed');
    expect(await states(started.id)).toMatchObject({ itemCount: 3, done: 3 });
    const documents = ok(await manager.get('/invoices?kind=client_invoice&limit=200')).data;
    expect(documents).toHaveLength(before + 1);
    const numbers = documents
      .flatMap(({ number }: any) => (number === null ? [] : [Number(number.slice(-6))]))
      .toSorted((a: number, b: number) => a - b);
    expect(numbers).toEqual(numbers.map((_: number, at: number) => at + 1));
  });

  test('is canceled until it has begun', async () => {
    await charge('14.00');
    const started = await run({ inBackground: true });
    expect((await weeks.finance.post(`/invoice-runs/${started.id}/cancel`)).status).toBe(403);
    const foreign = await manager.post(`/invoice-runs/0198c0de-0000-7000-8000-000000000001/cancel`);
    expect(foreign.status).toBe(404);
    const stale = await manager.post(`/invoice-runs/${started.id}/cancel`, {}, { 'if-match': '"9"' });
    expect(stale.status).toBe(412);
    // While a worker makes it nobody cancels it.
    await service.as(systemActor(weeks.tenantId), async (tx) => {
      await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`invoice run ${started.id}`}, 0))`);
      const begun = await manager.post(`/invoice-runs/${started.id}/cancel`);
      expect([begun.status, begun.body.code]).toEqual([409, 'run_has_begun']);
    });
    const { body } = await manager.graphql(
      `mutation($input: CancelInvoiceRunInput!) { cancelInvoiceRun(input: $input) { invoiceRun { state finishedAt } } }`,
      { input: { invoiceRunId: started.id } },
    );
    expect(body.data?.cancelInvoiceRun.invoiceRun).toMatchObject({ state: 'CANCELED' });
    await service.drain(weeks.tenantId);
    expect(await states(started.id)).toMatchObject({ state: 'canceled', invoiceCount: 0 });
    expect((await manager.post(`/invoice-runs/${started.id}/cancel`)).body.code).toBe('step_not_allowed');
    expect(await run()).toMatchObject({ itemCount: 1 });
  });
});
