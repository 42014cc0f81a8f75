import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, reference } from '../../../kernel/shapes.ts';
import { alreadyBilled, invoiceRunCompleted, nothingToInvoice } from '../model.ts';
import { invoiceRun } from '../nouns/invoice.ts';
import { permissions } from '../policy.ts';
import { issueMirrored } from '../store/issuing.ts';
import { settleInvoiceFees } from '../store/settle.ts';
import { waitingForInvoice } from '../store/waiting.ts';
import { invoiceRuns } from '../tables.ts';

export const runInvoices = command({
  name: 'runInvoices',
  summary:
    'Invoice everything approved in or before the period: one client invoice, and one statement to each vendor.',
  rest: 'POST /invoice-runs',
  permission: permissions.run,
  input: z.strictObject({ programId: reference('program'), periodStart: Day, periodEnd: Day }),
  output: invoiceRun,
  errors: [nothingToInvoice, alreadyBilled],
  async handle({ programId, periodStart, periodEnd }, context) {
    if (periodEnd < periodStart) throw refuse('/periodEnd', 'before_start', 'The end is before the start.');
    const waiting = await waitingForInvoice(programId, periodEnd, context);
    if (waiting.length === 0) throw nothingToInvoice();
    const items = await settleInvoiceFees(waiting, context);
    const vendors = new Set(items.map(({ vendorId }) => vendorId));
    const [run] = await context.tx.insert(invoiceRuns, [
      {
        programId,
        periodStart,
        periodEnd,
        state: 'completed',
        itemCount: items.length,
        invoiceCount: 1 + vendors.size,
      },
    ]);
    const { events } = await issueMirrored(
      { programId, periodStart, periodEnd, reason: null, runId: run!.id },
      { client: 'client_invoice', vendor: 'vendor_statement' },
      { client: null, vendor: () => null },
      items,
      context,
    );
    return { result: run!, events: [invoiceRunCompleted(run!, {}), ...events] };
  },
});
