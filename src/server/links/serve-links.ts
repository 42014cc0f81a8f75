import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type pg from 'pg';
import { systemActor } from '../../kernel/actor.ts';
import { notFound, Problem, tooManyRequests } from '../../kernel/errors.ts';
import { tenantOfLink } from '../../kernel/link-token.ts';
import type { Command, Query } from '../../kernel/operation.ts';
import type { Config } from '../config.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Executor } from '../execute/execute.ts';
import { Guesses } from '../oauth/guesses.ts';
import { emptySelection } from '../reads/request.ts';
import { mediaTypeOf } from '../rest/json-schema.ts';
import { bodyOf, onlyJson } from '../rest/request.ts';

/** What the acts of secret links lean on. */
export interface LinkPorts {
  executor: Executor;
  pool: pg.Pool;
  config: Config;
}

/** Runs an act as the tenant's own hand: who holds the link is nobody else, and is told the declared answer alone. */
async function act(
  operation: Command | Query,
  request: FastifyRequest,
  { executor, pool }: LinkPorts,
): Promise<string> {
  const { token = '' } = request.params as { token?: string };
  const tenantId = tenantOfLink(token);
  if (tenantId === undefined) throw notFound();
  const caller = { actor: systemActor(tenantId), requestId: request.id, address: request.ip };
  if (operation.kind === 'query') {
    const asked = { actor: caller.actor, readOnly: true };
    const answer = await inTransaction(pool, asked, (tx) =>
      executor.query({ ...caller, operation }, { token }, tx),
    );
    return mediaTypeOf(operation.output) === 'application/json' ? JSON.stringify(answer) : (answer as string);
  }
  const { result } = await executor.command({
    ...caller,
    operation,
    input: { ...bodyOf(operation, request), token },
    dryRun: false,
    selection: emptySelection(),
    absence: 'omit',
    view: 'rest',
  });
  return result;
}

/**
 * The acts of secret links, which name their tenant and need no bearer token. Each address has so many refused tokens
 * and so many acts a minute as it has failed authentications.
 */
export function serveLinks(app: FastifyInstance, ports: LinkPorts): void {
  const tries = new Guesses(ports.config.failedAuthenticationLimit);
  for (const operation of ports.executor.registry.links.values()) {
    const [method, path] = operation.rest.split(' ') as [string, string];
    app.route({
      method,
      url: path.replace(/\{(\w+)\}/g, ':$1'),
      config: { operation: operation.name },
      handler: async (request: FastifyRequest, reply: FastifyReply) => {
        onlyJson(request);
        const wait = tries.wait(request.ip);
        if (wait > 0) throw tooManyRequests({ retryAfterSeconds: wait });
        if (operation.kind === 'command') tries.add(request.ip);
        try {
          const answer = await act(operation, request, ports);
          return await reply.type(`${mediaTypeOf(operation.output)}; charset=utf-8`).send(answer);
        } catch (error) {
          if (operation.kind === 'query' && error instanceof Problem && error.status < 500)
            tries.add(request.ip);
          throw error;
        }
      },
    });
  }
}
