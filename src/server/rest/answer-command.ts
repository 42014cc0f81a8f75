import type { FastifyReply, FastifyRequest } from 'fastify';
import { isNoun, type Command } from '../../kernel/operation.ts';
import { allFields, emptySelection } from '../reads/request.ts';
import { collectionOf } from '../registry.ts';
import { assertOnly, type QueryString } from './list-query.ts';
import type { RestPorts } from './ports.ts';
import { bodyOf, expectedVersionOf, headerOf, onlyJson, typedMembers } from './request.ts';

/** A command: its headers and body into one call, its answer into status, headers and body. */
export async function answerCommand(
  operation: Command,
  request: FastifyRequest,
  reply: FastifyReply,
  { executor }: RestPorts,
): Promise<void> {
  executor.assertPermission(operation, request.actor);
  onlyJson(request);
  if (!operation.rowsOf) assertOnly(request.query as QueryString);
  const prefer = headerOf(request, 'prefer');
  const dryRun = prefer?.split(',').some((part) => part.trim() === 'dry-run') ?? false;
  const answer = await executor.command({
    operation,
    input: {
      ...bodyOf(operation, request),
      ...typedMembers(operation.input, request.params as Record<string, unknown>),
    },
    actor: request.actor,
    requestId: request.id,
    address: request.ip,
    expectedVersion: expectedVersionOf(request),
    idempotencyKey: headerOf(request, 'idempotency-key'),
    dryRun,
    selection: isNoun(operation.output) ? allFields(operation.output) : emptySelection(),
    absence: 'omit',
    view: 'rest',
  });
  reply.type('application/json; charset=utf-8');
  if (answer.replayed) reply.header('idempotency-replayed', 'true');
  if (dryRun) {
    reply.header('preference-applied', 'dry-run');
    return reply.send(`{"result":${answer.result},"events":${JSON.stringify(answer.events)}}`);
  }
  if (answer.version !== undefined) reply.header('etag', `"${answer.version}"`);
  if (operation.created) {
    reply.status(201);
    if (isNoun(operation.output))
      reply.header('location', `/v1${collectionOf(operation.output)}/${answer.id}`);
  }
  return reply.send(answer.result);
}
