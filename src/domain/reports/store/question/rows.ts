import { sql, type SQL } from 'drizzle-orm';
import type { Context, EveryRow } from '../../../../kernel/operation.ts';
import { dimensions, type DimensionName } from '../../metrics/dimensions.ts';
import { columnsOf, type Metric } from '../../metrics/metric.ts';
import type { Asked } from './asked.ts';
import { conditions } from './conditions.ts';
import { isByCurrency, joinAtOnce, rowsOf, told } from './source.ts';
import { cohortOf, columnOf, written } from './values.ts';

/** A row behind a figure, and what it adds to it. */
export interface BehindRow {
  day: string | null;
  subject: string | null;
  keys: Partial<Record<DimensionName, string | null>>;
  currency: string | null;
  numerator: string | null;
  denominator: string | null;
  value: string | null;
}

/** Behind which row a page begins: its day and subject, and how many rows with both were given. */
export interface Place {
  day: string;
  subject: string;
  given: number;
}

/** The metric's aggregates over the one row. */
export function ofOne(metric: Metric, at: string): SQL {
  const { numerator, denominator, distribution } = metric;
  const columns = columnsOf(metric).map(
    (column) => sql`f.${sql.identifier(column)} as ${sql.identifier(column)}`,
  );
  const among = distribution?.where ? sql` filter (where ${written(distribution.where, at)})` : sql``;
  const value = distribution
    ? sql`avg((${written(distribution.value, at)})::numeric)${among}`
    : sql`null::numeric`;
  return sql`(select coalesce((${written(numerator, at)})::numeric, 0) as numerator,
      ${denominator === undefined ? sql`null::numeric` : sql`coalesce((${written(denominator, at)})::numeric, 0)`} as denominator,
      ${value} as value
    from (select ${sql.join([sql`true as is_there`, ...columns], sql`, `)}) alone) one`;
}

/** Which of the rows behind a figure, and by what each is told to be grouped. */
export interface Part {
  keys: readonly DimensionName[];
  currency?: string | undefined;
  after?: Place | undefined;
}

/** The rows of the fact that add to a figure, by day and subject, from behind the place; at most so many as the limit. */
function selectBehind(
  metric: Metric,
  asked: Asked,
  { keys, currency, after }: Part,
  limit: number | null,
  context: Context,
): SQL {
  const { fact, cohort } = metric;
  const at = asked.asOf ?? context.now;
  const day = cohort === null ? sql`''` : sql`${cohortOf(cohort)}::text`;
  const subject = sql`coalesce(f.${sql.identifier(fact.subject.column)}::text, '')`;
  const isMoney = isByCurrency(metric);
  const within = [
    conditions(metric, asked, context),
    sql`(one.numerator <> 0 or one.denominator <> 0 or one.value is not null)`,
    ...(currency !== undefined && isMoney ? [sql`f.currency = ${currency}`] : []),
    ...(after ? [sql`(${day}, ${subject}) >= (${after.day}, ${after.subject})`] : []),
  ];
  const columns = keys.map(
    (name) => sql`${columnOf(name)}::text as ${sql.identifier(dimensions[name].column)}`,
  );
  return sql`
    select ${day} as day, ${subject} as subject, ${isMoney ? sql`f.currency` : sql`null::text`} as currency,
      trim_scale(one.numerator)::text as numerator, trim_scale(one.denominator)::text as denominator,
      trim_scale(round(one.value, 6))::text as value${columns.length > 0 ? sql`, ${sql.join(columns, sql`, `)}` : sql``}
    from ${rowsOf(fact, asked.asOf, context)} cross join lateral ${ofOne(metric, at)}
    where ${sql.join(within, sql` and `)}
    order by 1, 2, one.numerator, one.denominator, one.value${columns.length > 0 ? sql`, ${sql.join(keys.map(columnOf), sql`, `)}` : sql``}
    limit ${limit}::int offset ${after?.given ?? 0}::int`;
}

/** The rows behind a figure, by day and subject, one more than the limit. */
export async function rowsBehind(
  metric: Metric,
  asked: Asked,
  part: Part & { limit: number },
  context: Context,
): Promise<BehindRow[]> {
  const rows = await told<Record<string, string | null>>(
    selectBehind(metric, asked, part, part.limit + 1, context),
    asked.asOf,
    context,
  );
  return rows.map((row) => ({
    day: row['day'] || null,
    subject: row['subject'] || null,
    keys: Object.fromEntries(part.keys.map((name) => [name, row[dimensions[name].column] ?? null])),
    currency: row['currency'] ?? null,
    numerator: row['numerator'] ?? null,
    denominator: row['denominator'] ?? null,
    value: row['value'] ?? null,
  }));
}

/**
 * Every row behind a figure, in the same order: what each column is called, and the statement, which is to be run next in
 * the context's transaction.
 */
export async function everyRowBehind(
  metric: Metric,
  asked: Asked,
  part: Part,
  memberOf: (name: DimensionName) => string,
  context: Context,
): Promise<EveryRow> {
  const columns: [string, SQL][] = [
    ['noun', sql`${metric.fact.subject.noun}::text`],
    ['id', sql`nullif(b.subject, '')`],
    ['day', sql`nullif(b.day, '')`],
    ...part.keys.map((name): [string, SQL] => {
      const column = sql`b.${sql.identifier(dimensions[name].column)}`;
      return [memberOf(name), name === 'tier' ? sql`${column}::int` : column];
    }),
    ...['currency', 'numerator', 'denominator', 'value'].map((name): [string, SQL] => [
      name,
      sql`b.${sql.identifier(name)}`,
    ]),
  ];
  const shown = columns.map(([name, value]) => sql`${value} as ${sql.identifier(name)}`);
  if (asked.asOf !== undefined) await joinAtOnce(context.tx, true);
  return {
    members: columns.map(([name]) => name),
    select: sql`select ${sql.join(shown, sql`, `)} from (${selectBehind(metric, asked, part, null, context)}) b`,
  };
}
