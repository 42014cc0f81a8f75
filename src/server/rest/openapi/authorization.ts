import { permissionCatalog } from '../../../kernel/actor.ts';

const string = { type: 'string' };
const strings = { type: 'array', items: string };

const refusal = (description: string) => ({
  description,
  content: {
    'application/json': {
      schema: {
        type: 'object',
        properties: { error: string, error_description: string },
        required: ['error'],
      },
    },
  },
});

const tooLong = { 400: refusal('invalid_request: the address is too long.') };

const answer = (
  description: string,
  type: string,
  properties: Record<string, object>,
  required: string[],
) => ({
  200: { description, content: { [type]: { schema: { type: 'object', properties, required } } } },
});

/** The ways to a bearer token. */
export const securitySchemes = () => ({
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description: 'A JWT of a configured issuer, or a personal access token.',
  },
  oauth2: {
    type: 'oauth2',
    description:
      'Service accounts exchange a secret for a token of ten minutes; a scope may also be `capability.*`.',
    flows: {
      clientCredentials: {
        tokenUrl: '/oauth/token',
        scopes: Object.fromEntries(
          [...permissionCatalog.keys()]
            .toSorted()
            .map((name) => [name, `What needs the permission ${name}.`]),
        ),
      },
    },
  },
});

/** What a tag of these paths says. */
export const authorizationTag = {
  name: 'authorization',
  description: 'Tokens for machines (RFC 6749, 7517, 8414); public.',
};

const operation = (operationId: string, summary: string) => ({
  operationId,
  summary,
  tags: [authorizationTag.name],
  security: [],
});

/** The paths that stand outside of the registry, since a stranger asks there. */
export const authorizationPaths = {
  '/oauth/token': {
    post: {
      ...operation('issueToken', 'Exchange a service account’s secret for an access token.'),
      description:
        'The client says who it is by HTTP Basic (`client_secret_basic`) or in the form (`client_secret_post`).',
      requestBody: {
        required: true,
        content: {
          'application/x-www-form-urlencoded': {
            schema: {
              type: 'object',
              properties: {
                grant_type: { type: 'string', enum: ['client_credentials'] },
                scope: { ...string, description: 'Space-separated; absent, all that the account may have.' },
                client_id: string,
                client_secret: string,
              },
              required: ['grant_type'],
            },
          },
        },
      },
      responses: {
        ...answer(
          'A token.',
          'application/json',
          {
            access_token: string,
            token_type: { type: 'string', enum: ['Bearer'] },
            expires_in: { type: 'integer', description: 'Seconds.' },
            scope: string,
          },
          ['access_token', 'token_type', 'expires_in', 'scope'],
        ),
        400: refusal('invalid_request, unsupported_grant_type or invalid_scope.'),
        401: refusal('invalid_client: no such client, a wrong secret or a disabled account.'),
        413: refusal('invalid_request: more than 4 KiB.'),
        429: refusal('Too many refused attempts; Retry-After says how long.'),
        503: refusal('temporarily_unavailable.'),
      },
    },
  },
  '/.well-known/oauth-authorization-server': {
    get: {
      ...operation(
        'authorizationServerMetadata',
        'What clients need to know of the authorization server (RFC 8414).',
      ),
      responses: {
        ...tooLong,
        ...answer(
          'The metadata.',
          'application/json',
          {
            issuer: string,
            token_endpoint: string,
            jwks_uri: string,
            grant_types_supported: strings,
            response_types_supported: strings,
            token_endpoint_auth_methods_supported: strings,
            service_documentation: string,
          },
          ['issuer', 'token_endpoint', 'jwks_uri', 'response_types_supported'],
        ),
      },
    },
  },
  '/.well-known/jwks.json': {
    get: {
      ...operation('jwks', 'The public keys of this service’s tokens (RFC 7517).'),
      responses: {
        ...tooLong,
        ...answer(
          'The keys.',
          'application/jwk-set+json',
          { keys: { type: 'array', items: { type: 'object', additionalProperties: true } } },
          ['keys'],
        ),
      },
    },
  },
};
