import { endCommand } from '../../../kernel/ending.ts';
import { agreementEnded, billedAfterEnd } from '../model/agreement.ts';
import { agreement } from '../nouns/agreement.ts';
import { permissions } from '../policy.ts';
import { agreements } from '../tables.ts';

export const endAgreement = endCommand({
  noun: agreement,
  table: agreements,
  summary:
    'Give an agreement a last day, no later than the one it has; none before work that was billed under it.',
  permission: permissions.manageAgreements,
  event: agreementEnded,
  errors: [billedAfterEnd],
});
