import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../../../kernel/operation.ts';
import { dimensions, type Grain } from '../../metrics/dimensions.ts';
import { columnsOf, definitionOf, type Metric, type MetricUnit } from '../../metrics/metric.ts';
import type { MetricFigure } from '../../metrics/question.ts';
import type { Asked } from './asked.ts';
import { conditions } from './conditions.ts';
import { isByCurrency, rowsOf, told, totalsFor, viewOf } from './source.ts';
import { cohortOf, columnOf, written } from './values.ts';

/** More figures than this are no answer. */
export const mostFigures = 20_000;

/** The day on which the period of a day begins. */
export function periodOf(cohort: string, grain: Grain): SQL {
  const day = cohortOf(cohort);
  if (grain === 'day') return sql`${day}::date`;
  // Weeks of Postgres begin on Monday, ours the day before.
  if (grain === 'week') return sql`(date_trunc('week', (${day} + 1)::timestamp)::date - 1)`;
  return sql`date_trunc(${sql.raw(`'${grain}'`)}, ${day}::timestamp)::date`;
}

const asText = (value: SQL, unit: MetricUnit): SQL =>
  unit === 'money' ? sql`round(${value}, 2)::text` : sql`trim_scale(round(${value}, 6))::text`;

/** The columns of a metric's figure, each ending with its place in the list. */
function figureColumns(metric: Metric, place: number, at: string): SQL[] {
  const { unit, distribution } = metric;
  const sum = (text: string) => sql`coalesce((${written(text, at)})::numeric, 0)`;
  const numerator = sum(metric.numerator);
  const denominator = metric.denominator === undefined ? undefined : sum(metric.denominator);
  const among = distribution?.where ? sql` filter (where ${written(distribution.where, at)})` : sql``;
  const spread = (value: SQL) => asText(sql`(${value})::numeric`, unit);
  const percentile = (part: string) =>
    distribution
      ? spread(
          sql`percentile_cont(${sql.raw(part)}) within group (order by (${written(distribution.value, at)})::float8)${among}`,
        )
      : sql`null::text`;
  const value = denominator
    ? asText(sql`(${numerator} / nullif(${denominator}, 0))`, unit)
    : distribution
      ? spread(sql`avg((${written(distribution.value, at)})::numeric)${among}`)
      : asText(numerator, unit);
  const named = (name: string, column: SQL) => sql`${column} as ${sql.identifier(`${name}${place}`)}`;
  return [
    named('v', value),
    named('n', asText(numerator, unit)),
    named('d', denominator ? sql`trim_scale(round(${denominator}, 6))::text` : sql`null::text`),
    named('m', percentile('0.5')),
    named('p', percentile('0.9')),
  ];
}

type Row = Record<string, string | null>;

/**
 * The rows that are asked for with the columns that are needed, under the alias `f`. Each column is made once a row, which
 * OFFSET sees to: else it would be made again wherever the metrics name it.
 */
function rowsAsked(metrics: readonly Metric[], asked: Asked, source: SQL, context: Context): SQL {
  const [first] = metrics as [Metric];
  const needed = new Set([
    ...asked.by.map((name) => dimensions[name].column as string),
    ...(asked.grain && first.cohort !== null ? [first.cohort] : []),
    ...(isByCurrency(first) ? ['currency'] : []),
    ...metrics.flatMap(columnsOf),
  ]);
  const columns = [...needed].map((column) => sql`f.${sql.identifier(column)}`);
  return sql`(select ${sql.join(columns.length > 0 ? columns : [sql`true as is_there`], sql`, `)} from ${source}
    where ${conditions(first, asked, context)} offset 0) f`;
}

async function ask(
  metrics: readonly Metric[],
  asked: Asked,
  source: SQL,
  context: Context,
): Promise<MetricFigure[]> {
  const [first] = metrics as [Metric];
  const { cohort } = first;
  const from = rowsAsked(metrics, asked, source, context);
  // Grouped as they are and written as text only then: texts compare slowly.
  const groups: [name: string, value: SQL][] = [
    ...(asked.grain && cohort !== null ? [['period', periodOf(cohort, asked.grain)] as [string, SQL]] : []),
    ...asked.by.map((name): [string, SQL] => [name, columnOf(name)]),
    ...(isByCurrency(first) ? [['currency', sql`f.currency`] as [string, SQL]] : []),
  ];
  const at = asked.asOf ?? context.now;
  const shown = [
    ...groups.map(([name, value]) => sql`(${value})::text as ${sql.identifier(name)}`),
    ...metrics.flatMap((metric, place) => figureColumns(metric, place, at)),
  ];
  const rows = await told<Row>(
    sql`select ${sql.join(shown, sql`, `)} from ${from}${
      groups.length > 0
        ? sql` group by ${sql.join(
            groups.map(([, value]) => value),
            sql`, `,
          )}`
        : sql``
    } limit ${sql.raw(String(Math.floor(mostFigures / metrics.length) + 1))}`,
    asked.asOf,
    context,
  );
  return rows.flatMap((row) => metrics.map((metric, place) => figureOf(metric, place, asked, row)));
}

const figureOf = (metric: Metric, place: number, { by }: Asked, row: Row): MetricFigure => ({
  metric: metric.name,
  definitionId: definitionOf(metric),
  unit: metric.unit,
  period: row['period'] ?? null,
  keys: Object.fromEntries(by.map((name) => [name, row[name] ?? null])),
  currency: row['currency'] ?? null,
  value: row[`v${place}`] ?? null,
  numerator: row[`n${place}`] ?? null,
  denominator: row[`d${place}`] ?? null,
  median: row[`m${place}`] ?? null,
  p90: row[`p${place}`] ?? null,
  prior: null,
  isSuppressed: false,
});

/**
 * The figures of every group and period that has rows, in no order: one statement for the metrics that are made of the
 * same rows. Sums of nothing are 0.
 */
export async function figures(asked: Asked, context: Context): Promise<MetricFigure[]> {
  const sources = asked.metrics.map((metric) => ({
    metric,
    totals: totalsFor(metric, asked, context),
  }));
  const parts = Map.groupBy(sources, ({ metric, totals }) =>
    [totals?.name ?? metric.fact.name, metric.cohort, isByCurrency(metric)].join(' '),
  );
  const answers: MetricFigure[] = [];
  for (const part of parts.values()) {
    const [{ metric, totals }] = part as [(typeof part)[number]];
    const from = totals ? viewOf(totals.name) : rowsOf(metric.fact, asked.asOf, context);
    const metrics = part.map((one) => one.metric);
    answers.push(...(await ask(metrics, asked, from, context)));
  }
  return answers;
}
