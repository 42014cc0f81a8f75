import { definitionOf, type Metric } from '../metrics/metric.ts';
import type { MetricFigure } from '../metrics/question.ts';

/** Where a figure stands. */
export type Place = Pick<MetricFigure, 'period' | 'keys' | 'currency'>;

/** The figure of rows that sum to nothing. */
export function nothingAt(metric: Metric, { period, keys, currency }: Place): MetricFigure {
  const { name, unit, denominator, distribution } = metric;
  const none = unit === 'money' ? '0.00' : '0';
  return {
    metric: name,
    definitionId: definitionOf(metric),
    unit,
    period,
    keys,
    currency,
    value: denominator === undefined && distribution === undefined ? none : null,
    numerator: none,
    denominator: denominator === undefined ? null : '0',
    median: null,
    p90: null,
    prior: null,
    isSuppressed: false,
  };
}
