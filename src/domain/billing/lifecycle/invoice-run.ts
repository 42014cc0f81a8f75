import { lifecycle } from '../../../kernel/lifecycle.ts';
import { invoiceRunStates } from '../model.ts';
import { permissions } from '../policy.ts';

/** The life of a making of documents. */
export const invoiceRunLife = lifecycle({
  noun: 'invoiceRun',
  states: invoiceRunStates,
  initial: 'running',
  verbs: {
    complete: { from: ['running'], to: 'completed', by: null },
    fail: { from: ['running'], to: 'failed', by: null },
    cancel: { from: ['running'], to: 'canceled', by: permissions.run },
  },
});
