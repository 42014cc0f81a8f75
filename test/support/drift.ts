import { is, SQL, StringChunk } from 'drizzle-orm';
import {
  PgArray,
  type PgColumn,
  PgJsonb,
  PgNumeric,
  type PgTable,
  getTableConfig,
} from 'drizzle-orm/pg-core';
import type pg from 'pg';

interface Shape {
  type: string;
  required: boolean;
  default: string;
  generated: string;
}

const stored = `
  select c.relname || '.' || a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required,
    pg_get_expr(d.adbin, d.adrelid) as expression, a.attgenerated <> '' as is_generated
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relname = any ($1)`;

/**
 * Where the tables as drizzle knows them differ from the database, either way: type, nullability, default,
 * generated expression, or a column that only one of them has. Tables named in `except` are not compared.
 */
export async function findDrift(
  tables: readonly PgTable[],
  except: readonly string[],
  client: pg.ClientBase,
): Promise<string[]> {
  const { rows } = await client.query(stored, [except]);
  const inDatabase = new Map<string, Shape>(
    rows.map(({ name, type, required, expression, is_generated }) => {
      const plain = withoutCasts(expression ?? '');
      return [
        name,
        { type, required, default: is_generated ? '' : plain, generated: is_generated ? plain : '' },
      ];
    }),
  );
  const inCode = new Map<string, Shape>(
    tables.map(getTableConfig).flatMap(({ name, columns }) => {
      return columns.map((column) => [`${name}.${column.name}`, shapeOf(column)] as const);
    }),
  );
  const names = [...new Set([...inDatabase.keys(), ...inCode.keys()])].toSorted();
  return names.flatMap((name) => compare(name, inCode.get(name), inDatabase.get(name)));
}

function compare(name: string, code: Shape | undefined, database: Shape | undefined): string[] {
  if (!code) return [`${name}: only in the database`];
  if (!database) return [`${name}: only in tables.ts`];
  const keys = ['type', 'required', 'default', 'generated'] as const;
  return keys
    .filter((key) => code[key] !== database[key])
    .map((key) => `${name}: ${key} is ${code[key]} in tables.ts, ${database[key]} in the database`);
}

function shapeOf(column: PgColumn): Shape {
  return {
    type: column
      .getSQLType()
      .replace(/^char\(/, 'character(')
      .replaceAll(', ', ','),
    required: column.notNull,
    default: column.hasDefault && !column.generated ? withoutCasts(literal(column.default, column)) : '',
    generated: column.generated ? withoutCasts(literal(column.generated.as, column)) : '',
  };
}

function literal(value: unknown, column: PgColumn): string {
  if (is(value, SQL))
    return value.queryChunks.map((chunk) => (is(chunk, StringChunk) ? chunk.value.join('') : '?')).join('');
  if (is(column, PgJsonb)) return `'${JSON.stringify(value)}'`;
  if (is(column, PgArray)) return `'{${(value as unknown[]).join(',')}}'`;
  // Postgres keeps the constant of a decimal as it was written: a number.
  if (is(column, PgNumeric)) return String(value);
  return typeof value === 'string' ? `'${value}'` : String(value);
}

// Postgres prints an expression with the casts and parentheses that it understood.
function withoutCasts(expression: string): string {
  return expression.replaceAll(/::[a-z]+( [a-z]+)*(\[\])?/g, '').replaceAll(/\((\w+\(\))\)/g, '$1');
}
