import { lifecycle } from '../../kernel/lifecycle.ts';
import { benchmarkSetStates } from './model/benchmark-set.ts';
import { permissions, withinReach } from './policy.ts';

const by = permissions.manage;

/** A set is loaded as a draft, counts while it is active, and once retired takes no more figures. */
export const benchmarkSetLife = lifecycle({
  noun: 'benchmarkSet',
  states: benchmarkSetStates,
  initial: 'draft',
  verbs: {
    activate: { from: ['draft', 'retired'], to: 'active', by, provided: [withinReach] },
    retire: { from: ['active'], to: 'retired', by, provided: [withinReach] },
  },
});
