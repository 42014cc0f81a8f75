import { sql, type SQL } from 'drizzle-orm';
import { permission, roles, type Actor } from '../../kernel/actor.ts';
import type { Noun, RowAt, Visibility } from '../../kernel/noun.ts';
import { visibleRow, withinScope } from '../../kernel/visible.ts';
import { order } from '../orders/index.ts';
import { savedViews } from './tables.ts';

export const permissions = {
  read: permission('worklists.read', ...roles),
  searchOrders: permission('worklists.search_orders', ...order.read.roles),
  readViews: permission('worklists.read_views', ...roles),
  keepViews: permission('worklists.keep_views', ...roles),
};

/** The condition under which the actor sees a row of the noun that is in use: what its list goes by. */
export const seen = (noun: Noun, row: RowAt, actor: Actor): SQL =>
  sql.join(
    [...visibleRow(noun, row, actor), ...(noun.archivable ? [sql`${row('archivedAt')} is null`] : [])],
    sql` and `,
  );

const own = (row: RowAt, { membershipId }: Actor) => sql`${row('membershipId')} = ${membershipId}::uuid`;

const shared = (row: RowAt, actor: Actor): SQL => {
  const within = sql.join([sql`true`, ...withinScope(savedViews, row, actor)], sql` and `);
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
