import type { Metric } from '../metric.ts';

/** Every metric there is. */
export const metrics: readonly Metric[] = [];

export const metricNamed = (name: string): Metric | undefined => metrics.find((one) => one.name === name);
