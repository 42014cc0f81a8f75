import { membershipEnded, userDeactivated } from '../access/index.ts';
import type { Fact } from '../../kernel/event.ts';
import { step } from '../../kernel/lifecycle.ts';
import { reaction, type Consequence, type Context } from '../../kernel/operation.ts';
import { sqlLoginLife } from './lifecycle.ts';
import { sqlLoginExpired, sqlLoginRevoked, sqlLoginRotated } from './model.ts';
import { activeLoginsOf, closeLogin, disconnectLogin, removeLogin } from './store.ts';
import { sqlLogins } from './tables.ts';

async function revokeAll(
  of: { userId?: string; membershipId?: string },
  context: Context,
): Promise<Consequence> {
  const events: Fact[] = [];
  for (const login of await activeLoginsOf(of, context)) {
    const state = step(sqlLoginLife, 'revoke', login.state);
    const revoked = await context.tx.change(sqlLogins, login, { state });
    await closeLogin(revoked, context);
    events.push(sqlLoginRevoked(revoked, { membershipId: revoked.membershipId }));
  }
  return { events };
}

// Nobody can be let in any more, and nothing can be undone: whoever is in is shown out.
async function remove(loginId: string, context: Context): Promise<Consequence> {
  await removeLogin(loginId, context);
  return {};
}

export const reactions = [
  reaction({
    name: 'revokeSqlLoginsOfDeactivatedUser',
    on: userDeactivated,
    when: 'after',
    handle: ({ subject }, context) => revokeAll({ userId: subject.id }, context),
  }),
  reaction({
    name: 'revokeSqlLoginsOfEndedMembership',
    on: membershipEnded,
    when: 'after',
    handle: ({ subject }, context) => revokeAll({ membershipId: subject.id }, context),
  }),
  reaction({
    name: 'disconnectRotatedSqlLogin',
    on: sqlLoginRotated,
    when: 'after',
    async handle({ subject }, context) {
      // The old password let in whoever came before the new one was the only one.
      await disconnectLogin(subject.id, context);
      return {};
    },
  }),
  reaction({
    name: 'removeRevokedSqlLogin',
    on: sqlLoginRevoked,
    when: 'after',
    handle: ({ subject }, context) => remove(subject.id, context),
  }),
  reaction({
    name: 'removeExpiredSqlLogin',
    on: sqlLoginExpired,
    when: 'after',
    handle: ({ subject }, context) => remove(subject.id, context),
  }),
];
