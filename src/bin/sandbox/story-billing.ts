import { Client } from './client.ts';
import type { Provision, Stage } from './lakeshore.ts';
import { expectEqual, moveClock } from './play.ts';
import { money, table } from './table.ts';

type Json = Record<string, any>;
type Say = (line: string) => void;

/** A night in Ohio: local times, and the unpaid meal from 01:00 to 01:30. */
const night = (from: string, to: string) => ({
  startsAt: `2026-02-${from}:00-05:00`,
  endsAt: `2026-02-${to}:00-05:00`,
  meals: [
    {
      startsAt: `2026-02-${to.slice(0, 2)}T01:00:00-05:00`,
      endsAt: `2026-02-${to.slice(0, 2)}T01:30:00-05:00`,
    },
  ],
});
const week = (wednesdayOut: string) => [
  night('02T19:00', '03T07:30'),
  night('03T18:53', `04T${wednesdayOut}`),
  night('06T19:00', '07T07:30'),
  night('07T19:00', '08T07:30'),
];

/** Step 6: a week of hours, rated and approved. */
async function hours(worker: Client, { cast }: Stage, assignment: Json, say: Say): Promise<string> {
  await moveClock(cast.manager, '2026-02-08T15:00:00Z');
  const sheet = await worker.post('/timesheets', {
    assignmentId: assignment['id'],
    weekStartsOn: '2026-02-01',
  });
  await worker.put(`/timesheets/${sheet['id']}/entries`, { entries: week('07:38') });
  await worker.mutate('submitTimesheet', { timesheetId: sheet['id'] }, 'timesheet { state hours }');
  const { timesheet } = await cast.requester.mutate(
    'approveTimesheet',
    { timesheetId: sheet['id'] },
    'timesheet { state hours gross }',
  );
  expectEqual('the approved week', timesheet, { state: 'APPROVED', hours: '41.25', gross: '4264.75' });
  say('6  A’s week: 41.25 h, gross 4,264.75, approved; 7.00 h of Saturday’s night belong to the next week');
  return sheet['id'] as string;
}

async function document(client: Client, query: string): Promise<Json> {
  const { data } = await client.get(`/invoices?${query}&include=lines`);
  return data[0] as Json;
}

const linesOf = (paper: Json) =>
  (paper['lines'].data as Json[])
    .toSorted((one, other) => one['number'] - other['number'])
    .map((line) => [
      String(line['number']),
      String(line['description']),
      line['minutes'] === null ? '' : (line['minutes'] / 60).toFixed(2),
      line['rate'] ?? '',
      money(line['amount']),
      money(line['feeAmount']),
    ]);

const show = (title: string, paper: Json) =>
  table(
    `${title} ${paper['number']}: gross ${money(paper['gross'])}, fee ${money(paper['fee'])}, net ${money(paper['net'])}, total ${money(paper['total'])}`,
    ['line', 'description', 'hours', 'rate', 'amount', 'fee'],
    linesOf(paper),
  );

/** Each cost center's part of a document, summed from its lines' shares. */
function splitOf(paper: Json): Record<string, string> {
  const cents = new Map<string, bigint>();
  for (const { allocation } of paper['lines'].data as {
    allocation: { costCenterId: string; amount: string }[];
  }[]) {
    for (const { costCenterId, amount } of allocation) {
      cents.set(costCenterId, (cents.get(costCenterId) ?? 0n) + BigInt(amount.replace('.', '')));
    }
  }
  return Object.fromEntries(
    [...cents].map(([id, sum]) => [id, `${sum / 100n}.${String(sum % 100n).padStart(2, '0')}`]),
  );
}

