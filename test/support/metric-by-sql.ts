import { parse } from 'csv-parse/sync';
import type pg from 'pg';
import { expect } from 'vitest';
import type { Client } from './service.ts';

/** As the catalog publishes it. */
export interface Published {
  name: string;
  unit: string;
  view: string;
  cohort: string | null;
  numerator: string;
  denominator: string | null;
  distribution: string | null;
  distributionWhere: string | null;
  sql: string;
  dimensions: string[];
}

interface Asked {
  from: string;
  to: string;
  by?: { name: string; column: string; field: string };
}

type Figures = Record<string, string | null>;

const members = ['value', 'numerator', 'denominator', 'median', 'p90'] as const;
/** Zeros at the end say nothing; REST rounds money to cents and the rest to six places. */
const plain = (text: string | null, places: number): string | null =>
  text === null ? null : String(Number(Number(text).toFixed(places)));

/** What the catalog's texts for a metric answer under a login, by group and currency. */
export async function metricBySql(
  session: pg.ClientBase,
  metric: Published,
  { from, to, by, now }: Asked & { now: string },
): Promise<Figures[]> {
  const { numerator, denominator, distribution, distributionWhere, cohort, view } = metric;
  const said = (text: string) => text.replaceAll(/:now\b/g, `'${now}'::timestamptz`);
  const among = distributionWhere ? ` filter (where ${said(distributionWhere)})` : '';
  const percentile = (part: string) =>
    distribution
      ? `percentile_cont(${part}) within group (order by (${said(distribution)})::float8)${among}`
      : 'null';
  const money = /\bcurrency\b/.test(metric.sql);
  const keys = [...(by ? [`${by.column}::text as "${by.field}"`] : []), ...(money ? ['currency'] : [])];
  const top = `coalesce((${said(numerator)})::numeric, 0)`;
  const bottom = denominator && `coalesce((${said(denominator)})::numeric, 0)`;
  const value = bottom
    ? `${top} / nullif(${bottom}, 0)`
    : distribution
      ? `avg((${said(distribution)})::numeric)${among}`
      : top;
  const { rows } = await session.query<Figures>(
    `select ${[...keys, `(${value})::text as value`, `${top}::text as numerator`, `(${bottom ?? 'null'})::text as denominator`].join(', ')},
       (${percentile('0.5')})::text as median, (${percentile('0.9')})::text as p90
     from reporting.${view} ${cohort ? `where ${cohort} between '${from}' and '${to}'` : ''}
     ${keys.length > 0 ? `group by ${keys.map((_, at) => at + 1).join(', ')}` : ''}`,
  );
  return rows;
}

function comparable(rows: readonly Figures[], by: Asked['by'], unit: string): string[] {
  const places = unit === 'money' ? 2 : 6;
  return rows
    .map((row) =>
      JSON.stringify([
        by ? String(row[by.field] ?? null) : null,
        row['currency'] ?? null,
        ...members.map((member) => plain(row[member] ?? null, places)),
      ]),
    )
    .toSorted();
}

/**
 * Expects that one question has one answer, by REST, as CSV, by GraphQL and by the SQL of a login that sees the same
 * rows: the figures of a metric, at most by one dimension. Answers whether any was other than zero.
 */
export async function expectOneAnswer(
  client: Client,
  session: pg.ClientBase,
  metric: Published,
  asked: Asked,
): Promise<boolean> {
  const { from, to, by } = asked;
  const days = metric.cohort === null ? '' : `&from=${from}&to=${to}`;
  const path = `/reports/query?metrics=${metric.name}${days}${by ? `&by=${by.name}` : ''}`;
  const answer = await client.get(path);
  expect([metric.name, answer.status, answer.body.code]).toEqual([metric.name, 200, undefined]);
  const file = await client.get(path, { accept: 'text/csv' });
  const cells = parse(file.text, { columns: true, cast: (cell) => (cell === '' ? null : cell) }) as Figures[];
  const graph = await client.graphql(
    `{ metricQuery(metrics: ["${metric.name}"]${by ? `, by: [${by.name.toUpperCase()}]` : ''}${
      metric.cohort === null ? '' : `, from: "${from}", to: "${to}"`
    }) { rows { currency ${members.join(' ')} ${by?.field ?? ''} } } }`,
  );
  const sql = await metricBySql(session, metric, { ...asked, now: answer.body.asOf });
  const told = { rest: answer.body.rows, csv: cells, graphql: graph.body.data?.metricQuery.rows, sql };
  const shown = comparable(answer.body.rows, by, metric.unit);
  for (const [way, rows] of Object.entries(told))
    expect({ metric: metric.name, by: by?.name, way, rows: comparable(rows, by, metric.unit) }).toEqual({
      metric: metric.name,
      by: by?.name,
      way,
      rows: shown,
    });
  return sql.some(({ numerator }) => Number(numerator) !== 0);
}
