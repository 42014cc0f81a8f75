import { z } from 'zod';
import { notFound } from '../../../kernel/errors.ts';
import { query } from '../../../kernel/operation.ts';
import { Instant, reference } from '../../../kernel/shapes.ts';
import { MetricRow } from '../../reports/index.ts';
import { permissions } from '../policy.ts';
import { reportRuns } from '../tables.ts';

export const reportRunRows = query({
  name: 'reportRunRows',
  summary: 'The rows that a run of a saved report answered, as they were answered.',
  rest: 'GET /report-runs/{reportRunId}/rows',
  permission: permissions.read,
  input: z.strictObject({ reportRunId: reference('reportRun') }),
  output: z.strictObject({ answeredAt: Instant, rows: z.array(MetricRow) }).meta({ id: 'ReportRunRows' }),
  rows: 'rows',
  async handle({ reportRunId }, { tx }) {
    const run = await tx.find(reportRuns, reportRunId);
    if (!run) throw notFound();
    return { answeredAt: run.answeredAt, rows: run.rows as never };
  },
});
