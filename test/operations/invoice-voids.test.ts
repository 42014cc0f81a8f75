import { beforeAll, expect, test } from 'vitest';
import { deadlocksIn } from '../support/deadlocks.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { createWeeks, ok, shift, week, type Weeks } from '../support/weeks.ts';

let service: Service;
let weeks: Weeks;
let manager: Client;
let second: Client;

beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
  ({ manager } = weeks);
  second = await service.member(weeks.tenantId, { role: 'program_manager' });
});

const period = () => ({ programId: weeks.programId, periodStart: '2026-02-01', periodEnd: '2026-02-07' });
const run = async () => ok(await manager.post('/invoice-runs', period()), 201);
const documentsOf = async (runId: string): Promise<any[]> =>
  ok(await manager.get(`/invoices?runId=${runId}&include=lines&limit=200`)).data;
const ofKind = (documents: readonly any[], kind: string) => documents.find((one) => one.kind === kind);
const creditsOf = async (id: string): Promise<any[]> =>
  ok(await manager.get(`/invoices?correctsId=${id}&include=lines&limit=200`)).data;
const itemsOf = async (path: string): Promise<any[]> =>
  ok(await manager.get(`/billing-items?sourceId=${path.split('/')[2]}&limit=200`)).data;
const voided = (id: string, more: object = {}, as = manager, headers = {}) =>
  as.post(`/invoices/${id}/void`, { reason: 'Billed to the wrong buyer', ...more }, headers);

/** An invoice over clinician A's week and its statement. */
async function invoiced(entries = week(), supplier = weeks.atlas) {
  const path = await weeks.approved(await weeks.placed(supplier), entries);
  const documents = await documentsOf((await run()).id);
  return {
    path,
    invoice: ofKind(documents, 'client_invoice'),
    statement: ofKind(documents, 'vendor_statement'),
  };
}

test('an invoice is voided by a memo over all of it, its statement too, and billed again by the next run', async () => {
  const { path, invoice, statement } = await invoiced();
  const before = (await manager.get(`/invoices/${invoice.id}/document`)).text;
  const answer = ok(await voided(invoice.id));
  expect(answer).toMatchObject({
    state: 'voided',
    total: '4264.75',
    creditedAmount: '4264.75',
    balance: '0.00',
  });
  const [memo] = await creditsOf(invoice.id);
  expect(memo).toMatchObject({
    kind: 'credit_memo',
    gross: '-4264.75',
    fee: '-127.94',
    total: '-4264.75',
    balance: '0.00',
    reason: 'Billed to the wrong buyer',
  });
  const [credit] = await creditsOf(statement.id);
  expect(credit).toMatchObject({ kind: 'vendor_credit', total: '-4136.81', balance: '0.00' });
  expect(ok(await manager.get(`/invoices/${statement.id}`))).toMatchObject({
    state: 'voided',
    balance: '0.00',
  });
  expect((await manager.get(`/invoices/${invoice.id}/document`)).text).toBe(before);
  const waiting = (await itemsOf(path)).filter(({ state }) => state === 'approved');
  expect(waiting).toHaveLength(4);
  const again = await documentsOf((await run()).id);
  expect(ofKind(again, 'client_invoice')).toMatchObject({ total: '4264.75', fee: '127.94' });
  expect(ofKind(again, 'vendor_statement')).toMatchObject({ total: '4136.81' });
  expect(ok(await manager.get(path))).toMatchObject({ state: 'invoiced' });
  expect((await voided(invoice.id)).body.code).toBe('step_not_allowed');
});

test('what was credited before is not credited twice, and what waits goes with it', async () => {
  const { path, invoice } = await invoiced();
  await weeks.agreed(path, week('07:30'));
  ok(await manager.post('/credit-memos', { invoiceId: invoice.id, reason: 'Out at 07:30' }), 201);
  ok(
    await manager.post(`${path}/adjust`, {
      entries: [shift('2026-02-02', '08:00', '18:00')],
      reason: 'Clock',
    }),
  );
  const answer = ok(await voided(invoice.id));
  expect(answer).toMatchObject({ creditedAmount: '4264.75', balance: '0.00' });
  const memos = (await creditsOf(invoice.id)).map(({ total }) => total);
  expect(new Set(memos)).toEqual(new Set(['-36.75', '-4228.00']));
  const again = await documentsOf((await run()).id);
  expect(ofKind(again, 'client_invoice')).toMatchObject({ total: '980.00' });
});

test('what credits alone settled in part, once it was sent, is voided too', async () => {
  const { path, invoice, statement } = await invoiced();
  for (const { id } of [invoice, statement]) {
    ok(await second.post(`/invoices/${id}/approve`));
    ok(await manager.post(`/invoices/${id}/send`));
  }
  await weeks.agreed(path, week('07:30'));
  ok(await manager.post('/credit-memos', { invoiceId: invoice.id, reason: 'Out at 07:30' }), 201);
  expect(ok(await manager.get(`/invoices/${invoice.id}`))).toMatchObject({ state: 'partially_paid' });
  expect(ok(await voided(invoice.id))).toMatchObject({ state: 'voided', balance: '0.00' });
  expect(ok(await manager.get(`/invoices/${statement.id}`))).toMatchObject({
    state: 'voided',
    balance: '0.00',
  });
  await run();
});

test('it is not billed again where that is asked', async () => {
  const { path, invoice } = await invoiced([shift('2026-02-02', '08:00', '12:00')]);
  ok(await voided(invoice.id, { rebill: false }));
  expect((await itemsOf(path)).filter(({ state }) => state === 'approved')).toEqual([]);
  expect((await manager.post('/invoice-runs', period())).body.code).toBe('nothing_to_invoice');
});

