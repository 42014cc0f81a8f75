import { sql } from 'drizzle-orm';
import type { Fact } from '../../../kernel/event.ts';
import { compare, parseAmount, zeroAmount } from '../../../kernel/money.ts';
import type { Context } from '../../../kernel/operation.ts';
import { applyCredit, mostOf } from '../settling/credit.ts';
import { billingItems } from '../tables.ts';
import type { BillingItemRow } from './billing-items.ts';
import { claimItems } from './claiming.ts';
import type { InvoiceRow } from './documents.ts';
import { issueMirrored, statementsCorrected } from './mirroring.ts';

/** What credited an invoice, and what the documents are after it. */
export interface Credited {
  memo: InvoiceRow;
  invoice: InvoiceRow;
  /** The vendor statements that were credited with it. */
  statements: InvoiceRow[];
  events: Fact[];
}

/** What is left of a credit settles what is still open of the document that it credits. */
async function settleBy(credit: InvoiceRow, document: InvoiceRow, context: Context) {
  if (
    compare(parseAmount(credit.total), zeroAmount) >= 0 ||
    compare(parseAmount(document.total), zeroAmount) < 0
  )
    return { credit, invoice: document, events: [] };
  const amount = mostOf(credit, document);
  if (compare(amount, zeroAmount) <= 0) return { credit, invoice: document, events: [] };
  return applyCredit(credit, document, amount, context);
}

/** Issues a memo over credits of an invoice, which the caller holds, and its mirrors; each settles what it credits. */
export async function creditInvoice(
  invoice: InvoiceRow,
  credits: readonly BillingItemRow[],
  reason: string,
  context: Context,
): Promise<Credited> {
  const claimed = await claimItems(credits, context);
  const statements = await statementsCorrected(claimed, context);
  const { programId, periodStart, periodEnd } = invoice;
  const { membershipId: issuedBy } = context.actor;
  const { documents, mirrors, events } = await issueMirrored(
    { programId, periodStart, periodEnd, reason, runId: null, issuedBy, corrected: { invoice, statements } },
    claimed,
    context,
  );
  const settled = await settleBy(documents[0]!, invoice, context);
  const facts = [...events, ...settled.events];
  const credited: InvoiceRow[] = [];
  for (const mirror of mirrors) {
    const other = await settleBy(mirror, statements.get(mirror.vendorId!)!, context);
    credited.push(other.invoice);
    facts.push(...other.events);
  }
  return { memo: settled.credit, invoice: settled.invoice, statements: credited, events: facts };
}

/** The items that an invoice billed, and all that waits to credit them, held after the weeks that they are of. */
export async function holdInvoiced(invoiceId: string, { tx, actor }: Context): Promise<BillingItemRow[]> {
  const billed = sql`(select l.billing_item_id from invoice_lines l where l.tenant_id = ${actor.tenantId}
    and l.invoice_id = ${invoiceId} and l.side = 'client')`;
  await tx.rows(sql`select t.id from timesheets t where t.tenant_id = ${actor.tenantId} and t.id in
    (select case i.source_noun when 'timesheet' then i.source_id when 'agreement_utilization' then split_part(i.line_key, ':', 1)::uuid end
      from billing_items i where i.tenant_id = ${actor.tenantId} and i.id in ${billed}) order by t.id for update of t`);
  return tx.db
    .select()
    .from(billingItems)
    .where(sql`${billingItems.tenantId} = ${actor.tenantId} and ${billingItems.id} in ${billed}`)
    .orderBy(billingItems.id)
    .for('update');
}

/** Every credit that waits against what an invoice billed, also of weeks in dispute. */
export const creditsWaiting = (invoiceId: string, { tx, actor }: Context): Promise<BillingItemRow[]> =>
  tx.db
    .select()
    .from(billingItems)
    .where(
      sql`${billingItems.tenantId} = ${actor.tenantId} and ${billingItems.state} = 'approved' and ${billingItems.correctsId} in
        (select l.billing_item_id from invoice_lines l where l.tenant_id = ${actor.tenantId} and l.invoice_id = ${invoiceId} and l.side = 'client')`,
    )
    .orderBy(billingItems.id)
    .for('update');
