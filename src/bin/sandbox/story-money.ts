import { Client } from './client.ts';
import type { Provision, Stage } from './lakeshore.ts';
import { expectEqual, moveClock } from './play.ts';
import { money, table } from './table.ts';

type Json = Record<string, any>;
type Say = (line: string) => void;

const cents = (amount: string): bigint => BigInt(amount.replace('.', ''));
const written = (sum: bigint): string => {
  const digits = (sum < 0n ? -sum : sum).toString().padStart(3, '0');
  return `${sum < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
const sumOf = (rows: readonly Json[], of: string): string =>
  written(rows.reduce((all, row) => all + cents(row[of]), 0n));

/** What an MSO, a revenue-cycle firm and a partner in savings charge for March, as their system says it. */
const servicesOf = (programId: string, vendorId: string) => {
  const march = {
    programId,
    vendorId,
    sourceSystem: 'services',
    workDateFrom: '2026-03-01',
    workDateTo: '2026-03-31',
  };
  return [
    {
      ...march,
      sourceReference: 'mso/2026-03',
      kind: 'fee',
      description: 'Management services, flat per provider',
      quantity: '22',
      unitOfMeasure: 'provider',
      rate: '1850.0000',
    },
    {
      ...march,
      sourceReference: 'mso/2026-03/clean-claims',
      kind: 'service_credit',
      description: 'Clean-claim rate 93.2 % against 95 %: credit of 5 %',
      amount: '-2035.00',
    },
    {
      ...march,
      sourceReference: 'revenue-cycle/2026-03',
      kind: 'fee',
      description: 'Revenue cycle, 5 % of collections of 1,284,500.00',
      amount: '64225.00',
    },
    {
      ...march,
      sourceReference: 'savings/2026-03',
      kind: 'fee',
      description: 'Shared savings, 30 % of 250,000.00, at most 60,000.00',
      amount: '60000.00',
    },
  ];
};

/** Step 14, its fees: another system's charges, each billed once however often it is sent. */
async function servicesStep({ cast, programId }: Stage, say: Say): Promise<string> {
  const { id: vendorId } = await cast.admin.post('/vendors', { name: 'Meridian Services', kind: 'mso' });
  for (const verb of ['review', 'onboard', 'activate']) await cast.admin.post(`/vendors/${vendorId}/${verb}`);
  await cast.manager.post('/panel-memberships', { programId, vendorId, tier: 4 });
  const items = servicesOf(programId, vendorId);
  const first = await cast.manager.post('/billing-items/bulk', { items });
  expectEqual('what was billed', [first['created'], first['failed']], [4, 0]);
  const again = await cast.manager.post('/billing-items/bulk', { items });
  expectEqual('sent again', [again['created'], again['unchanged']], [0, 4]);
  const { data } = await cast.manager.get(`/billing-items?vendorId=${vendorId}&sort=amount&fields=amount`);
  expectEqual(
    'the fees',
    (data as Json[]).map(({ amount }) => amount),
    ['-2035.00', '40700.00', '60000.00', '64225.00'],
  );
  say(
    '14 From another system: 1,850 × 22 = 40,700.00 less a service credit of 2,035.00 = 38,665.00; 5 % of 1,284,500.00 = 64,225.00; savings capped at 60,000.00; sent twice, billed once',
  );
  return vendorId;
}

/** March in one run: what was worked, guaranteed, owed for cancellations, and the services. */
async function runStep({ cast, programId }: Stage, say: Say): Promise<{ invoice: Json; statements: Json[] }> {
  const period = { programId, periodStart: '2026-03-01', periodEnd: '2026-03-31' };
  const preview = await cast.manager.get(
    `/programs/${programId}/invoice-preview?periodStart=${period.periodStart}&periodEnd=${period.periodEnd}`,
  );
  const run = await cast.manager.post('/invoice-runs', period);
  const { data: documents } = await cast.manager.get(`/invoices?runId=${run['id']}&include=lines&limit=50`);
  const invoice = (documents as Json[]).find(({ kind }) => kind === 'client_invoice')!;
  const statements = (documents as Json[]).filter(({ kind }) => kind === 'vendor_statement');
  expectEqual('what the preview said', preview['documents'].length, documents.length);
  const { data: lines } = await cast.clientFinance.get(`/invoice-lines?invoiceId=${invoice['id']}&limit=200`);
  const { data: items } = await cast.manager.get(
    `/billing-items?workDateTo[gte]=2026-02-08&state=invoiced&limit=200`,
  );
  const billed = (kind: string) =>
    (items as Json[]).filter((item) => item['kind'] === kind).map(({ amount }) => amount as string);
  expectEqual('the guarantee, as billed', billed('guarantee'), ['1176.00']);
  expectEqual('the penalty, as billed', billed('penalty').includes('3528.00'), true);
  expectEqual('the total is the sum of its lines', invoice['total'], sumOf(lines as Json[], 'amount'));
  expectEqual(
    'the client’s less the vendors’ is the fee',
    written(cents(invoice['total']) - cents(sumOf(statements, 'total'))),
    invoice['fee'],
  );
  const { data: vendors } = await cast.manager.get('/vendors?fields=id,name&limit=200');
  const names = new Map((vendors as Json[]).map(({ id, name }) => [id, name as string]));
  const byVendor = await cast.manager.get(`/invoices/${invoice['id']}/explain?by=vendor,kind`);
  const hoursOf = (name: string) =>
    (byVendor['groups'] as Json[]).find(
      ({ vendorId, kind }) => kind === 'hours' && names.get(vendorId) === name,
    )?.['amount'];
  // 7.00 h of step 6's last night and 12.00 h of the week after, all before the extension: 19.00 × 98 + 18.00 × 3 + 7.00 × 2.50.
  expectEqual('hours before the extension, as billed', hoursOf('Agency V1'), '1933.50');
  expectEqual('on call and called back, as billed', hoursOf('Agency V6'), '344.00');
  expectEqual('thirteen hours in Oakland, as billed', hoursOf('Agency V5'), '1815.00');
  say(
    table(
      `March: client invoice ${invoice['number']} of ${money(invoice['total'])}, fee ${money(invoice['fee'])}, ${statements.length} statements to vendors`,
      ['vendor', 'kind', 'lines', 'amount', 'fee'],
      (byVendor['groups'] as Json[]).map((group) => [
        names.get(group['vendorId'])!,
        String(group['kind']),
        String(group['lineCount']),
        money(group['amount']),
        money(group['feeAmount']),
      ]),
    ),
  );
  return { invoice, statements };
}

/** What is asked for is approved, sent, paid in two parts, and what it was made of is the same everywhere. */
async function payStep(
  address: string,
  stage: Stage,
  provision: Provision,
  invoice: Json,
  say: Say,
): Promise<void> {
  const { cast, programId } = stage;
  const { token } = await provision({
    name: 'Pia Payments',
    email: 'pia.payments@keystone.example',
    role: 'program_manager',
  });
  const treasurer = new Client(address, token);
  await cast.clientFinance.post(`/invoices/${invoice['id']}/approve`);
  await cast.manager.post(`/invoices/${invoice['id']}/send`);
  const pay = (reference: string, amount: string) =>
    treasurer.post('/payments', {
      programId,
      direction: 'received',
      method: 'ach',
      reference,
      paidOn: '2026-03-24',
      amount,
      applications: [{ invoiceId: invoice['id'], amount }],
    });
  const state = async () => cast.clientFinance.get(`/invoices/${invoice['id']}?fields=state,balance`);
  await pay('ACH-1', '100000.00');
  const rest = (await state())['balance'] as string;
  expectEqual('after a part', (await state())['state'], 'partially_paid');
  await pay('ACH-2', rest);
  expectEqual('after the rest', await state(), { state: 'paid', balance: '0.00' });
  const tied = await cast.manager.get(`/programs/${programId}/tie-out?onDay=2026-03-31`);
  expectEqual('what does not tie', [tied['isTied'], tied['faults']], [true, []]);
  const sizes = await Promise.all(
    ['json', 'csv', 'ubl', 'cxml', 'pdf'].map(async (format) => {
      const { length } = await cast.clientFinance.file(
        `/invoices/${invoice['id']}/document?format=${format}`,
      );
      return `${format} ${length.toLocaleString('en-US')} bytes`;
    }),
  );
  say(`   Approved, sent, paid in two parts; everything ties out; as ${sizes.join(', ')}`);
}

/** Step 14's fees, and the month’s money from a preview to its last payment. */
export async function moneyStep(
  address: string,
  stage: Stage,
  provision: Provision,
  say: Say,
): Promise<void> {
  await servicesStep(stage, say);
  await moveClock(stage.cast.manager, '2026-04-01T15:00:00Z');
  const { invoice } = await runStep(stage, say);
  await payStep(address, stage, provision, invoice, say);
}
