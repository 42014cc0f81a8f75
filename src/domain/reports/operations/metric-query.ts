import { query } from '../../../kernel/operation.ts';
import { answerTo } from '../asking/answer-of.ts';
import { MetricAnswer } from '../metrics/answer.ts';
import { dayMembers, MetricTerms } from '../metrics/terms.ts';
import { permissions } from '../policy.ts';
import { metricChart } from './metric-chart.ts';

export const metricQuery = query({
  name: 'metricQuery',
  summary:
    'Metrics of the catalog by any of their dimensions and by period, as far as you see the rows beneath, now or as of an instant.',
  rest: 'GET /reports/query',
  permission: permissions.readMetrics,
  input: MetricTerms.extend(dayMembers),
  output: MetricAnswer,
  rows: 'rows',
  pictured: metricChart,
  heavy: true,
  handle: answerTo,
});
