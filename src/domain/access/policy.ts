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

/** Whether a membership reaches into the reader's programs; what it is bound to is read from its alias. */
const reaches = (m: (column: string) => SQL, { membershipId, programIds }: Actor): SQL =>
  programIds === null
    ? sql`true`
    : sql`(${m('id')} = ${membershipId} or app.reaches(${m('side')}, ${m('program_ids')}, ${m('vendor_id')}, ${m('worker_id')}))`;

const columnKeys: Record<string, string> = {
  id: 'id',
  side: 'side',
  vendor_id: 'vendorId',
  worker_id: 'workerId',
  program_ids: 'programIds',
};

/** Memberships of the reader's programs: of its own side and the operator's, of their vendors and placed workers. */
export const colleagues = (row: RowAt, actor: Actor): SQL =>
  reaches((column) => row(columnKeys[column]!), actor);

/** The people of those memberships; who has none yet is seen by those who may give one. */
export const theirUsers = (row: RowAt, actor: Actor): SQL => {
  if (actor.programIds === null) return sql`true`;
  const known = sql`exists (select from memberships m where m.tenant_id = ${row('tenantId')} and m.user_id = ${row('id')}
    and ${reaches((column) => sql`m.${sql.identifier(column)}`, actor)})`;
  return permissions.manageUsers.roles.has(actor.role as never)
    ? sql`(${known} or not app.is_member(${row('id')}))`
    : known;
};
