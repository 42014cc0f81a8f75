import { sql, type SQL } from 'drizzle-orm';
import { permission, roles, type Actor } from '../../kernel/actor.ts';
import type { RowAt } from '../../kernel/noun.ts';

export const permissions = {
  me: permission('access.me', ...roles),
  readUsers: permission(
    'access.read_users',
    'tenant_admin',
    'program_manager',
    'credentialing',
    'integration',
    'requester',
    'approver',
    'client_finance',
  ),
  manageUsers: permission('access.manage_users', 'tenant_admin', 'integration'),
  ownTokens: permission('access.own_tokens', ...roles),
};

const among = (column: SQL, ids: readonly string[] | null) =>
  ids === null ? sql`true` : sql`${column} = any(${`{${ids.join(',')}}`}::uuid[])`;

/** Whether a membership of a tenant reaches into the reader's programs; what it is bound to is read from its alias. */
function reaches(m: (column: string) => SQL, { side, membershipId, programIds }: Actor): SQL {
  if (side === 'operator' && programIds === null) return sql`true`;
  const ownSide =
    programIds === null
      ? sql`true`
      : sql`(${m('program_ids')} is null or ${m('program_ids')} && ${`{${programIds.join(',')}}`}::uuid[])`;
  return sql`(${m('id')} = ${membershipId} or case
    when ${m('vendor_id')} is not null then exists (select from panel_memberships p where p.tenant_id = ${m('tenant_id')}
      and p.vendor_id = ${m('vendor_id')} and ${among(sql`p.program_id`, programIds)})
    when ${m('worker_id')} is not null then exists (select from assignments a where a.tenant_id = ${m('tenant_id')}
      and a.worker_id = ${m('worker_id')} and a.state <> 'canceled' and ${among(sql`a.program_id`, programIds)})
    else ${ownSide} end)`;
}

const columnKeys: Record<string, string> = {
  id: 'id',
  tenant_id: 'tenantId',
  vendor_id: 'vendorId',
  worker_id: 'workerId',
  program_ids: 'programIds',
};

/** Memberships of the reader's programs: of its own side and the operator's, of their vendors and placed workers. */
export const colleagues = (row: RowAt, actor: Actor): SQL =>
  reaches((column) => row(columnKeys[column]!), actor);

/** The people of those memberships; who has none yet is seen by those who may give one. */
export const theirUsers = (row: RowAt, actor: Actor): SQL => {
  const known = sql`exists (select from memberships m where m.tenant_id = ${row('tenantId')} and m.user_id = ${row('id')}
    and ${reaches((column) => sql`m.${sql.identifier(column)}`, actor)})`;
  return permissions.manageUsers.roles.has(actor.role as never)
    ? sql`(${known} or not app.is_member(${row('id')}))`
    : known;
};
