import { beforeAll, expect, test } from 'vitest';
import { startService, type Client, type Service } from '../support/service.ts';
import { createBooks, type Books } from '../support/settling.ts';
import { createWeeks, ok, shift, type Supplier, type Weeks } from '../support/weeks.ts';

let service: Service;
let weeks: Weeks;
let books: Books;
let manager: Client;
let cashier: Client;
let rival: Supplier;
let first: { invoice: any; statement: any };
let second: { invoice: any; statements: any[] };
let earliest: any;

let references = 0;
const paid = (invoice: any, amount: string, paidOn: string) =>
  cashier.post('/payments', {
    programId: weeks.programId,
    direction: invoice.vendorId ? 'paid' : 'received',
    ...(invoice.vendorId && { vendorId: invoice.vendorId }),
    method: 'wire',
    reference: `WIRE-${++references}`,
    paidOn,
    amount,
    applications: [{ invoiceId: invoice.id, amount }],
  });
const aging = async (search: string, as = manager): Promise<any> =>
  ok(await as.get(`/aging?programId=${weeks.programId}&${search}`));
const ages = ({ totals }: any) => [
  totals.current,
  totals.days1To30,
  totals.days31To60,
  totals.days61To90,
  totals.over90,
  totals.open,
];
const cents = (amount: string) => BigInt(amount.replace('.', ''));
const sumOf = (rows: readonly any[], of: string) => rows.reduce((all, row) => all + cents(row[of]), 0n);

// 784.00 is sent on February 16; 294.00 of two vendors, 98.00 and 196.00, is sent on March 2; both due in thirty days.
beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
  books = await createBooks(service, weeks);
  ({ manager } = weeks);
  ({ cashier } = books);
  rival = await weeks.supplier();
  first = await books.billed(8);
  earliest = ok(await paid(first.invoice, '300.00', '2026-02-16'), 201);
  await service.moveClock(weeks.tenantId, '2026-03-02T15:00:00Z');
  await weeks.approved(await weeks.placed(), [shift('2026-02-05', '08:00', '09:00')]);
  await weeks.approved(await weeks.placed(rival), [shift('2026-02-05', '08:00', '10:00')]);
  const period = { programId: weeks.programId, periodStart: '2026-02-01', periodEnd: '2026-02-07' };
  const run = ok(await manager.post('/invoice-runs', period), 201);
  const made = ok(await manager.get(`/invoices?runId=${run.id}`)).data;
  const sent = await Promise.all(made.map((document: any) => books.sent(document)));
  second = {
    invoice: sent.find(({ kind }) => kind === 'client_invoice'),
    statements: sent.filter(({ kind }) => kind === 'vendor_statement'),
  };
  ok(await paid(second.invoice, '194.00', '2026-03-02'), 201);
  await service.moveClock(weeks.tenantId, '2026-05-05T15:00:00Z');
});

test('what is open is told by its age on any day, exactly', async () => {
  expect([first.invoice.dueOn, second.invoice.dueOn]).toEqual(['2026-03-18', '2026-04-01']);
  expect(ages(await aging('side=receivable'))).toEqual(['0.00', '0.00', '584.00', '0.00', '0.00', '584.00']);
  const on = async (day: string) => ages(await aging(`side=receivable&on=${day}`));
  expect(await on('2026-02-15')).toEqual(['0.00', '0.00', '0.00', '0.00', '0.00', '0.00']);
  expect(await on('2026-02-16')).toEqual(['484.00', '0.00', '0.00', '0.00', '0.00', '484.00']);
  expect(await on('2026-03-18')).toEqual(['584.00', '0.00', '0.00', '0.00', '0.00', '584.00']);
  expect(await on('2026-03-19')).toEqual(['100.00', '484.00', '0.00', '0.00', '0.00', '584.00']);
  expect(await on('2026-04-18')).toEqual(['0.00', '100.00', '484.00', '0.00', '0.00', '584.00']);
  expect(await on('2026-06-15')).toEqual(['0.00', '0.00', '0.00', '584.00', '0.00', '584.00']);
  expect(await on('2026-07-05')).toEqual(['0.00', '0.00', '0.00', '0.00', '584.00', '584.00']);
});

test('a payment told late, and one taken back, change the days that they are of and no other', async () => {
  const late = ok(await paid(second.invoice, '60.00', '2026-04-10'), 201);
  const open = async (day: string) => (await aging(`side=receivable&on=${day}`)).totals.open;
  expect([await open('2026-04-09'), await open('2026-04-10')]).toEqual(['584.00', '524.00']);
  ok(await cashier.post(`/payments/${late.id}/reverse`, { reason: 'Returned', reversedOn: '2026-04-20' }));
  expect([await open('2026-04-10'), await open('2026-04-19'), await open('2026-04-20')]).toEqual([
    '524.00',
    '524.00',
    '584.00',
  ]);
  const whole = await aging('side=receivable&on=2026-04-15');
  expect(
    whole.rows.map(({ number, open: amount, daysPastDue }: any) => [number, amount, daysPastDue]),
  ).toEqual([
    [first.invoice.number, '484.00', 28],
    [second.invoice.number, '40.00', 14],
  ]);
});

