import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { createWeeks, ok, shift, week, type Weeks } from '../support/weeks.ts';

let service: Service;
let weeks: Weeks;
let manager: Client;
let finance: Client;
let path: string;

const cents = (amount: string) => BigInt(amount.replace('.', ''));
const linesOf = async (exportId: string, as = finance): Promise<any[]> =>
  ok(await as.get(`/gl-lines?exportId=${exportId}&sort=number&limit=200`)).data;
const pull = (ledger: string, startsOn: string, endsOn: string, as = manager) =>
  as.post('/gl-exports', { programId: weeks.programId, ledger, startsOn, endsOn });
const said = (lines: readonly any[]) =>
  lines.map(({ kind, accountNumber, debit, credit }) => `${kind} ${accountNumber} ${debit} ${credit}`);
const sums = (lines: readonly any[], key: (line: any) => unknown) =>
  [...Map.groupBy(lines, key).values()].map((held) =>
    held.reduce((sum, { debit, credit }) => sum + cents(debit) - cents(credit), 0n),
  );
const inBalance = (lines: readonly any[]) =>
  sums(lines, ({ exportId, entryNumber }) => `${exportId} ${entryNumber}`).every((sum) => sum === 0n);
const account = async (ledger: string, number: string, type: string, purposes: object[], as = manager) => {
  const made = ok(
    await as.post('/gl-accounts', {
      programId: weeks.programId,
      ledger,
      number,
      name: `Account ${number}`,
      type,
    }),
    201,
  );
  for (const purpose of purposes)
    ok(await as.post('/gl-mappings', { accountId: made.id, effectiveFrom: '2026-01-01', ...purpose }), 201);
  return made.id as string;
};

beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
  ({ manager, finance } = weeks);
  const { world } = weeks;
  const id = (table: string) => String(world.rows[table]!['id']);
  // The world's own rows are none of these weeks'.
  await weeks.rows(async () => {
    await world.change('charges', { state: 'waived', waived_because: 'Not this test’s' });
    await world.change('expenses', { state: 'withdrawn', approved_at: null, approved_by: null });
    await world.change('timesheets', { week_starts_on: '2030-01-06' });
    await world.change('gl_mappings', { effective: '[2020-01-01,2020-01-02)' });
    await world.change('fiscal_periods', {
      state: 'closed',
      closed_at: '2025-02-01T00:00:00Z',
      closed_by: id('memberships'),
    });
    await world.change('payments', { paid_on: '2025-06-01' });
  });
  ok(await finance.post(`/fiscal-calendars/${id('fiscal_calendars')}/years`, { fiscalYear: 2026 }));
  path = await weeks.approved(await weeks.placed());
});

describe('the accounts', () => {
  test('that are missing are named before anything is exported, and no number is taken', async () => {
    ok(
      await manager.post('/invoice-runs', {
        programId: weeks.programId,
        periodStart: '2026-02-01',
        periodEnd: '2026-02-07',
      }),
      201,
    );
    await account(
      'client',
      '2010',
      'liability',
      [{ purpose: 'payable' }, { purpose: 'accrued_payable' }],
      finance,
    );
    await account('client', '6410-100', 'expense', [{ purpose: 'expense', hourType: 'overtime' }], finance);
    const refused = await pull('client', '2026-02-01', '2026-02-28', finance);
    expect(refused.body).toMatchObject({ status: 409, code: 'accounts_missing' });
    const named = refused.body.faults.map(({ code, subject, amount }: any) => `${code} ${subject} ${amount}`);
    expect(named.toSorted()).toEqual([
      'unmapped expense hours differential cost center 6010 161.00',
      'unmapped expense hours regular cost center 6010 3920.00',
    ]);
    expect(ok(await finance.get('/gl-exports?ledger=client&state=ready&number=2')).data).toEqual([]);
    await account('client', '6410-200', 'expense', [{ purpose: 'expense' }], finance);
  });

  test('are one of a number, mapped once on a day, by purposes of their own ledger, the operator’s by the operator', async () => {
    const [expense] = ok(await finance.get('/gl-accounts?number=6410-200')).data;
    const twice = await finance.post('/gl-accounts', {
      programId: weeks.programId,
      ledger: 'client',
      number: '6410-200',
      name: 'Again',
      type: 'expense',
    });
    expect(twice.body).toMatchObject({ status: 409, code: 'gl_account_exists' });
    const map = (terms: object) =>
      finance.post('/gl-mappings', { accountId: expense.id, effectiveFrom: '2026-03-01', ...terms });
    expect((await map({ purpose: 'expense' })).body).toMatchObject({
      status: 409,
      code: 'gl_mapping_overlaps',
    });
    expect((await map({ purpose: 'fee_revenue' })).body).toMatchObject({
      status: 422,
      code: 'purpose_of_other_ledger',
    });
    const theirs = {
      programId: weeks.programId,
      ledger: 'operator',
      number: '1',
      name: 'Ours',
      type: 'asset',
    };
    expect((await finance.post('/gl-accounts', theirs)).body).toMatchObject({
      status: 403,
      code: 'ledger_of_operator',
    });
    expect((await pull('operator', '2026-02-01', '2026-02-28', finance)).body.code).toBe(
      'ledger_of_operator',
    );
    const penalty = ok(await map({ purpose: 'expense', itemKind: 'penalty' }), 201);
    const ended = ok(await finance.post(`/gl-mappings/${penalty.id}/end`, { effectiveTo: '2026-03-31' }));
    expect(ended).toMatchObject({ effectiveTo: '2026-03-31' });
    expect((await finance.post(`/gl-mappings/${penalty.id}/end`, { effectiveTo: '2026-04-30' })).status).toBe(
      422,
    );
    const many = ok(
      await finance.post('/gl-mappings/bulk', {
        items: [
          { accountId: expense.id, purpose: 'expense', hourType: 'callback', effectiveFrom: '2026-01-01' },
          { accountId: expense.id, purpose: 'expense', hourType: 'callback', effectiveFrom: '2026-02-01' },
        ],
      }),
    );
    expect(many.rows.map(({ status, code }: any) => code ?? status)).toEqual([
      'created',
      'gl_mapping_overlaps',
    ]);
  });
});

