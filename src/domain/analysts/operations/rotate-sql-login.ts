import { z } from 'zod';
import { grantWiderThanOwn } from '../../access/index.ts';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { sqlLoginLife } from '../lifecycle.ts';
import { identityNotVouched, passwordForPeople, SqlLoginAccess, sqlLoginRotated } from '../model.ts';
import { permissions } from '../policy.ts';
import { assertMaySeePassword, loginInReach } from '../reach.ts';
import { openLogin } from '../store.ts';
import { sqlLogins } from '../tables.ts';

export const rotateSqlLogin = command({
  name: 'rotateSqlLogin',
  summary:
    'Give a SQL login a new password, shown in this answer only; all its sessions end within a second.',
  rest: 'POST /sql-logins/{sqlLoginId}/rotate',
  permission: permissions.rotateSqlLogins,
  input: z.strictObject({ sqlLoginId: reference('sqlLogin') }),
  output: SqlLoginAccess,
  errors: [stepNotAllowed, grantWiderThanOwn, passwordForPeople, identityNotVouched],
  async handle({ sqlLoginId }, context) {
    await assertMaySeePassword(context);
    const login = await loginInReach(sqlLoginId, context);
    const state = step(sqlLoginLife, 'rotate', login.state);
    const rotated = await context.tx.change(sqlLogins, login, { state, passwordSetAt: context.now });
    return {
      result: await openLogin(rotated, context),
      events: [sqlLoginRotated(rotated, { membershipId: rotated.membershipId })],
    };
  },
});
