import type { FastifyInstance, FastifyReply } from 'fastify';
import type { OwnTokens } from './own-tokens.ts';

/** Five minutes: half of the time for which a new key is shown before it signs. */
const cacheable = (reply: FastifyReply) => reply.header('cache-control', 'public, max-age=300');

/** What clients and verifiers need to know of the authorization server (RFC 8414), and its public keys (RFC 7517). */
export function serveMetadata(app: FastifyInstance, { issuer, keys }: OwnTokens): void {
  app.get(
    '/.well-known/oauth-authorization-server',
    { config: { operation: 'authorizationServerMetadata' } },
    async (_, reply) =>
      cacheable(reply).send({
        issuer,
        token_endpoint: `${issuer}/oauth/token`,
        jwks_uri: `${issuer}/.well-known/jwks.json`,
        grant_types_supported: ['client_credentials'],
        response_types_supported: [],
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
        service_documentation: `${issuer}/docs`,
      }),
  );
  app.get('/.well-known/jwks.json', { config: { operation: 'jwks' } }, async (_, reply) => {
    const published = await keys.published();
    return cacheable(reply)
      .type('application/jwk-set+json')
      .send(JSON.stringify({ keys: published }));
  });
}
