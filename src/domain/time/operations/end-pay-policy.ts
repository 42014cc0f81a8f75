import { endCommand } from '../../../kernel/ending.ts';
import { payPolicyEnded } from '../events.ts';
import { payPolicy } from '../policies/nouns.ts';
import { permissions } from '../policy.ts';
import { payPolicies } from '../tables.ts';

export const endPayPolicy = endCommand({
  noun: payPolicy,
  table: payPolicies,
  summary:
    'Give a pay policy a last day, no later than the one it has; weeks handed in under it keep its rules.',
  permission: permissions.managePolicies,
  event: payPolicyEnded,
});
