import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../../../kernel/operation.ts';
import { isOf, isSumOf } from '../../metrics/additive.ts';
import { dimensions } from '../../metrics/dimensions.ts';
import type { Fact, From, Totals } from '../../metrics/fact.ts';
import type { Metric } from '../../metrics/metric.ts';
import { isOfWhole } from '../../metrics/whole-periods.ts';
import { boundsOf } from '../../policy.ts';
import type { Asked } from './asked.ts';

/** The view with the rows under the alias `f`. */
export const viewOf = (name: string): SQL => sql`reporting.${sql.identifier(name)} f`;

/**
 * The fact's rows under the alias `f`: its view, or as of an instant the versions of then. Each table's are judged and
 * unpacked once, whatever they are joined with: a join that did so for every row would take the square of the time.
 */
export function rowsOf(fact: Fact, asOf: string | undefined, context: Context): SQL {
  if (asOf === undefined) return viewOf(fact.name);
  const versions = new Map<string, SQL>();
  const from: From = (table, alias) => {
    const then = sql.identifier(`${table}_then`);
    versions.set(
      table,
      sql`${then} as materialized (select whole.* from ${context.tableAt(table, 'whole', asOf)})`,
    );
    return sql`${then} as ${sql.identifier(alias)}`;
  };
  const rows = fact.rows(from, sql`${asOf}::timestamptz`);
  const columns = sql.join(
    Object.keys(fact.columns).map((column) => sql.identifier(column)),
    sql`, `,
  );
  return sql`(with ${sql.join([...versions.values()], sql`, `)} select ${columns} from (${rows}) told (${columns})) f`;
}

/** The smallest of what is kept with all that the metric is made of and all that is asked of it. */
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
    ({ columns, grain, isEach }) =>
      needed.every((column) => column in columns) &&
      isOfWhole(grain, asked) &&
      (isEach ? isOf : isSumOf)(metric, new Set(Object.keys(columns))),
  );
}

/** Whether the metric's figures are each of one currency. */
export const isByCurrency = ({ unit, byCurrency }: Metric): boolean => byCurrency ?? unit === 'money';
