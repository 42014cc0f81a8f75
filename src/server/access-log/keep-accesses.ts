import type { FastifyInstance, FastifyRequest } from 'fastify';
import { decodeJwt } from 'jose';
import { tenantOfToken } from '../../kernel/access-token.ts';
import { isId } from '../../kernel/shapes.ts';
import type { IssuerConfig } from '../config.ts';
import type { AccessLog, Accessor } from './access-log.ts';
import { notebook, type AccessNote } from './notes.ts';

declare module 'fastify' {
  interface FastifyRequest {
    accesses: AccessNote[];
  }
}

/** The tenant that a refused credential names, by its own word; undefined where it names none. */
function tenantNamed(
  authorization: string | undefined,
  issuers: readonly IssuerConfig[],
): string | undefined {
  const token = /^Bearer ([\x21-\x7e]{1,8192})$/i.exec(authorization ?? '')?.[1];
  if (!token) return undefined;
  const named = tenantOfToken(token);
  if (named !== undefined) return named;
  try {
    const { iss, tenant_id: own } = decodeJwt(token);
    const issuer = issuers.find((known) => known.issuer === iss);
    return issuer ? issuer.tenantId : typeof own === 'string' && isId(own) ? own : undefined;
  } catch {
    return undefined;
  }
}

const nobody = { membershipId: null, userId: null, tokenId: null };

function accessorOf(request: FastifyRequest, issuers: readonly IssuerConfig[]): Accessor | undefined {
  const tenantId = request.actor?.tenantId ?? tenantNamed(request.headers.authorization, issuers);
  if (tenantId === undefined) return undefined;
  const { membershipId, userId, tokenId } = request.actor ?? nobody;
  return {
    tenantId,
    membershipId,
    userId,
    tokenId,
    surface: request.routeOptions.url === '/graphql' ? 'graphql' : 'rest',
    requestId: request.id,
    address: request.ip,
  };
}

/** Gives each request a notebook, and hands what stands in it to the log when the request has been answered. */
export function keepAccesses(app: FastifyInstance, log: AccessLog, issuers: readonly IssuerConfig[]): void {
  app.decorateRequest('accesses', null as never);
  app.addHook('onRequest', (request, _, done) => {
    request.accesses = [];
    notebook.run(request.accesses, done);
  });
  // A body is read in the socket's own context, which knows of no request.
  app.addHook('preValidation', (request, _, done) => notebook.run(request.accesses, done));
  app.addHook('onResponse', async (request) => {
    // Where the address itself could not be read no hook ran before this one.
    if (!request.accesses || request.accesses.length === 0) return;
    const accessor = accessorOf(request, issuers);
    if (accessor) log.add(request.accesses, accessor);
  });
  app.addHook('onClose', () => log.close());
}
