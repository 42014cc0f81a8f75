import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { accountOf } from '../../kernel/client-id.ts';
import { holdsScope, scopesOf } from '../../kernel/scopes.ts';
import type { AccessLog } from '../access-log/access-log.ts';
import type { Config } from '../config.ts';
import type { Logger } from '../log.ts';
import { needsLook, toProblem } from '../problem.ts';
import { credentialsOf } from './client-credentials.ts';
import type { Clients, ProvenClient } from './clients.ts';
import { parseForm } from './form.ts';
import { Guesses } from './guesses.ts';
import { serveMetadata } from './metadata.ts';
import { tokenSeconds, type OwnTokens } from './own-tokens.ts';
import { invalidClient, TokenRefusal } from './refusal.ts';

/** What the token endpoint leans on. */
export interface TokenPorts {
  clients: Clients;
  tokens: OwnTokens;
  config: Config;
  accessLog: AccessLog;
  log: Logger;
}

const bodyLimit = 4_096;
/** Guesses a minute at one client from one address; from others it stays reachable, or anybody could lock it out. */
const mostAtOneClient = 10;

/** The scopes that a client asked for, or all it may have. */
function scopesFor({ actor }: ProvenClient, asked: string | undefined): readonly string[] {
  const wanted = asked === undefined ? scopesOf(actor) : [...new Set(asked.split(' ').filter(Boolean))];
  if (wanted.length === 0 || !wanted.every((scope) => holdsScope(actor, scope)))
    throw new TokenRefusal('invalid_scope', 'The client may not have one of these scopes.');
  return wanted;
}

function refuse(thrown: unknown, request: FastifyRequest, reply: FastifyReply, log: Logger): FastifyReply {
  let refusal = thrown;
  if (!(refusal instanceof TokenRefusal)) {
    const problem = toProblem(thrown, new Map());
    if (needsLook(thrown, problem))
      log.error({ err: thrown, requestId: request.id }, 'a token could not be given');
    refusal =
      problem.status < 500
        ? new TokenRefusal('invalid_request', problem.declaration.title, {
            status: problem.status === 413 ? 413 : 400,
          })
        : new TokenRefusal('temporarily_unavailable', 'Try again.', { status: 503, retryAfterSeconds: 1 });
  }
  const { code, message, status, retryAfterSeconds } = refusal as TokenRefusal;
  if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds);
  if (status === 401) reply.header('www-authenticate', 'Basic realm="requisite", charset="UTF-8"');
  return reply.status(status).send({ error: code, error_description: message });
}

/** /oauth/token (RFC 6749 §4.4) for service accounts, its keys and its metadata: public, and apart from the API's parsers and problems. */
export function serveTokens(app: FastifyInstance, ports: TokenPorts): void {
  const { clients, tokens, config, accessLog, log } = ports;
  const limit = config.failedAuthenticationLimit;
  const byAddress = new Guesses(limit);
  const atClient = new Guesses(Math.max(mostAtOneClient, Math.ceil(limit / 12)));
  serveMetadata(app, tokens);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit },
    (_, body, done) => {
      try {
        done(null, parseForm(body as string));
      } catch (error) {
        done(error as Error);
      }
    },
  );
  app.setErrorHandler((error, request, reply) => refuse(error, request, reply, log));
  app.post('/oauth/token', { bodyLimit, config: { operation: 'issueToken' } }, async (request, reply) => {
    reply.header('cache-control', 'no-store').header('pragma', 'no-cache');
    const form = (request.body ?? new Map()) as ReadonlyMap<string, string>;
    const credentials = credentialsOf(request.headers.authorization, form);
    // What names no account is one stranger to all: invented names of any length are not kept.
    const pair = `${request.ip} ${accountOf(credentials.clientId) ? credentials.clientId : 'no account'}`;
    const wait = Math.max(byAddress.wait(request.ip), atClient.wait(pair));
    if (wait > 0)
      throw new TokenRefusal('temporarily_unavailable', 'Too many refused attempts.', {
        status: 429,
        retryAfterSeconds: wait,
      });
    const grantType = form.get('grant_type');
    if (grantType === undefined) throw new TokenRefusal('invalid_request', 'grant_type is missing.');
    if (grantType !== 'client_credentials')
      throw new TokenRefusal('unsupported_grant_type', 'Only client_credentials is granted.');
    const client = await clients.prove(credentials);
    if (!client) {
      byAddress.add(request.ip);
      atClient.add(pair);
      noteRefusal(credentials.clientId, request, accessLog);
      throw invalidClient();
    }
    const scopes = scopesFor(client, form.get('scope'));
    const token = await tokens.issue({ ...client, scopes });
    await clients.noteUse(client);
    return reply.send({
      access_token: token,
      token_type: 'Bearer',
      expires_in: tokenSeconds,
      scope: scopes.join(' '),
    });
  });
}

/** Kept under the tenant that the client id names, with the account and never the secret. */
function noteRefusal(clientId: string, request: FastifyRequest, log: AccessLog): void {
  const named = accountOf(clientId);
  if (!named) return;
  log.add(
    [
      {
        kind: 'refused',
        operation: 'issueToken',
        status: 401,
        code: 'invalid_client',
        noun: 'serviceAccount',
        subjectId: named.accountId,
        rows: null,
      },
    ],
    {
      tenantId: named.tenantId,
      membershipId: null,
      userId: null,
      tokenId: null,
      surface: 'rest',
      requestId: request.id,
      address: request.ip,
    },
  );
}
