import { lifecycle } from '../../../kernel/lifecycle.ts';
import { periodStates } from '../model/period.ts';
import { permissions } from '../policy.ts';

/** A period takes documents until it is closed, and again when it is reopened. */
export const fiscalPeriodLife = lifecycle({
  noun: 'fiscalPeriod',
  states: periodStates,
  initial: 'open',
  verbs: {
    close: { from: ['open'], to: 'closed', by: permissions.close },
    reopen: { from: ['closed'], to: 'open', by: permissions.close },
  },
});
