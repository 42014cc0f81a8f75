import { step } from '../../../kernel/lifecycle.ts';
import { reaction } from '../../../kernel/operation.ts';
import { invoiceRunLife } from '../lifecycle/invoice-run.ts';
import { invoiceRunFailed, invoiceRunStarted } from './model.ts';
import { beginRun, makeRun } from '../store/runs.ts';
import { invoiceRuns } from '../tables.ts';

// Postgres and the column take no more of a refusal's words.
const mostWords = 2_000;

/** All documents of a run or, where it is refused or the process dies, none: then it is made again from nothing. */
export const makeDocuments = reaction({
  name: 'makeDocuments',
  on: invoiceRunStarted,
  when: 'after',
  async handle({ subject }, context) {
    const run = await beginRun(subject.id, context);
    if (!run) return {};
    const expected = run.expectedCount ?? 0;
    const { events } = await makeRun(run, context, (done) =>
      context.progress(invoiceRuns, run, { done: Math.min(done, expected) }),
    );
    return { events };
  },
  async refused({ subject }, problem, context) {
    const run = await context.tx.find(invoiceRuns, subject.id, { lock: true });
    if (run?.state !== invoiceRunLife.initial) return {};
    const failed = await context.tx.change(invoiceRuns, run, {
      state: step(invoiceRunLife, 'fail', run.state),
      failureCode: problem.declaration.code,
      failureDetail: problem.message.slice(0, mostWords),
      done: 0,
      finishedAt: context.now,
    });
    return { events: [invoiceRunFailed(failed, {})] };
  },
});
