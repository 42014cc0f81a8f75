import { beforeAll, describe, expect, test } from 'vitest';
import { instantOf } from '../support/local-time.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { createWeeks, ok, shift, type Placed, type Weeks } from '../support/weeks.ts';

let service: Service;
let weeks: Weeks;
let clocks: Client;
let vendorFinance: Client;
let document: any;
let statement: any;

const at = (local: string) => instantOf(local, 'America/New_York');
const said = ({ assignmentId }: Placed, kind: string, local: string) => ({
  assignmentId,
  kind,
  occurredAt: at(local),
});

/** A night of 12 hours, by the clock: 19:00 to 07:30 with a meal. */
async function punchedNight(placed: Placed): Promise<string> {
  const items = [
    said(placed, 'in', '2026-02-02T19:00'),
    said(placed, 'meal_start', '2026-02-03T01:00'),
    said(placed, 'meal_end', '2026-02-03T01:30'),
    said(placed, 'out', '2026-02-03T07:30'),
  ];
  ok(await clocks.post('/punches/batch', { items }));
  const [sheet] = ok(await weeks.manager.get(`/timesheets?assignmentId=${placed.assignmentId}`)).data;
  ok(await placed.worker.post(`/timesheets/${sheet.id}/submit`));
  ok(await weeks.approver.post(`/timesheets/${sheet.id}/approve`));
  return sheet.id;
}

const explained = async (path: string, by: Client = weeks.manager) => ok(await by.get(`${path}/explain`));
const lineOf = (of: any, kind = 'regular') =>
  of.lines.find(({ description }: any) => description.toLowerCase().startsWith(kind));

beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
  clocks = await service.member(weeks.tenantId, { role: 'integration', programIds: [weeks.programId] });
  vendorFinance = await service.member(weeks.tenantId, { role: 'vendor_finance', vendorId: weeks.atlas.id });
  // What the world owes besides is none of these documents'.
  await weeks.manager.post('/invoice-runs', {
    programId: weeks.programId,
    periodStart: '2026-01-01',
    periodEnd: '2026-12-31',
  });
  await punchedNight(await weeks.placed());
  const rival = await weeks.supplier({ fee_percent: '2.75' });
  await weeks.approved(await weeks.placed(rival), [shift('2026-02-03', '08:00', '16:00')]);
  const between = { programId: weeks.programId, periodStart: '2026-02-01', periodEnd: '2026-02-07' };
  const run = ok(await weeks.manager.post('/invoice-runs', between), 201);
  const documents = ok(await weeks.manager.get(`/invoices?runId=${run.id}&limit=50`)).data;
  document = documents.find(({ kind }: any) => kind === 'client_invoice');
  statement = documents.find(({ vendorId }: any) => vendorId === weeks.atlas.id);
});

