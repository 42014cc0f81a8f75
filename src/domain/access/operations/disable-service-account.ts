import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { grantWiderThanOwn } from '../model.ts';
import { permissions } from '../policy.ts';
import { disableAccount } from '../service-accounts/disable.ts';
import { serviceAccountDisabled } from '../service-accounts/model.ts';
import { serviceAccount } from '../service-accounts/nouns.ts';
import { serviceAccounts } from '../tables.ts';

export const disableServiceAccount = command({
  name: 'disableServiceAccount',
  summary:
    'Stop a machine for good: its tokens and secrets are refused within a second, its membership ends.',
  rest: 'POST /service-accounts/{serviceAccountId}/disable',
  permission: permissions.manageServiceAccounts,
  input: z.strictObject({ serviceAccountId: reference('serviceAccount'), reason: text(2_000).optional() }),
  output: serviceAccount,
  errors: [stepNotAllowed, grantWiderThanOwn],
  async handle({ serviceAccountId, reason }, context) {
    const account = await context.take(serviceAccounts, serviceAccountId);
    const { row, facts } = await disableAccount(account, context);
    return {
      result: row,
      events: [serviceAccountDisabled(row, { membershipId: row.membershipId }, reason), ...facts],
    };
  },
});
