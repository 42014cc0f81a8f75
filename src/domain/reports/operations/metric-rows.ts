import { z } from 'zod';
import { query } from '../../../kernel/operation.ts';
import { pageBehind } from '../asking/rows-behind.ts';
import { MetricRowsPage } from '../metrics/behind.ts';
import { dayMembers, filterMembers, MetricName, whereOf } from '../metrics/terms.ts';
import { permissions } from '../policy.ts';

export const metricRows = query({
  name: 'metricRows',
  summary: 'The rows that add to a figure of a metric, each with what it adds, as far as you see them.',
  rest: 'GET /reports/rows',
  permission: permissions.readMetricRows,
  input: z.strictObject({
    metric: MetricName,
    ...filterMembers,
    ...dayMembers,
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'A currency is three capital letters.')
      .optional()
      .meta({ description: 'Of a figure of money.' }),
    after: z.string().max(4_000).optional(),
    limit: z.int().min(1).max(200).default(50),
  }),
  output: MetricRowsPage,
  rows: 'rows',
  heavy: true,
  handle({ metric, from, to, asOf, currency, after, limit, without, ...filter }, context) {
    const question = { from, to, asOf, without, where: whereOf(filter) };
    return pageBehind(metric, question, { currency, after, limit }, context);
  },
});