describe('a total is explained', () => {
  test('by its lines, in groups and a page at a time', async () => {
    const whole = await explained(`/invoices/${document.id}`);
    // 12 h × 98 and 11.5 h × 3.00 at night, and 8 h × 98 of the other vendor's; 3 % of 1,210.50 and 2.75 % of 784.00.
    expect(whole.steps.map(({ name, result }: any) => [name, result])).toEqual([
      ['gross', '1994.50'],
      ['fee', '57.88'],
      ['net', '1936.62'],
      ['total', '1994.50'],
      ['paid', '0.00'],
      ['credited', '0.00'],
      ['balance', '1994.50'],
    ]);
    expect(whole).toMatchObject({ lineCount: 3, nextLine: null, corrects: null, corrections: [] });
    expect(whole.groups).toMatchObject([{ kind: 'hours', lineCount: 3, amount: '1994.50', vendorId: null }]);
    const byVendor = ok(await weeks.finance.get(`/invoices/${document.id}/explain?by=vendor&limit=2`));
    expect(byVendor.groups.map(({ amount }: any) => amount).toSorted()).toEqual(['1210.50', '784.00']);
    expect(byVendor.lines).toHaveLength(2);
    const rest = ok(
      await weeks.finance.get(`/invoices/${document.id}/explain?afterLine=${byVendor.nextLine}`),
    );
    expect([...byVendor.lines, ...rest.lines]).toEqual(whole.lines);
    const answer = await weeks.manager.graphql(
      'query($id: ID!) { explainInvoice(invoiceId: $id, by: [VENDOR]) { lineCount steps { name result } groups { amount } } }',
      { id: document.id },
    );
    expect(answer.body.data.explainInvoice.steps).toEqual(
      whole.steps.map(({ name, result }: any) => ({ name, result })),
    );
  });

  test('of a line down to the punches and up to the clause', async () => {
    const { lines } = await explained(`/invoices/${document.id}`);
    const found = await explained(
      `/invoice-lines/${lineOf({ lines: lines.filter(({ vendorId }: any) => vendorId === weeks.atlas.id) }).invoiceLineId}`,
      weeks.finance,
    );
    expect(found).toMatchObject({
      invoiceNumber: document.number,
      side: 'client',
      amount: '1176.00',
      lineKey: 'regular:98.0000',
      sourceNoun: 'timesheet',
      fee: { feeModel: 'vendor_funded', feePercent: '3.0000', clause: { agreementFeeId: null } },
      tax: null,
      purchaseOrder: null,
      corrects: null,
      corrections: [],
      time: {
        revision: 1,
        policy: { name: 'Lakeshore Columbus' },
        rates: [{ billRate: '98.0000' }],
        charges: [{ hourType: 'regular', minutes: 720, amount: '1176.00' }],
        entries: [{ source: 'punches', startsAt: at('2026-02-02T19:00'), endsAt: at('2026-02-03T07:30') }],
      },
    });
    expect(found.steps.at(-1)).toMatchObject({ name: 'vendor_amount', result: '1140.72' });
    expect(found.allocation).toMatchObject([{ code: '6010', amount: '1176.00' }]);
    expect(found.punches.map(({ kind, state }: any) => `${kind} ${state}`)).toEqual([
      'in recorded',
      'meal_start recorded',
      'meal_end recorded',
      'out recorded',
    ]);
    expect(JSON.stringify(found)).not.toMatch(/payRate|workerId/);
  });

  test('of a correction by the line that it takes back', async () => {
    const placed = await weeks.placed();
    const path = await weeks.approved(placed, [shift('2026-02-04', '08:00', '16:00')]);
    const between = { programId: weeks.programId, periodStart: '2026-02-01', periodEnd: '2026-02-07' };
    const run = ok(await weeks.manager.post('/invoice-runs', between), 201);
    const [billed] = ok(await weeks.manager.get(`/invoices?runId=${run.id}&kind=client_invoice`)).data;
    await weeks.agreed(path, [shift('2026-02-04', '08:00', '15:00')]);
    const memo = ok(
      await weeks.manager.post('/credit-memos', { invoiceId: billed.id, reason: 'As agreed' }),
      201,
    );
    const of = await explained(`/invoices/${memo.id}`);
    expect(of.corrects).toMatchObject({ invoiceId: billed.id, number: billed.number });
    const credit = await explained(`/invoice-lines/${of.lines[0].invoiceLineId}`);
    expect(credit).toMatchObject({
      amount: '-98.00',
      corrects: { invoiceId: billed.id, amount: '784.00' },
      time: { revision: 2, charges: [{ minutes: 420 }] },
    });
    const first = await explained(`/invoices/${billed.id}`);
    expect(first.corrections).toMatchObject([{ invoiceId: memo.id, total: '-98.00' }]);
    const original = await explained(`/invoice-lines/${first.lines[0].invoiceLineId}`);
    expect(original).toMatchObject({
      corrections: [{ invoiceId: memo.id, amount: '-98.00' }],
      time: { revision: 1, charges: [{ minutes: 480 }] },
    });
  });
});

describe('nobody learns more by it', () => {
  test('a vendor explains its own statement, without cost centers and the client’s taxes and orders', async () => {
    const whole = await explained(`/invoices/${statement.id}`, vendorFinance);
    expect(whole).toMatchObject({ lineCount: 2, kind: 'vendor_statement' });
    expect(whole.steps.find(({ name }: any) => name === 'total').result).toBe('1174.18');
    const line = await explained(`/invoice-lines/${lineOf(whole).invoiceLineId}`, vendorFinance);
    expect(line).toMatchObject({ side: 'vendor', netAmount: '1140.72', time: { revision: 1 } });
    for (const hidden of ['allocation', 'tax', 'purchaseOrder']) expect(line).not.toHaveProperty(hidden);
    const refused = await vendorFinance.get(`/invoices/${statement.id}/explain?by=purchase_order`);
    expect([refused.status, refused.body.code]).toEqual([422, 'field_not_available']);
  });

  test('a document of another is as if it were not', async () => {
    const missing = '00000000-0000-4000-8000-000000000000';
    const { lines } = await explained(`/invoices/${document.id}`);
    const bare = ({ status, body: { requestId: _, ...problem } }: any) => JSON.stringify({ status, problem });
    for (const [path, noOne] of [
      [`/invoices/${document.id}`, `/invoices/${missing}`],
      [`/invoice-lines/${lines[0].invoiceLineId}`, `/invoice-lines/${missing}`],
    ] as const) {
      const answers = [
        await vendorFinance.get(`${path}/explain`),
        await vendorFinance.get(`${noOne}/explain`),
      ];
      expect(answers.map(({ status }) => status)).toEqual([404, 404]);
      expect(bare(answers[0])).toBe(bare(answers[1]));
    }
    for (const role of ['requester', 'analyst'] as const) {
      const other = await service.member(weeks.tenantId, { role });
      expect((await other.get(`/invoices/${document.id}/explain`)).status).toBe(403);
    }
  });

  test('a token for bills alone reads no time and no punches', async () => {
    const { token } = ok(
      await weeks.finance.post('/access-tokens', { name: 'Bills', scopes: ['billing.*'] }),
      201,
    );
    const narrow = service.client(token);
    const { lines } = ok(await narrow.get(`/invoices/${document.id}/explain`));
    const line = ok(await narrow.get(`/invoice-lines/${lines[0].invoiceLineId}/explain`));
    expect(line).toMatchObject({ time: null, punches: [] });
  });
});
