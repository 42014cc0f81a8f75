import { lifecycle } from '../../../kernel/lifecycle.ts';
import { permissions } from '../policy.ts';
import { serviceAccountStates } from './model.ts';

/** Disabling is final, as ending its membership is: who comes back is given a new account. */
export const serviceAccountLife = lifecycle({
  noun: 'serviceAccount',
  states: serviceAccountStates,
  initial: 'active',
  verbs: {
    disable: { from: ['active'], to: 'disabled', by: permissions.manageServiceAccounts },
  },
});
