import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { TimeZone } from '../../programs/index.ts';
import { MetricTerms } from '../../reports/index.ts';
import { assertRunnable } from '../asking.ts';
import { ReportPeriod } from '../model/period.ts';
import {
  FixedDays,
  KeepDays,
  reportExists,
  ReportName,
  reportSaved,
  ReportSchedule,
  standardKeepDays,
} from '../model/saved-report.ts';
import { savedReport } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { scheduled, spanOf } from '../stating.ts';
import { savedReports } from '../tables.ts';
import { dueOf, nextRunOf } from '../timers.ts';

export const createSavedReport = command({
  name: 'createSavedReport',
  summary:
    'Save a question to the metrics, of days that move with the calendar, and have it run by itself if you like.',
  rest: 'POST /saved-reports',
  permission: permissions.keep,
  input: z.strictObject({
    name: ReportName,
    terms: MetricTerms,
    period: ReportPeriod,
    days: FixedDays.optional().meta({ description: 'Of the period `fixed` alone.' }),
    timeZone: TimeZone.meta({ description: 'By whose calendar days are counted and clocks are read.' }),
    schedule: ReportSchedule.optional(),
    keepDays: KeepDays.default(standardKeepDays),
    isShared: z.boolean().default(false).meta({
      description:
        'Whether others of your side, or of your vendor, see what you ask, and of a client’s report its administrators and managers of its program; what is answered is each one’s own.',
    }),
    programId: reference('program')
      .optional()
      .meta({ description: 'Only whoever sees the program is shown it.' }),
  }),
  output: savedReport,
  errors: [reportExists],
  async handle({ terms, period, days, schedule, programId = null, ...said }, context) {
    const { actor, tx, now } = context;
    const span = spanOf(period, days);
    assertRunnable({ ...span, terms, timeZone: said.timeZone }, context);
    const when = scheduled(schedule);
    const [row] = await tx.insert(savedReports, [
      {
        ...said,
        ...when,
        ...span,
        terms,
        programId,
        membershipId: actor.membershipId!,
        side: actor.side as 'operator',
        vendorId: actor.vendorId,
        nextRunAt: nextRunOf({ ...when, timeZone: said.timeZone }, now),
      },
    ]);
    return { result: row!, events: [reportSaved(row!, {})], timers: dueOf(row!) };
  },
});
