import { lifecycle } from '../../../kernel/lifecycle.ts';
import { permissions } from '../policy.ts';

/** A link decides once. */
export const approvalLinkLife = lifecycle({
  noun: 'approvalLink',
  states: ['live', 'used', 'revoked'],
  initial: 'live',
  verbs: {
    use: { from: ['live'], to: 'used', by: null },
    revoke: { from: ['live'], to: 'revoked', by: permissions.issueLink },
  },
});
