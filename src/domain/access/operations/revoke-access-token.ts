import { z } from 'zod';
import { notFound, stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { tokenRevoked } from '../model.ts';
import { accessToken } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { accessTokens } from '../tables.ts';

export const revokeAccessToken = command({
  name: 'revokeAccessToken',
  summary: 'Revoke a personal access token of yours; it is refused within a second.',
  rest: 'POST /access-tokens/{accessTokenId}/revoke',
  permission: permissions.ownTokens,
  input: z.strictObject({ accessTokenId: reference('accessToken') }),
  output: accessToken,
  errors: [stepNotAllowed],
  async handle({ accessTokenId }, context) {
    const token = await context.tx.find(accessTokens, accessTokenId, { lock: true });
    if (!token) throw notFound();
    context.expectVersion(token);
    if (token.revokedAt) throw stepNotAllowed({ detail: 'The token is revoked already.' });
    const revoked = await context.tx.change(accessTokens, token, { revokedAt: context.now });
    return {
      result: revoked,
      events: [tokenRevoked(revoked, { membershipId: token.membershipId, name: token.name })],
    };
  },
});
