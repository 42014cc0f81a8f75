import { z } from 'zod';
import { grantWiderThanOwn } from '../../access/index.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import {
  daysLater,
  mostOf,
  notAnAnalyst,
  passwordForPeople,
  sqlLoginCreated,
  SqlLoginAccess,
  tooManySqlLogins,
} from '../model.ts';
import { permissions } from '../policy.ts';
import { assertMaySeePassword, membershipInReach } from '../reach.ts';
import { activeLogins, openLogin } from '../store.ts';
import { sqlLogins } from '../tables.ts';
import { expireSqlLogin } from '../timers.ts';

const longestDays = 366;

export const createSqlLogin = command({
  name: 'createSqlLogin',
  summary:
    'Give an analyst a read-only SQL login to the reporting views; its password is shown in this answer only.',
  rest: 'POST /sql-logins',
  permission: permissions.manageSqlLogins,
  input: z.strictObject({
    membershipId: reference('membership'),
    name: text(100).meta({ examples: ['Excel on the finance laptop'] }),
    days: z.int().min(1).max(longestDays).default(90).meta({ description: 'How long it lives.' }),
  }),
  output: SqlLoginAccess,
  errors: [notAnAnalyst, grantWiderThanOwn, passwordForPeople, tooManySqlLogins],
  async handle({ membershipId, name, days }, context) {
    await assertMaySeePassword(context);
    const membership = await membershipInReach(membershipId, context);
    if (membership.role !== 'analyst' || membership.state !== 'active') throw notAnAnalyst();
    const active = await activeLogins(membershipId, context);
    if (active.membership >= mostOf.membership || active.tenant >= mostOf.tenant) throw tooManySqlLogins();
    const expiresAt = daysLater(context.now, days);
    const [login] = await context.tx.insert(sqlLogins, [
      {
        membershipId,
        userId: membership.userId,
        name,
        state: 'active',
        passwordSetAt: context.now,
        expiresAt,
      },
    ]);
    return {
      result: await openLogin(login!, context),
      events: [sqlLoginCreated(login!, { membershipId })],
      timers: [expireSqlLogin(expiresAt, login!.id, {})],
    };
  },
});
