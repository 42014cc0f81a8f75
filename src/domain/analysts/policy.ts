import { sql, type SQL } from 'drizzle-orm';
import { operatorPermission, permissionOverOwn, type Actor } from '../../kernel/actor.ts';
import type { RowAt } from '../../kernel/noun.ts';

export const permissions = {
  readSqlLogins: permissionOverOwn('analysts.read_sql_logins', ['analyst'], 'tenant_admin'),
  rotateSqlLogins: permissionOverOwn('analysts.rotate_sql_logins', ['analyst'], 'tenant_admin'),
  revokeSqlLogins: permissionOverOwn('analysts.revoke_sql_logins', ['analyst'], 'tenant_admin'),
  manageSqlLogins: operatorPermission('analysts.manage_sql_logins', 'tenant_admin'),
};

export const ownLogins = (row: RowAt, { membershipId }: Actor): SQL =>
  sql`${row('membershipId')} = ${membershipId}`;

/** An analyst's own; of an administrator those whose memberships it sees, which row security tells. */
export const loginsInReach = (row: RowAt, actor: Actor): SQL => {
  if (actor.role === 'analyst') return ownLogins(row, actor);
  return actor.programIds === null
    ? sql`true`
    : sql`(${ownLogins(row, actor)} or exists (select from memberships m where m.tenant_id = ${row('tenantId')} and m.id = ${row('membershipId')}))`;
};
