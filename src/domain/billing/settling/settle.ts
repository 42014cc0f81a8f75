import type { Fact } from '../../../kernel/event.ts';
import { absolute, add, compare, parseAmount, zeroAmount, type Amount } from '../../../kernel/money.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { invoices } from '../tables.ts';
import {
  followingState,
  invoiceReopened,
  invoiceSettled,
  openOf,
  settledBeyond,
  vendorDocumentReopened,
  vendorDocumentSettled,
} from './model.ts';

type InvoiceRow = Row<typeof invoices>;

/** By how much what was paid and credited of a document changes; of a credit what was used of it, negative. */
export interface Settling {
  paid?: Amount;
  credited?: Amount;
}

/** The fact that something of a document was settled, or opened again, for the side it was issued to. */
export function settlingFact(before: InvoiceRow, after: InvoiceRow): Fact {
  const isMore = compare(absolute(openOf(after)), absolute(openOf(before))) <= 0;
  const told = after.vendorId
    ? isMore
      ? vendorDocumentSettled
      : vendorDocumentReopened
    : isMore
      ? invoiceSettled
      : invoiceReopened;
  return told(after, { state: after.state });
}

/**
 * Settles so much more, or less, of a document that the caller holds; its state follows. Never beyond its total:
 * `settled_beyond_total`. Rows of applications that tell of it are the caller's to write.
 */
export async function settleDocument(
  invoice: InvoiceRow,
  { paid = zeroAmount, credited = zeroAmount }: Settling,
  { tx }: Context,
): Promise<{ invoice: InvoiceRow; events: Fact[] }> {
  const settled = {
    total: invoice.total,
    paidAmount: add(parseAmount(invoice.paidAmount), paid),
    creditedAmount: add(parseAmount(invoice.creditedAmount), credited),
  };
  const open = openOf(settled);
  const isBeyond =
    compare(parseAmount(invoice.total), zeroAmount) >= 0
      ? compare(open, zeroAmount) < 0
      : compare(open, zeroAmount) > 0;
  if (isBeyond) throw settledBeyond();
  const changed = await tx.change(invoices, invoice, {
    paidAmount: settled.paidAmount,
    creditedAmount: settled.creditedAmount,
    state: followingState(invoice.state, settled),
  });
  return { invoice: changed, events: [settlingFact(invoice, changed)] };
}