describe('the client’s ledger', () => {
  let first: any;

  test('is told each document once, in balance, by cost center and hour type', async () => {
    first = ok(await pull('client', '2026-02-01', '2026-02-28', finance), 201);
    expect(first).toMatchObject({
      number: 2,
      ledger: 'client',
      state: 'ready',
      entryCount: 1,
      debitTotal: '4264.75',
      creditTotal: '4264.75',
      allowedActions: ['acknowledge', 'fail'],
    });
    const lines = await linesOf(first.id);
    expect(said(lines).toSorted()).toEqual(
      [
        'document 2010 0.00 4264.75',
        'document 6410-100 183.75 0.00',
        'document 6410-200 161.00 0.00',
        'document 6410-200 3920.00 0.00',
      ].toSorted(),
    );
    expect(
      lines.filter(({ purpose }) => purpose === 'expense').map(({ costCenterCode }) => costCenterCode),
    ).toEqual(['6010', '6010', '6010']);
    const text = lines
      .map((line) =>
        [
          line.number,
          line.entryNumber,
          line.postedOn,
          line.accountNumber,
          line.debit,
          line.credit,
          line.costCenterCode ?? '',
          line.reference,
        ].join('|'),
      )
      .map((line) => `${line}\n`)
      .join('');
    expect(createHash('sha256').update(text).digest('hex')).toBe(first.contentHash);
    expect((await pull('client', '2026-02-01', '2026-02-28', finance)).body).toMatchObject({
      status: 409,
      code: 'nothing_to_post',
    });
    const csv = await finance.get(`/gl-lines?exportId=${first.id}`, { accept: 'text/csv' });
    expect(csv.text.split('\n')[0]).toContain('accountNumber');
  });

  test('says that it did not take one, which waits again, or that it did', async () => {
    const failed = ok(
      await finance.post(`/gl-exports/${first.id}/fail`, { reason: 'Period 2 was not open' }),
    );
    expect(failed).toMatchObject({ state: 'failed', failureReason: 'Period 2 was not open' });
    const again = ok(await pull('client', '2026-02-01', '2026-02-28', finance), 201);
    expect(again).toMatchObject({ number: 3, debitTotal: '4264.75' });
    const { body } = await finance.graphql(
      `mutation($input: AcknowledgeGlExportInput!) { acknowledgeGlExport(input: $input) { glExport { state receiverReference } } }`,
      { input: { glExportId: again.id, receiverReference: 'JE-41' } },
    );
    expect(body.data.acknowledgeGlExport.glExport).toEqual({
      state: 'ACKNOWLEDGED',
      receiverReference: 'JE-41',
    });
    expect((await finance.post(`/gl-exports/${again.id}/fail`, { reason: 'Late' })).body.code).toBe(
      'step_not_allowed',
    );
  });

  test('is told a credit as the difference, later', async () => {
    await service.moveClock(weeks.tenantId, '2026-02-20T12:00:00Z');
    await weeks.agreed(path, week('07:30'));
    const [invoice] = ok(await manager.get('/invoices?kind=client_invoice&state=issued')).data;
    ok(await manager.post('/credit-memos', { invoiceId: invoice.id, reason: 'Agreed' }), 201);
    const credit = ok(await pull('client', '2026-02-01', '2026-02-28', finance), 201);
    expect(said(await linesOf(credit.id)).toSorted()).toEqual([
      'document 2010 36.75 0.00',
      'document 6410-100 0.00 36.75',
    ]);
  });
});

