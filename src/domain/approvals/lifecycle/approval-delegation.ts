import { lifecycle } from '../../../kernel/lifecycle.ts';
import { delegationOfAnother } from '../model/delegation.ts';
import { isDelegator, permissions } from '../policy.ts';

/** A delegation begins and expires by its dates; who delegates ends it earlier. */
export const delegationLife = lifecycle({
  noun: 'approvalDelegation',
  states: ['scheduled', 'active', 'ended'],
  initial: 'scheduled',
  verbs: {
    start: { from: ['scheduled'], to: 'active', by: null },
    expire: { from: ['scheduled', 'active'], to: 'ended', by: null },
    end: {
      from: ['scheduled', 'active'],
      to: 'ended',
      by: permissions.delegate,
      provided: [{ that: isDelegator, otherwise: delegationOfAnother }],
    },
  },
});