/** Step 7: the invoice and its mirror, a dispute, a credit; the invoice stays as it was. Answers the worker's own client. */
export async function billStep(
  address: string,
  stage: Stage,
  assignment: Json,
  provision: Provision,
  say: Say,
): Promise<Client> {
  const { cast, programId, costCenters } = stage;
  const { token } = await provision({
    name: 'Alma Arroyo',
    email: 'alma@agency.example',
    role: 'worker',
    workerId: assignment['workerId'],
  });
  const worker = new Client(address, token);
  const shares = [
    { costCenterId: costCenters.icu, percent: '60.0000' },
    { costCenterId: costCenters.float, percent: '40.0000' },
  ];
  await cast.clientFinance.post(`/assignments/${assignment['id']}/allocations`, {
    effectiveFrom: '2026-02-02',
    shares,
  });
  const timesheetId = await hours(worker, stage, assignment, say);

  await moveClock(cast.manager, '2026-02-09T15:00:00Z');
  await cast.manager.post(
    '/invoice-runs',
    { programId, periodStart: '2026-02-01', periodEnd: '2026-02-07' },
    { 'idempotency-key': 'week-1' },
  );
  const invoice = await document(cast.clientFinance, 'kind=client_invoice');
  const statement = await document(cast.vendorFinance, 'kind=vendor_statement');
  expectEqual('client invoice', [invoice['gross'], invoice['total']], ['4264.75', '4264.75']);
  expectEqual(
    'vendor statement',
    [statement['gross'], statement['fee'], statement['net']],
    ['4264.75', '127.94', '4136.81'],
  );
  expectEqual('split 60/40', splitOf(invoice), {
    [costCenters.icu]: '2558.85',
    [costCenters.float]: '1705.90',
  });
  say('7  Invoiced 4,264.75, split 60/40 as 2,558.85 and 1,705.90; fee 127.94; vendor net 4,136.81');
  const before = (await cast.manager.get('/clock'))['now'] as string;
  const issued = await cast.clientFinance.file(`/invoices/${invoice['id']}/document`);

  await moveClock(cast.manager, '2026-02-11T15:00:00Z');
  await cast.requester.post(`/timesheets/${timesheetId}/dispute`, {
    reason: 'Wednesday’s out-punch was 07:30.',
    proposedEntries: week('07:30'),
  });
  const { timesheet } = await cast.recruiters[0]!.mutate(
    'resolveDispute',
    { timesheetId, decision: 'ACCEPT' },
    'timesheet { revision gross }',
  );
  expectEqual('the adjusted week', timesheet, { revision: 2, gross: '4228.00' });
  const asked = { invoiceId: invoice['id'], reason: 'Agreed hours' };
  const memoIds = new Set<string>();
  for (let times = 0; times < 100; times += 1)
    memoIds.add((await cast.manager.post('/credit-memos', asked, { 'idempotency-key': 'memo-1' }))['id']);
  expectEqual('memos made by one request sent 100 times', memoIds.size, 1);
  expectEqual(
    'memos there are',
    (await cast.clientFinance.get('/invoices?kind=credit_memo&fields=id'))['data'].length,
    1,
  );
  const memo = await document(cast.clientFinance, 'kind=credit_memo');
  const credit = await document(cast.vendorFinance, 'kind=vendor_credit');
  expectEqual('credit memo', memo['total'], '-36.75');
  expectEqual('vendor credit', [credit['fee'], credit['net']], ['-1.10', '-35.65']);
  expectEqual(
    'the invoice afterwards',
    (await document(cast.clientFinance, 'kind=client_invoice'))['contentHash'],
    invoice['contentHash'],
  );
  expectEqual(
    'as of before',
    (await cast.manager.get(`/timesheets/${timesheetId}?asOf=${before}&fields=gross`))['gross'],
    '4264.75',
  );
  const rebuilt = await cast.clientFinance.file(`/invoices/${invoice['id']}/document?asOf=${before}`);
  expectEqual('the invoice rebuilt as of its date, byte for byte', rebuilt.equals(issued), true);
  const verified = await cast.manager.get(`/invoices/${invoice['id']}/verify`);
  expectEqual('what it was issued with', [verified['isIdentical'], verified['faults']], [true, []]);
  say(
    '   Disputed to 07:30 and agreed: 4,228.00; credit memo −36.75, fee −1.10, vendor −35.65; the invoice is untouched; as of before, 4,264.75',
  );

  say(
    '17 The memo’s request sent 100 times under one key made one memo; the invoice rebuilt as of its date is byte-identical',
  );

  say(show('Client invoice', invoice));
  say(show('Vendor statement', statement));
  say(show('Credit memo', memo));
  for (const [title, by, columns] of [
    [
      'Spend by vendor, unit and month, invoiced',
      'vendor,unit,month',
      ['vendorName', 'unitName', 'month', 'hours', 'amount', 'fee', 'vendorAmount'],
    ],
    ['Spend by cost center, invoiced', 'cost_center', ['costCenterCode', 'amount']],
  ] as const) {
    const { rows } = await cast.manager.get(
      `/reports/spend?by=${by}&programId=${programId}&from=2026-02-01&to=2026-02-28&basis=invoiced`,
    );
    say(
      table(
        title,
        columns,
        (rows as Json[]).map((row) => columns.map((column) => money(String(row[column] ?? '')))),
      ),
    );
  }
  return worker;
}
