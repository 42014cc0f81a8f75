import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { invoiceRunLife } from '../lifecycle/invoice-run.ts';
import { invoiceRunCanceled, runHasBegun } from '../issuing/model.ts';
import { invoiceRun } from '../nouns/invoice.ts';
import { permissions } from '../policy.ts';
import { keepFromBeginning } from '../store/runs.ts';
import { invoiceRuns } from '../tables.ts';

export const cancelInvoiceRun = command({
  name: 'cancelInvoiceRun',
  summary: 'Cancel a run that has not begun: nothing is invoiced by it.',
  rest: 'POST /invoice-runs/{invoiceRunId}/cancel',
  permission: permissions.run,
  input: z.strictObject({ invoiceRunId: reference('invoiceRun') }),
  output: invoiceRun,
  errors: [stepNotAllowed, runHasBegun],
  async handle({ invoiceRunId }, context) {
    // Before the row: one that has begun holds it against those who would change it.
    if (!(await keepFromBeginning(invoiceRunId, context))) throw runHasBegun();
    const running = await context.take(invoiceRuns, invoiceRunId);
    const state = step(invoiceRunLife, 'cancel', running.state);
    const canceled = await context.tx.change(invoiceRuns, running, { state, finishedAt: context.now });
    return { result: canceled, events: [invoiceRunCanceled(canceled, {})] };
  },
});
