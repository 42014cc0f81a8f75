import type { DimensionName } from '../../metrics/dimensions.ts';
import type { Metric } from '../../metrics/metric.ts';
import type { MetricQuestion } from '../../metrics/question.ts';

/** A question whose metrics are known and that the asker may ask. */
export interface Asked extends Omit<MetricQuestion, 'metrics' | 'by' | 'compare'> {
  metrics: readonly Metric[];
  by: readonly DimensionName[];
}
