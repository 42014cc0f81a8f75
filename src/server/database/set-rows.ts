import { getTableColumns, getTableName, is, SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';

/** From so many rows on, one statement over a JSON text is quicker than a list of values. */
export const manyRows = 8;

type Values = Readonly<Record<string, unknown>>;
type Columns = Readonly<Record<string, PgColumn>>;

/** What Postgres gives back as it was given, so that it need not be given back. */
const carried = new Set(['uuid', 'text', 'integer', 'boolean', 'jsonb', 'text[]', 'uuid[]']);

const columnsOf = (table: PgTable) => getTableColumns(table) as unknown as Columns;
const nameOf = (column: PgColumn) => sql.identifier(column.name);
const typeOf = (column: PgColumn) => column.getSQLType();
const listed = (parts: readonly SQL[]) => sql.join([...parts], sql`, `);

/** A value as JSON carries it to `json_to_recordset`. */
function carry(column: PgColumn, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  const type = typeOf(column);
  if (type === 'jsonb' || type.endsWith('[]')) return value;
  const driven = column.mapToDriverValue(value);
  return Buffer.isBuffer(driven) ? `\\x${driven.toString('hex')}` : driven;
}

/** Rows as the statement's one parameter, and as items of FROM under the alias `v`. */
function recordset(columns: readonly (readonly [string, PgColumn])[], rows: readonly Values[]): SQL {
  const records = rows.map((row) =>
    Object.fromEntries(columns.map(([key, column]) => [column.name, carry(column, row[key])])),
  );
  const types = columns.map(([, column]) => sql`${nameOf(column)} ${sql.raw(typeOf(column))}`);
  return sql`json_to_recordset(${JSON.stringify(records)}::json) as v (${listed(types)})`;
}

/** The columns that this release knows, by name: `*` would be others after the next release's migration, in a statement that is prepared. */
export const everyColumn = (table: PgTable, alias: string): SQL =>
  listed(Object.values(columnsOf(table)).map((column) => sql`${sql.identifier(alias)}.${nameOf(column)}`));

/** Reads rows of a table as drizzle would; equal texts of instants are read once. */
export function rowReader(table: PgTable): (raw: Values) => Record<string, unknown> {
  const columns = Object.entries(columnsOf(table));
  const known = new Map<string, unknown>();
  return (raw) =>
    Object.fromEntries(
      columns.map(([key, column]) => {
        const value = raw[column.name];
        if (value === null || value === undefined) return [key, null];
        if (typeOf(column) !== 'timestamp with time zone') return [key, column.mapFromDriverValue(value)];
        const text = value as string;
        if (!known.has(text)) known.set(text, column.mapFromDriverValue(value));
        return [key, known.get(text)];
      }),
    );
}

/**
 * Inserts many rows by one statement; undefined where a list of values must do it: where rows differ in which columns
 * they leave to their defaults, or hold SQL. `stamps` are the keys whose values come back as they were given too.
 */
export function insertMany(
  table: PgTable,
  rows: readonly Values[],
  stamps: readonly string[],
): { statement: SQL; read(raw: readonly Values[]): Record<string, unknown>[] } | undefined {
  const columns = Object.entries(columnsOf(table));
  const given = columns.filter(([key]) => rows.some((row) => row[key] !== undefined));
  const isUneven = given.some(
    ([key, { hasDefault }]) => hasDefault && rows.some((row) => row[key] === undefined),
  );
  if (isUneven || rows.some((row) => given.some(([key]) => is(row[key], SQL)))) return undefined;
  const kept = new Set(
    given.filter(([key, column]) => stamps.includes(key) || carried.has(typeOf(column))).map(([key]) => key),
  );
  const names = listed(given.map(([, column]) => sql`${nameOf(column)}`));
  const asked = columns.filter(([key]) => key === 'id' || !kept.has(key));
  const read = rowReader(table);
  return {
    statement: sql`insert into ${sql.identifier(getTableName(table))} (${names})
      select ${names} from ${recordset(given, rows)}
      returning ${listed(asked.map(([, column]) => sql`${nameOf(column)}`))}`,
    read(raw) {
      const byId = new Map(raw.map((one) => [one['id'], one]));
      return rows.map((row) => {
        const made = read(byId.get(row['id'])!);
        for (const key of kept) made[key] = row[key] ?? null;
        return made;
      });
    },
  };
}

/** The columns that a change sets to values; throws at SQL, which one parameter cannot carry. */
function changedKeys(changes: Values): string[] {
  const keys = Object.keys(changes).filter((key) => changes[key] !== undefined);
  if (keys.some((key) => is(changes[key], SQL))) throw new Error('rows that change together hold no SQL');
  return keys.toSorted();
}

/** Changes of many rows, each only in the version that was read; throws unless all change the same columns. */
export function changeMany(
  table: PgTable,
  changes: readonly { row: { id: string; version: number }; changes: Values }[],
  { tenantId, now }: { tenantId: string; now: string },
): SQL {
  const all = columnsOf(table);
  const [keys, ...others] = changes.map((change) => changedKeys(change.changes));
  if (others.some((other) => other.join() !== keys!.join()))
    throw new Error('rows that change together change the same columns');
  const set = keys!.map((key) => [key, all[key]!] as const);
  const rows = changes.map(({ row, changes: values }) => ({ ...values, id: row.id, version: row.version }));
  const given = [...set, ['id', all['id']!] as const, ['version', all['version']!] as const];
  const assignments = set.map(([, column]) => sql`${nameOf(column)} = v.${nameOf(column)}`);
  return sql`update ${sql.identifier(getTableName(table))} as t
    set ${listed([...assignments, sql`version = t.version + 1`, sql`updated_at = ${now}::timestamptz`])}
    from ${recordset(given, rows)}
    where t.tenant_id = ${tenantId} and t.id = v.id and t.version = v.version returning ${everyColumn(table, 't')}`;
}
