import type { Actor } from '../../../kernel/actor.ts';
import { metrics } from '../metrics/catalog/index.ts';
import { dimensionNames, dimensions, grains } from '../metrics/dimensions.ts';
import { definitionOf, type Metric } from '../metrics/metric.ts';
import type { MetricCatalog, PublishedMetric } from '../metrics/published.ts';
import { mayDivideBy } from '../policy.ts';
import { mayAsk } from './asked-of.ts';
import { dividedBy, fieldOf } from './available.ts';

/** The metric as SQL that anyone with a login may run: a figure of all the days from `:from` to `:to`. */
export function sqlOf({
  fact,
  cohort,
  numerator,
  denominator,
  distribution,
  unit,
  byCurrency,
}: Metric): string {
  const among = distribution?.where ? ` filter (where ${distribution.where})` : '';
  const percentile = (part: string, name: string) =>
    `percentile_cont(${part}) within group (order by (${distribution!.value})::float8)${among} as ${name}`;
  const isByCurrency = byCurrency ?? unit === 'money';
  const value = denominator
    ? `coalesce((${numerator})::numeric, 0) / nullif(coalesce((${denominator})::numeric, 0), 0)`
    : distribution
      ? `avg((${distribution.value})::numeric)${among}`
      : `coalesce((${numerator})::numeric, 0)`;
  const columns = [
    ...(isByCurrency ? ['currency'] : []),
    `${value} as value`,
    `coalesce((${numerator})::numeric, 0) as numerator`,
    ...(denominator ? [`coalesce((${denominator})::numeric, 0) as denominator`] : []),
    ...(distribution ? [percentile('0.5', 'median'), percentile('0.9', 'p90')] : []),
  ];
  const days = cohort === null ? '' : ` where ${cohort} between :from and :to`;
  return `select ${columns.join(', ')} from reporting.${fact.name}${days}${isByCurrency ? ' group by currency' : ''}`;
}

const publishedOf = (metric: Metric, actor: Actor): PublishedMetric => ({
  name: metric.name,
  definitionId: definitionOf(metric),
  title: metric.title,
  definition: metric.definition,
  unit: metric.unit,
  view: metric.fact.name,
  cohort: metric.cohort,
  numerator: metric.numerator,
  denominator: metric.denominator ?? null,
  distribution: metric.distribution?.value ?? null,
  distributionWhere: metric.distribution?.where ?? null,
  sql: sqlOf(metric),
  exclusions: metric.exclusions,
  source: metric.source ?? null,
  dimensions: dividedBy(metric).filter((name) => mayDivideBy(actor, name)),
  readers: [...metric.readers],
  better: metric.better ?? null,
});

/** What the actor may ask for, by what, and of what it is made. */
export function catalogFor(actor: Actor): MetricCatalog {
  const asked = metrics.filter((metric) => mayAsk(actor, metric));
  const facts = [...new Set(asked.map(({ fact }) => fact))];
  return {
    metrics: asked.map((metric) => publishedOf(metric, actor)),
    dimensions: dimensionNames
      .filter((name) => mayDivideBy(actor, name))
      .map((name) => ({ name, column: dimensions[name].column, field: fieldOf(name) })),
    grains: [...grains],
    facts: facts.map(({ name, summary, subject, columns }) => ({
      view: name,
      summary,
      subject: subject.noun,
      columns: Object.entries(columns).map(([column, { type, description }]) => ({
        name: column,
        type,
        description,
      })),
    })),
  };
}
