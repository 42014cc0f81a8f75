import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { InvoiceContent } from '../../src/domain/billing/index.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { createWeeks, ok, shift, week, type Weeks } from '../support/weeks.ts';

let service: Service;
let weeks: Weeks;
let manager: Client;
let finance: Client;

beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
  ({ manager, finance } = weeks);
});

const itemsOf = async (path: string, as = manager): Promise<any[]> =>
  ok(await as.get(`/billing-items?sourceId=${path.split('/')[2]}&limit=200`)).data;
const cents = (amount: string) => BigInt(amount.replace('.', ''));
const total = (rows: readonly any[], of: string) => {
  const sum = rows.reduce((all, row) => all + cents(row[of]), 0n);
  const digits = (sum < 0n ? -sum : sum).toString().padStart(3, '0');
  return `${sum < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
const period = (periodStart = '2026-02-01', periodEnd = '2026-02-07') => ({
  programId: weeks.programId,
  periodStart,
  periodEnd,
});
const run = async (between = period()) => ok(await manager.post('/invoice-runs', between), 201);
const documentsOf = async (runId: string): Promise<any[]> =>
  ok(await manager.get(`/invoices?runId=${runId}&include=lines&limit=200`)).data;
const ofKind = (documents: readonly any[], kind: string) => documents.filter((one) => one.kind === kind);

describe('the Lakeshore week', () => {
  test('is billed, invoiced to two cost centers, and credited by what was agreed, to the cent', async () => {
    const placed = await weeks.placed();
    const first = await weeks.costCenter('7001');
    const second = await weeks.costCenter('7002');
    const path = await weeks.approved(placed);
    const items = await itemsOf(path);
    expect([total(items, 'amount'), total(items, 'feeAmount'), total(items, 'vendorAmount')]).toEqual([
      '4264.75',
      '127.94',
      '4136.81',
    ]);
    expect(items.every(({ state, kind }) => state === 'approved' && kind === 'hours')).toBe(true);
    expect(new Set(items.map(({ allocation }) => allocation[0].code))).toEqual(new Set(['6010']));

    // Finance splits the cost after the approval: what waits follows.
    ok(
      await finance.post(`/assignments/${placed.assignmentId}/allocations`, {
        effectiveFrom: '2026-02-01',
        shares: [
          { costCenterId: first, percent: '60' },
          { costCenterId: second, percent: '40' },
        ],
      }),
    );
    const made = await run();
    expect(made).toMatchObject({ itemCount: 4, invoiceCount: 2, state: 'completed' });
    const documents = await documentsOf(made.id);
    const [invoice] = ofKind(documents, 'client_invoice');
    const [statement] = ofKind(documents, 'vendor_statement');
    expect(invoice).toMatchObject({
      gross: '4264.75',
      fee: '127.94',
      net: '4136.81',
      total: '4264.75',
      state: 'issued',
      issuedOn: '2026-02-16',
      vendorId: null,
    });
    expect(statement).toMatchObject({ total: '4136.81', vendorId: weeks.atlas.id });
    expect(invoice.contentHash).toMatch(/^[0-9a-f]{64}$/);
    const inOrder = invoice.lines.data.toSorted((one: any, other: any) => one.number - other.number);
    expect(inOrder.map(({ description }: any) => description)).toEqual([
      'Regular hours',
      'Overtime hours',
      'Night differential',
      'Weekend differential',
    ]);
    const charged = (id: string) =>
      total(
        invoice.lines.data.flatMap(({ allocation }: any) =>
          allocation.filter(({ costCenterId }: any) => costCenterId === id),
        ),
        'amount',
      );
    expect([charged(first), charged(second)]).toEqual(['2558.85', '1705.90']);
    for (const { amount, allocation } of invoice.lines.data) expect(total(allocation, 'amount')).toBe(amount);
    expect(ok(await manager.get(path))).toMatchObject({ state: 'invoiced' });
    expect((await itemsOf(path)).every(({ state }) => state === 'invoiced')).toBe(true);

    await service.moveClock(weeks.tenantId, '2026-02-17T12:00:00Z');
    await weeks.agreed(path, week('07:30'));
    const [credit, ...others] = (await itemsOf(path)).filter(({ state }) => state === 'approved');
    expect(others).toEqual([]);
    expect(credit).toMatchObject({
      kind: 'adjustment',
      minutes: -15,
      rate: '147.0000',
      amount: '-36.75',
      feeAmount: '-1.10',
      vendorAmount: '-35.65',
      allocation: [
        { code: '7001', amount: '-22.05' },
        { code: '7002', amount: '-14.70' },
      ],
    });
    expect((await manager.post('/invoice-runs', period())).body.code).toBe('nothing_to_invoice');

    const memo = ok(
      await manager.post('/credit-memos', { invoiceId: invoice.id, reason: 'Out at 07:30' }),
      201,
    );
    expect(memo).toMatchObject({
      kind: 'credit_memo',
      correctsId: invoice.id,
      gross: '-36.75',
      fee: '-1.10',
      net: '-35.65',
      total: '-36.75',
      reason: 'Out at 07:30',
      state: 'issued',
    });
    const [mirror] = ok(await manager.get(`/invoices?correctsId=${statement.id}&include=lines`)).data;
    expect(mirror).toMatchObject({ kind: 'vendor_credit', total: '-35.65', vendorId: weeks.atlas.id });
    // Nothing that the invoice says has changed, but what is left to be paid of it.
    const after = ok(await manager.get(`/invoices/${invoice.id}?include=lines`));
    const { creditedAmount, balance, version, updatedAt } = after;
    expect({ creditedAmount, balance }).toEqual({ creditedAmount: '36.75', balance: '4228.00' });
    expect(after).toEqual({ ...invoice, creditedAmount, balance, version, updatedAt });
    expect(ok(await manager.get(`/invoices/${memo.id}`))).toMatchObject({
      creditedAmount: '-36.75',
      balance: '0.00',
    });
    expect(ok(await manager.get(path))).toMatchObject({ state: 'invoiced', gross: '4228.00', revision: 2 });
    expect(ok(await manager.get(`${path}?asOf=2026-02-16T12:00:00Z`))).toMatchObject({ gross: '4264.75' });
    const all = await itemsOf(path);
    expect([total(all, 'amount'), total(all, 'feeAmount'), total(all, 'vendorAmount')]).toEqual([
      '4228.00',
      '126.84',
      '4101.16',
    ]);
    expect((await manager.post('/credit-memos', { invoiceId: invoice.id, reason: 'Twice' })).body.code).toBe(
      'nothing_to_credit',
    );
  });

  test('is billed anew where it changes before it is invoiced', async () => {
    const path = await weeks.approved(await weeks.placed());
    await weeks.agreed(path, week('07:30'));
    const items = await itemsOf(path);
    const kept = items.filter(({ state }) => state === 'approved');
    expect(items.filter(({ state }) => state === 'void')).toHaveLength(4);
    expect([total(kept, 'amount'), total(kept, 'feeAmount')]).toEqual(['4228.00', '126.84']);
    expect(kept.every(({ kind, sourceRevision }) => kind === 'hours' && sourceRevision === 2)).toBe(true);
    await run();
  });

  test('that grows after it was invoiced is on the next invoice with the difference alone', async () => {
    const placed = await weeks.placed();
    const path = await weeks.approved(placed, [shift('2026-02-02', '08:00', '12:00')]);
    await run();
    await weeks.agreed(path, [shift('2026-02-02', '08:00', '13:00')]);
    const made = await run();
    const [invoice] = ofKind(await documentsOf(made.id), 'client_invoice');
    expect(invoice).toMatchObject({ gross: '98.00', fee: '2.94' });
    expect(invoice.lines.data).toMatchObject([{ minutes: 60, description: 'Correction: regular hours' }]);
  });

  test('waits while it is disputed', async () => {
    const entries = [shift('2026-02-02', '08:00', '12:00')];
    const path = await weeks.approved(await weeks.placed(), entries);
    ok(await weeks.approver.post(`${path}/dispute`, { reason: 'No', proposedEntries: [] }));
    expect((await manager.post('/invoice-runs', period())).body.code).toBe('nothing_to_invoice');
    ok(await manager.post(`${path}/resolve-dispute`, { decision: 'uphold' }));
    await run();
    expect(ok(await manager.get(path))).toMatchObject({ state: 'invoiced' });
  });
});

test('a document carries the hash of what it says, which anybody can compute again', async () => {
  await weeks.approved(await weeks.placed());
  const made = await run();
  const canonical = (value: any): string =>
    Array.isArray(value)
      ? `[${value.map(canonical).join(',')}]`
      : value && typeof value === 'object'
        ? `{${Object.keys(value)
            .toSorted()
            .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
            .join(',')}}`
        : JSON.stringify(value);
  for (const document of await documentsOf(made.id)) {
    const { text } = await manager.get(`/invoices/${document.id}/document?format=json`);
    expect(createHash('sha256').update(text).digest('hex')).toBe(document.contentHash);
    const content = JSON.parse(text);
    expect(canonical(content)).toBe(text);
    expect(InvoiceContent.parse(content)).toEqual(content);
    expect(content).toMatchObject({ contentVersion: 2, number: document.number, total: document.total });
    expect(content.lines.map(({ number }: any) => number)).toEqual(
      document.lines.data
        .map(({ number }: any) => number)
        .toSorted((one: number, other: number) => one - other),
    );
  }
});

describe('a run', () => {
  test('makes one invoice for the client and one statement for each vendor, which tie', async () => {
    const other = await weeks.supplier({ fee_percent: '4.5', fee_basis: 'invoice' });
    const free = await weeks.supplier({ fee_model: 'none', fee_percent: '0' });
    const paths = await Promise.all(
      [weeks.atlas, other, free].map(async (supplier) => weeks.approved(await weeks.placed(supplier))),
    );
    const made = await run();
    const documents = await documentsOf(made.id);
    const [invoice] = ofKind(documents, 'client_invoice');
    const statements = ofKind(documents, 'vendor_statement');
    expect(statements).toHaveLength(3);
    // 4.5 % of 4,264.75 is 191.91.
    expect(statements.find(({ vendorId }) => vendorId === other.id)).toMatchObject({
      fee: '191.91',
      total: '4072.84',
    });
    expect(statements.find(({ vendorId }) => vendorId === free.id)).toMatchObject({ total: '4264.75' });
    expect(cents(invoice.total) - cents(total(statements, 'total'))).toBe(cents(invoice.fee));
    expect(invoice.lines.data).toHaveLength(12);
    for (const { amount, feeAmount, netAmount } of invoice.lines.data)
      expect(cents(amount) - cents(feeAmount)).toBe(cents(netAmount));
    expect(paths).toHaveLength(3);
  });

  test('takes what lies in or before the period, and leaves the rest', async () => {
    const placed = await weeks.placed();
    const early = await weeks.approved(placed, [shift('2026-02-02', '08:00', '12:00')]);
    const late = await weeks.approved(placed, [shift('2026-02-09', '08:00', '12:00')], '2026-02-08');
    await run();
    expect([ok(await manager.get(early)).state, ok(await manager.get(late)).state]).toEqual([
      'invoiced',
      'approved',
    ]);
    await run(period('2026-02-08', '2026-02-14'));
    expect(ok(await manager.get(late)).state).toBe('invoiced');
    expect((await manager.post('/invoice-runs', period('2026-02-08', '2026-02-01'))).status).toBe(422);
  });

  test('numbers each series without a gap, also past dry and failed ones', async () => {
    const numbers: string[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      await weeks.approved(await weeks.placed(), [shift('2026-02-02', '08:00', '12:00')]);
      const dry = await manager.post('/invoice-runs', period(), { prefer: 'dry-run' });
      expect(dry.status, dry.text).toBe(200);
      const made = await run();
      expect((await manager.post('/invoice-runs', period())).status).toBe(409);
      numbers.push(ofKind(await documentsOf(made.id), 'client_invoice')[0].number);
    }
    const places = numbers.map((number) => Number(number.split('-').at(-1)));
    expect(places).toEqual([places[0]!, places[0]! + 1, places[0]! + 2]);
  });

  test('started many times at once bills every line once', async () => {
    const paths = await Promise.all(
      Array.from({ length: 4 }, async () =>
        weeks.approved(await weeks.placed(), [shift('2026-02-02', '08:00', '12:00')]),
      ),
    );
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => manager.post('/invoice-runs', period())),
    );
    const statuses = answers.map(({ status }) => status).toSorted((one, other) => one - other);
    expect(statuses).toEqual([201, ...Array.from({ length: 19 }, () => 409)]);
    const codes = new Set(answers.filter(({ status }) => status === 409).map(({ body }) => body.code));
    expect([...codes]).toEqual(['nothing_to_invoice']);
    for (const path of paths) {
      const [item, ...more] = await itemsOf(path);
      expect([more.length, item.state]).toEqual([0, 'invoiced']);
      const lines = ok(await manager.get(`/invoice-lines?billingItemId=${item.id}`)).data;
      expect(lines.map(({ side }: any) => side).toSorted()).toEqual(['client', 'vendor']);
    }
  });

  test('can be made by a mutation, with its documents', async () => {
    await weeks.approved(await weeks.placed(), [shift('2026-02-02', '08:00', '12:00')]);
    const { body } = await manager.graphql(
      `mutation($input: RunInvoicesInput!) { runInvoices(input: $input) { invoiceRun { itemCount invoices { nodes { kind gross lines { nodes { netAmount allocation { code amount } } } } } } events { type } } }`,
      { input: period() },
    );
    expect(body.errors).toBeUndefined();
    expect(body.data.runInvoices.invoiceRun.invoices.nodes).toContainEqual({
      kind: 'CLIENT_INVOICE',
      gross: '392.00',
      lines: { nodes: [{ netAmount: '380.24', allocation: [{ code: '6010', amount: '392.00' }] }] },
    });
    const again = await manager.graphql(
      `mutation($input: RunInvoicesInput!) { runInvoices(input: $input) { invoiceRun { id } } }`,
      { input: period() },
    );
    expect(again.body.errors![0].extensions).toMatchObject({ status: 409, code: 'nothing_to_invoice' });
  });
});

describe('a credit memo', () => {
  async function credited() {
    const path = await weeks.approved(await weeks.placed());
    const made = await run();
    const [invoice] = ofKind(await documentsOf(made.id), 'client_invoice');
    await weeks.agreed(path, week('07:30'));
    return invoice;
  }

  test('takes back what each invoice billed, the latest first, and nothing of another', async () => {
    const day = (until: string) => ({ entries: [shift('2026-02-02', '08:00', until)], reason: 'Clock' });
    const path = await weeks.approved(await weeks.placed(), day('16:00').entries);
    const invoiceOf = async ({ id }: { id: string }) =>
      ofKind(await documentsOf(id), 'client_invoice')[0] as { id: string; total: string };
    const first = await invoiceOf(await run());
    ok(await manager.post(`${path}/adjust`, day('18:00')));
    const second = await invoiceOf(await run());
    expect([first.total, second.total]).toEqual(['784.00', '196.00']);
    const memo = (invoiceId: string) => manager.post('/credit-memos', { invoiceId, reason: 'Clock' });
    ok(await manager.post(`${path}/adjust`, day('17:30')));
    expect((await memo(first.id)).body.code).toBe('nothing_to_credit');
    expect(ok(await memo(second.id), 201).total).toBe('-49.00');
    ok(await manager.post(`${path}/adjust`, day('15:00')));
    expect(ok(await memo(first.id), 201).total).toBe('-98.00');
    expect(ok(await memo(second.id), 201).total).toBe('-147.00');
    for (const { id } of [first, second]) expect((await memo(id)).body.code).toBe('nothing_to_credit');
    const credits = (await itemsOf(path)).filter(({ correctsId }) => correctsId);
    expect(new Set(credits.map(({ amount }) => amount))).toEqual(new Set(['-49.00', '-98.00', '-147.00']));
  });

  test('keeps its agreement: none ends before work that was billed under it', async () => {
    const supplier = await weeks.supplier();
    await weeks.approved(await weeks.placed(supplier));
    const admin = await service.member(weeks.tenantId, { role: 'tenant_admin' });
    const [agreement] = ok(await admin.get(`/agreements?vendorId=${supplier.id}`)).data;
    const end = (effectiveTo: string) => admin.post(`/agreements/${agreement.id}/end`, { effectiveTo });
    const refused = await end('2026-02-01');
    expect([refused.status, refused.body.code]).toEqual([409, 'billed_after_end']);
    // A week is billed by the terms of its first worked day.
    expect(ok(await end('2026-02-02')).effectiveTo).toBe('2026-02-02');
  });

  test('asked for a hundred times with one key is one memo', async () => {
    const invoice = await credited();
    const ask = () =>
      manager.post(
        '/credit-memos',
        { invoiceId: invoice.id, reason: 'Replayed' },
        { 'idempotency-key': `memo-${invoice.id}` },
      );
    const answers = [];
    for (let turn = 0; turn < 20; turn += 1)
      answers.push(...(await Promise.all(Array.from({ length: 5 }, ask))));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(ok(await manager.get(`/invoices?correctsId=${invoice.id}`)).data).toHaveLength(1);
  });

  test('asked for at once without a key is one memo', async () => {
    const invoice = await credited();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        manager.post('/credit-memos', { invoiceId: invoice.id, reason: 'At once' }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([
      201,
      ...Array.from({ length: 9 }, () => 409),
    ]);
  });

  test('is not made of another document than a client invoice', async () => {
    const invoice = await credited();
    const [statement] = ok(await manager.get(`/invoices?kind=vendor_statement&runId=${invoice.runId}`)).data;
    const memo = ok(await manager.post('/credit-memos', { invoiceId: invoice.id, reason: 'Agreed' }), 201);
    for (const { id: invoiceId } of [statement, memo]) {
      const answer = await manager.post('/credit-memos', { invoiceId, reason: 'Wrong one' });
      expect([answer.status, answer.body.code]).toEqual([409, 'not_an_issued_invoice']);
    }
  });
});
