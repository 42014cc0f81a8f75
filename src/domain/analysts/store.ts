import { and, eq, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Context } from '../../kernel/operation.ts';
import type { Row } from '../../kernel/transaction.ts';
import type { SqlLoginAccess } from './model.ts';
import { sqlLogins } from './tables.ts';

/** How many active logins a membership has, and the tenant; one at a time asks, until its transaction ends. */
export async function activeLogins(
  membershipId: string,
  { tx, actor }: Context,
): Promise<{ membership: number; tenant: number }> {
  await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${actor.tenantId} || 'sql_logins', 0))`);
  const [found] = await tx.rows<{ membership: number; tenant: number }>(sql`
    select count(*) filter (where membership_id = ${membershipId})::int as membership, count(*)::int as tenant
    from sql_logins where tenant_id = ${actor.tenantId} and state = 'active'`);
  return found!;
}

/** Lets the login in by a new password, which leaves in this answer only. */
export async function openLogin(
  login: Row<typeof sqlLogins>,
  { tx, randomSecret, sqlAccess }: Context,
): Promise<z.output<typeof SqlLoginAccess>> {
  const password = randomSecret(32);
  const { verifierOf, ...address } = sqlAccess;
  const [opened] = await tx.rows<{ database: string }>(
    sql`select current_database() as database from logins.open(${login.id}, ${verifierOf(password)})`,
  );
  const { id, roleName: user, expiresAt } = login;
  return { id, user, password, ...address, database: opened!.database, searchPath: 'reporting', expiresAt };
}

/** Lets nobody in by the login any more; its sessions end by `removeLogin`, in a transaction after this one's. */
export const closeLogin = ({ id }: { id: string }, { tx }: Context) =>
  tx.rows(sql`select from logins.close(${id})`);

/** Ends the login's sessions at once, even where the transaction is undone, and leaves it as it is. */
export const disconnectLogin = (id: string, { tx }: Context) =>
  tx.rows(sql`select from logins.disconnect(${id})`);

/** Takes the role of a login that has ended out of the database, and ends its sessions at once. */
export const removeLogin = (id: string, { tx }: Context) => tx.rows(sql`select from logins.remove(${id})`);

/** The active logins of a user or a membership, locked. */
export const activeLoginsOf = (
  { userId, membershipId }: { userId?: string; membershipId?: string },
  { tx, actor }: Context,
) =>
  tx.db
    .select()
    .from(sqlLogins)
    .where(
      and(
        eq(sqlLogins.tenantId, actor.tenantId),
        eq(sqlLogins.state, 'active'),
        userId ? eq(sqlLogins.userId, userId) : undefined,
        membershipId ? eq(sqlLogins.membershipId, membershipId) : undefined,
      ),
    )
    .orderBy(sqlLogins.id)
    .for('update');
