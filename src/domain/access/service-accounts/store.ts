import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Actor } from '../../../kernel/actor.ts';
import { clientSecretText } from '../../../kernel/client-id.ts';
import type { Context } from '../../../kernel/operation.ts';
import { narrowed } from '../../../kernel/scopes.ts';
import type { Row, Transaction } from '../../../kernel/transaction.ts';
import { actorOf, type MembershipRow } from '../model.ts';
import { memberships, serviceAccounts, serviceAccountSecrets as secrets, users } from '../tables.ts';

const live = and(isNull(secrets.revokedAt), gt(secrets.expiresAt, sql`clock_timestamp()`));
const ofAccount = and(
  eq(secrets.tenantId, serviceAccounts.tenantId),
  eq(secrets.serviceAccountId, serviceAccounts.id),
);

/** An account that may act, its membership and its live secrets, one a row; expiry goes by the database's clock. */
const credentials = ({ db }: Transaction, accountId: string) =>
  db
    .select({ account: serviceAccounts, membership: memberships, secret: secrets })
    .from(serviceAccounts)
    .innerJoin(secrets, and(ofAccount, live))
    .innerJoin(
      memberships,
      and(
        eq(memberships.tenantId, serviceAccounts.tenantId),
        eq(memberships.id, serviceAccounts.membershipId),
      ),
    )
    .innerJoin(users, and(eq(users.tenantId, memberships.tenantId), eq(users.id, memberships.userId)))
    .where(
      and(
        eq(serviceAccounts.id, accountId),
        eq(serviceAccounts.state, 'active'),
        eq(memberships.state, 'active'),
        eq(users.state, 'active'),
      ),
    );

/** Who an account is, in all that its tokens may be given, and the digests of its live secrets; undefined where it may not act. */
export async function clientOf(
  accountId: string,
  tx: Transaction,
): Promise<{ actor: Actor; secrets: { id: string; digest: Buffer }[] } | undefined> {
  const found = await credentials(tx, accountId);
  const [first] = found;
  return (
    first && {
      actor: actorOf(first.membership as MembershipRow, null, first.account.scopes),
      secrets: found.map(({ secret }) => ({ id: secret.id, digest: secret.secretHash })),
    }
  );
}

/** The actor of a token that was given for a secret: gone with the secret, narrowed with the account. */
export async function actorByClient(
  { accountId, secretId, scopes }: { accountId: string; secretId: string; scopes: readonly string[] },
  tx: Transaction,
): Promise<Actor | undefined> {
  const found = (await credentials(tx, accountId)).find(({ secret }) => secret.id === secretId);
  return (
    found && actorOf(found.membership as MembershipRow, secretId, narrowed(scopes, found.account.scopes))
  );
}

/** Remembers that a secret was used, once a minute at most. */
export async function noteUse(secretId: string, tenantId: string, tx: Transaction): Promise<void> {
  await tx.rows(sql`insert into service_account_secret_uses as u (tenant_id, secret_id) values (${tenantId}, ${secretId})
    on conflict (tenant_id, secret_id) do update set used_at = clock_timestamp()
    where u.used_at < clock_timestamp() - interval '1 minute'`);
}

/** Secrets of an account that are not revoked, locked; `expired` by the database's clock. */
export const heldSecrets = (accountId: string, { tx, actor }: Context) =>
  tx.db
    .select({ secret: secrets, expired: sql<boolean>`${secrets.expiresAt} <= clock_timestamp()` })
    .from(secrets)
    .where(
      and(
        eq(secrets.tenantId, actor.tenantId),
        eq(secrets.serviceAccountId, accountId),
        isNull(secrets.revokedAt),
      ),
    )
    .orderBy(secrets.id)
    .for('update');

/** A new secret of the account in a free place: the row keeps a keyed digest, the text leaves once. */
export async function insertSecret(
  { accountId, place, days }: { accountId: string; place: number; days: number },
  context: Context,
): Promise<{ row: Row<typeof secrets>; secret: string }> {
  const secret = clientSecretText(context.randomSecret(32));
  const [{ expires } = { expires: '' }] = await context.tx.rows<{ expires: string }>(
    sql`select app.instant(date_trunc('seconds', clock_timestamp()) + make_interval(days => ${days}::int)) as expires`,
  );
  const [row] = await context.tx.insert(secrets, [
    {
      serviceAccountId: accountId,
      place,
      prefix: secret.slice(0, 12),
      secretHash: context.digest(secret),
      expiresAt: expires,
    },
  ]);
  return { row: row!, secret };
}

/** The accounts that are still active of a user or a membership, locked. */
export const activeAccountsOf = (
  { userId, membershipId }: { userId?: string; membershipId?: string },
  { tx, actor }: Context,
) =>
  tx.db
    .select()
    .from(serviceAccounts)
    .where(
      and(
        eq(serviceAccounts.tenantId, actor.tenantId),
        eq(serviceAccounts.state, 'active'),
        userId ? eq(serviceAccounts.userId, userId) : undefined,
        membershipId ? eq(serviceAccounts.membershipId, membershipId) : undefined,
      ),
    )
    .orderBy(serviceAccounts.id)
    .for('update');
