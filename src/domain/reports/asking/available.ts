import { dimensionNames, dimensions, type DimensionName } from '../metrics/dimensions.ts';
import type { Fact } from '../metrics/fact.ts';
import type { Metric } from '../metrics/metric.ts';

/** The dimensions that a fact has, in their order. */
export const dimensionsOf = ({ columns }: Fact): DimensionName[] =>
  dimensionNames.filter((name) => dimensions[name].column in columns);

/** By what a metric is grouped and filtered. */
export const dividedBy = ({ fact, notBy = [] }: Metric): DimensionName[] =>
  dimensionsOf(fact).filter((name) => !notBy.includes(name));

/** The field of the input that holds the values of a dimension: `cost_center_id` → `costCenterId`. */
export const fieldOf = (name: DimensionName): string =>
  dimensions[name].column.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
