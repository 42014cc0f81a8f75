import { getTableColumns, sql, type SQL } from 'drizzle-orm';
import { permission, roles, type Actor } from '../../kernel/actor.ts';
import type { Noun, RowAt, Visibility } from '../../kernel/noun.ts';
import { order } from '../orders/index.ts';

export const permissions = {
  read: permission('worklists.read', ...roles),
  searchOrders: permission('worklists.search_orders', ...order.read.roles),
  readViews: permission('worklists.read_views', ...roles),
  keepViews: permission('worklists.keep_views', ...roles),
};

const scopes = [
  ['programId', 'programIds'],
  ['facilityId', 'facilityIds'],
  ['unitId', 'unitIds'],
] as const;

const among = (column: SQL, ids: readonly string[]) => sql`${column} = any(${`{${ids.join(',')}}`}::uuid[])`;

function inScope({ table }: Noun, row: RowAt, actor: Actor): SQL[] {
  const columns = getTableColumns(table);
  return scopes.flatMap(([key, scope]) => {
    const allowed = actor[scope];
    return !(key in columns) || allowed === null
      ? []
      : [sql`(${row(key)} is null or ${among(row(key), allowed)})`];
  });
}

function bySide(noun: Noun, row: RowAt, actor: Actor): SQL[] {
  const { side } = actor;
  if (side === 'system') return [];
  const rule = noun.visibleTo[side] ?? (side === 'operator' || side === 'client' ? 'scoped' : 'none');
  if (typeof rule === 'function') return [rule(row, actor)];
  if (rule === 'tenant') return [];
  if (rule === 'none') return [sql`false`];
  if (side === 'vendor') return [sql`${row('vendorId')} = ${actor.vendorId}::uuid`];
  if (side === 'worker') return [sql`${row('workerId')} = ${actor.workerId}::uuid`];
  return inScope(noun, row, actor);
}

/** The condition under which the actor sees a row of the noun that is in use: what its list goes by. */
export const seen = (noun: Noun, row: RowAt, actor: Actor): SQL =>
  sql.join(
    [
      sql`${row('tenantId')} = ${actor.tenantId}`,
      ...bySide(noun, row, actor),
      ...(noun.archivable ? [sql`${row('archivedAt')} is null`] : []),
    ],
    sql` and `,
  );

const own = (row: RowAt, { membershipId }: Actor) => sql`${row('membershipId')} = ${membershipId}::uuid`;

const shared = (row: RowAt, actor: Actor): SQL => {
  const within =
    actor.programIds === null
      ? sql`true`
      : sql`(${row('programId')} is null or ${among(row('programId'), actor.programIds)})`;
  return sql`(${own(row, actor)} or (${row('sharedWith')} <> 'nobody' and ${row('side')} = ${actor.side} and ${within}
    and (${row('sharedWith')} = 'side' or ${row('role')} = ${actor.role})))`;
};

/** One's own views, and those that others of the side, of the role or of the vendor share. */
export const viewVisibility: Visibility = {
  operator: shared,
  client: shared,
  vendor: (row, actor) => sql`(${row('vendorId')} = ${actor.vendorId}::uuid and ${shared(row, actor)})`,
  worker: own,
};