test('what settles nothing yet is told beside it, on the days on which it did not', async () => {
  const made = ok(
    await cashier.post('/payments', {
      programId: weeks.programId,
      direction: 'received',
      method: 'check',
      reference: 'ON-ACCOUNT',
      paidOn: '2026-04-02',
      amount: '50.00',
    }),
    201,
  );
  const unapplied = async (day: string) => (await aging(`side=receivable&on=${day}`)).unapplied;
  expect([await unapplied('2026-04-01'), await unapplied('2026-04-02')]).toEqual(['0.00', '50.00']);
  const applications = [{ invoiceId: second.invoice.id, amount: '30.00' }];
  ok(await cashier.post(`/payments/${made.id}/apply`, { applications }));
  expect([await unapplied('2026-05-04'), await unapplied('2026-05-05')]).toEqual(['50.00', '20.00']);
  ok(await cashier.post(`/payments/${made.id}/reverse`, { reason: 'Not ours' }));
  expect([await unapplied('2026-05-04'), await unapplied('2026-05-05')]).toEqual(['50.00', '0.00']);
});

test('every way to tell it sums to the balances of the documents', async () => {
  for (const [side, kinds] of [
    ['receivable', 'client_invoice,credit_memo'],
    ['payable', 'vendor_statement,vendor_credit'],
  ]) {
    const documents = ok(await manager.get(`/invoices?kind=${kinds}&issuedOn[isNull]=false&limit=200`)).data;
    const balances = sumOf(documents, 'balance');
    expect(balances).toBeGreaterThan(0n);
    for (const by of ['document', 'vendor', 'facility']) {
      const told = await aging(`side=${side}&by=${by}`);
      expect(cents(told.totals.open)).toBe(balances);
      expect(sumOf(told.rows, 'open')).toBe(balances);
      for (const row of told.rows) {
        const parts = [row.current, row.days1To30, row.days31To60, row.days61To90, row.over90];
        expect(parts.reduce((all, part) => all + cents(part), 0n)).toBe(cents(row.open));
      }
    }
  }
});

test('what two vendors’ lines have in common is shared by them to the cent', async () => {
  const { rows } = await aging('side=receivable&by=vendor');
  // 100.00 of 98.00 and 196.00, beside 484.00 that is all of the first vendor's.
  const open = Object.fromEntries(rows.map(({ vendorId, open: amount }: any) => [vendorId, amount]));
  expect(open).toEqual({ [weeks.atlas.id]: '517.33', [rival.id]: '66.67' });
  const [facility, ...others] = (await aging('side=receivable&by=facility')).rows;
  expect(others).toEqual([]);
  expect(facility).toMatchObject({
    facilityId: String(weeks.world.rows['facilities']!['id']),
    open: '584.00',
    documents: 2,
  });
});

test('each side is told what is its own', async () => {
  const vendor = await service.member(weeks.tenantId, { role: 'vendor_finance', vendorId: weeks.atlas.id });
  const own = second.statements.find(({ vendorId }) => vendorId === weeks.atlas.id);
  const theirs = await aging('side=payable', vendor);
  expect(theirs.rows.map(({ invoiceId }: any) => invoiceId)).toEqual([first.statement.id, own.id]);
  expect(theirs.totals.open).toBe((Number(first.statement.total) + Number(own.total)).toFixed(2));
  const vendors = (await aging('side=payable&by=vendor', vendor)).rows;
  expect(vendors.map(({ vendorId }: any) => vendorId)).toEqual([weeks.atlas.id]);
  expect((await vendor.get(`/aging?programId=${weeks.programId}&side=receivable`)).status).toBe(422);
  expect((await weeks.finance.get(`/aging?programId=${weeks.programId}&side=payable`)).status).toBe(422);
  expect((await aging('side=receivable', weeks.finance)).totals.open).toBe('584.00');
  const narrowed = await service.member(weeks.tenantId, {
    role: 'client_finance',
    programIds: [weeks.programId],
    facilityIds: [String(weeks.world.rows['facilities']!['id'])],
  });
  expect(await aging('side=receivable', narrowed)).toMatchObject({ rows: [], unapplied: '0.00' });
  expect((await weeks.approver.get(`/aging?programId=${weeks.programId}&side=receivable`)).status).toBe(403);
  const csv = await manager.get(`/aging?programId=${weeks.programId}&side=receivable`, {
    accept: 'text/csv',
  });
  expect(csv.text.split('\r\n')[0]).toContain('days31To60');
});

test('who has a document that is past its due day is told of it once', async () => {
  await service.drain(weeks.tenantId);
  const told = ok(await manager.get('/events?types=invoice.passed_due&limit=100')).events;
  expect(told.map(({ subject }: any) => subject.id)).toEqual([first.invoice.id, second.invoice.id]);
  const groups = ok(await weeks.finance.get('/work-lists/what-needs-me')).groups;
  expect(groups.find(({ group }: any) => group === 'invoices_due').items).toHaveLength(2);
  expect(earliest.state).toBe('recorded');
});
