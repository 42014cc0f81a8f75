import { beforeAll, describe, expect, test } from 'vitest';
import { startService, type Client, type Service } from '../support/service.ts';
import { createBooks, type Books } from '../support/settling.ts';
import { createWeeks, ok, type Weeks } from '../support/weeks.ts';

let service: Service;
let weeks: Weeks;
let books: Books;
let manager: Client;
let cashier: Client;
let finance: Client;

beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
  books = await createBooks(service, weeks);
  ({ manager, finance } = weeks);
  ({ cashier } = books);
});

let references = 0;
const payment = (amount: string, applications: object[] = [], differences: object = {}) => ({
  programId: weeks.programId,
  direction: 'received',
  method: 'ach',
  reference: `TRACE-${++references}`,
  paidOn: '2026-02-16',
  amount,
  applications,
  ...differences,
});
const paidTo = (amount: string, applications: object[] = [], differences: object = {}) =>
  payment(amount, applications, { direction: 'paid', vendorId: weeks.atlas.id, ...differences });
const of = (invoice: { id: string }, amount: string) => ({ invoiceId: invoice.id, amount });
const record = async (body: object) => ok(await cashier.post('/payments', body), 201);
const faultOf = (answer: { status: number; body: any }) => [
  answer.status,
  answer.body.code,
  answer.body.errors?.[0]?.pointer,
  answer.body.errors?.[0]?.code,
];

