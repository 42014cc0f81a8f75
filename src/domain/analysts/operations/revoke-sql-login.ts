import { z } from 'zod';
import { grantWiderThanOwn } from '../../access/index.ts';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { sqlLoginLife } from '../lifecycle.ts';
import { sqlLoginRevoked } from '../model.ts';
import { sqlLogin } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { loginInReach } from '../reach.ts';
import { closeLogin } from '../store.ts';
import { sqlLogins } from '../tables.ts';

export const revokeSqlLogin = command({
  name: 'revokeSqlLogin',
  summary: 'Revoke a SQL login: it sees nothing from now on, its sessions end, and its role is dropped.',
  rest: 'POST /sql-logins/{sqlLoginId}/revoke',
  permission: permissions.revokeSqlLogins,
  input: z.strictObject({ sqlLoginId: reference('sqlLogin'), reason: text(2_000).optional() }),
  output: sqlLogin,
  errors: [stepNotAllowed, grantWiderThanOwn],
  async handle({ sqlLoginId, reason }, context) {
    const login = await loginInReach(sqlLoginId, context);
    const state = step(sqlLoginLife, 'revoke', login.state);
    const revoked = await context.tx.change(sqlLogins, login, { state });
    await closeLogin(revoked, context);
    return {
      result: revoked,
      events: [sqlLoginRevoked(revoked, { membershipId: revoked.membershipId }, reason)],
    };
  },
});
