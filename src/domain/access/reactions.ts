import type { Fact } from '../../kernel/event.ts';
import { reaction, type Context, type Consequence } from '../../kernel/operation.ts';
import { membershipEnded, tokenRevoked, userDeactivated } from './model.ts';
import { disableAccount } from './service-accounts/disable.ts';
import { serviceAccountDisabled } from './service-accounts/model.ts';
import { activeAccountsOf } from './service-accounts/store.ts';
import { liveTokensOf } from './store.ts';
import { accessTokens } from './tables.ts';

/** Revokes and disables what can no longer be used, so that nothing comes back to life with a restored person. */
async function revokeAll(
  of: { userId?: string; membershipId?: string },
  context: Context,
): Promise<Consequence> {
  const events: Fact[] = [];
  for (const token of await liveTokensOf(of, context)) {
    const revoked = await context.tx.change(accessTokens, token, { revokedAt: context.now });
    events.push(tokenRevoked(revoked, { membershipId: token.membershipId, name: token.name }));
  }
  for (const account of await activeAccountsOf(of, context)) {
    const { row, facts } = await disableAccount(account, context);
    events.push(serviceAccountDisabled(row, { membershipId: row.membershipId }), ...facts);
  }
  return { events };
}

export const reactions = [
  reaction({
    name: 'revokeTokensOfDeactivatedUser',
    on: userDeactivated,
    when: 'after',
    handle: ({ subject }, context) => revokeAll({ userId: subject.id }, context),
  }),
  reaction({
    name: 'revokeTokensOfEndedMembership',
    on: membershipEnded,
    when: 'after',
    handle: ({ subject }, context) => revokeAll({ membershipId: subject.id }, context),
  }),
];
