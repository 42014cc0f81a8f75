import { sql, type SQL } from 'drizzle-orm';
import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { compare, negate, parseAmount, zeroAmount } from '../../../kernel/money.ts';
import type { Context } from '../../../kernel/operation.ts';
import { vendorDocumentVoided } from '../issuing/model.ts';
import { invoiceLife } from '../lifecycle/invoice.ts';
import { applyCredit, mostOf } from '../settling/credit.ts';
import { openOf } from '../settling/model.ts';
import { billingItems, invoices } from '../tables.ts';
import type { BillingItemRow } from './billing-items.ts';
import { claimItems } from './claiming.ts';
import type { InvoiceRow } from './documents.ts';
import { issueMirrored, statementsCorrected } from './mirroring.ts';
import { weekOf } from './waiting-items.ts';

/** What credited an invoice, and what that is after it. */
export interface Credited {
  memo: InvoiceRow;
  invoice: InvoiceRow;
  events: Fact[];
}

/** What is left of a credit settles what is still open of the document that it credits; or the other way, where that asked for less than nothing. */
async function settleBy(credit: InvoiceRow, document: InvoiceRow, context: Context) {
  const isBack = compare(parseAmount(document.total), zeroAmount) < 0;
  const [by, settled] = isBack ? [document, credit] : [credit, document];
  const amount = mostOf(by, settled);
  if (
    compare(parseAmount(by.total), zeroAmount) >= 0 ||
    compare(parseAmount(settled.total), zeroAmount) < 0 ||
    compare(amount, zeroAmount) <= 0
  )
    return { credit, invoice: document, events: [] };
  const applied = await applyCredit(by, settled, amount, context);
  return isBack ? { ...applied, credit: applied.invoice, invoice: applied.credit } : applied;
}

/** A statement that a credit leaves nothing of, and of which nothing was paid, is void with the invoice that it mirrored. */
async function voidedWith(
  invoice: InvoiceRow,
  statement: InvoiceRow,
  credit: InvoiceRow,
  context: Context,
): Promise<{ statement: InvoiceRow; events: Fact[] }> {
  const isGone =
    invoice.state === 'voided' &&
    compare(parseAmount(statement.paidAmount), zeroAmount) === 0 &&
    compare(openOf(statement), negate(openOf(credit))) === 0;
  if (!isGone || !invoiceLife.verbs.void.from.includes(statement.state)) return { statement, events: [] };
  const state = step(invoiceLife, 'void', statement.state);
  const voided = await context.tx.change(invoices, statement, { state });
  return { statement: voided, events: [vendorDocumentVoided(voided, {})] };
}

/**
 * Issues a memo over credits of an invoice, which the caller holds, and its mirrors; each settles what it credits. Of an
 * invoice that is void by now its statements become so.
 */
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
  for (const mirror of mirrors) {
    const ended = await voidedWith(invoice, statements.get(mirror.vendorId!)!, mirror, context);
    const other = await settleBy(mirror, ended.statement, context);
    facts.push(...ended.events, ...other.events);
  }
  return { memo: settled.credit, invoice: settled.invoice, events: facts };
}

/** Holds the weeks that items are of, which a list of ids names; before the items, so that no version of theirs is billed meanwhile. */
export const holdWeeksOf = (itemIds: SQL, { tx, actor }: Context) =>
  tx.rows(sql`select t.id from timesheets t where t.tenant_id = ${actor.tenantId} and t.id in
    (select ${weekOf(sql`i`)} from billing_items i where i.tenant_id = ${actor.tenantId} and i.id in ${itemIds})
    order by t.id for update of t`);

const billedBy = (
  invoiceId: string,
  tenantId: string,
): SQL => sql`(select l.billing_item_id from invoice_lines l
  where l.tenant_id = ${tenantId} and l.invoice_id = ${invoiceId} and l.side = 'client')`;

/** The items that an invoice billed, held after the weeks that they are of. */
export async function holdInvoiced(invoiceId: string, context: Context): Promise<BillingItemRow[]> {
  const { tx, actor } = context;
  const billed = billedBy(invoiceId, actor.tenantId);
  await holdWeeksOf(billed, context);
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
      sql`${billingItems.tenantId} = ${actor.tenantId} and ${billingItems.state} = 'approved'
        and ${billingItems.correctsId} in ${billedBy(invoiceId, actor.tenantId)}`,
    )
    .orderBy(billingItems.id)
    .for('update');
