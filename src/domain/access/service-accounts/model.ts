import { z } from 'zod';
import type { Actor } from '../../../kernel/actor.ts';
import { declareError } from '../../../kernel/errors.ts';
import { event } from '../../../kernel/event.ts';
import { holdsScope, isCovered } from '../../../kernel/scopes.ts';
import { isWithinReach, scopeNotHeld, grantWiderThanOwn, type Reach } from '../model.ts';

export const serviceAccountStates = ['active', 'disabled'] as const;

export const tooManySecrets = declareError(
  'too_many_secrets',
  'conflict',
  'A service account has at most two live secrets; revoke one first.',
);
export const hasSecretsInstead = declareError(
  'has_secrets_instead',
  'forbidden',
  'A service account asks for tokens with its secrets; it has no personal access tokens.',
);

/** The permissions that an account's tokens may ask for. */
export const AllowedScopes = z
  .array(z.string().regex(/^[a-z_]+\.([a-z_]+|\*)$/))
  .min(1)
  .max(100)
  .meta({
    description:
      'The permissions its tokens may have, such as orders.read or time.*; without it, all of its role.',
    examples: [['access.me']],
  });

const accountFact = { sides: ['operator'] as const, data: z.strictObject({ membershipId: z.string() }) };
export const serviceAccountCreated = event({
  type: 'service_account.created',
  summary: 'A service account was made, with a membership of its own.',
  ...accountFact,
});
export const serviceAccountUpdated = event({
  type: 'service_account.updated',
  summary: 'A service account was renamed, described anew or given other scopes.',
  ...accountFact,
});
export const serviceAccountDisabled = event({
  type: 'service_account.disabled',
  summary: 'A service account may no longer act.',
  ...accountFact,
});

const secretFact = { sides: ['operator'] as const, data: z.strictObject({ serviceAccountId: z.string() }) };
export const secretAdded = event({
  type: 'service_account_secret.added',
  summary: 'A service account was given a secret.',
  ...secretFact,
});
export const secretRevoked = event({
  type: 'service_account_secret.revoked',
  summary: 'A secret of a service account was revoked.',
  ...secretFact,
});

/**
 * Refuses to give out an account that may do more than who gives it: a wider reach, scopes that its role does not
 * hold, or more than a narrowed credential was narrowed to.
 */
export function assertMayGive(actor: Actor, reach: Reach, scopes: readonly string[] | null): void {
  if (!isWithinReach(actor, reach)) throw grantWiderThanOwn();
  if (scopes?.some((scope) => !holdsScope({ ...reach, scopes: null }, scope))) throw scopeNotHeld();
  const beyond = scopes === null || scopes.some((scope) => !isCovered(scope, actor.scopes));
  if (actor.scopes !== null && beyond) throw scopeNotHeld();
}
