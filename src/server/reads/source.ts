import { getTableColumns, getTableName, sql, type SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Actor } from '../../kernel/actor.ts';
import type { Noun, RowAt } from '../../kernel/noun.ts';
import { rowOf } from '../../kernel/row-of.ts';
import { visibleRow } from '../../kernel/visible.ts';
import { ifItWasThere, orWhatItHeld, whatAbsentColumnsHold } from './absent-columns.ts';
import { validThen } from './as-of.ts';
import type { Slots } from './plans.ts';

/** Whose eyes, and when: shared by every part of one compiled statement. */
export interface Viewing {
  actor: Actor;
  /** A past as `asOfFrom` gives it, or a transaction as SQL: just after it; absent for the present. */
  asOf?: string | SQL | undefined;
  /** Where a statement is compiled to be kept: takes each request's own values out of its text. */
  slots?: Slots | undefined;
  /** Of a past, the names of columns that are asked for; others may be left out. Absent: all. */
  columns?: ReadonlySet<string> | undefined;
}

/** Columns that stand beside each version as they stand in it: only they are indexed, and read without unpacking it. */
const beside: Readonly<Record<string, SQL>> = {
  id: sql`v.row_id as id`,
  program_id: sql`v.program_id`,
  facility_id: sql`v.facility_id`,
  unit_id: sql`v.unit_id`,
  vendor_id: sql`v.vendor_id`,
  worker_id: sql`v.worker_id`,
};

/** What holds a table's versions: rows that never change are their own, beside what was kept before they were. */
export const kept = (table: PgTable | string): SQL =>
  typeof table !== 'string' && !('openedBy' in getTableColumns(table))
    ? sql`row_versions`
    : sql`all_versions`;

const columnsOf = (table: PgTable | string, tenantId: string, keepsDigests: boolean): SQL =>
  typeof table === 'string'
    ? sql`kept.*`
    : sql.join(
        Object.values(getTableColumns(table)).map((column) =>
          column.name === 'tenant_id'
            ? // A constant, so that a list seen through another table is looked up from there.
              sql`${tenantId}::uuid as tenant_id`
            : (beside[column.name] ??
              (keepsDigests && !column.notNull
                ? ifItWasThere(column)
                : sql`kept.${sql.identifier(column.name)}`)),
        ),
        sql`, `,
      );

/** A version's row: over the present one where history keeps digests, and with what columns held that it has not. */
function keptRow(table: PgTable | string, keepsDigests: boolean): SQL {
  if (typeof table === 'string') return sql`jsonb_populate_record(null::${sql.identifier(table)}, v."row")`;
  const absent = whatAbsentColumnsHold(table);
  if (keepsDigests) return sql`jsonb_populate_record(p, ${absent} || v."row")`;
  // Made once a statement: joining the two as JSON would cost every version more than reading it.
  const base = sql`(select jsonb_populate_record(null::${table}, ${absent}))`;
  return sql`jsonb_populate_record(${base}, v."row")`;
}

/** Some columns of versions: each of them is read by itself, at a fraction of what it takes to make the whole row. */
function someOf(table: PgTable, tenantId: string, named: ReadonlySet<string>): { columns: SQL; row: SQL } {
  const asked = Object.values(getTableColumns(table)).filter(({ name }) => named.has(name));
  const unpacked = asked.filter(({ name }) => name !== 'tenant_id' && !(name in beside));
  const typed = (column: PgColumn) => sql`${sql.identifier(column.name)} ${sql.raw(column.getSQLType())}`;
  const columns = asked.map((column) =>
    column.name === 'tenant_id'
      ? sql`${tenantId}::uuid as tenant_id`
      : (beside[column.name] ?? orWhatItHeld(table, column)),
  );
  const record = sql`jsonb_to_record(v."row") kept (${sql.join(unpacked.map(typed), sql`, `)})`;
  return { columns: sql.join(columns, sql`, `), row: unpacked.length > 0 ? sql`, ${record}` : sql`` };
}

/**
 * The versions of a table, under the alias `v`, that meet a condition, as rows of the table. History holds digests in
 * place of personal values, so a past that had any shows the present ones: an erasure reaches into every past.
 */
export function versionsOf(table: PgTable | string, { actor, columns }: Viewing, which: SQL): SQL {
  const name = typeof table === 'string' ? table : getTableName(table);
  const keepsDigests = typeof table !== 'string' && 'salt' in getTableColumns(table);
  const present = keepsDigests
    ? sql` left join ${table} p on p.tenant_id = v.tenant_id and p.id = v.row_id`
    : sql``;
  const some =
    columns && typeof table !== 'string' && !keepsDigests
      ? someOf(table, actor.tenantId, columns)
      : {
          columns: columnsOf(table, actor.tenantId, keepsDigests),
          row: sql`, ${keptRow(table, keepsDigests)} kept`,
        };
  return sql`(select ${some.columns} from ${kept(table)} v${present}${some.row}
    where v.tenant_id = ${actor.tenantId} and v.table_name = ${name} and ${which})`;
}

/** A table as an item of FROM; as of an instant, the versions that were valid then stand where it stood. */
export function source(table: PgTable | string, alias: string, viewing: Viewing): SQL {
  const { asOf } = viewing;
  const name = typeof table === 'string' ? table : getTableName(table);
  const as = sql.identifier(alias);
  if (asOf === undefined || (typeof table !== 'string' && !('tenantId' in getTableColumns(table))))
    return sql`${sql.identifier(name)} as ${as}`;
  return sql`${versionsOf(table, viewing, validThen(asOf))} as ${as}`;
}

/** The row under an alias as the viewer's instant shows it, and other tables beside it. */
export const rowAt = (table: PgTable, alias: string, viewing: Viewing): RowAt =>
  rowOf(table, alias, (other, as) => source(other, as, viewing));

/** Every condition under which the viewer may see a row of the noun. */
export const visible = (noun: Noun, row: RowAt, { actor }: Viewing): SQL[] => visibleRow(noun, row, actor);
