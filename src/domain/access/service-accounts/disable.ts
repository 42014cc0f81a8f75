import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { grantWiderThanOwn, isWithinReach, membershipEnded, userDeactivated } from '../model.ts';
import { memberships, serviceAccounts, serviceAccountSecrets, users } from '../tables.ts';
import { serviceAccountLife } from './lifecycle.ts';
import { secretRevoked } from './model.ts';
import { heldSecrets } from './store.ts';

/** Disables an account with all that let it act: secrets, membership, user. The account's own event is the caller's. */
export async function disableAccount(
  account: Row<typeof serviceAccounts>,
  context: Context,
): Promise<{ row: Row<typeof serviceAccounts>; facts: Fact[] }> {
  const { tx, now, actor } = context;
  const state = step(serviceAccountLife, 'disable', account.state);
  const user = (await tx.find(users, account.userId, { lock: true }))!;
  const membership = (await tx.find(memberships, account.membershipId, { lock: true }))!;
  if (actor.kind === 'membership' && !isWithinReach(actor, membership)) throw grantWiderThanOwn();
  const row = await tx.change(serviceAccounts, account, { state });
  const facts: Fact[] = [];
  for (const { secret } of await heldSecrets(account.id, context)) {
    const revoked = await tx.change(serviceAccountSecrets, secret, { revokedAt: now });
    facts.push(secretRevoked(revoked, { serviceAccountId: account.id }));
  }
  if (membership.state === 'active') {
    const ended = await tx.change(memberships, membership, { state: 'ended' });
    facts.push(membershipEnded(ended, { userId: user.id, role: ended.role }));
  }
  if (user.state === 'active')
    facts.push(userDeactivated(await tx.change(users, user, { state: 'deactivated' }), {}));
  return { row, facts };
}
