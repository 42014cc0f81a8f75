import { lifecycle } from '../../../kernel/lifecycle.ts';
import { glExportStates } from '../model/gl-export.ts';
import { permissions } from '../policy.ts';

/** An export is read until its ledger says whether it took it; what it did not take waits for the next one. */
export const glExportLife = lifecycle({
  noun: 'glExport',
  states: glExportStates,
  initial: 'ready',
  verbs: {
    acknowledge: { from: ['ready'], to: 'acknowledged', by: permissions.export },
    fail: { from: ['ready'], to: 'failed', by: permissions.export },
  },
});
