import { sql } from 'drizzle-orm';
import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { parseAmount, sum } from '../../../kernel/money.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { invoiceRunLife } from '../lifecycle/invoice-run.ts';
import { everythingHeld } from '../issuing/model.ts';
import { invoiceRunCompleted, nothingToInvoice } from '../model.ts';
import { invoiceRuns } from '../tables.ts';
import { claimWaiting } from './claiming.ts';
import { allowLongStatements } from './long-statements.ts';
import { issueMirrored } from './mirroring.ts';

export type InvoiceRunRow = Row<typeof invoiceRuns>;

const lockOf = (runId: string) => sql`hashtextextended(${`invoice run ${runId}`}, 0)`;

/** Whether a run has not begun, nor begins before the transaction ends. */
export async function keepFromBeginning(runId: string, { tx }: Context): Promise<boolean> {
  const [taken] = await tx.rows<{ taken: boolean }>(
    sql`select pg_try_advisory_xact_lock(${lockOf(runId)}) as taken`,
  );
  return taken!.taken;
}

/**
 * The run that is to begin now, while nobody can cancel it any more; undefined where it was canceled or has ended. Its
 * statements may take as long as they need: they are over as many rows as wait.
 */
export async function beginRun(runId: string, context: Context): Promise<InvoiceRunRow | undefined> {
  const { tx } = context;
  await tx.rows(sql`select pg_advisory_xact_lock(${lockOf(runId)})`);
  const run = await tx.find(invoiceRuns, runId);
  if (run?.state !== invoiceRunLife.initial) return undefined;
  await allowLongStatements(context);
  return run;
}

/**
 * Makes all documents of a run: what waits is taken, issued and marked, in one transaction with whatever follows. Refused
 * with `nothing_to_invoice` or `everything_held`; then, as after any failure, nothing of it remains.
 */
export async function makeRun(
  run: InvoiceRunRow,
  context: Context,
  told: (done: number) => void = () => undefined,
): Promise<{ run: InvoiceRunRow; events: Fact[] }> {
  const { programId, periodStart, periodEnd, startedBy } = run;
  const claimed = await claimWaiting({ programId, periodEnd }, context);
  const heldCount = claimed.held.reduce((count, { itemCount }) => count + itemCount, 0);
  if (claimed.count === 0 && heldCount > 0)
    throw everythingHeld({ detail: `Held by ${claimed.held.map(({ number }) => number).join(', ')}.` });
  if (claimed.count === 0) throw nothingToInvoice();
  const { documents, mirrors, events } = await issueMirrored(
    { programId, periodStart, periodEnd, reason: null, runId: run.id, issuedBy: startedBy, corrected: null },
    claimed,
    context,
    told,
  );
  const made = await context.tx.change(invoiceRuns, run, {
    state: step(invoiceRunLife, 'complete', run.state),
    itemCount: claimed.count,
    invoiceCount: documents.length + mirrors.length,
    done: claimed.count,
    expectedCount: claimed.count,
    heldCount,
    heldAmount: sum(claimed.held.map(({ amount }) => parseAmount(amount))),
    finishedAt: context.now,
  });
  return { run: made, events: [invoiceRunCompleted(made, {}), ...events] };
}
