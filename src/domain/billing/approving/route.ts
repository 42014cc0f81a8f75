import type { Consequence, Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { startApproval } from '../../approvals/index.ts';
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
