import type { Fact } from '../../../kernel/event.ts';
import type { Consequence, Context } from '../../../kernel/operation.ts';
import type { Changes, Row } from '../../../kernel/transaction.ts';
import { startApproval, withdrawApproval } from '../../approvals/index.ts';
import { issuersOf } from '../store/issuers.ts';
import { invoices } from '../tables.ts';

type InvoiceRow = Row<typeof invoices>;

/** Routes a client's document by the policy in force; never to whoever issued it. */
export async function routeInvoice(
  invoice: InvoiceRow,
  context: Context,
): Promise<Required<Consequence> & { invoice: InvoiceRow }> {
  const { id, programId, facilityId, version, total } = invoice;
  const { state, events, timers } = await startApproval(
    {
      subject: { noun: 'invoice', id, programId, facilityId, unitId: null, version },
      amount: total,
      authors: await issuersOf(invoice, context),
    },
    context,
  );
  const routed =
    state === invoice.approvalState
      ? invoice
      : await context.tx.change(invoices, invoice, { approvalState: state, rejectedBecause: null });
  return { invoice: routed, events, timers };
}

/** Asks no longer for the approval of a document that is void; what it changes of the document is the caller's to write. */
export async function unrouteInvoice(
  { id, approvalState }: InvoiceRow,
  context: Context,
): Promise<{ changes: Changes<typeof invoices>; events: Fact[] }> {
  if (approvalState !== 'pending' && approvalState !== 'paused') return { changes: {}, events: [] };
  const events = await withdrawApproval({ noun: 'invoice', id }, context);
  return { changes: { approvalState: 'none' }, events };
}
