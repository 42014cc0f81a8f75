import { notFound } from '../../../kernel/errors.ts';
import type { EventDeclaration, Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context, Outcome } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import type { Changes, Row } from '../../../kernel/transaction.ts';
import type { invoices } from '../tables.ts';
import { endDispute, holdInvoices } from './holding.ts';
import { invoiceDisputeLife } from './lifecycle.ts';
import { invoiceDisputes } from './tables.ts';

type DisputeRow = Row<typeof invoiceDisputes>;

/** How a dispute ends: by which verb, what is told of it, and in which words. */
export interface Ending {
  verb: keyof typeof invoiceDisputeLife.verbs;
  told: EventDeclaration<{ billingItemId: string }>;
  resolution: string | null;
}

/**
 * Ends a dispute, held after its document; what follows from it first (a credit, and what it writes to the dispute)
 * is the caller's. Where none is open any more the document goes on.
 */
export async function resolveDispute(
  disputeId: string,
  { verb, told, resolution }: Ending,
  context: Context,
  first: (
    dispute: DisputeRow,
    invoice: Row<typeof invoices>,
  ) => Promise<{ changes: Changes<typeof invoiceDisputes>; facts: Fact[] }> = async () => ({
    changes: {},
    facts: [],
  }),
): Promise<Outcome<DisputeRow>> {
  const { tx, actor, now } = context;
  const seen = await tx.find(invoiceDisputes, disputeId);
  if (!seen) throw notFound();
  const held = await holdInvoices([seen.invoiceId], context);
  const open = await context.take(invoiceDisputes, disputeId);
  const state = step(invoiceDisputeLife, verb, open.state);
  await assertProvided(invoiceDisputeLife, verb, invoiceDisputes, open, context);
  const { changes, facts } = await first(open, held.get(open.invoiceId)!);
  const resolved = await tx.change(invoiceDisputes, open, {
    ...changes,
    state,
    resolution,
    resolvedAt: now,
    resolvedBy: actor.membershipId,
  });
  const after = await endDispute(open.invoiceId, context);
  const { billingItemId } = resolved;
  return {
    result: resolved,
    events: [told(resolved, { billingItemId }, resolution ?? undefined), ...facts, ...after],
  };
}
