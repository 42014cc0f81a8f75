import { and, eq, sql, type SQL } from 'drizzle-orm';
import { notFound } from '../../../kernel/errors.ts';
import type { Context } from '../../../kernel/operation.ts';
import { canonicalText, textAround, type DocumentText } from '../charging/content.ts';
import { documentOf, type Snapshot } from '../charging/document.ts';
import { invoiceLines, invoices, invoiceTaxes } from '../tables.ts';
import type { InvoiceRow } from './documents.ts';

// A line of JSON has about 700 characters.
const linesAtOnce = 20_000;

const quoted = (value: SQL) => sql`coalesce(to_json(${value})::text, 'null')`;
const written = (value: SQL) => sql`coalesce('"' || ${value} || '"', 'null')`;
const counted = (value: SQL) => sql`coalesce(${value}::text, 'null')`;

const allocated = sql`(select coalesce(string_agg('{"amount":"' || (part ->> 'amount') || '","code":' || to_json(part ->> 'code')::text
  || ',"costCenterId":"' || (part ->> 'costCenterId') || '"}', ',' order by place), '')
  from jsonb_array_elements(line.allocation) with ordinality as parts (part, place))`;

/**
 * A line's canonical JSON (see `InvoiceContent`), from `line` of invoice_lines and `item`, its billing item, of which
 * only what never changes is said. Members stand in the order of their names.
 */
export const lineText = sql`'{"allocation":[' || case when line.allocation = '[]'::jsonb then '' else ${allocated} end
  || '],"amount":' || ${written(sql`line.amount`)}
  || ',"billingItemId":' || ${written(sql`line.billing_item_id`)}
  || ',"description":' || ${quoted(sql`line.description`)}
  || ',"differentialCode":' || ${written(sql`item.differential_code`)}
  || ',"facilityId":' || ${written(sql`line.facility_id`)}
  || ',"feeAmount":' || ${written(sql`line.fee_amount`)}
  || ',"hourType":' || ${written(sql`item.hour_type`)}
  || ',"kind":' || ${written(sql`item.kind`)}
  || ',"minutes":' || ${counted(sql`line.minutes`)}
  || ',"number":' || ${counted(sql`line.number`)}
  || ',"purchaseOrderId":' || ${written(sql`line.purchase_order_id`)}
  || ',"quantity":' || ${written(sql`item.quantity`)}
  || ',"rate":' || ${written(sql`line.rate`)}
  || ',"sourceId":' || ${written(sql`item.source_id`)}
  || ',"sourceNoun":' || ${written(sql`item.source_noun`)}
  || ',"sourceRevision":' || ${counted(sql`item.source_revision`)}
  || ',"taxRuleId":' || ${written(sql`line.tax_rule_id`)}
  || ',"unitId":' || ${written(sql`line.unit_id`)}
  || ',"unitOfMeasure":' || ${quoted(sql`item.unit_of_measure`)}
  || ',"vendorId":' || ${written(sql`line.vendor_id`)}
  || ',"workDateFrom":' || ${written(sql`item.work_date_from`)}
  || ',"workDateTo":' || ${written(sql`item.work_date_to`)}
  || ',"workerId":' || ${written(sql`case line.side when 'client' then line.worker_id end`)} || '}'`;

/** A document's lines, each as its text: one string of all of them could be longer than a string can be. */
async function linesOf(invoiceId: string, { tx, actor }: Context): Promise<string[]> {
  const lines: string[] = [];
  for (let from = 0; ; from += linesAtOnce) {
    const page = await tx.rows<{ text: string }>(sql`
      select ${lineText} as text
      from invoice_lines line join billing_items item on item.tenant_id = line.tenant_id and item.id = line.billing_item_id
      where line.tenant_id = ${actor.tenantId} and line.invoice_id = ${invoiceId}
        and line.number > ${from} and line.number <= ${from + linesAtOnce} order by line.number`);
    for (const { text } of page) lines.push(text);
    if (page.length < linesAtOnce) return lines;
  }
}

