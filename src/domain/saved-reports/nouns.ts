import { z } from 'zod';
import { edge, field, noun } from '../../kernel/noun.ts';
import { Day, Id, Instant, Json, oneOf } from '../../kernel/shapes.ts';
import { membership } from '../access/index.ts';
import { program } from '../programs/index.ts';
import { ReportPeriod } from './model/period.ts';
import { KeepDays, ReportName, ReportWeekday, TimeOfDay } from './model/saved-report.ts';
import { ReportFrequency } from './model/schedule.ts';
import { permissions, reportVisibility, runVisibility } from './policy.ts';
import { reportRuns, savedReports } from './tables.ts';

export const savedReport = noun({
  name: 'savedReport',
  summary:
    'A question to the metrics that is asked again, of days that move with the calendar, by itself or on request.',
  table: savedReports,
  read: permissions.read,
  fields: {
    membershipId: field(Id, { filter: true }),
    programId: field(Id.nullable(), { filter: true }),
    name: field(ReportName, { filter: true, sort: true, search: true }),
    terms: field(
      Json.meta({
        scalar: 'Json',
        description: 'What is asked, as `GET /reports/query` takes it, but for the days.',
      }),
    ),
    period: field(ReportPeriod, { filter: true }),
    fromOn: field(Day.nullable()),
    toOn: field(Day.nullable()),
    isShared: field(z.boolean(), { filter: true }),
    timeZone: field(
      z.string().meta({ description: 'By whose calendar days are counted and clocks are read.' }),
    ),
    every: field(ReportFrequency.nullable(), { filter: true }),
    weekday: field(ReportWeekday.nullable()),
    time: field(TimeOfDay.nullable()),
    nextRunAt: field(Instant.nullable(), { filter: true, sort: true }),
    keepDays: field(KeepDays),
  },
  visibleTo: reportVisibility,
});

export const reportRun = noun({
  name: 'reportRun',
  summary: 'What a saved report answered once, as it was answered, to whom it was answered.',
  table: reportRuns,
  read: permissions.read,
  fields: {
    savedReportId: field(Id, { filter: true }),
    trigger: field(oneOf('ReportRunTrigger', ['request', 'schedule']), { filter: true }),
    fromOn: field(Day.nullable()),
    toOn: field(Day.nullable()),
    answeredAt: field(Instant, { filter: true, sort: true }),
    state: field(oneOf('ReportRunState', ['completed', 'failed']), { filter: true }),
    rowCount: field(z.int()),
    problemCode: field(z.string().nullable()),
    problemDetail: field(z.string().nullable()),
  },
  visibleTo: runVisibility,
});

edge(savedReport, 'programId', 'program', program, null);
edge(savedReport, 'membershipId', 'membership', membership, null);
edge(reportRun, 'savedReportId', 'savedReport', savedReport, 'runs');