describe('a payment', () => {
  test('settles an invoice in parts, and its items are paid once both documents are', async () => {
    const { invoice, statement, path } = await books.billed(8);
    expect([invoice.total, invoice.balance, invoice.state]).toEqual(['784.00', '784.00', 'sent']);
    const first = await record(payment('500.00', [of(invoice, '300.00')]));
    expect(first).toMatchObject({ amount: '500.00', appliedAmount: '300.00', unappliedAmount: '200.00' });
    expect(await books.invoice(invoice.id)).toMatchObject({
      state: 'partially_paid',
      paidAmount: '300.00',
      balance: '484.00',
    });
    const applied = ok(
      await cashier.post(`/payments/${first.id}/apply`, { applications: [of(invoice, '200.00')] }),
    );
    expect(applied).toMatchObject({ appliedAmount: '500.00', unappliedAmount: '0.00', state: 'recorded' });
    await record(payment('284.00', [of(invoice, '284.00')]));
    expect(await books.invoice(invoice.id)).toMatchObject({ state: 'paid', balance: '0.00' });
    const states = async () => {
      await service.drain(weeks.tenantId);
      const items = ok(await manager.get(`/billing-items?sourceId=${path.split('/')[2]}`)).data;
      return items.map(({ state }: any) => state);
    };
    expect(await states()).toEqual(['invoiced']);
    await record(paidTo(statement.total, [of(statement, statement.total)]));
    expect(await states()).toEqual(['paid']);
    const rows = ok(await manager.get(`/payment-applications?invoiceId=${invoice.id}&sort=id`)).data;
    expect(rows.map(({ amount }: any) => amount)).toEqual(['300.00', '200.00', '284.00']);
  });

  test('never settles more than is open, nor more than was paid', async () => {
    const { invoice, statement } = await books.billed(2);
    const over = await cashier.post('/payments', payment('200.00', [of(invoice, '196.01')]));
    expect(faultOf(over)).toEqual([422, 'invalid_input', '/applications/0/amount', 'more_than_open']);
    expect(over.body.errors[0].message).toContain('196.00');
    expect(faultOf(await cashier.post('/payments', payment('100.00', [of(invoice, '100.01')])))).toEqual([
      422,
      'invalid_input',
      '/applications',
      'more_than_paid',
    ]);
    const twice = [of(invoice, '1.00'), of(invoice, '1.00')];
    expect(faultOf(await cashier.post('/payments', payment('100.00', twice)))[3]).toBe('named_twice');
    // The vendor's money does not settle the client's invoice, nor the other way round.
    expect(faultOf(await cashier.post('/payments', payment('9.00', [of(statement, '1.00')])))).toEqual([
      422,
      'invalid_input',
      '/applications/0/invoiceId',
      'of_another_party',
    ]);
    expect(faultOf(await cashier.post('/payments', paidTo('9.00', [of(invoice, '1.00')])))[3]).toBe(
      'of_another_party',
    );
    expect(
      faultOf(await cashier.post('/payments', payment('9.00', [], { vendorId: weeks.atlas.id })))[3],
    ).toBe('not_allowed');
    expect(faultOf(await cashier.post('/payments', payment('9.00', [], { direction: 'paid' })))[3]).toBe(
      'required',
    );
    expect(faultOf(await cashier.post('/payments', payment('9.00', [], { paidOn: '2027-01-01' })))[3]).toBe(
      'in_the_future',
    );
    for (const amount of ['0.00', '-1.00'])
      expect((await cashier.post('/payments', payment(amount))).status).toBe(422);
    // What is owed is not paid back: a refund settles credits only.
    const refund = payment('9.00', [of(invoice, '1.00')], { direction: 'refunded' });
    expect(faultOf(await cashier.post('/payments', refund))[3]).toBe('more_than_open');
    expect((await books.invoice(invoice.id)).balance).toBe('196.00');
  });

  test('is one under its reference, told as often as may be', async () => {
    const { invoice } = await books.billed(1);
    const body = payment('98.00', [of(invoice, '98.00')]);
    const first = await record(body);
    expect(await record(body)).toMatchObject({ id: first.id, version: first.version });
    const other = await cashier.post('/payments', { ...body, amount: '97.00', applications: [] });
    expect([other.status, other.body.code]).toEqual([409, 'payment_reference_taken']);
    const elsewhere = await cashier.post('/payments', { ...body, applications: [of(invoice, '1.00')] });
    expect(elsewhere.body.code).toBe('payment_reference_taken');
    ok(await cashier.post(`/payments/${first.id}/reverse`, { reason: 'Returned' }));
    expect((await cashier.post('/payments', body)).body.code).toBe('payment_reference_taken');
  });

  test('that is returned opens what it settled', async () => {
    const { invoice } = await books.billed(3);
    const made = await record(payment('294.00', [of(invoice, '294.00')]));
    const part = await record(payment('10.00'));
    expect((await books.invoice(invoice.id)).state).toBe('paid');
    const stale = await cashier.post(
      `/payments/${made.id}/reverse`,
      { reason: 'Returned' },
      { 'if-match': '"9"' },
    );
    expect(stale.status).toBe(412);
    const ofSomeUnits = await service.member(weeks.tenantId, {
      role: 'client_finance',
      programIds: [weeks.programId],
      unitIds: [weeks.unitId],
    });
    const early = { reason: 'Returned', reversedOn: '2026-02-15' };
    expect(faultOf(await cashier.post(`/payments/${made.id}/reverse`, early))[3]).toBe('before_payment');
    const reversed = ok(await cashier.post(`/payments/${made.id}/reverse`, { reason: 'No funds' }));
    expect(reversed).toMatchObject({
      state: 'reversed',
      appliedAmount: '0.00',
      unappliedAmount: '0.00',
      reversedOn: '2026-02-16',
      reversedBecause: 'No funds',
    });
    expect(await books.invoice(invoice.id)).toMatchObject({ state: 'sent', balance: '294.00' });
    const { rows: told } = ok(await cashier.get(`/payments/${made.id}/remittance`));
    expect(told.slice(-2).map(({ row, amount }: any) => [row, amount])).toEqual([
      ['applied', '294.00'],
      ['taken_back', '-294.00'],
    ]);
    const inCsv = await cashier.get(`/payments/${made.id}/remittance`, { accept: 'text/csv' });
    expect(inCsv.body).toContain(',taken_back,,,-294.00\r\n');
    for (const [verb, body] of [
      ['reverse', { reason: 'Again' }],
      ['apply', { applications: [of(invoice, '1.00')] }],
    ] as const) {
      const again = await cashier.post(`/payments/${made.id}/${verb}`, body);
      expect([again.status, again.body.code]).toEqual([409, 'step_not_allowed']);
    }
    // The client's finance is told; of a payment of the whole program none of some units is.
    await service.drain(weeks.tenantId);
    const notices = async (as: Client) =>
      ok(await as.get('/notifications?topic=payment_reversed')).data.map(({ subjectId }: any) => subjectId);
    expect(await notices(finance)).toContain(made.id);
    expect(await notices(ofSomeUnits)).toEqual([]);
    expect(ok(await ofSomeUnits.get('/events?types=payment.reversed,payment.recorded')).events).toEqual([]);
    // The other way: partly settled, and then not at all.
    ok(await cashier.post(`/payments/${part.id}/apply`, { applications: [of(invoice, '10.00')] }));
    expect((await books.invoice(invoice.id)).state).toBe('partially_paid');
    ok(await cashier.post(`/payments/${part.id}/reverse`, { reason: 'In error' }));
    expect((await books.invoice(invoice.id)).state).toBe('sent');
    const rows = ok(await manager.get(`/payment-applications?invoiceId=${invoice.id}&sort=id`)).data;
    expect(rows.map(({ amount, reversesId }: any) => [amount, reversesId !== null])).toEqual([
      ['294.00', false],
      ['-294.00', true],
      ['10.00', false],
      ['-10.00', true],
    ]);
  });

  test('that settled the wrong document settles another, under its reference still', async () => {
    const [wrong, right] = [(await books.billed(1)).invoice, (await books.billed(1)).invoice];
    const made = await record(payment('98.00', [of(wrong, '98.00')]));
    const [applied] = ok(await cashier.get(`/payment-applications?paymentId=${made.id}`)).data;
    const back = (as: Client) =>
      as.post(`/payment-applications/${applied.id}/reverse`, { reason: 'Meant for another' });
    for (const someone of [finance, weeks.atlas.recruiter]) expect((await back(someone)).status).toBe(403);
    const answers = await Promise.all([back(cashier), back(cashier), back(cashier)]);
    expect(answers.filter(({ body }) => body.code === 'payment_application_taken_back')).toHaveLength(2);
    const [taken] = answers.filter(({ status }) => status === 200);
    expect(taken!.body).toMatchObject({ amount: '-98.00', reversesId: applied.id, invoiceId: wrong.id });
    expect(await books.invoice(wrong.id)).toMatchObject({ state: 'sent', balance: '98.00' });
    const standing = { state: 'recorded', appliedAmount: '0.00', unappliedAmount: '98.00' };
    expect(ok(await cashier.get(`/payments/${made.id}`))).toMatchObject(standing);
    ok(await cashier.post(`/payments/${made.id}/apply`, { applications: [of(right, '98.00')] }));
    expect(await books.invoice(right.id)).toMatchObject({ state: 'paid', balance: '0.00' });
    ok(await cashier.post(`/payments/${made.id}/reverse`, { reason: 'No funds' }));
    expect(await books.invoice(right.id)).toMatchObject({ state: 'sent', balance: '98.00' });
    expect((await books.invoice(wrong.id)).balance).toBe('98.00');
    const again = await cashier.graphql(
      `mutation ($id: ID!) { reversePaymentApplication(input: { paymentApplicationId: $id, reason: "Again" }) { paymentApplication { id } } }`,
      { id: applied.id },
    );
    expect(again.body.errors![0].extensions.code).toBe('payment_application_taken_back');
  });

  test('of two at once is one too many: never overpaid', async () => {
    const { invoice } = await books.billed(5);
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => cashier.post('/payments', payment('200.00', [of(invoice, '200.00')]))),
    );
    const made = answers.filter(({ status }) => status === 201);
    expect(made.length).toBe(2);
    for (const answer of answers.filter(({ status }) => status !== 201))
      expect(faultOf(answer)[3]).toBe('more_than_open');
    expect((await books.invoice(invoice.id)).balance).toBe('90.00');
  });

  test('is taken by the hundred, each with its own result', async () => {
    const one = await books.billed(1);
    const two = await books.billed(2);
    const answer = await cashier.post('/payments/bulk', {
      items: [
        payment('98.00', [of(one.invoice, '98.00')]),
        payment('500.00', [of(two.invoice, '196.01')]),
        payment('196.00', [of(two.invoice, '196.00')]),
      ],
    });
    expect(ok(answer).rows.map(({ code }: any) => code)).toEqual([null, 'invalid_input', null]);
    expect((await books.invoice(two.invoice.id)).state).toBe('paid');
  });

  test('settles what was sent alone', async () => {
    const path = await weeks.approved(await weeks.placed(), [
      { startsAt: '2026-02-04T13:00:00Z', endsAt: '2026-02-04T14:00:00Z', meals: [] },
    ]);
    expect(path).toBeTruthy();
    const period = { programId: weeks.programId, periodStart: '2026-02-01', periodEnd: '2026-02-07' };
    const run = ok(await manager.post('/invoice-runs', period), 201);
    const [invoice] = ok(await manager.get(`/invoices?runId=${run.id}&kind=client_invoice`)).data;
    const early = await cashier.post('/payments', payment('98.00', [of(invoice, '98.00')]));
    expect([early.status, early.body.code]).toEqual([409, 'step_not_allowed']);
    ok(await manager.post(`/invoices/${invoice.id}/void`, { reason: 'Wrong program', rebill: false }));
    const late = await cashier.post('/payments', payment('98.00', [of(invoice, '98.00')]));
    expect([late.status, late.body.code]).toEqual([409, 'step_not_allowed']);
  });

  test('answers alike on the other surface', async () => {
    const { invoice } = await books.billed(1);
    const answer = await cashier.graphql(
      `mutation ($input: RecordPaymentInput!) { recordPayment(input: $input) { payment { id state unappliedAmount applications { nodes { amount invoice { number state } } } } } }`,
      {
        input: {
          ...payment('98.00', [of(invoice, '98.00')]),
          direction: 'RECEIVED',
          method: 'CHECK',
        },
      },
    );
    expect(answer.body.errors).toBeUndefined();
    expect(answer.body.data.recordPayment.payment).toMatchObject({
      state: 'RECORDED',
      unappliedAmount: '0.00',
      applications: { nodes: [{ amount: '98.00', invoice: { number: invoice.number, state: 'PAID' } }] },
    });
  });
});

