import { z } from 'zod';
import { query } from '../../../kernel/operation.ts';
import { catalogFor } from '../asking/publish.ts';
import { MetricCatalog } from '../metrics/published.ts';
import { permissions } from '../policy.ts';

export const metricCatalog = query({
  name: 'metricCatalog',
  summary:
    'The metrics that you may ask for: what each counts, over what, by which day, as SQL over a documented view, and by what it divides.',
  rest: 'GET /reports/metrics',
  permission: permissions.readMetrics,
  input: z.strictObject({}),
  output: MetricCatalog,
  rows: 'metrics',
  async handle(_, { actor }) {
    return catalogFor(actor);
  },
});
