import type { DimensionName, Grain } from './dimensions.ts';
import type { MetricUnit } from './metric.ts';

/** What is asked of the catalog; days are the cohort's, both ends among them. */
export interface MetricQuestion {
  metrics: readonly string[];
  by?: readonly DimensionName[] | undefined;
  grain?: Grain | undefined;
  from?: string | undefined;
  to?: string | undefined;
  /** Values of a dimension that count; a dimension that is absent is not asked for. */
  where?: Partial<Record<DimensionName, readonly string[]>> | undefined;
  /** Dimensions of which the rows have none: what the figure of no unit is made of. */
  without?: readonly DimensionName[] | undefined;
  /** As it was known then; absent: now. */
  asOf?: string | undefined;
  compare?: 'prior_period' | 'prior_year' | undefined;
}

/** One figure of one group of one period; decimals are text, at the scale of the unit (money 2, else 6 or fewer). */
export interface MetricFigure {
  metric: string;
  definitionId: string;
  unit: MetricUnit;
  /** The day the period begins; null without a grain. */
  period: string | null;
  keys: Partial<Record<DimensionName, string | null>>;
  /** Of money; null else. */
  currency: string | null;
  /** Null where the denominator is 0 or the cell is suppressed. Of a distribution: the mean. */
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  median: string | null;
  p90: string | null;
  prior: { value: string | null; numerator: string | null; denominator: string | null } | null;
  isSuppressed: boolean;
}
