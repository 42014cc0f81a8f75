import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { createBooks, type Books } from '../support/settling.ts';
import { createWeeks, ok, type Weeks } from '../support/weeks.ts';

let service: Service;
let weeks: Weeks;
let books: Books;
let manager: Client;
let cashier: Client;
let finance: Client;
let vendor: Client;

beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
  books = await createBooks(service, weeks);
  ({ manager, finance } = weeks);
  ({ cashier } = books);
  vendor = await service.member(weeks.tenantId, { role: 'vendor_finance', vendorId: weeks.atlas.id });
});

const linesOf = async (invoice: { id: string }): Promise<any[]> =>
  ok(await manager.get(`/invoice-lines?invoiceId=${invoice.id}&sort=number`)).data;
const about = (line: { id: string }, expectedAmount?: string) => ({
  invoiceLineId: line.id,
  reason: 'hours',
  explanation: 'Seven hours were worked.',
  ...(expectedAmount && { expectedAmount }),
});
const raise = async (line: { id: string }, expectedAmount?: string) =>
  ok(await finance.post('/invoice-disputes', about(line, expectedAmount)), 201);
const paid = (invoice: { id: string }, amount: string, reference: string) => ({
  programId: weeks.programId,
  direction: 'received',
  method: 'ach',
  reference,
  paidOn: '2026-02-16',
  amount,
  applications: [{ invoiceId: invoice.id, amount }],
});

