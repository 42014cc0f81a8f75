import { and, count, eq, gt, isNull, ne, sql } from 'drizzle-orm';
import type { Actor } from '../../kernel/actor.ts';
import { tokenText } from '../../kernel/access-token.ts';
import type { Context } from '../../kernel/operation.ts';
import { narrowed } from '../../kernel/scopes.ts';
import { asTenant, type Transaction } from '../../kernel/transaction.ts';
import { actorOf, grantWiderThanOwn, isWithinReach, scopesDoNotNest, type MembershipRow } from './model.ts';
import { accessTokens, memberships, serviceAccounts, serviceAccountSecrets, users } from './tables.ts';

const active = and(eq(memberships.state, 'active'), eq(users.state, 'active'));
const ofUser = and(eq(users.tenantId, memberships.tenantId), eq(users.id, memberships.userId));

/** The actor of a live token; expiry and revocation are judged by the database's clock, not by a sandbox's. */
export async function actorByToken(digest: Buffer, { db }: Transaction): Promise<Actor | undefined> {
  const [found] = await db
    .select({ token: accessTokens, membership: memberships })
    .from(accessTokens)
    .innerJoin(
      memberships,
      and(eq(memberships.tenantId, accessTokens.tenantId), eq(memberships.id, accessTokens.membershipId)),
    )
    .innerJoin(users, ofUser)
    .where(
      and(
        eq(accessTokens.secretHash, digest),
        isNull(accessTokens.revokedAt),
        gt(accessTokens.expiresAt, sql`clock_timestamp()`),
        active,
      ),
    );
  return found && actorOf(found.membership as MembershipRow, found.token.id, found.token.scopes);
}

/** The actor of an issuer's subject: its named membership, or its only one. */
export async function actorBySubject(
  { issuer, subject, membershipId }: { issuer: string; subject: string; membershipId: string | undefined },
  { db }: Transaction,
): Promise<Actor | undefined> {
  const found = await db
    .select({ membership: memberships })
    .from(memberships)
    .innerJoin(users, ofUser)
    .where(and(eq(users.issuer, issuer), eq(users.subject, subject), active));
  const named =
    membershipId === undefined ? found : found.filter(({ membership }) => membership.id === membershipId);
  return named.length === 1 ? actorOf(named[0]!.membership as MembershipRow, null, null) : undefined;
}

/**
 * The actor of a membership, for work that it began earlier by a token: undefined where the membership has ended, its
 * service account was disabled or the token was revoked since; narrowed as that account is now. That the token has
 * expired meanwhile stops nothing.
 */
export async function actorByMembership(
  who: { membershipId: string; tokenId: string | null; scopes: readonly string[] | null },
  { db }: Transaction,
): Promise<Actor | undefined> {
  const { membershipId, tokenId, scopes } = who;
  const [found] = await db
    .select({
      membership: memberships,
      account: serviceAccounts,
      revokedAt: sql<string | null>`coalesce(${accessTokens.revokedAt}, ${serviceAccountSecrets.revokedAt})`,
    })
    .from(memberships)
    .innerJoin(users, ofUser)
    .leftJoin(
      accessTokens,
      and(
        eq(accessTokens.tenantId, memberships.tenantId),
        tokenId === null ? sql`false` : eq(accessTokens.id, tokenId),
      ),
    )
    .leftJoin(
      serviceAccountSecrets,
      and(
        eq(serviceAccountSecrets.tenantId, memberships.tenantId),
        tokenId === null ? sql`false` : eq(serviceAccountSecrets.id, tokenId),
      ),
    )
    .leftJoin(
      serviceAccounts,
      and(
        eq(serviceAccounts.tenantId, memberships.tenantId),
        eq(serviceAccounts.membershipId, memberships.id),
      ),
    )
    .where(and(eq(memberships.id, membershipId), active));
  if (!found || found.revokedAt !== null || found.account?.state === 'disabled') return undefined;
  const allowed = found.account?.scopes ?? null;
  const left = scopes === null ? allowed : narrowed(scopes, allowed);
  return actorOf(found.membership as MembershipRow, tokenId, left);
}

/** The user as whom the actor acts; undefined of the tenant's own hand. */
export const actingUser = async ({ tx, actor: { userId } }: Context) =>
  userId === null ? undefined : asTenant(tx, () => tx.find(users, userId));

