import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { reportArchived, reportNotYours } from '../model/saved-report.ts';
import { savedReport } from '../nouns.ts';
import { assertLookedAfter, permissions } from '../policy.ts';
import { savedReports } from '../tables.ts';

export const archiveSavedReport = command({
  name: 'archiveSavedReport',
  summary:
    'Put away a report of your own, or a shared one that you look after: it runs no more; its runs stay.',
  rest: 'POST /saved-reports/{savedReportId}/archive',
  permission: permissions.keep,
  input: z.strictObject({ savedReportId: reference('savedReport') }),
  output: savedReport,
  errors: [reportNotYours, stepNotAllowed],
  async handle({ savedReportId }, { take, tx, actor, now }) {
    const row = await take(savedReports, savedReportId);
    assertLookedAfter(row, actor);
    if (row.archivedAt !== null) throw stepNotAllowed({ detail: 'It is archived already.' });
    const changed = await tx.change(savedReports, row, { archivedAt: now, nextRunAt: null });
    return { result: changed, events: [reportArchived(changed, {})] };
  },
});
