import { Problem, refuse } from '../../../kernel/errors.ts';
import type { Fact } from '../../../kernel/event.ts';
import { compare, parseAmount, subtract } from '../../../kernel/money.ts';
import type { Context, Outcome } from '../../../kernel/operation.ts';
import { asTenant, type Row } from '../../../kernel/transaction.ts';
import type { invoices } from '../tables.ts';
import { dispute, holdInvoices } from './holding.ts';
import { invoiceDisputeLife } from './lifecycle.ts';
import { lineDisputed } from './model.ts';
import { linesById, type DisputableLine } from './store.ts';
import { invoiceDisputes } from './tables.ts';

type DisputeRow = Row<typeof invoiceDisputes>;
type InvoiceRow = Row<typeof invoices>;

/** What the client says of a line. */
export interface Stated {
  invoiceLineId: string;
  reason: DisputeRow['reason'];
  explanation: string;
  expectedAmount: string;
}

async function raise(
  { reason, explanation, expectedAmount }: Stated,
  line: DisputableLine,
  held: Map<string, InvoiceRow>,
  context: Context,
): Promise<Outcome<DisputeRow>> {
  const invoice = held.get(line.invoiceId)!;
  if (line.side !== 'client' || invoice.kind !== 'client_invoice')
    throw refuse('/invoiceLineId', 'not_of_an_invoice', 'A line of an invoice to the client is disputed.');
  const standing = parseAmount(line.standing);
  const expected = parseAmount(expectedAmount);
  if (compare(expected, standing) >= 0)
    throw refuse('/expectedAmount', 'not_less', `The line stands at ${standing}; it should be less.`);
  const { invoice: disputed, events } = await dispute(invoice, context);
  held.set(disputed.id, disputed);
  const [row] = await context.tx.insert(invoiceDisputes, [
    {
      invoiceId: invoice.id,
      invoiceLineId: line.id,
      billingItemId: line.billingItemId,
      programId: line.programId,
      facilityId: line.facilityId,
      unitId: line.unitId,
      vendorId: line.vendorId,
      reason,
      explanation,
      currency: invoice.currency,
      lineAmount: standing,
      expectedAmount: expected,
      amount: subtract(standing, expected),
      state: invoiceDisputeLife.initial,
      raisedBy: context.actor.membershipId!,
    },
  ]);
  const facts: [Fact, ...Fact[]] = [lineDisputed(row!, { billingItemId: line.billingItemId }), ...events];
  return { result: row!, events: facts };
}

/** Disputes lines in their order, each by itself: a refused one is a problem and harms no other. */
export async function raiseAll(
  all: readonly Stated[],
  context: Context,
): Promise<(Outcome<DisputeRow> | Problem)[]> {
  const ids = all.map(({ invoiceLineId }) => invoiceLineId);
  // What stands of a line counts credits that the caller need not see.
  const read = () => asTenant(context.tx, () => linesById(ids, context));
  const held = await holdInvoices(
    [...(await read()).values()].map(({ invoiceId }) => invoiceId),
    context,
  );
  // Credits of what was not held yet may have been issued before it was.
  const found = await read();
  const outcomes: (Outcome<DisputeRow> | Problem)[] = [];
  for (const stated of all) {
    const before = new Map(held);
    const outcome = await context.attempt(() =>
      raise(stated, found.get(stated.invoiceLineId)!, held, context),
    );
    // What an undone part did to a document is undone with it.
    if (outcome instanceof Problem) for (const [id, row] of before) held.set(id, row);
    outcomes.push(outcome);
  }
  return outcomes;
}
