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
 * Expects that a client of REST and a login that see the same rows have the same figures of a metric, at most by one
 * dimension; answers whether any was other than zero.
 */
export async function expectRestIsSql(
  client: Client,
  session: pg.ClientBase,
  metric: Published,
  asked: Asked,
): Promise<boolean> {
  const { from, to, by } = asked;
  const days = metric.cohort === null ? '' : `&from=${from}&to=${to}`;
  const answer = await client.get(
    `/reports/query?metrics=${metric.name}${days}${by ? `&by=${by.name}` : ''}`,
  );
  expect([metric.name, answer.status, answer.body.code]).toEqual([metric.name, 200, undefined]);
  const told = await metricBySql(session, metric, { ...asked, now: answer.body.asOf });
  const shown = comparable(answer.body.rows, by, metric.unit);
  expect({ metric: metric.name, by: by?.name, rows: comparable(told, by, metric.unit) }).toEqual({
    metric: metric.name,
    by: by?.name,
    rows: shown,
  });
  return told.some(({ numerator }) => Number(numerator) !== 0);
}
