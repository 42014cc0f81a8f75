import { getTableColumns, sql, type SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Actor } from './actor.ts';
import type { Noun, RowAt, SideRule } from './noun.ts';

const scopeKeys = [
  ['programId', 'programIds'],
  ['facilityId', 'facilityIds'],
  ['unitId', 'unitIds'],
] as const;

/** Whether the row lies in the programs, facilities and units that the actor is bound to, by those of their columns it has. */
export function withinScope(table: PgTable, row: RowAt, actor: Actor): SQL[] {
  const columns = getTableColumns(table);
  return scopeKeys.flatMap(([key, scope]) => {
    const allowed = actor[scope];
    if (!(key in columns) || allowed === null) return [];
    return [sql`(${row(key)} is null or ${row(key)} = any(${`{${allowed.join(',')}}`}::uuid[]))`];
  });
}

/** The rule by which a side sees rows of the noun, where it is not told otherwise. */
export const sideRuleOf = (noun: Noun, side: keyof Noun['visibleTo']): SideRule =>
  noun.visibleTo[side] ?? (side === 'operator' || side === 'client' ? 'scoped' : 'none');

const never = [sql`false`];

function bySide(rule: SideRule, noun: Noun, row: RowAt, actor: Actor): SQL[] {
  if (typeof rule === 'function') return [rule(row, actor)];
  if (rule === 'tenant') return [];
  if (rule === 'none') return never;
  if (actor.side === 'vendor') return actor.vendorId ? [sql`${row('vendorId')} = ${actor.vendorId}`] : never;
  if (actor.side === 'worker') return actor.workerId ? [sql`${row('workerId')} = ${actor.workerId}`] : never;
  return withinScope(noun.table, row, actor);
}

/** Every condition under which the actor may see a row of the noun: the floor; row security in Postgres is the net. */
export function visibleRow(noun: Noun, row: RowAt, actor: Actor): SQL[] {
  if (noun.shared) return [];
  const tenant = sql`${row('tenantId')} = ${actor.tenantId}`;
  if (actor.side === 'system') return [tenant];
  return [tenant, ...bySide(sideRuleOf(noun, actor.side), noun, row, actor)];
}
