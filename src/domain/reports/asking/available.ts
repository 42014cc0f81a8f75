import { dimensionNames, dimensions, type DimensionName } from '../metrics/dimensions.ts';
import type { Fact } from '../metrics/fact.ts';
import type { Metric } from '../metrics/metric.ts';

/** The dimensions that a fact has, in their order. */
export const dimensionsOf = ({ columns }: Fact): DimensionName[] =>
  dimensionNames.filter((name) => dimensions[name].column in columns);

/** By what a metric is grouped and filtered. */
export const dividedBy = ({ fact, notBy = [] }: Metric): DimensionName[] =>
  dimensionsOf(fact).filter((name) => !notBy.includes(name));
