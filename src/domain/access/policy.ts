import { sql, type SQL } from 'drizzle-orm';
import { operatorPermission, permission, roles, type Actor } from '../../kernel/actor.ts';
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
  manageServiceAccounts: operatorPermission('access.manage_service_accounts', 'tenant_admin'),
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

/** The service accounts whose memberships reach into the reader's programs, and their secrets. */
export const accountsInReach = (row: RowAt, actor: Actor): SQL =>
  actor.programIds === null
    ? sql`true`
    : sql`exists (select from memberships m where m.tenant_id = ${row('tenantId')} and m.id = ${row('membershipId')}
        and ${reaches((column) => sql`m.${sql.identifier(column)}`, actor)})`;

export const secretsInReach = (row: RowAt, actor: Actor): SQL =>
  actor.programIds === null
    ? sql`true`
    : sql`exists (select from service_accounts a join memberships m on m.tenant_id = a.tenant_id and m.id = a.membership_id
        where a.tenant_id = ${row('tenantId')} and a.id = ${row('serviceAccountId')}
        and ${reaches((column) => sql`m.${sql.identifier(column)}`, actor)})`;
