import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { grantWiderThanOwn, isWithinReach } from '../model.ts';
import { permissions } from '../policy.ts';
import { secretRevoked } from '../service-accounts/model.ts';
import { serviceAccountSecret } from '../service-accounts/nouns.ts';
import { memberships, serviceAccounts, serviceAccountSecrets } from '../tables.ts';

export const revokeServiceAccountSecret = command({
  name: 'revokeServiceAccountSecret',
  summary:
    'Revoke a secret of a service account; it and the tokens it was exchanged for are refused within a second.',
  rest: 'POST /service-account-secrets/{serviceAccountSecretId}/revoke',
  permission: permissions.manageServiceAccounts,
  input: z.strictObject({ serviceAccountSecretId: reference('serviceAccountSecret') }),
  output: serviceAccountSecret,
  errors: [stepNotAllowed, grantWiderThanOwn],
  async handle({ serviceAccountSecretId }, context) {
    const secret = await context.take(serviceAccountSecrets, serviceAccountSecretId);
    const account = await context.tx.find(serviceAccounts, secret.serviceAccountId);
    const membership = await context.tx.find(memberships, account!.membershipId);
    if (!isWithinReach(context.actor, membership!)) throw grantWiderThanOwn();
    if (secret.revokedAt) throw stepNotAllowed({ detail: 'The secret is revoked already.' });
    const revoked = await context.tx.change(serviceAccountSecrets, secret, { revokedAt: context.now });
    return {
      result: revoked,
      events: [secretRevoked(revoked, { serviceAccountId: secret.serviceAccountId })],
    };
  },
});
