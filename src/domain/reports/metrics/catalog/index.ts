import type { Metric } from '../metric.ts';
import { assignmentMetrics } from './assignments.ts';
import { credentialMetrics } from './credentials.ts';
import { hcssMetrics } from './hcss.ts';
import { moneyMetrics } from './money.ts';
import { orderMetrics } from './orders.ts';
import { shiftMetrics } from './shifts.ts';
import { submissionMetrics } from './submissions.ts';
import { rateMetrics } from './rates.ts';
import { timeMetrics } from './time.ts';

/** Every metric there is. */
export const metrics: readonly Metric[] = [
  ...orderMetrics,
  ...submissionMetrics,
  ...assignmentMetrics,
  ...credentialMetrics,
  ...hcssMetrics,
  ...rateMetrics,
  ...moneyMetrics,
  ...timeMetrics,
  ...shiftMetrics,
];

export const metricNamed = (name: string): Metric | undefined => metrics.find((one) => one.name === name);
