import { grantWiderThanOwn, isWithinReach, memberships } from '../access/index.ts';
import type { Context } from '../../kernel/operation.ts';
import type { Row } from '../../kernel/transaction.ts';

/** The membership, held; refuses one that reaches further than the actor's own, whose logins would lend it that reach. */
export async function membershipInReach(
  membershipId: string,
  context: Context,
): Promise<Row<typeof memberships>> {
  const membership = await context.take(memberships, membershipId, { version: false });
  const isOwn = membershipId === context.actor.membershipId;
  if (!isOwn && !isWithinReach(context.actor, membership)) throw grantWiderThanOwn();
  return membership;
}
