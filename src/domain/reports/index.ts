import { capability } from '../../kernel/operation.ts';
import { doNotReturnRate } from './operations/do-not-return-rate.ts';
import { metricCatalog } from './operations/metric-catalog.ts';
import { metricChart } from './operations/metric-chart.ts';
import { metricQuery } from './operations/metric-query.ts';
import { metricRows } from './operations/metric-rows.ts';
import { verifyTotals } from './operations/verify-totals.ts';
import { spendReport } from './operations/spend-report.ts';

export { answerOf, answerTo, assertAskable } from './asking/answer-of.ts';
export { askMetrics } from './asking/ask-metrics.ts';
export { mayAsk } from './asking/asked-of.ts';
export { MetricRow, type MetricAnswer } from './metrics/answer.ts';
export { draw } from './charts/draw.ts';
export { chartOf } from './charts/of-answer.ts';
export { metricNamed } from './metrics/catalog/index.ts';
export { definitionOf, type Metric } from './metrics/metric.ts';
export type { MetricFigure, MetricQuestion } from './metrics/question.ts';
export { MetricTerms, questionOf } from './metrics/terms.ts';
export { metricReaders } from './policy.ts';
export { Month } from './model.ts';

export const reports = capability({
  name: 'reports',
  queries: [metricQuery, metricChart, metricCatalog, metricRows, spendReport, doNotReturnRate, verifyTotals],
});