describe('a disputed line', () => {
  test('is credited: a memo and the vendor’s credit follow, and settle what they credit', async () => {
    const { invoice, statement, path } = await books.billed(8);
    const [line] = await linesOf(invoice);
    const dispute = await raise(line, '686.00');
    expect(dispute).toMatchObject({
      state: 'open',
      lineAmount: '784.00',
      expectedAmount: '686.00',
      amount: '98.00',
    });
    expect(await books.invoice(invoice.id)).toMatchObject({ state: 'disputed', balance: '784.00' });
    // What is not in dispute is paid meanwhile.
    ok(await cashier.post('/payments', paid(invoice, '600.00', 'MEANWHILE')), 201);
    expect(await books.invoice(invoice.id)).toMatchObject({ state: 'disputed', balance: '184.00' });
    const over = await manager.post(`/invoice-disputes/${dispute.id}/credit`, {
      amount: '98.01',
      reason: 'Too much',
    });
    expect([over.status, over.body.errors[0].code]).toEqual([422, 'more_than_disputed']);
    const credited = ok(
      await manager.post(`/invoice-disputes/${dispute.id}/credit`, { reason: 'An hour less' }),
    );
    expect(credited).toMatchObject({
      state: 'credited',
      creditedAmount: '98.00',
      resolution: 'An hour less',
    });
    expect(await books.invoice(credited.creditMemoId)).toMatchObject({
      kind: 'credit_memo',
      total: '-98.00',
      balance: '0.00',
      reason: 'An hour less',
      correctsId: invoice.id,
    });
    expect(await books.invoice(invoice.id)).toMatchObject({
      state: 'partially_paid',
      total: '784.00',
      creditedAmount: '98.00',
      balance: '86.00',
    });
    // 98.00 less 2.94 of fee.
    expect(await books.invoice(statement.id)).toMatchObject({
      state: 'partially_paid',
      creditedAmount: '95.06',
    });
    ok(await cashier.post('/payments', paid(invoice, '86.00', 'REST')), 201);
    const rest = (await books.invoice(statement.id)).balance;
    const toVendor = { ...paid(statement, rest, 'TO-VENDOR'), direction: 'paid', vendorId: weeks.atlas.id };
    const { id: paymentId } = ok(await cashier.post('/payments', toVendor), 201);
    const advice = ok(await vendor.get(`/payments/${paymentId}/remittance`));
    // 784.00 less 23.52 of fee, less the credit.
    expect(advice.rows.map(({ row, amount }: any) => [row, amount])).toEqual([
      ['line', '784.00'],
      ['fee', '-23.52'],
      ['credit', '-95.06'],
      ['applied', '665.42'],
    ]);
    expect(advice.rows[2].description).toMatch(/^VC-/);
    expect((await books.invoice(invoice.id)).state).toBe('paid');
    // Once it is sent, a memo of which all is used is settled.
    expect((await books.sent({ id: credited.creditMemoId })).state).toBe('paid');
    const items = ok(await manager.get(`/billing-items?sourceId=${path.split('/')[2]}&limit=50`)).data;
    expect(items.map(({ amount }: any) => amount).toSorted()).toEqual(['-98.00', '784.00']);
  });

  test('keeps its invoice in dispute until the last of them has ended', async () => {
    const { invoice } = await books.billed(12);
    const lines = await linesOf(invoice);
    expect(lines.length).toBeGreaterThan(1);
    const [first, second] = await Promise.all([raise(lines[0]), raise(lines[1], '0.01')]);
    const again = await finance.post('/invoice-disputes', about(lines[0]));
    expect([again.status, again.body.code]).toEqual([409, 'line_in_dispute']);
    const upheld = ok(
      await manager.post(`/invoice-disputes/${first.id}/uphold`, { reason: 'As it was agreed' }),
    );
    expect(upheld).toMatchObject({ state: 'upheld', resolution: 'As it was agreed', creditedAmount: null });
    expect((await books.invoice(invoice.id)).state).toBe('disputed');
    const stale = await finance.post(`/invoice-disputes/${second.id}/withdraw`, {}, { 'if-match': '"7"' });
    expect(stale.status).toBe(412);
    expect(ok(await finance.post(`/invoice-disputes/${second.id}/withdraw`)).state).toBe('withdrawn');
    expect(await books.invoice(invoice.id)).toMatchObject({ state: 'sent', balance: invoice.total });
    for (const [as, verb, body] of [
      [manager, 'uphold', { reason: 'Again' }],
      [manager, 'credit', { reason: 'Again' }],
      [finance, 'withdraw', {}],
    ] as const) {
      const late = await as.post(`/invoice-disputes/${first.id}/${verb}`, body);
      expect([late.status, late.body.code]).toEqual([409, 'step_not_allowed']);
    }
    // It can be disputed again, and in part.
    const third = await raise(lines[0], '1.00');
    const partly = ok(
      await manager.post(`/invoice-disputes/${third.id}/credit`, { amount: '10.00', reason: 'Half way' }),
    );
    expect(partly).toMatchObject({ state: 'credited', creditedAmount: '10.00' });
    expect((await raise(lines[0])).lineAmount).toBe((Number(lines[0].amount) - 10).toFixed(2));
    // A void credits all that stands, and ends what is in dispute.
    const voided = ok(
      await manager.post(`/invoices/${invoice.id}/void`, { reason: 'All wrong', rebill: false }),
    );
    expect(voided).toMatchObject({ state: 'voided', balance: '0.00' });
    const ended = ok(await manager.get(`/invoice-disputes?invoiceId=${invoice.id}&sort=-createdAt`)).data;
    expect(ended.filter(({ state }: any) => state === 'open')).toEqual([]);
    const [memo] = ok(await manager.get(`/invoices?correctsId=${invoice.id}&sort=-number`)).data;
    expect(ended[0]).toMatchObject({
      state: 'credited',
      resolution: 'All wrong',
      creditMemoId: memo.id,
      resolvedBy: manager.actor.membershipId,
    });
    expect(ended[0].creditedAmount).toBe(ended[0].amount);
  });

  test('is of an invoice that was sent, and asks for less', async () => {
    const { invoice, statement } = await books.billed(2);
    const [line] = await linesOf(invoice);
    const [mirrored] = await linesOf(statement);
    expect((await finance.post('/invoice-disputes', about(line, '196.00'))).body.errors[0].code).toBe(
      'not_less',
    );
    expect((await finance.post('/invoice-disputes', about(line, '-1.00'))).status).toBe(422);
    // A statement is the vendor's: the client sees no line of it.
    expect((await finance.post('/invoice-disputes', about(mirrored))).status).toBe(422);
    ok(await cashier.post('/payments', paid(invoice, '196.00', 'ALL')), 201);
    const late = await finance.post('/invoice-disputes', about(line));
    expect([late.status, late.body.code]).toEqual([409, 'step_not_allowed']);
    const many = ok(await finance.post('/invoice-disputes/bulk', { items: [about(line), about(line)] }));
    expect(many.rows.map(({ code }: any) => code)).toEqual(['step_not_allowed', 'step_not_allowed']);
    expect((await books.invoice(invoice.id)).state).toBe('paid');
  });

  test('is seen by whom it concerns, each as far as it is theirs', async () => {
    const rival = await weeks.supplier();
    const other = await service.member(weeks.tenantId, { role: 'vendor_finance', vendorId: rival.id });
    const { invoice } = await books.billed(3);
    const [line] = await linesOf(invoice);
    const dispute = await raise(line);
    const theirs = ok(await vendor.get(`/invoice-disputes/${dispute.id}`));
    expect(theirs).toMatchObject({ amount: '294.00', billingItemId: line.billingItemId, state: 'open' });
    for (const hidden of ['invoiceId', 'invoiceLineId', 'raisedBy', 'creditMemoId'])
      expect(theirs).not.toHaveProperty(hidden);
    const missing = await other.get('/invoice-disputes/0198c0de-0000-7000-8000-00000000dead');
    const foreign = await other.get(`/invoice-disputes/${dispute.id}`);
    expect([foreign.status, foreign.body.code]).toEqual([missing.status, missing.body.code]);
    const denied: [Client, string][] = [
      [vendor, 'uphold'],
      [vendor, 'withdraw'],
      [finance, 'uphold'],
      [finance, 'credit'],
      [manager, 'withdraw'],
    ];
    for (const [as, verb] of denied)
      expect((await as.post(`/invoice-disputes/${dispute.id}/${verb}`, { reason: 'No' })).status).toBe(403);
    for (const as of [manager, vendor])
      expect((await as.post('/invoice-disputes', about(line))).status).toBe(403);
    const needs = ok(await manager.get('/work-lists/what-needs-me')).groups;
    expect(needs.find(({ group }: any) => group === 'invoice_disputes')).toMatchObject({
      noun: 'invoiceDispute',
    });
    // Whoever acts for both sides does not judge their own objection.
    await service.as(systemActor(weeks.tenantId), (tx) =>
      tx.rows(
        sql`update invoice_disputes set raised_by = ${manager.actor.membershipId} where id = ${dispute.id}`,
      ),
    );
    for (const verb of ['uphold', 'credit']) {
      const own = await manager.post(`/invoice-disputes/${dispute.id}/${verb}`, { reason: 'Mine' });
      expect([own.status, own.body.code]).toEqual([403, 'resolver_raised_dispute']);
    }
  });

  test('is raised on its own facility by who sees only lines of the invoice', async () => {
    const { invoice } = await books.billed(1);
    const [line] = await linesOf(invoice);
    const narrowed = await service.member(weeks.tenantId, {
      role: 'client_finance',
      programIds: [weeks.programId],
      facilityIds: [line.facilityId],
    });
    expect((await narrowed.get(`/invoices/${invoice.id}`)).status).toBe(404);
    const dispute = ok(await narrowed.post('/invoice-disputes', about(line)), 201);
    expect((await books.invoice(invoice.id)).state).toBe('disputed');
    ok(await narrowed.post(`/invoice-disputes/${dispute.id}/withdraw`, { reason: 'Our mistake' }));
    expect((await books.invoice(invoice.id)).state).toBe('sent');
  });

  test('is credited alike on the other surface', async () => {
    const { invoice } = await books.billed(1);
    const [line] = await linesOf(invoice);
    const raised = await finance.graphql(
      `mutation ($input: DisputeInvoiceLineInput!) { disputeInvoiceLine(input: $input) { invoiceDispute { id state invoice { state } } } }`,
      { input: { ...about(line), reason: 'NOT_AUTHORIZED' } },
    );
    expect(raised.body.errors).toBeUndefined();
    const { id, ...shown } = raised.body.data.disputeInvoiceLine.invoiceDispute;
    expect(shown).toEqual({ state: 'OPEN', invoice: { state: 'DISPUTED' } });
    const credited = await manager.graphql(
      `mutation ($input: CreditInvoiceDisputeInput!) { creditInvoiceDispute(input: $input) { invoiceDispute { state invoice { state balance } creditMemo { total } } } }`,
      { input: { invoiceDisputeId: id, reason: 'Never ordered' } },
    );
    expect(credited.body.errors).toBeUndefined();
    expect(credited.body.data.creditInvoiceDispute.invoiceDispute).toEqual({
      state: 'CREDITED',
      invoice: { state: 'PAID', balance: '0.00' },
      creditMemo: { total: '-98.00' },
    });
  });
});

