import { sql } from 'drizzle-orm';
import { step } from '../../../kernel/lifecycle.ts';
import { parseAmount, subtract, sum } from '../../../kernel/money.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { canonicalJson, documentOf, inDocumentOrder, seriesOf } from '../charging/document.ts';
import { invoiceLife } from '../lifecycle/invoice.ts';
import { invoiceLines, invoices, invoiceSeries } from '../tables.ts';
import type { BillingItemRow } from './billing-items.ts';

export type InvoiceRow = Row<typeof invoices>;

/** What a document is to be, but for its number, lines and totals. */
export type DocumentHead = Pick<
  InvoiceRow,
  | 'programId'
  | 'vendorId'
  | 'kind'
  | 'periodStart'
  | 'periodEnd'
  | 'currency'
  | 'correctsId'
  | 'reason'
  | 'runId'
> & { issuedOn: string };

// Postgres takes 65,535 parameters in a statement, and a line has about twenty.
const linesAtOnce = 1_000;

/** The next number of the series, gapless: its counter's row is locked until the transaction ends. */
async function takeNumber(series: string, { tx, actor }: Context): Promise<string> {
  const [taken] = await tx.rows<{
    number: string;
  }>(sql`insert into ${invoiceSeries} as s (tenant_id, series, next_number)
    values (${actor.tenantId}, ${series}, 2)
    on conflict (tenant_id, series) do update set next_number = s.next_number + 1
    returning next_number - 1 as number`);
  return `${series}-${taken!.number.padStart(6, '0')}`;
}

async function sha256(text: string, { tx }: Context): Promise<string> {
  const [row] = await tx.rows<{ hash: string }>(
    sql`select encode(sha256(convert_to(${text}::text, 'UTF8')), 'hex') as hash`,
  );
  return row!.hash;
}

const totalsOf = (items: readonly BillingItemRow[], side: 'client' | 'vendor') => {
  const gross = sum(items.map(({ amount }) => parseAmount(amount)));
  const fee = sum(items.map(({ feeAmount }) => parseAmount(feeAmount)));
  const net = subtract(gross, fee);
  return { gross, fee, net, total: side === 'client' ? gross : net };
};

const sideOf = (kind: InvoiceRow['kind']) =>
  kind === 'client_invoice' || kind === 'credit_memo' ? ('client' as const) : ('vendor' as const);

const lineOf = (item: BillingItemRow, side: 'client' | 'vendor', invoiceId: string, number: number) => ({
  invoiceId,
  side,
  number,
  programId: item.programId,
  facilityId: item.facilityId,
  unitId: item.unitId,
  vendorId: item.vendorId,
  workerId: item.workerId,
  billingItemId: item.id,
  description: item.description,
  minutes: item.minutes,
  rate: item.rate,
  amount: item.amount,
  feeAmount: item.feeAmount,
  // Where the client charges its cost is not the vendor's to know.
  allocation: side === 'client' ? item.allocation : [],
});

/** Issues a document with the items as its lines; from then on only its state changes. */
export async function issueDocument(
  { issuedOn, ...head }: DocumentHead,
  items: readonly BillingItemRow[],
  context: Context,
): Promise<InvoiceRow> {
  const { tx, now, actor } = context;
  const side = sideOf(head.kind);
  const series = seriesOf(head);
  const number = await takeNumber(series, context);
  const [draft] = await tx.insert(invoices, [
    { ...head, series, ...totalsOf(items, side), issuedBy: actor.membershipId, state: invoiceLife.initial },
  ]);
  const lines = inDocumentOrder(items).map((item, at) => lineOf(item, side, draft!.id, at + 1));
  for (let start = 0; start < lines.length; start += linesAtOnce)
    await tx.insert(invoiceLines, lines.slice(start, start + linesAtOnce));
  const issue = { number, issuedAt: now, issuedOn };
  const content = documentOf({ ...draft!, ...issue }, lines);
  return tx.change(invoices, draft!, {
    ...issue,
    contentHash: await sha256(canonicalJson(content), context),
    state: step(invoiceLife, 'issue', draft!.state),
  });
}

/** The vendor statement, by vendor, that billed the items which these take back. */
export async function statementsCorrected(
  items: readonly BillingItemRow[],
  { tx, actor }: Context,
): Promise<Map<string, string>> {
  const billed = `{${items.map(({ correctsId }) => correctsId).join(',')}}`;
  const found = await tx.rows<{ vendorId: string; id: string }>(sql`
    select distinct line.vendor_id as "vendorId", line.invoice_id as id from invoice_lines line
    where line.tenant_id = ${actor.tenantId} and line.side = 'vendor' and line.billing_item_id = any (${billed}::uuid[])`);
  return new Map(found.map(({ vendorId, id }) => [vendorId, id]));
}
