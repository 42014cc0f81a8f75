import { beforeAll, expect, test } from 'vitest';
import { adminClient } from '../support/database.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { createWeeks, ok, shift, week, type Weeks } from '../support/weeks.ts';

let service: Service;
let weeks: Weeks;
let vendorFinance: Client;
const documents: Record<string, any> = {};

const between = (programId: string) => ({ programId, periodStart: '2026-02-01', periodEnd: '2026-02-07' });
const verified = async (id: string, by: Client = weeks.manager) => ok(await by.get(`/invoices/${id}/verify`));

beforeAll(async () => {
  service = await startService();
  weeks = await createWeeks(service);
  vendorFinance = await service.member(weeks.tenantId, { role: 'vendor_finance', vendorId: weeks.atlas.id });
  // What the world owes besides is none of these documents'.
  await weeks.manager.post('/invoice-runs', {
    programId: weeks.programId,
    periodStart: '2026-01-01',
    periodEnd: '2026-12-31',
  });
  const path = await weeks.approved(await weeks.placed(), week());
  for (const terms of [
    { fee_percent: '2.75', fee_basis: 'line' },
    { fee_model: 'client_funded', fee_basis: 'invoice' },
  ])
    await weeks.approved(await weeks.placed(await weeks.supplier(terms)), [
      shift('2026-02-03', '08:00', '16:20'),
    ]);
  const run = ok(await weeks.manager.post('/invoice-runs', between(weeks.programId)), 201);
  for (const one of ok(await weeks.manager.get(`/invoices?runId=${run.id}&limit=50`)).data)
    if (one.kind === 'client_invoice' || one.vendorId === weeks.atlas.id) documents[one.kind] = one;
  await weeks.agreed(path, week('07:30'));
  const invoiceId = documents['client_invoice'].id;
  documents['credit_memo'] = ok(
    await weeks.manager.post('/credit-memos', { invoiceId, reason: 'As agreed' }),
    201,
  );
  const [mirror] = ok(await weeks.manager.get('/invoices?kind=vendor_credit')).data;
  documents['vendor_credit'] = mirror;
});

test.for(['client_invoice', 'vendor_statement', 'credit_memo', 'vendor_credit'])(
  'a %s is rebuilt byte for byte, after what it billed was changed',
  async (kind) => {
    const { id, number, contentHash } = documents[kind];
    expect(await verified(id)).toMatchObject({
      number,
      isIdentical: true,
      contentHash,
      rebuiltHash: contentHash,
      faults: [],
    });
  },
);

test('each side verifies its own, with the same answer, and nobody another’s', async () => {
  const { client_invoice: client, vendor_statement: statement } = documents;
  expect(await verified(client.id, weeks.finance)).toEqual(await verified(client.id));
  expect(await verified(statement.id, vendorFinance)).toEqual(await verified(statement.id));
  const answers = [
    await vendorFinance.get(`/invoices/${client.id}/verify`),
    await weeks.finance.get(`/invoices/${statement.id}/verify`),
    await weeks.finance.get('/invoices/00000000-0000-4000-8000-000000000000/verify'),
  ];
  const bare = answers.map(({ status, body: { requestId: _, ...problem } }) => ({ status, problem }));
  expect(bare.map(({ status }) => status)).toEqual([404, 404, 404]);
  expect(new Set(bare.map((one) => JSON.stringify(one))).size).toBe(1);
  const recruiter = await weeks.atlas.recruiter.get(`/invoices/${statement.id}/verify`);
  expect([recruiter.status, recruiter.body.code]).toEqual([403, 'permission_missing']);
});

test('GraphQL verifies the same', async () => {
  const answer = await weeks.finance.graphql(
    'query($id: ID!) { verifyInvoice(invoiceId: $id) { isIdentical lineCount faults { code } } }',
    { id: documents['client_invoice'].id },
  );
  expect(answer.body.data.verifyInvoice).toMatchObject({ isIdentical: true, faults: [] });
});

const one = (table: string, condition: string) =>
  `(tenant_id, id) in (select tenant_id, id from ${table} where ${condition} order by id limit 1)`;
/** By fault, what a hand that passes every rule of the database changes. */
const forgeries: Record<string, string> = {
  content_differs: `update invoice_lines set description = 'Other' where $line`,
  totals_differ: `update invoices set gross = gross + 1, net = net + 1, total = total + 1 where id = '$id'`,
  taxes_differ: `update invoices set tax = 1, total = total + 1 where id = '$id'`,
  line_differs_from_item: `update billing_items set minutes = minutes + 1 where id in (select billing_item_id from invoice_lines where $line)`,
  allocation_differs: `update invoice_lines set allocation = jsonb_set(allocation, '{0,amount}', '"0.01"') where $line`,
  source_differs: `update timesheet_lines set minutes = minutes + 1`,
  fee_differs: `update billing_items set fee_amount = fee_amount + 0.01, vendor_amount = vendor_amount - 0.01 where $item;
    update invoice_lines l set fee_amount = i.fee_amount from billing_items i where i.id = l.billing_item_id and l.fee_amount <> i.fee_amount`,
  sides_differ: `update invoice_lines set amount = amount + 1 where side = 'vendor'`,
};

test.for(Object.entries(forgeries))('what was forged is found: %s', async ([code, statements]) => {
  const { id } = documents['client_invoice'];
  const admin = await adminClient(service.database);
  const hours = `invoice_id = '${id}' and minutes > 0 and allocation <> '[]'`;
  const item = `fee_basis = 'timesheet' and kind = 'hours' and state = 'invoiced'`;
  const forge = async (text: string) => {
    await admin.query('begin');
    await admin.query('set local session_replication_role = replica');
    await admin.query(
      text
        .replaceAll('$line', one('invoice_lines', hours))
        .replaceAll('$item', one('billing_items', item))
        .replaceAll('$id', id),
    );
    await admin.query('commit');
  };
  const tables = ['invoice_lines', 'invoices', 'billing_items', 'timesheet_lines'];
  const columns = async (table: string) => {
    const { rows } = await admin.query(
      `select string_agg(quote_ident(column_name), ', ') as names from information_schema.columns
       where table_name = $1 and table_schema = 'public' and is_generated = 'NEVER'`,
      [table],
    );
    return rows[0].names;
  };
  for (const table of tables) await admin.query(`create temp table kept_${table} as table ${table}`);
  try {
    await forge(statements);
    const found = await verified(id);
    expect(found.isIdentical).toBe(false);
    expect(found.faults.map((fault: any) => fault.code)).toContain(code);
  } finally {
    for (const table of tables) {
      const names = await columns(table);
      await forge(`delete from ${table}; insert into ${table} (${names}) select ${names} from kept_${table}`);
    }
  }
  expect((await verified(id)).isIdentical).toBe(true);
});