describe('a credit', () => {
  test('that its invoice has no room for settles another, or is paid back', async () => {
    const { invoice, statement } = await books.billed(4);
    const [line] = await linesOf(invoice);
    const dispute = await raise(line);
    ok(await cashier.post('/payments', paid(invoice, '392.00', 'PAID-ALL')), 201);
    const toVendor = { direction: 'paid', vendorId: weeks.atlas.id };
    ok(
      await cashier.post('/payments', { ...paid(statement, statement.total, 'PAID-VENDOR'), ...toVendor }),
      201,
    );
    const { creditMemoId } = ok(
      await manager.post(`/invoice-disputes/${dispute.id}/credit`, { reason: 'Not worked' }),
    );
    expect((await books.invoice(invoice.id)).state).toBe('paid');
    expect(await books.sent({ id: creditMemoId })).toMatchObject({ state: 'sent', balance: '-392.00' });
    const next = await books.billed(1);
    const apply = { creditId: creditMemoId, invoiceId: next.invoice.id };
    const over = await manager.post('/credit-applications', { ...apply, amount: '98.01' });
    expect([over.status, over.body.errors[0].message]).toEqual([422, 'At most 98.00 can be settled.']);
    const reversed = { creditId: next.invoice.id, invoiceId: creditMemoId };
    expect((await manager.post('/credit-applications', reversed)).body.code).toBe('not_a_credit');
    const across = { creditId: creditMemoId, invoiceId: next.statement.id };
    expect((await manager.post('/credit-applications', across)).body.code).toBe('credits_another');
    const itself = { creditId: creditMemoId, invoiceId: creditMemoId };
    expect((await manager.post('/credit-applications', itself)).body.errors[0].code).toBe('itself');
    expect((await finance.post('/credit-applications', apply)).status).toBe(403);
    expect(ok(await manager.post('/credit-applications', apply), 201)).toMatchObject({ amount: '98.00' });
    expect((await books.invoice(next.invoice.id)).state).toBe('paid');
    expect((await manager.post('/credit-applications', apply)).body.errors[0].code).toBe('more_than_open');
    // Used for the wrong one: taken back once, by whoever may use it, and used again.
    const [used] = ok(await manager.get(`/credit-applications?invoiceId=${next.invoice.id}`)).data;
    const back = (as: Client) =>
      as.post(`/credit-applications/${used.id}/reverse`, { reason: 'Meant for another' });
    expect((await back(finance)).status).toBe(403);
    expect((await back(weeks.atlas.recruiter)).status).toBe(403);
    const answers = await Promise.all([back(manager), back(manager), back(manager)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'credit_taken_back')).toHaveLength(2);
    const made98 = answers.find(({ status }) => status === 200)!.body;
    expect(made98).toMatchObject({ amount: '-98.00', reversesId: used.id, creditId: creditMemoId });
    expect(await books.invoice(next.invoice.id)).toMatchObject({ state: 'sent', balance: '98.00' });
    expect(await books.invoice(creditMemoId)).toMatchObject({ state: 'sent', balance: '-392.00' });
    const twice = await manager.post(`/credit-applications/${made98.id}/reverse`, { reason: 'And back' });
    expect([twice.status, twice.body.code]).toEqual([409, 'credit_taken_back']);
    const aged = ok(await manager.get(`/aging?programId=${weeks.programId}&side=receivable`));
    const open = ok(await manager.get('/invoices?limit=200')).data.filter(({ vendorId }: any) => !vendorId);
    expect(Number(aged.totals.open)).toBeCloseTo(
      open.reduce((total: number, { balance }: any) => total + Number(balance), 0),
      2,
    );
    ok(await manager.post('/credit-applications', apply), 201);
    // The rest goes back to the client.
    const refund = { ...paid({ id: creditMemoId }, '294.00', 'BACK'), direction: 'refunded' };
    const made = ok(await cashier.post('/payments', refund), 201);
    expect(await books.invoice(creditMemoId)).toMatchObject({
      state: 'paid',
      paidAmount: '-294.00',
      creditedAmount: '-98.00',
      balance: '0.00',
    });
    ok(await cashier.post(`/payments/${made.id}/reverse`, { reason: 'Wrong account' }));
    expect(await books.invoice(creditMemoId)).toMatchObject({ state: 'partially_paid', balance: '-294.00' });

    // What the vendor owes back for the same hours is recovered from it, and from nobody else.
    const [credit] = ok(await manager.get(`/invoices?correctsId=${statement.id}`)).data;
    await books.sent(credit);
    const owed = credit.balance.slice(1);
    const recovery = { ...paid(credit, owed, 'RECOVERED'), direction: 'recovered' };
    const unnamed = await cashier.post('/payments', recovery);
    expect([unnamed.status, unnamed.body.errors[0].pointer]).toEqual([422, '/vendorId']);
    ok(await cashier.post('/payments', { ...recovery, vendorId: weeks.atlas.id }), 201);
    expect(await books.invoice(credit.id)).toMatchObject({ state: 'paid', balance: '0.00' });
  });
});
