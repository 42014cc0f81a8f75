import { lifecycle } from '../../../kernel/lifecycle.ts';
import { permissions } from '../policy.ts';

const by = permissions.managePanel;

/** The standing of a vendor in a program. */
export const standingLife = lifecycle({
  noun: 'panelMembership',
  states: ['good', 'probation', 'no_new_releases', 'exited'],
  initial: 'good',
  verbs: {
    warn: { from: ['good'], to: 'probation', by },
    restrict: { from: ['good', 'probation'], to: 'no_new_releases', by },
    restore: { from: ['probation', 'no_new_releases'], to: 'good', by },
    exit: { from: ['good', 'probation', 'no_new_releases'], to: 'exited', by },
    readmit: { from: ['exited'], to: 'probation', by },
  },
});
