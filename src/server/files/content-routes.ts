import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { systemActor, type Actor } from '../../kernel/actor.ts';
import { malformed, mediaTypeNotSupported, notFound, stepNotAllowed } from '../../kernel/errors.ts';
import { isId } from '../../kernel/shapes.ts';
import type { Operation, Read } from '../../kernel/operation.ts';
import { noteFileRead } from '../access-log/notes.ts';
import { inTransaction } from '../database/transaction.ts';
import { disposition } from '../disposition.ts';
import { allFields } from '../reads/request.ts';
import { assertOnly, type QueryString } from '../rest/list-query.ts';
import type { RestPorts } from '../rest/ports.ts';
import { onlyJson } from '../rest/request.ts';
import { contentOf } from './contents.ts';
import type { FileLinks } from './links.ts';
import { fromStore, type FilePorts } from './ports.ts';
import type { FileReceiver } from './receive.ts';
import type { FileScanner } from './scanner.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A file's content, which a link opens too, in place of a bearer token. */
    linked?: 'send' | 'fetch';
  }
}

/** What the routes of files' contents lean on. */
export interface FileService extends FilePorts {
  links: FileLinks;
  receiver: FileReceiver;
  scanner: FileScanner;
  /** Whether scanning waits for another machine: then it is the worker's, and no request waits for it. */
  scansElsewhere: boolean;
}

interface Shown {
  name: string;
  mediaType: string;
  sizeBytes: number;
  sha256: string;
  state: string;
}

const url = '/files/:fileId/content';
const fileIdOf = (request: FastifyRequest): string => (request.params as { fileId: string }).fileId;

/** The member whom a link names, where the request comes by one; undefined where it is to be asked for its token. */
export function actorByLink(request: FastifyRequest, links: FileLinks): Promise<Actor> | undefined {
  const { linked } = request.routeOptions.config;
  const query = request.query as QueryString;
  if (!linked || query['token'] === undefined) return undefined;
  return links.actor(query['token'], linked, fileIdOf(request));
}

/** The routes that take a file's content and give it out: `PUT` and `GET /files/{fileId}/content`. */
export function registerFileRoutes(
  app: FastifyInstance,
  files: FileService,
  { executor }: RestPorts,
  stallSeconds: number,
): void {
  const operation = (name: string): Operation => executor.registry.operations.get(name)!;
  const shown = operation('getFile') as Read;
  const viewed = async (actor: Actor, fileId: string) =>
    executor.get(shown, fileId, allFields(shown.noun), { actor, absence: 'omit' });

  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_, payload, done) => done(null, payload));
    scope.put(url, { config: { operation: 'sendFileContent', linked: 'send' } }, async (request, reply) => {
      for (const needed of [operation('createFile'), shown]) executor.assertPermission(needed, request.actor);
      onlyJson(request);
      assertOnly(request.query as QueryString, 'token');
      if (request.headers['content-encoding'] !== undefined)
        throw mediaTypeNotSupported({ detail: 'A file is sent as it is, not compressed.' });
      if (request.body === undefined) throw malformed({ detail: 'There is no content.' });
      const fileId = fileIdOf(request);
      if (!isId(fileId)) throw notFound();
      const { actor, id: requestId, ip: address } = request;
      await files.receiver.receive(request.body as Readable, fileId, { actor, requestId, address });
      if (files.scansElsewhere) executor.onCommit();
      else await files.scanner.next(actor.tenantId, fileId);
      const { j } = await viewed(actor, fileId);
      return reply.type('application/json; charset=utf-8').send(j);
    });
  });

  app.get(url, { config: { operation: 'readFileContent', linked: 'fetch' } }, async (request, reply) => {
    assertOnly(request.query as QueryString, 'token');
    const { actor } = request;
    const fileId = fileIdOf(request);
    if (!isId(fileId)) throw notFound();
    const { j } = await viewed(actor, fileId);
    const { name, mediaType, sizeBytes, sha256, state } = JSON.parse(j) as Shown;
    if (state !== 'clean')
      throw stepNotAllowed({ detail: `The file is ${state}; only a clean one is given out.` });
    const system = systemActor(actor.tenantId);
    const key = await inTransaction(files.pool, { actor: system, readOnly: true }, (tx) =>
      contentOf(actor.tenantId, fileId, tx),
    );
    if (!key) throw notFound();
    const content = await fromStore(files.store.read(key), files.log);
    noteFileRead('readFileContent', fileId);
    reply.raw.setTimeout(stallSeconds * 1_000, () => reply.raw.destroy());
    return reply
      .header('content-disposition', disposition(name))
      .header('content-length', sizeBytes)
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('repr-digest', `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`)
      .type(mediaType)
      .send(content);
  });
}