describe('the operator’s ledger', () => {
  test('is told receivables, what vendors are owed, the fee and payments; its clearing account comes to nothing', async () => {
    await account('operator', '1200', 'asset', [
      { purpose: 'receivable' },
      { purpose: 'accrued_receivable' },
    ]);
    await account('operator', '2100', 'liability', [
      { purpose: 'vendor_payable' },
      { purpose: 'accrued_vendor_payable' },
    ]);
    await account('operator', '2190', 'liability', [{ purpose: 'vendor_clearing' }]);
    await account('operator', '4000', 'revenue', [
      { purpose: 'fee_revenue' },
      { purpose: 'accrued_fee_revenue' },
    ]);
    const made = ok(await pull('operator', '2026-02-01', '2026-02-28'), 201);
    const lines = await linesOf(made.id, manager);
    expect(inBalance(lines)).toBe(true);
    const held = Object.fromEntries(
      [...Map.groupBy(lines, ({ accountNumber }) => accountNumber)].map(([number, some]) => [
        number,
        sums(some, () => 1)[0],
      ]),
    );
    // After the credit: 4,228.00, fee 126.84, net 4,101.16.
    expect(held).toEqual({ '1200': 422_800n, '2100': -410_116n, '2190': 0n, '4000': -12_684n });
    expect(ok(await finance.get(`/gl-lines?exportId=${made.id}`)).data).toEqual([]);
    expect((await finance.get(`/gl-exports/${made.id}`)).status).toBe(404);
    expect((await weeks.atlas.recruiter.get(`/gl-exports/${made.id}`)).status).toBe(403);
  });

  test('is told payments, and what took one back', async () => {
    await account('operator', '1000', 'asset', [{ purpose: 'cash' }]);
    await weeks.rows(async () => {
      await weeks.world.change('payments', { paid_on: '2026-03-02' });
    });
    const made = ok(await pull('operator', '2026-03-01', '2026-03-31'), 201);
    expect(said(await linesOf(made.id, manager)).toSorted()).toEqual([
      'payment 1000 0.00 100.00',
      'payment 2100 100.00 0.00',
    ]);
  });
});

describe('accruals', () => {
  const february = async () => ok(await finance.get('/fiscal-periods?name=2026-02')).data[0].id;
  const told = async (ledger: string) => {
    const exports = ok(await manager.get(`/gl-exports?ledger=${ledger}&limit=200`)).data;
    const lines = [];
    for (const { id } of exports) lines.push(...(await linesOf(id, manager)));
    return lines.filter(
      ({ kind, postedOn }) => kind !== 'document' && kind !== 'payment' && postedOn >= '2026-01-01',
    );
  };
  const balance = (lines: readonly any[], number: string, onDay: string) =>
    sums(
      lines.filter((line) => line.accountNumber === number && line.postedOn <= onDay),
      () => 1,
    )[0] ?? 0n;

  test('of a closed period are told on its last day and taken back on the next', async () => {
    await weeks.approved(await weeks.placed(), [shift('2026-02-10', '07:00', '15:00')], '2026-02-08');
    await service.moveClock(weeks.tenantId, '2026-03-02T12:00:00Z');
    ok(
      await finance.post(
        `/fiscal-periods/${ok(await finance.get('/fiscal-periods?name=2026-01')).data[0].id}/close`,
      ),
    );
    ok(await finance.post(`/fiscal-periods/${await february()}/close`));
    ok(
      await manager.post('/gl-exports', {
        programId: weeks.programId,
        ledger: 'operator',
        periodId: await february(),
      }),
      201,
    );
    const accrual = await told('operator');
    expect(said(accrual).toSorted()).toEqual([
      'accrual 1200 784.00 0.00',
      'accrual 2100 0.00 760.48',
      'accrual 4000 0.00 23.52',
    ]);
    expect(new Set(accrual.map(({ postedOn, reference }) => `${postedOn} ${reference}`))).toEqual(
      new Set(['2026-02-28 2026-02']),
    );
    ok(await pull('operator', '2026-03-01', '2026-03-31'), 201);
    const both = await told('operator');
    expect(inBalance(both)).toBe(true);
    expect(
      said(both)
        .filter((line) => line.startsWith('accrual_reversal'))
        .toSorted(),
    ).toEqual([
      'accrual_reversal 1200 0.00 784.00',
      'accrual_reversal 2100 760.48 0.00',
      'accrual_reversal 4000 23.52 0.00',
    ]);
    expect([balance(both, '1200', '2026-02-28'), balance(both, '1200', '2026-03-01')]).toEqual([78_400n, 0n]);
  });

  test('of a period that was closed anew are told as the difference; an export that later ones build on does not fail', async () => {
    ok(await finance.post(`/fiscal-periods/${await february()}/reopen`, { reason: 'A week came late' }));
    await weeks.approved(await weeks.placed(), [shift('2026-02-11', '07:00', '09:00')], '2026-02-08');
    ok(await finance.post(`/fiscal-periods/${await february()}/close`));
    ok(await pull('operator', '2026-02-01', '2026-03-31'), 201);
    const lines = await told('operator');
    expect(inBalance(lines)).toBe(true);
    // 784.00 and 196.00 at the month's end, nothing the day after.
    expect([balance(lines, '1200', '2026-02-28'), balance(lines, '1200', '2026-03-01')]).toEqual([
      98_000n,
      0n,
    ]);
    expect((await pull('operator', '2026-02-01', '2026-03-31')).body.code).toBe('nothing_to_post');
    const accrual = lines.find(({ kind, credit }) => kind === 'accrual' && credit === '760.48');
    expect(
      (await manager.post(`/gl-exports/${accrual.exportId}/fail`, { reason: 'Late' })).body,
    ).toMatchObject({
      status: 409,
      code: 'later_export_stands',
    });
  });
});

