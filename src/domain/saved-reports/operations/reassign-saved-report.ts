import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { assertMayOwn } from '../asking.ts';
import { cannotOwnReport, reportExists, reportNotYours, reportReassigned } from '../model/saved-report.ts';
import { savedReport } from '../nouns.ts';
import { assertLookedAfter, permissions } from '../policy.ts';
import { savedReports } from '../tables.ts';
import { dueOf, nextRunOf } from '../timers.ts';

export const reassignSavedReport = command({
  name: 'reassignSavedReport',
  summary:
    'Hand a shared report, your own or one that you look after, to another member of its side: it runs on by that member’s rights, and its runs stay with whom they answered.',
  rest: 'POST /saved-reports/{savedReportId}/reassign',
  permission: permissions.keep,
  input: z.strictObject({ savedReportId: reference('savedReport'), membershipId: reference('membership') }),
  output: savedReport,
  errors: [reportNotYours, cannotOwnReport, reportExists, stepNotAllowed],
  async handle({ savedReportId, membershipId }, context) {
    const row = await context.take(savedReports, savedReportId);
    assertLookedAfter(row, context.actor);
    if (row.archivedAt !== null) throw stepNotAllowed({ detail: 'It is archived.' });
    if (!row.isShared) throw stepNotAllowed({ detail: 'It is not shared.' });
    if (row.membershipId === membershipId) return { result: row, unchanged: true };
    await assertMayOwn(row, membershipId, context);
    const nextRunAt = nextRunOf(row, context.now);
    const changed = await context.tx.change(savedReports, row, { membershipId, nextRunAt });
    return {
      result: changed,
      events: [reportReassigned(changed, { membershipId, formerMembershipId: row.membershipId })],
      timers: nextRunAt === row.nextRunAt ? [] : dueOf(changed),
    };
  },
});