async function firstContentOf(invoice: InvoiceRow, { tx, actor }: Context): Promise<DocumentText> {
  const lines = await tx.db
    .select()
    .from(invoiceLines)
    .where(and(eq(invoiceLines.tenantId, actor.tenantId), eq(invoiceLines.invoiceId, invoice.id)))
    .orderBy(invoiceLines.number);
  return canonicalText(documentOf(invoice, lines));
}

/** Whether the lines that the actor sees are all that a document has: to one who sees some it says nothing. */
async function isWhole(invoice: InvoiceRow, { tx, actor }: Context): Promise<boolean> {
  if (actor.facilityIds === null && actor.unitIds === null) return true;
  const [seen] = await tx.rows<{ isWhole: boolean }>(sql`
    select count(*) = coalesce(max(line.number), 0) and coalesce(sum(line.amount), 0) = ${invoice.gross}::numeric
      and coalesce(sum(line.fee_amount), 0) = ${invoice.fee}::numeric as "isWhole"
    from invoice_lines line join billing_items item on item.tenant_id = line.tenant_id and item.id = line.billing_item_id
    where line.tenant_id = ${actor.tenantId} and line.invoice_id = ${invoice.id}`);
  return seen!.isWhole;
}

const taxesOfInvoice = (invoiceId: string, { tx, actor }: Context) =>
  tx.db
    .select({
      number: invoiceTaxes.number,
      taxRuleId: invoiceTaxes.taxRuleId,
      name: invoiceTaxes.name,
      jurisdiction: invoiceTaxes.jurisdiction,
      percent: invoiceTaxes.percent,
      base: invoiceTaxes.base,
      amount: invoiceTaxes.amount,
    })
    .from(invoiceTaxes)
    .where(and(eq(invoiceTaxes.tenantId, actor.tenantId), eq(invoiceTaxes.invoiceId, invoiceId)))
    .orderBy(invoiceTaxes.number);

/**
 * The canonical text of a document as it was issued, which its hash is of: `InvoiceContent`, or of content version 1
 * what was said then. The same at any time after; `not_found` where the actor sees no such document, or, as of an
 * instant, where it was not issued yet.
 */
export async function contentOf(
  invoiceId: string,
  context: Context,
  { asOf }: { asOf?: string | undefined } = {},
): Promise<DocumentText> {
  const invoice = await context.tx.find(invoices, invoiceId);
  if (!invoice?.issuedAt || !(await isWhole(invoice, context))) throw notFound();
  if (asOf !== undefined && Temporal.Instant.compare(asOf, invoice.issuedAt) < 0) throw notFound();
  if (invoice.contentVersion === 1) return firstContentOf(invoice, context);
  const taxes = await taxesOfInvoice(invoiceId, context);
  const around = textAround(invoice, invoice.snapshot as Snapshot, taxes);
  return { ...around, lines: await linesOf(invoiceId, context) };
}

/** SHA-256, in hex, of that text, reckoned from the rows again where they are and never read where it is kept. */
export async function contentHashOf(invoiceId: string, context: Context): Promise<string> {
  const { tx, actor } = context;
  const invoice = await tx.find(invoices, invoiceId);
  if (!invoice?.issuedAt) throw notFound();
  const first = invoice.contentVersion === 1 ? await firstContentOf(invoice, context) : undefined;
  const { before, after } =
    first ?? textAround(invoice, invoice.snapshot as Snapshot, await taxesOfInvoice(invoiceId, context));
  const lines = first
    ? sql`${first.lines.join(',')}::text`
    : sql`(select coalesce(string_agg(${lineText}, ',' order by line.number), '') from invoice_lines line
        join billing_items item on item.tenant_id = line.tenant_id and item.id = line.billing_item_id
        where line.tenant_id = ${actor.tenantId} and line.invoice_id = ${invoiceId})`;
  const [found] = await tx.rows<{ hash: string }>(
    sql`select encode(sha256(convert_to(${before}::text || ${lines} || ${after}::text, 'UTF8')), 'hex') as hash`,
  );
  return found!.hash;
}
