import { z } from 'zod';
import { clientIdOf } from '../../../kernel/client-id.ts';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import type { Fact } from '../../../kernel/event.ts';
import { command } from '../../../kernel/operation.ts';
import { Id, Instant, reference } from '../../../kernel/shapes.ts';
import { grantWiderThanOwn, scopeNotHeld } from '../model.ts';
import { permissions } from '../policy.ts';
import { assertMayGive, secretAdded, secretRevoked, tooManySecrets } from '../service-accounts/model.ts';
import { heldSecrets, insertSecret } from '../service-accounts/store.ts';
import { memberships, serviceAccounts, serviceAccountSecrets } from '../tables.ts';

const longestDays = 730;

export const addServiceAccountSecret = command({
  name: 'addServiceAccountSecret',
  summary:
    'Give a service account a secret, shown in this answer only; two may be live, so that they overlap.',
  rest: 'POST /service-accounts/{serviceAccountId}/secrets',
  permission: permissions.manageServiceAccounts,
  input: z.strictObject({
    serviceAccountId: reference('serviceAccount'),
    days: z.int().min(1).max(longestDays).default(365).meta({ description: 'How long it lives.' }),
  }),
  output: z
    .strictObject({
      id: Id,
      clientId: z.string(),
      secret: z.string(),
      prefix: z.string(),
      expiresAt: Instant,
    })
    .meta({ id: 'AddedServiceAccountSecret' }),
  errors: [stepNotAllowed, tooManySecrets, grantWiderThanOwn, scopeNotHeld],
  async handle({ serviceAccountId, days }, context) {
    const { tx, actor } = context;
    const account = await context.take(serviceAccounts, serviceAccountId);
    if (account.state !== 'active')
      throw stepNotAllowed({ detail: 'The account is disabled.', facts: { state: account.state } });
    const membership = await tx.find(memberships, account.membershipId);
    // Who gives out a secret could use it.
    assertMayGive(actor, membership!, account.scopes);
    const held = await heldSecrets(account.id, context);
    const gone: Fact[] = [];
    for (const { secret } of held.filter(({ expired }) => expired)) {
      const revoked = await tx.change(serviceAccountSecrets, secret, { revokedAt: context.now });
      gone.push(secretRevoked(revoked, { serviceAccountId }));
    }
    const taken = new Set(held.filter(({ expired }) => !expired).map(({ secret }) => secret.place));
    const place = [1, 2].find((one) => !taken.has(one));
    if (place === undefined) throw tooManySecrets();
    const { row, secret } = await insertSecret({ accountId: account.id, place, days }, context);
    const { id, prefix, expiresAt } = row;
    return {
      result: { id, clientId: clientIdOf(actor.tenantId, account.id), secret, prefix, expiresAt },
      events: [secretAdded(row, { serviceAccountId }), ...gone],
    };
  },
});
