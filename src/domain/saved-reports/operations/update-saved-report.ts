import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { differences } from '../../identifiers/index.ts';
import { TimeZone } from '../../programs/index.ts';
import { MetricTerms } from '../../reports/index.ts';
import { assertRunnable } from '../asking.ts';
import { ReportPeriod } from '../model/period.ts';
import {
  FixedDays,
  KeepDays,
  reportChanged,
  reportExists,
  ReportName,
  reportNotYours,
  ReportSchedule,
} from '../model/saved-report.ts';
import { savedReport } from '../nouns.ts';
import { assertOwn, permissions } from '../policy.ts';
import { scheduled, spanOf } from '../stating.ts';
import { savedReports } from '../tables.ts';
import { dueOf, nextRunOf } from '../timers.ts';

export const updateSavedReport = command({
  name: 'updateSavedReport',
  summary: 'Change a report of your own: absent keeps, a schedule of null ends its runs.',
  rest: 'PATCH /saved-reports/{savedReportId}',
  permission: permissions.keep,
  input: z.strictObject({
    savedReportId: reference('savedReport'),
    name: ReportName.optional(),
    terms: MetricTerms.optional(),
    period: ReportPeriod.optional(),
    days: FixedDays.optional(),
    timeZone: TimeZone.optional(),
    schedule: ReportSchedule.nullish(),
    keepDays: KeepDays.optional(),
    isShared: z.boolean().optional(),
  }),
  output: savedReport,
  errors: [reportNotYours, reportExists, stepNotAllowed],
  async handle({ savedReportId, terms, period, days, schedule, ...said }, context) {
    const row = await context.take(savedReports, savedReportId);
    assertOwn(row, context.actor);
    if (row.archivedAt !== null) throw stepNotAllowed({ detail: 'It is archived.' });
    const changes = differences(row, {
      ...said,
      ...(terms && { terms }),
      ...((period ?? days) && spanOf(period ?? row.period, days)),
      ...(schedule !== undefined && scheduled(schedule)),
    });
    if (Object.keys(changes).length === 0) return { result: row, unchanged: true };
    if (terms ?? period ?? days) assertRunnable({ ...row, ...changes }, context);
    const nextRunAt = nextRunOf({ ...row, ...changes }, context.now);
    const changed = await context.tx.change(savedReports, row, { ...changes, nextRunAt });
    return {
      result: changed,
      events: [reportChanged(changed, {})],
      timers: nextRunAt === row.nextRunAt ? [] : dueOf(changed),
    };
  },
});
