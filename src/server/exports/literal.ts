import type { SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { malformed } from '../../kernel/errors.ts';

/** A value as a quoted literal of no type yet, which Postgres types by its place as it does a parameter. */
function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  const isPlain = ['string', 'number', 'bigint', 'boolean'].includes(typeof value);
  if (!isPlain) throw new TypeError(`${typeof value} has no literal`);
  const text = String(value as string | number | bigint | boolean);
  // A message to Postgres ends at U+0000.
  if (text.includes('\0')) throw malformed({ detail: 'U+0000 cannot be in a text.' });
  // Where there is a backslash this writes E'…', so that no setting of the connection changes what is meant.
  return pg.escapeLiteral(text);
}

class LiteralDialect extends PgDialect {
  // The builder hands over the value beside its number.
  override escapeParam(_: number, value?: unknown): string {
    return literal(value);
  }
}

const dialect = new LiteralDialect();

/** The statement's text with its parameters written into it: COPY takes none. Refuses U+0000. */
export const inlined = (statement: SQL): string => dialect.sqlToQuery(statement).sql;
