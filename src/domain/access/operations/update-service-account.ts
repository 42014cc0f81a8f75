import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { grantWiderThanOwn, scopeNotHeld } from '../model.ts';
import { permissions } from '../policy.ts';
import { AllowedScopes, assertMayGive, serviceAccountUpdated } from '../service-accounts/model.ts';
import { serviceAccount } from '../service-accounts/nouns.ts';
import { memberships, serviceAccounts } from '../tables.ts';

export const updateServiceAccount = command({
  name: 'updateServiceAccount',
  summary:
    'Rename a service account or set its scopes anew; tokens already given are narrowed within a second.',
  rest: 'PATCH /service-accounts/{serviceAccountId}',
  permission: permissions.manageServiceAccounts,
  input: z.strictObject({
    serviceAccountId: reference('serviceAccount'),
    name: text(100).optional(),
    description: text(2_000).optional(),
    scopes: AllowedScopes.optional(),
  }),
  output: serviceAccount,
  errors: [stepNotAllowed, grantWiderThanOwn, scopeNotHeld],
  async handle({ serviceAccountId, ...changes }, context) {
    const { tx, actor } = context;
    const account = await context.take(serviceAccounts, serviceAccountId);
    if (account.state !== 'active')
      throw stepNotAllowed({ detail: 'The account is disabled.', facts: { state: account.state } });
    const membership = await tx.find(memberships, account.membershipId);
    assertMayGive(actor, membership!, changes.scopes ?? account.scopes);
    const { name = account.name, description = account.description, scopes = account.scopes } = changes;
    if (
      name === account.name &&
      description === account.description &&
      String(scopes) === String(account.scopes)
    )
      return { result: account, unchanged: true };
    const changed = await tx.change(serviceAccounts, account, { name, description, scopes });
    return {
      result: changed,
      events: [serviceAccountUpdated(changed, { membershipId: changed.membershipId })],
    };
  },
});
