import { sql, type SQL } from 'drizzle-orm';
import { getTableName } from 'drizzle-orm';
import type { Actor } from '../../kernel/actor.ts';
import type { Noun } from '../../kernel/noun.ts';
import type { FieldChange } from '../../kernel/changes.ts';
import { Statement } from './compile.ts';
import type { Selection } from './request.ts';
import { rowAt, versionsOf, visible } from './source.ts';

/** A version's members as the viewer sees them. */
export type Shown = Record<string, unknown>;

const ofTheVersion = new Set(['version', 'updatedAt']);

/** What a version is shown by: every declared field that has a past, which other systems' names have not. */
const selectionOf = (noun: Noun): Selection => ({
  fields: new Set(
    Object.entries(noun.fields).flatMap(([name, { unversioned }]) =>
      unversioned || name === 'externalIds' ? [] : [name],
    ),
  ),
  links: new Map(),
});

/**
 * One version of a row as the actor sees it, everything else being as just after the transaction: a query that gives
 * its JSON `j`, or no row where the actor sees none.
 */
export function versionShown(
  noun: Noun,
  actor: Actor,
  { id, sequence, transaction }: Record<'id' | 'sequence' | 'transaction', SQL>,
): SQL {
  const viewing = { actor, asOf: transaction, absence: 'omit' as const };
  const statement = new Statement(viewing);
  const alias = statement.alias();
  const row = rowAt(noun.table, alias, viewing);
  const version = versionsOf(noun.table, viewing, sql`v.row_id = ${id} and v.sequence = ${sequence}`);
  return sql`select (${statement.row(noun, selectionOf(noun), row)})::jsonb as j
    from ${version} as ${sql.identifier(alias)} where ${sql.join(visible(noun, row, viewing), sql` and `)}`;
}

/** The versions of one row under an alias, whatever the table's other rows. */
export const versionsOfRow = (noun: Noun, alias: string, actor: Actor, id: SQL): SQL => {
  const v = sql.identifier(alias);
  return sql`${v}.tenant_id = ${actor.tenantId} and ${v}.table_name = ${getTableName(noun.table)} and ${v}.row_id = ${id}`;
};

/**
 * The fields that differ. One that the earlier version did not show stands with what the later shows; one that is shown
 * no more has not changed: who may see it has. Of a row that is new to the viewer, everything that it has.
 */
export function differences(before: Shown | null, after: Shown): FieldChange[] {
  return Object.entries(after).flatMap(([field, value]) => {
    if (ofTheVersion.has(field)) return [];
    const earlier = before?.[field] ?? null;
    return JSON.stringify(earlier) === JSON.stringify(value)
      ? []
      : [{ field, before: earlier, after: value }];
  });
}
