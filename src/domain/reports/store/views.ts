import { sql, type SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { Fact, From } from '../metrics/fact.ts';

/** What becomes a view of the schema `reporting`: a fact, or the kept totals of one. */
export type ReportingView = Pick<Fact, 'name' | 'summary' | 'columns' | 'rows'>;

const dialect = new PgDialect();
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Tables as they are, whoever reads and whatever its search path. */
export const presentTables: From = (table, alias) =>
  sql`public.${sql.identifier(table)} ${sql.identifier(alias)}`;

/** The SQL of the view's rows, values written into it. */
export function textOfRows(
  { name, rows }: Pick<ReportingView, 'name' | 'rows'>,
  from = presentTables,
): string {
  const query: SQL = rows(from);
  const { sql: text, params } = dialect.sqlToQuery(query.inlineParams());
  if (params.length > 0) throw new Error(`The view ${name} has values that SQL text cannot hold.`);
  return text.trim();
}

/** The statements that make the view in the schema: itself, the comments on it and on each column, and who reads it. */
export function viewStatements(view: ReportingView, schema = 'reporting'): string[] {
  const { name, summary, columns } = view;
  const path = `${schema}.${name}`;
  const notes = Object.entries(columns).map(
    ([column, { description }]) => `comment on column ${path}.${column} is ${quoted(description)}`,
  );
  return [
    `create view ${path} (${Object.keys(columns).join(', ')}) with (security_invoker = true) as\n${textOfRows(view)}`,
    `comment on view ${path} is ${quoted(summary)}`,
    ...notes,
    `grant select on ${path} to requisite_service, requisite_analyst`,
  ];
}
