import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../../../kernel/operation.ts';
import { isSumOf } from '../../metrics/additive.ts';
import { dimensions } from '../../metrics/dimensions.ts';
import type { Fact, Totals } from '../../metrics/fact.ts';
import type { Metric } from '../../metrics/metric.ts';
import { isOfWhole } from '../../metrics/whole-periods.ts';
import { boundsOf } from '../../policy.ts';
import type { Asked } from './asked.ts';

/** The view with the rows under the alias `f`. */
export const viewOf = (name: string): SQL => sql`reporting.${sql.identifier(name)} f`;

/** The fact's rows under the alias `f`: its view, or as of an instant the versions of then. */
export function rowsOf(fact: Fact, asOf: string | undefined, context: Context): SQL {
  if (asOf === undefined) return viewOf(fact.name);
  const rows = fact.rows((table, alias) => context.tableAt(table, alias, asOf), sql`${asOf}::timestamptz`);
  const columns = Object.keys(fact.columns).map((column) => sql.identifier(column));
  return sql`(${rows}) f (${sql.join(columns, sql`, `)})`;
}

/** The smallest of the kept sums with all that the metric is made of and all that is asked of it. */
export function totalsFor(metric: Metric, asked: Asked, { actor }: Context): Totals | undefined {
  const { fact, cohort } = metric;
  if (asked.asOf !== undefined || cohort === null) return undefined;
  const named = [...asked.by, ...Object.keys(asked.where ?? {}), ...(asked.without ?? [])] as typeof asked.by;
  const needed = [
    cohort,
    ...named.map((name) => dimensions[name].column),
    ...boundsOf(actor, fact).map(([column]) => column),
    ...(isByCurrency(metric) ? ['currency'] : []),
  ];
  return fact.totals?.find(
    ({ columns, grain }) =>
      needed.every((column) => column in columns) &&
      isOfWhole(grain, asked) &&
      isSumOf(metric, new Set(Object.keys(columns))),
  );
}

/** Whether the metric's figures are each of one currency. */
export const isByCurrency = ({ unit, byCurrency }: Metric): boolean => byCurrency ?? unit === 'money';
