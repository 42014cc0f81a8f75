import { sql, type SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { asTenant, type Transaction } from '../../../../kernel/transaction.ts';
import type { Context } from '../../../../kernel/operation.ts';
import { isOf, isSumOf } from '../../metrics/additive.ts';
import { dimensions } from '../../metrics/dimensions.ts';
import type { Fact, From, Totals } from '../../metrics/fact.ts';
import type { Metric } from '../../metrics/metric.ts';
import { isOfWhole } from '../../metrics/whole-periods.ts';
import { boundsOf, seesWhole } from '../../policy.ts';
import type { Asked } from './asked.ts';

/** The view with the rows under the alias `f`. */
export const viewOf = (name: string): SQL => sql`reporting.${sql.identifier(name)} f`;

const dialect = new PgDialect();
const wordsIn = (text: SQL): ReadonlySet<string> => new Set(dialect.sqlToQuery(text).sql.match(/\w+/g));

/**
 * The fact's rows under the alias `f`: its view, or as of an instant the versions of then. Each table's are judged and
 * unpacked once, as far as the fact names their columns, whatever they are joined with: a join that did so for every row
 * would take the square of the time.
 */
export function rowsOf(fact: Fact, asOf: string | undefined, context: Context): SQL {
  if (asOf === undefined) return viewOf(fact.name);
  const tables = new Set<string>();
  const then = (table: string) => sql.identifier(`${table}_then`);
  const from: From = (table, alias) => {
    tables.add(table);
    return sql`${then(table)} as ${sql.identifier(alias)}`;
  };
  const rows = fact.rows(from, sql`${asOf}::timestamptz`);
  const words = wordsIn(rows);
  const versions = [...tables].map(
    (table) =>
      sql`${then(table)} as materialized (select told.* from ${context.tableAt(table, 'told', asOf, words)})`,
  );
  const columns = sql.join(
    Object.keys(fact.columns).map((column) => sql.identifier(column)),
    sql`, `,
  );
  return sql`(with ${sql.join(versions, sql`, `)} select ${columns} from (${rows}) told (${columns})) f`;
}

/**
 * Whether the transaction joins all rows at once from now on. Of what a past's versions are made into nothing is known
 * beforehand: taken for one row each, they would be joined row by row, in the square of the time.
 */
export const joinAtOnce = (tx: Transaction, isSo: boolean): Promise<object[]> =>
  tx.rows(sql`select set_config('enable_nestloop', ${isSo ? 'off' : 'on'}, true)`);

/**
 * Runs a question about rows. Of a past, who sees all there is asks as the tenant: else every version there ever was would
 * be judged, one by one, to the same end.
 */
export const told = <Row extends object>(
  question: SQL,
  asOf: string | undefined,
  { tx, actor }: Context,
): Promise<Row[]> => {
  if (asOf === undefined) return tx.rows<Row>(question);
  const ask = async () => {
    await joinAtOnce(tx, true);
    const rows = await tx.rows<Row>(question);
    // Where it throws, the rollback that must follow restores it.
    await joinAtOnce(tx, false);
    return rows;
  };
  return seesWhole(actor) ? asTenant(tx, ask) : ask();
};

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