describe('who pays and who sees', () => {
  test('whoever issued or approved a document does not record its payment', async () => {
    const { invoice } = await books.billed(1);
    for (const handler of [manager, books.approver]) {
      const answer = await handler.post('/payments', payment('98.00', [of(invoice, '98.00')]));
      expect([answer.status, answer.body.code]).toEqual([403, 'recorder_handled_document']);
    }
    const made = await record(payment('98.00'));
    const applied = await manager.post(`/payments/${made.id}/apply`, {
      applications: [of(invoice, '98.00')],
    });
    expect([applied.status, applied.body.code]).toEqual([403, 'recorder_handled_document']);
    for (const other of [finance, weeks.atlas.recruiter]) {
      expect((await other.post('/payments', payment('98.00'))).status).toBe(403);
      expect((await other.post(`/payments/${made.id}/reverse`, { reason: 'Mine' })).status).toBe(403);
    }
  });

  test('the client sees what it paid, a vendor what it was paid, and neither the other’s', async () => {
    const rival = await weeks.supplier();
    const { invoice, statement } = await books.billed(4);
    const theirs = await books.billed(4, rival);
    const received = await record(payment('392.00', [of(invoice, '392.00')], { note: 'Ours alone' }));
    const paid = await record(paidTo(statement.total, [of(statement, statement.total)]));
    const other = await record(
      paidTo(theirs.statement.total, [of(theirs.statement, theirs.statement.total)], { vendorId: rival.id }),
    );
    const vendor = await service.member(weeks.tenantId, { role: 'vendor_finance', vendorId: weeks.atlas.id });
    const seen = async (as: Client) => {
      const rows = ok(await as.get('/payments?limit=200&include=applications')).data;
      return rows.map(({ id }: any) => id);
    };
    expect(await seen(finance)).toContain(received.id);
    expect(await seen(finance)).not.toContain(paid.id);
    expect(await seen(vendor)).toContain(paid.id);
    for (const hidden of [received.id, other.id]) {
      expect(await seen(vendor)).not.toContain(hidden);
      const missing = await vendor.get('/payments/0198c0de-0000-7000-8000-00000000dead');
      const answer = await vendor.get(`/payments/${hidden}`);
      expect([answer.status, answer.body.code]).toEqual([missing.status, missing.body.code]);
      expect((await vendor.get(`/payments/${hidden}/remittance`)).status).toBe(404);
    }
    const shown = ok(await finance.get(`/payments/${received.id}`));
    expect(shown).not.toHaveProperty('note');
    expect(shown).not.toHaveProperty('recordedBy');
    const narrowed = await service.member(weeks.tenantId, {
      role: 'client_finance',
      programIds: [weeks.programId],
      facilityIds: [String(weeks.world.rows['facilities']!['id'])],
    });
    expect(await seen(narrowed)).toEqual([]);
  });

  test('a remittance tells the vendor its documents, their lines and what was deducted', async () => {
    const { statement } = await books.billed(10);
    const first = await record(paidTo('100.00', [of(statement, '100.00')]));
    const second = await record(paidTo('800.00', [of(statement, '700.00')]));
    const vendor = await service.member(weeks.tenantId, { role: 'vendor_finance', vendorId: weeks.atlas.id });
    const advice = ok(await vendor.get(`/payments/${second.id}/remittance`));
    expect(advice).toMatchObject({ amount: '800.00', appliedAmount: '700.00', unappliedAmount: '100.00' });
    // 980.00 less 29.40 of fee is 950.60.
    expect(advice.rows.map(({ row, amount }: any) => [row, amount])).toEqual([
      ['line', '980.00'],
      ['fee', '-29.40'],
      ['earlier_payment', '-100.00'],
      ['left_open', '-150.60'],
      ['applied', '700.00'],
    ]);
    expect(advice.rows[0]).toMatchObject({ number: statement.number, description: 'Regular hours' });
    const brief = ok(await vendor.get(`/payments/${first.id}/remittance?detail=documents`));
    expect(brief.rows.map(({ row, amount }: any) => [row, amount])).toEqual([
      ['lines', '980.00'],
      ['fee', '-29.40'],
      ['left_open', '-850.60'],
      ['applied', '100.00'],
    ]);
    const csv = await vendor.get(`/payments/${second.id}/remittance`, { accept: 'text/csv' });
    expect(csv.status).toBe(200);
    expect(csv.text.split('\r\n')[0]).toContain('lineNumber');
  });
});