test('of one that owes the client nothing is left open either, on both sides', async () => {
  const credit = {
    programId: weeks.programId,
    vendorId: weeks.atlas.id,
    sourceSystem: 'quality',
    sourceReference: '2026-02',
    kind: 'service_credit',
    description: 'Clean claims',
    workDateFrom: '2026-02-01',
    amount: '-20.35',
  };
  ok(await manager.post('/billing-items', credit), 201);
  const documents = await documentsOf((await run()).id);
  const invoice = ofKind(documents, 'client_invoice');
  const statement = ofKind(documents, 'vendor_statement');
  expect(ok(await voided(invoice.id, { rebill: false }))).toMatchObject({ total: '-20.35', balance: '0.00' });
  const open = async (id: string) => [
    ok(await manager.get(`/invoices/${id}`)).balance,
    ...(await creditsOf(id)).map(({ total, balance }) => [total, balance]),
  ];
  expect(await open(invoice.id)).toEqual(['0.00', ['20.35', '0.00']]);
  expect(await open(statement.id)).toEqual(['0.00', ['20.35', '0.00']]);
});

test('with a fee on the invoice, on top or within, nothing is left of it', async () => {
  for (const fee_model of ['client_funded', 'vendor_funded']) {
    const supplier = await weeks.supplier({ fee_percent: '3.33', fee_model, fee_basis: 'invoice' });
    const { invoice, statement } = await invoiced(week(), supplier);
    expect(ok(await voided(invoice.id))).toMatchObject({ balance: '0.00' });
    const [memo] = await creditsOf(invoice.id);
    expect([memo.gross, memo.fee]).toEqual([`-${invoice.gross}`, `-${invoice.fee}`]);
    const again = await documentsOf((await run()).id);
    expect(ofKind(again, 'client_invoice')).toMatchObject({ gross: invoice.gross, fee: invoice.fee });
    expect(ofKind(again, 'vendor_statement')).toMatchObject({ total: statement.total });
  }
});

test('only a standing client invoice of which nothing was paid is voided, by whom the operator lets', async () => {
  const { invoice, statement } = await invoiced([shift('2026-02-02', '08:00', '12:00')]);
  expect((await voided(statement.id)).body.code).toBe('not_an_issued_invoice');
  expect((await voided(invoice.id, {}, weeks.finance)).status).toBe(403);
  expect((await voided(invoice.id, {}, weeks.atlas.recruiter)).status).toBe(403);
  const missing = await voided('0198c0de-0000-7000-8000-000000000001');
  expect(missing.status).toBe(404);
  expect((await voided(invoice.id, {}, manager, { 'if-match': '"99"' })).status).toBe(412);
  const other = await startedElsewhere();
  const foreign = await voided(invoice.id, {}, other);
  expect({ ...foreign.body, requestId: '' }).toEqual({ ...missing.body, requestId: '' });
  const dry = await voided(invoice.id, {}, manager, { prefer: 'dry-run' });
  expect(dry.body.result).toMatchObject({ state: 'voided' });
  expect(await creditsOf(invoice.id)).toEqual([]);
  for (const { id } of [invoice, statement]) {
    ok(await second.post(`/invoices/${id}/approve`));
    ok(await manager.post(`/invoices/${id}/send`));
  }
  const { body } = await manager.graphql(
    `mutation($input: VoidInvoiceInput!) { voidInvoice(input: $input) { invoice { state balance corrections { nodes { kind total } } } events { type } } }`,
    { input: { invoiceId: invoice.id, reason: 'Twice' } },
  );
  expect(body.errors).toBeUndefined();
  expect(body.data.voidInvoice.invoice).toEqual({
    state: 'VOIDED',
    balance: '0.00',
    corrections: { nodes: [{ kind: 'CREDIT_MEMO', total: '-392.00' }] },
  });
  expect(body.data.voidInvoice.events.map(({ type }: any) => type)).toContain('invoice.voided');
  // A statement that was sent is void as well, not paid: nothing was.
  expect(ok(await manager.get(`/invoices/${statement.id}`))).toMatchObject({
    state: 'voided',
    paidAmount: '0.00',
    balance: '0.00',
  });
  const again = await manager.graphql(
    `mutation($input: VoidInvoiceInput!) { voidInvoice(input: $input) { invoice { state } } }`,
    { input: { invoiceId: invoice.id, reason: 'Twice' } },
  );
  expect(again.body.errors![0].extensions).toMatchObject({ status: 409, code: 'step_not_allowed' });
  await run();
});

async function startedElsewhere(): Promise<Client> {
  const { tenantId } = await service.tenant('Another MSP');
  return service.member(tenantId, { role: 'program_manager' });
}

test('asked for many times at once it is voided once', async () => {
  const { invoice } = await invoiced([shift('2026-02-02', '08:00', '12:00')]);
  const answers = await Promise.all(Array.from({ length: 6 }, () => voided(invoice.id)));
  expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([
    200,
    ...Array.from({ length: 5 }, () => 409),
  ]);
  expect(await creditsOf(invoice.id)).toHaveLength(1);
});

test('several at once wait for the numbers of their memos, and never for each other', async () => {
  const several: any[] = [];
  for (let at = 0; at < 4; at += 1)
    several.push(await invoiced([shift('2026-02-02', '08:00', '12:00')], await weeks.supplier()));
  const before = await deadlocksIn(service);
  const answers = await Promise.all(several.map(({ invoice }) => voided(invoice.id)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(await deadlocksIn(service)).toBe(before);
});
