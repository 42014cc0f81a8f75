import { z } from 'zod';
import { notFound, stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { runReport } from '../asking.ts';
import { reportRun as completed, reportRunFailed } from '../model/saved-report.ts';
import { reportRun } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { savedReports } from '../tables.ts';

export const runSavedReport = command({
  name: 'runSavedReport',
  summary:
    'Ask a saved report now, your own or one that is shared with you, by your own rights; the answer is kept.',
  rest: 'POST /saved-reports/{savedReportId}/run',
  permission: permissions.keep,
  input: z.strictObject({ savedReportId: reference('savedReport') }),
  output: reportRun,
  concurrency: 'none',
  errors: [stepNotAllowed],
  async handle({ savedReportId }, context) {
    const report = await context.tx.find(savedReports, savedReportId);
    if (!report) throw notFound();
    if (report.archivedAt !== null) throw stepNotAllowed({ detail: 'It is archived.' });
    const run = await runReport(report, 'request', context.actor, context);
    const whose = { membershipId: run.membershipId };
    return {
      result: run,
      events: [run.state === 'failed' ? reportRunFailed(run, whose) : completed(run, whose)],
    };
  },
});
