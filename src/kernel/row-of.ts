import { getTableColumns, getTableName, sql, type SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { RowAt } from './noun.ts';

const present = (table: PgTable | string, alias: string): SQL =>
  sql`${typeof table === 'string' ? sql.identifier(table) : table} as ${sql.identifier(alias)}`;

/** The row under an alias, and other tables beside it: as they are now, or from the `source` given. */
export function rowOf(table: PgTable, alias: string, source = present): RowAt {
  const columns = getTableColumns(table) as Record<string, PgColumn>;
  const read = (key: string): SQL => {
    const column = columns[key];
    if (!column) throw new Error(`${getTableName(table)} has no column ${key}`);
    return sql`${sql.identifier(alias)}.${sql.identifier(column.name)}`;
  };
  const now = source === present ? undefined : rowOf(table, alias);
  const row = Object.assign(read, { source });
  return Object.assign(row, { now: now ?? (row as RowAt) });
}
