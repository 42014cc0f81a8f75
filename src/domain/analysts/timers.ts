import { z } from 'zod';
import { step } from '../../kernel/lifecycle.ts';
import { timer } from '../../kernel/operation.ts';
import { sqlLoginLife } from './lifecycle.ts';
import { sqlLoginExpired } from './model.ts';
import { closeLogin } from './store.ts';
import { sqlLogins } from './tables.ts';

/** A login sees nothing from its end on in any case; this ends its sessions and its role. */
export const expireSqlLogin = timer({
  name: 'expireSqlLogin',
  data: z.strictObject({}),
  async handle({ subjectId }, context) {
    const login = await context.tx.find(sqlLogins, subjectId, { lock: true });
    if (login?.state !== 'active' || login.expiresAt > context.now) return {};
    const expired = await context.tx.change(sqlLogins, login, {
      state: step(sqlLoginLife, 'expire', login.state),
    });
    await closeLogin(expired, context);
    return { events: [sqlLoginExpired(expired, { membershipId: expired.membershipId })] };
  },
});
