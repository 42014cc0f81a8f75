import { lifecycle } from '../../kernel/lifecycle.ts';
import { payrollExportStates } from './model/payroll-export.ts';
import { permissions } from './policy.ts';

/** An export is read until its receiver says whether it took it; what it did not take waits for the next one. */
export const payrollExportLife = lifecycle({
  noun: 'payrollExport',
  states: payrollExportStates,
  initial: 'ready',
  verbs: {
    acknowledge: { from: ['ready'], to: 'acknowledged', by: permissions.export },
    fail: { from: ['ready'], to: 'failed', by: permissions.export },
  },
});
