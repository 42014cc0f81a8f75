import { actingUser, grantWiderThanOwn, isWithinReach, memberships } from '../access/index.ts';
import { notFound } from '../../kernel/errors.ts';
import type { Context } from '../../kernel/operation.ts';
import type { Row } from '../../kernel/transaction.ts';
import { identityNotVouched, passwordForPeople } from './model.ts';
import { sqlLogins } from './tables.ts';

/** The membership, held; refuses one that reaches further than the actor's own: its login would lend the actor that reach. */
export async function membershipInReach(
  membershipId: string,
  context: Context,
): Promise<Row<typeof memberships>> {
  const membership = await context.take(memberships, membershipId, { version: false });
  const isOwn = membershipId === context.actor.membershipId;
  if (!isOwn && !isWithinReach(context.actor, membership)) throw grantWiderThanOwn();
  return membership;
}

/** Refuses whoever must see no password: machines, and who may act as an analyst by the word of one. */
export async function assertMaySeePassword(context: Context): Promise<void> {
  const user = await actingUser(context);
  if (user?.kind !== 'person') throw passwordForPeople();
  if (context.actor.role !== 'tenant_admin' && !user.isVouched) throw identityNotVouched();
}

/** The login that the caller named, held after its membership, which is in the actor's reach. */
export async function loginInReach(sqlLoginId: string, context: Context): Promise<Row<typeof sqlLogins>> {
  const seen = await context.tx.find(sqlLogins, sqlLoginId);
  if (!seen) throw notFound();
  await membershipInReach(seen.membershipId, context);
  return context.take(sqlLogins, sqlLoginId);
}
