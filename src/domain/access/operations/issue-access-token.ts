import { z } from 'zod';
import { holds, permissionCatalog } from '../../../kernel/actor.ts';
import { command } from '../../../kernel/operation.ts';
import { Id, Instant, text } from '../../../kernel/shapes.ts';
import { scopeNotHeld, tokenIssued } from '../model.ts';
import { hasSecretsInstead } from '../service-accounts/model.ts';
import { users } from '../tables.ts';
import { permissions } from '../policy.ts';
import { insertToken } from '../store.ts';

const longestDays = 366;

export const issueAccessToken = command({
  name: 'issueAccessToken',
  summary: 'Issue a personal access token for your own membership; its text is shown in this answer only.',
  rest: 'POST /access-tokens',
  permission: permissions.ownTokens,
  input: z.strictObject({
    name: text(100),
    days: z.int().min(1).max(longestDays).default(90).meta({ description: 'How long it lives.' }),
    scopes: z
      .array(z.string().regex(/^[a-z_]+\.([a-z_]+|\*)$/))
      .min(1)
      .max(100)
      .optional()
      .meta({ description: 'Permissions to narrow it to, such as orders.read or time.*.' }),
  }),
  output: z
    .strictObject({ id: Id, token: z.string(), prefix: z.string(), expiresAt: Instant })
    .meta({ id: 'IssuedAccessToken' }),
  errors: [scopeNotHeld, hasSecretsInstead],
  async handle({ name, days, scopes }, context) {
    const { actor } = context;
    const user = await context.tx.find(users, actor.userId!);
    // It would outlive the secret by which it was asked for.
    if (user?.kind === 'service') throw hasSecretsInstead();
    const held = (scope: string) => {
      const permission = permissionCatalog.get(scope);
      return permission
        ? holds(actor, permission)
        : scope.endsWith('.*') && (actor.scopes === null || actor.scopes.includes(scope));
    };
    // A narrowed token must not issue itself a wider one.
    if (actor.scopes && !scopes) throw scopeNotHeld();
    if (scopes?.some((scope) => !held(scope))) throw scopeNotHeld();
    const { row, token } = await insertToken({ name, days, scopes: scopes ?? null }, context);
    return {
      result: { id: row.id, token, prefix: row.prefix, expiresAt: row.expiresAt },
      events: [tokenIssued(row, { membershipId: row.membershipId, name })],
    };
  },
});
