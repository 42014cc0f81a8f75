import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant, type Row } from '../../../kernel/transaction.ts';
import { invoiceLife } from '../lifecycle/invoice.ts';
import { settledState } from '../settling/model.ts';
import { settlingFact } from '../settling/settle.ts';
import { invoices } from '../tables.ts';
import { invoiceDisputed, invoiceDisputesEnded } from './model.ts';
import { hasOpenDispute } from './store.ts';

type InvoiceRow = Row<typeof invoices>;

// A client of some facilities sees its lines of a document that is of the whole program.
/** Holds the documents with the ids, in their order, also those that the caller sees lines of only. */
export const holdInvoices = (ids: readonly string[], { tx }: Context): Promise<Map<string, InvoiceRow>> =>
  asTenant(tx, () => tx.takeAll(invoices, [...new Set(ids)]));

/** A document of which a line is in dispute from now on; refused unless it was sent and asks for something still. */
export async function dispute(
  invoice: InvoiceRow,
  { tx }: Context,
): Promise<{ invoice: InvoiceRow; events: Fact[] }> {
  if (invoice.state === 'disputed') return { invoice, events: [] };
  const state = step(invoiceLife, 'dispute', invoice.state);
  const disputed = await asTenant(tx, () => tx.change(invoices, invoice, { state }));
  return { invoice: disputed, events: [invoiceDisputed(disputed, {})] };
}

/** Lets a document go on by what is open of it, once none of its lines is in dispute. */
export async function endDispute(invoiceId: string, context: Context): Promise<Fact[]> {
  const { tx } = context;
  return asTenant(tx, async () => {
    const invoice = (await tx.find(invoices, invoiceId, { lock: true }))!;
    if (invoice.state !== 'disputed' || (await hasOpenDispute(invoice, context))) return [];
    const state = step(invoiceLife, 'settle', invoice.state, settledState(invoice));
    const settled = await tx.change(invoices, invoice, { state });
    const ended = invoiceDisputesEnded(settled, {});
    return state === 'paid' ? [ended, settlingFact(invoice, settled)] : [ended];
  });
}
