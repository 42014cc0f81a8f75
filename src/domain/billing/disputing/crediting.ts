import type { Fact } from '../../../kernel/event.ts';
import type { Amount } from '../../../kernel/money.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { billingItemApproved } from '../model.ts';
import { creditInvoice, holdWeeksOf } from '../store/crediting.ts';
import { listed } from '../store/selection.ts';
import { settleCreditFees } from '../store/settle.ts';
import { concede } from '../store/taking-back.ts';
import { billingItems, type invoices } from '../tables.ts';
import type { invoiceDisputes } from './tables.ts';

type InvoiceRow = Row<typeof invoices>;

/** Concedes so much of a disputed line and issues the memo of it, mirrored to its vendor, in the same transaction. */
export async function creditLine(
  { billingItemId }: Row<typeof invoiceDisputes>,
  invoice: InvoiceRow,
  amount: Amount,
  reason: string,
  context: Context,
): Promise<{ memo: InvoiceRow; facts: Fact[] }> {
  await holdWeeksOf(listed(`{${billingItemId}}`), context);
  const item = (await context.tx.find(billingItems, billingItemId))!;
  const credit = await concede(item, amount, { because: reason }, context);
  const credits = await settleCreditFees([credit], context);
  const { memo, events } = await creditInvoice(invoice, credits, reason, context);
  return { memo, facts: [billingItemApproved(credit, {}), ...events] };
}
