import { lifecycle } from '../../kernel/lifecycle.ts';
import { sqlLoginStates } from './model.ts';
import { permissions } from './policy.ts';

/** Both ends are final: who comes back is given a new login. */
export const sqlLoginLife = lifecycle({
  noun: 'sqlLogin',
  states: sqlLoginStates,
  initial: 'active',
  verbs: {
    rotate: { from: ['active'], to: 'active', by: permissions.rotateSqlLogins },
    revoke: { from: ['active'], to: 'revoked', by: permissions.revokeSqlLogins },
    expire: { from: ['active'], to: 'expired', by: null },
  },
});
