import { z } from 'zod';
import { query } from '../../../kernel/operation.ts';
import { everyBehind, pageBehind } from '../asking/rows-behind.ts';
import { MetricRowsPage } from '../metrics/behind.ts';
import { dayMembers, filterMembers, MetricName, whereOf } from '../metrics/terms.ts';
import { permissions } from '../policy.ts';

const input = z.strictObject({
  metric: MetricName,
  ...filterMembers,
  ...dayMembers,
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'A currency is three capital letters.')
    .optional()
    .meta({ description: 'Of a figure of money.' }),
  after: z.string().max(4_000).optional(),
  limit: z
    .int()
    .min(1)
    .max(200)
    .default(50)
    .meta({ description: 'Of a page; a file (CSV, NDJSON, Parquet) for which none is named has every row.' }),
});

const questionIn = ({ from, to, asOf, without, metric: _, ...given }: z.output<typeof input>) => ({
  from,
  to,
  asOf,
  without,
  where: whereOf(given),
});

export const metricRows = query({
  name: 'metricRows',
  summary: 'The rows that add to a figure of a metric, each with what it adds, as far as you see them.',
  rest: 'GET /reports/rows',
  permission: permissions.readMetricRows,
  input,
  output: MetricRowsPage,
  rows: 'rows',
  heavy: true,
  everyRow: async (given, context) => everyBehind(given.metric, questionIn(given), given, context),
  handle: (given, context) => pageBehind(given.metric, questionIn(given), given, context),
});