test('no line joins an export that was made', async () => {
  const [made] = ok(await manager.get('/gl-exports?ledger=operator&limit=1')).data;
  const add = service.as(systemActor(weeks.tenantId), (tx) =>
    tx.rows(sql`insert into gl_lines (tenant_id, export_id, entry_number, number, program_id, ledger, kind, source_id, posted_on, reference, purpose,
        account_id, account_number, account_name, debit, credit, currency, created_at, updated_at)
      select l.tenant_id, l.export_id, l.entry_number, 9999, l.program_id, l.ledger, l.kind, l.source_id, l.posted_on, l.reference, l.purpose,
        l.account_id, l.account_number, l.account_name, 1, 0, l.currency, now(), now()
      from gl_lines l where l.export_id = ${made.id} limit 1`),
  );
  await expect(add).rejects.toMatchObject({ constraint: 'gl_lines_sealed' });
});

test('what no cost center bears is accrued, spent and told as such, and every sum is whole', async () => {
  await weeks.rows(() => weeks.world.change('units', { cost_center_id: null }));
  const floated = await weeks.costCenter('8103');
  const placed = await weeks.placed();
  const sheet = ok(
    await placed.worker.post('/timesheets', {
      assignmentId: placed.assignmentId,
      weekStartsOn: '2026-02-08',
    }),
    201,
  );
  const entries = [shift('2026-02-10', '08:00', '12:00'), shift('2026-02-10', '12:00', '15:00')];
  ok(await placed.worker.put(`/timesheets/${sheet.id}/entries`, { entries }));
  await service.as(systemActor(weeks.tenantId), (tx) =>
    tx.rows(
      sql`update time_entries set cost_center_id = ${floated} where timesheet_id = ${sheet.id} and starts_at = ${entries[1]!.startsAt}`,
    ),
  );
  ok(await placed.worker.post(`/timesheets/${sheet.id}/submit`));
  ok(await weeks.approver.post(`/timesheets/${sheet.id}/approve`));
  const parts = [
    ['8103', '294.00'],
    [null, '392.00'],
  ];
  const byCenter = (rows: readonly any[]) =>
    rows.map(({ costCenterCode, amount, debit }) => [costCenterCode ?? null, amount ?? debit]);
  const accrued = ok(
    await finance.get(`/programs/${weeks.programId}/accruals?onDay=2026-02-28&by=cost_center&by=facility`),
  );
  expect(byCenter(accrued.rows)).toEqual(expect.arrayContaining(parts));
  const made = ok(
    await manager.post('/invoice-runs', {
      programId: weeks.programId,
      periodStart: '2026-02-08',
      periodEnd: '2026-02-14',
    }),
    201,
  );
  const [invoice] = ok(await manager.get(`/invoices?runId=${made.id}&kind=client_invoice`)).data;
  expect(ok(await manager.get(`/invoices/${invoice.id}/verify`))).toMatchObject({
    isIdentical: true,
    faults: [],
  });
  const { id } = ok(await pull('client', '2026-02-01', '2026-04-30', finance), 201);
  const lines = await linesOf(id);
  expect(inBalance(lines)).toBe(true);
  const expenses = lines.filter(({ sourceId, purpose }) => sourceId === invoice.id && purpose === 'expense');
  expect(byCenter(expenses)).toEqual(expect.arrayContaining(parts));
  const spent = async (by: string) =>
    ok(await finance.get(`/reports/spend?by=${by}&programId=${weeks.programId}`)).rows.reduce(
      (sum: bigint, { amount }: any) => sum + cents(amount),
      0n,
    );
  expect(await spent('cost_center')).toBe(await spent('program'));
});
