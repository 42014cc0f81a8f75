import { getTableColumns, is, SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';

const hasConstant = ({ hasDefault, generated, default: value }: PgColumn): boolean =>
  hasDefault && generated === undefined && value !== undefined && !is(value, SQL);

/**
 * What the columns of a table hold in a version that was kept before they were added: the constant that each row got
 * then, as a JSON object by column; those without one hold null.
 */
export const whatAbsentColumnsHold = (table: PgTable): SQL => {
  const held = JSON.stringify(
    Object.fromEntries(
      Object.values(getTableColumns(table))
        .filter(hasConstant)
        .map((column) => [column.name, column.default]),
    ),
    (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
  );
  return sql.raw(`'${held.replaceAll("'", "''")}'::jsonb`);
};

/** A column of `kept`, read by itself of the version `v`: what it holds, or held before it was added. */
export const orWhatItHeld = (table: PgTable, column: PgColumn): SQL => {
  const name = sql.identifier(column.name);
  if (!hasConstant(column)) return sql`kept.${name}`;
  // Made once a statement, and only where a version lacks it.
  const held = sql`(select b.${name} from jsonb_populate_record(null::${table}, ${whatAbsentColumnsHold(table)}) b)`;
  return sql`case when v."row" ? ${sql.raw(`'${column.name}'`)} then kept.${name} else ${held} end as ${name}`;
};

/** A column of `kept`, populated over the present row, where the version `v` had it: as itself or as a digest. */
export const ifItWasThere = ({ name }: PgColumn): SQL =>
  sql`case when v."row" ?| ${sql.raw(`'{${name},${name}_digest}'`)} then kept.${sql.identifier(name)} end as ${sql.identifier(name)}`;
