import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, reference } from '../../../kernel/shapes.ts';
import { invoiceRunLife } from '../lifecycle/invoice-run.ts';
import { everythingHeld, invoiceRunStarted } from '../issuing/model.ts';
import { alreadyBilled, nothingToInvoice, periodIsClosed } from '../model.ts';
import { invoiceRun } from '../nouns/invoice.ts';
import { permissions } from '../policy.ts';
import { countWaiting } from '../store/claiming.ts';
import { makeRun } from '../store/runs.ts';
import { billOverlooked } from '../store/source-items.ts';
import { invoiceRuns } from '../tables.ts';

// So many are on their documents within the time that a caller waits.
const mostAtOnce = 5_000;

export const runInvoices = command({
  name: 'runInvoices',
  summary:
    'Invoice everything approved in or before the period: the client’s invoices by the program’s grouping, and one statement to each vendor.',
  rest: 'POST /invoice-runs',
  permission: permissions.run,
  input: z.strictObject({
    programId: reference('program'),
    periodStart: Day,
    periodEnd: Day,
    inBackground: z.boolean().optional().meta({
      description:
        'Answer at once with a run in state running, which is made after it; over 5,000 items are always invoiced so.',
    }),
  }),
  output: invoiceRun,
  errors: [nothingToInvoice, everythingHeld, alreadyBilled, periodIsClosed],
  async handle({ programId, periodStart, periodEnd, inBackground = false }, context) {
    if (periodEnd < periodStart) throw refuse('/periodEnd', 'before_start', 'The end is before the start.');
    const overlooked = await billOverlooked(programId, context);
    const expectedCount = await countWaiting({ programId, periodEnd }, context);
    if (expectedCount === 0) throw nothingToInvoice();
    const [run] = await context.tx.insert(invoiceRuns, [
      {
        programId,
        periodStart,
        periodEnd,
        state: invoiceRunLife.initial,
        expectedCount,
        startedBy: context.actor.membershipId,
      },
    ]);
    if (inBackground || expectedCount > mostAtOnce)
      return { result: run!, events: [invoiceRunStarted(run!, {}), ...overlooked] };
    const made = await makeRun(run!, context);
    const [completed, ...others] = made.events;
    return { result: made.run, events: [completed!, ...overlooked, ...others] };
  },
});
