import { noSuchField, refuse } from '../../../kernel/errors.ts';
import { isId } from '../../../kernel/shapes.ts';
import type { Actor } from '../../../kernel/actor.ts';
import type { Context } from '../../../kernel/operation.ts';
import { metricNamed } from '../metrics/catalog/index.ts';
import { dimensions, type DimensionName } from '../metrics/dimensions.ts';
import type { Metric } from '../metrics/metric.ts';
import type { MetricQuestion } from '../metrics/question.ts';
import { mayDivideBy, seesLargeCellsOnly } from '../policy.ts';
import type { Asked } from '../store/question/asked.ts';
import { dividedBy, fieldOf } from './available.ts';
import { assertLargeCells } from './large-cells.ts';

/** Whether the actor may ask for the metric: by its role, and a vendor only where rows are a vendor's. */
export const mayAsk = ({ role, side }: Actor, { readers, fact }: Metric): boolean =>
  role === 'system' ||
  (side !== 'worker' && readers.includes(role) && (side !== 'vendor' || 'vendor_id' in fact.columns));

function metricFor(name: string, actor: Actor): Metric {
  const metric = metricNamed(name);
  if (metric && mayAsk(actor, metric)) return metric;
  throw noSuchField('/metrics', `There is no metric ${name} that you may ask for.`);
}

function assertDivided(
  names: readonly DimensionName[],
  pointerOf: (name: DimensionName) => string,
  metrics: readonly Metric[],
  actor: Actor,
): void {
  for (const name of names) {
    const lacking = metrics.find((metric) => !dividedBy(metric).includes(name));
    if (lacking || !mayDivideBy(actor, name))
      throw noSuchField(pointerOf(name), `${(lacking ?? metrics[0]!).name} has no ${name} that you may use.`);
  }
}

const misshapen = (name: DimensionName, { fact }: Metric, value: string): boolean => {
  const { type } = fact.columns[dimensions[name].column]!;
  return type === 'uuid' ? !isId(value) : type === 'integer' ? !/^-?\d{1,9}$/.test(value) : false;
};

function assertDays(
  { from, to, asOf, grain, compare }: MetricQuestion,
  metrics: readonly Metric[],
  now: string,
): void {
  if (from !== undefined && to !== undefined && to < from)
    throw refuse('/to', 'before_start', 'The end is before the start.');
  if (asOf !== undefined && Temporal.Instant.compare(asOf, now) > 0)
    throw refuse('/asOf', 'in_the_future', `It is ${now} by the tenant’s clock.`);
  const instant = (grain ?? compare) && metrics.find(({ cohort }) => cohort === null);
  if (instant)
    throw refuse(
      grain ? '/grain' : '/compare',
      'no_periods',
      `${instant.name} is of an instant and has no periods; asOf says which.`,
    );
  // Days without an end would be compared with days among themselves.
  if (compare && !grain && (from === undefined || to === undefined))
    throw refuse('/compare', 'no_length', 'Without a grain, the days to compare are told by from and to.');
}

/** The question with its metrics, or the refusal of what is not there or not the actor’s to ask. */
export function askedOf(question: MetricQuestion, { actor, now }: Pick<Context, 'actor' | 'now'>): Asked {
  const metrics = [...new Set(question.metrics)].map((name) => metricFor(name, actor));
  const by = [...new Set(question.by)];
  const where = Object.fromEntries(
    Object.entries(question.where ?? {}).filter(([, values]) => values !== undefined),
  ) as NonNullable<Asked['where']>;
  const filtered = Object.keys(where) as DimensionName[];
  assertDivided(by, () => '/by', metrics, actor);
  assertDivided(filtered, (name) => `/${fieldOf(name)}`, metrics, actor);
  assertDivided(question.without ?? [], () => '/without', metrics, actor);
  for (const name of filtered) {
    const value = where[name]!.find((one) => misshapen(name, metrics[0]!, one));
    if (value !== undefined)
      throw refuse(`/${fieldOf(name)}`, 'invalid_value', `${name} has no value ${value}.`);
  }
  assertDays(question, metrics, now);
  const { from, to, grain, asOf, without } = question;
  if (seesLargeCellsOnly(actor)) assertLargeCells(question);
  return { metrics, by, where, from, to, grain, asOf, without };
}
