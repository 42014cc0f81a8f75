import type { Metric } from '../metric.ts';
import { hcssMetrics } from './hcss.ts';

/** Every metric there is. */
export const metrics: readonly Metric[] = [...hcssMetrics];

export const metricNamed = (name: string): Metric | undefined => metrics.find((one) => one.name === name);