/** How many active administrators remain without a user or a membership. One leaves at a time. */
export async function adminsBesides(
  leaving: { userId?: string; membershipId?: string },
  { tx, actor }: Context,
): Promise<number> {
  await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${actor.tenantId} || 'admins', 0))`);
  const [found] = await tx.db
    .select({ admins: count() })
    .from(memberships)
    .innerJoin(users, ofUser)
    .where(
      and(
        eq(memberships.role, 'tenant_admin'),
        // A machine among them could let nobody back in.
        eq(users.kind, 'person'),
        active,
        leaving.userId ? ne(memberships.userId, leaving.userId) : undefined,
        leaving.membershipId ? ne(memberships.id, leaving.membershipId) : undefined,
      ),
    );
  return found!.admins;
}

/** Refuses where the person acts anywhere, in any role, beyond what the actor may itself give. */
export async function assertInReach(userId: string, { tx, actor }: Context): Promise<void> {
  const [found] = await tx.rows<{ beyond: boolean }>(sql`select app.acts_beyond(${userId}) as beyond`);
  const held = await tx.db
    .select()
    .from(memberships)
    .where(
      and(
        eq(memberships.tenantId, actor.tenantId),
        eq(memberships.userId, userId),
        eq(memberships.state, 'active'),
      ),
    )
    .orderBy(memberships.id)
    .for('share');
  if (found!.beyond || !held.every((row) => isWithinReach(actor, row))) throw grantWiderThanOwn();
}

interface ScopeLists {
  programIds?: string[] | undefined;
  facilityIds?: string[] | undefined;
  unitIds?: string[] | undefined;
}

const uuids = (ids: readonly string[]) => sql`any(${`{${ids.join(',')}}`}::uuid[])`;

/**
 * Closes scopes upward: who is bound to a unit is bound to its facility and program too. Refuses with
 * `scopes_do_not_nest` where one stands outside the wider ones that are given.
 */
export async function closeScopes({ programIds, facilityIds, unitIds }: ScopeLists, { tx }: Context) {
  const unitRows = unitIds
    ? await tx.rows<{ above: string }>(
        sql`select distinct facility_id as above from units where id = ${uuids(unitIds)}`,
      )
    : [];
  const closedFacilities = facilityIds ?? (unitIds ? unitRows.map(({ above }) => above) : null);
  const facilityRows = closedFacilities
    ? await tx.rows<{ above: string }>(
        sql`select distinct program_id as above from facilities where id = ${uuids(closedFacilities)}`,
      )
    : [];
  const closedPrograms = programIds ?? (closedFacilities ? facilityRows.map(({ above }) => above) : null);
  const nest =
    unitRows.every(({ above }) => closedFacilities!.includes(above)) &&
    facilityRows.every(({ above }) => closedPrograms!.includes(above));
  if (!nest) throw scopesDoNotNest();
  return { unitIds: unitIds ?? null, facilityIds: closedFacilities, programIds: closedPrograms };
}

/** A new token of the actor's own membership: the row keeps a keyed digest, the text leaves once. */
export async function insertToken(
  { name, days, scopes }: { name: string; days: number; scopes: string[] | null },
  context: Context,
) {
  const { actor, tx } = context;
  const token = tokenText(actor.tenantId, context.randomSecret(32));
  const [{ expires } = { expires: '' }] = await tx.rows<{ expires: string }>(
    sql`select app.instant(date_trunc('seconds', clock_timestamp()) + make_interval(days => ${days}::int)) as expires`,
  );
  const [row] = await tx.insert(accessTokens, [
    {
      membershipId: actor.membershipId!,
      userId: actor.userId!,
      vendorId: actor.vendorId,
      name,
      prefix: token.slice(0, 45),
      secretHash: context.digest(token),
      scopes,
      expiresAt: expires,
    },
  ]);
  return { row: row!, token };
}

/** Tokens that are not revoked yet, of a user or a membership, locked in the order of their ids. */
export const liveTokensOf = (
  { userId, membershipId }: { userId?: string; membershipId?: string },
  { tx, actor }: Context,
) =>
  tx.db
    .select()
    .from(accessTokens)
    .where(
      and(
        eq(accessTokens.tenantId, actor.tenantId),
        isNull(accessTokens.revokedAt),
        userId ? eq(accessTokens.userId, userId) : undefined,
        membershipId ? eq(accessTokens.membershipId, membershipId) : undefined,
      ),
    )
    .orderBy(accessTokens.id)
    .for('update');

/** What `me` tells. */
export async function myMemberships({ tx, actor }: Context) {
  const user = (await tx.find(users, actor.userId!))!;
  const [tenant] = await tx.rows<{ name: string }>(
    sql`select name from tenants where id = ${actor.tenantId}`,
  );
  const mine = await tx.db
    .select()
    .from(memberships)
    .where(and(eq(memberships.userId, actor.userId!), eq(memberships.state, 'active')));
  return { user, tenant: tenant!, memberships: mine };
}
