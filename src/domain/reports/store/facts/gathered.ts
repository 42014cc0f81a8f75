import { sql, type SQL } from 'drizzle-orm';

/** Rows of another table that are a row's own: by which of its columns, equal to what of the row, and which of them. */
export interface Own {
  from: SQL;
  keys: readonly (readonly [theirs: SQL, own: SQL])[];
  that?: SQL;
}

const listed = (parts: readonly SQL[]): SQL => sql.join([...parts], sql`, `);
const all = (conditions: readonly SQL[]): SQL => sql.join([...conditions], sql` and `);
const theirs = ({ keys }: Own): SQL[] => keys.map(([column]) => column);

/** Those of one row alone. */
export const looked = ({ from, keys, that }: Own): SQL =>
  sql`${from} where ${all([...keys.map(([column, own]) => sql`${column} = ${own}`), ...(that ? [that] : [])])}`;

/** Those of all rows; what lacks a key is nobody's, and would make it unknown whether another has any. */
const gathered = (own: Own): SQL =>
  sql`${own.from} where ${all([...theirs(own).map((column) => sql`${column} is not null`), ...(own.that ? [own.that] : [])])}`;

/**
 * Whether a row has any. Tables are asked row by row, by their indexes; of a past (`then`), where versions have none, all are
 * gathered at once: else the time would grow with the square of the rows.
 */
export const hasAny = (own: Own, then: SQL | undefined): SQL =>
  then === undefined
    ? sql`exists (select ${looked(own)})`
    : sql`(${listed(own.keys.map(([, value]) => value))}) in (select ${listed(theirs(own))} ${gathered(own)})`;

/**
 * Aggregates of them, each with the name that it has beside the row, under the alias; looked up or gathered as above, so that
 * of a row without any they may be null as well as the aggregate of nothing.
 */
export function beside(as: string, own: Own, aggregates: SQL, then: SQL | undefined): SQL {
  const alias = sql.identifier(as);
  if (then === undefined)
    return sql`left join lateral (select ${aggregates} ${looked(own)}) ${alias} on true`;
  const key = (at: number) => sql.identifier(`key${at}`);
  const kept = theirs(own).map((column, at) => sql`${column} as ${key(at)}`);
  const matched = own.keys.map(([, value], at) => sql`${alias}.${key(at)} = ${value}`);
  return sql`left join (select ${listed(kept)}, ${aggregates} ${gathered(own)} group by ${listed(theirs(own))}) ${alias} on ${all(matched)}`;
}
