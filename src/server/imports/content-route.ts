import type { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { malformed, mediaTypeNotSupported, notFound, refuse } from '../../kernel/errors.ts';
import type { Read } from '../../kernel/operation.ts';
import { isId } from '../../kernel/shapes.ts';
import { allFields } from '../reads/request.ts';
import { assertOnly, type QueryString } from '../rest/list-query.ts';
import type { RestPorts } from '../rest/ports.ts';
import { onlyJson } from '../rest/request.ts';
import type { Receiver } from './receive.ts';

const formats = { 'text/csv': 'csv', 'application/x-ndjson': 'ndjson' } as const;

const wholeNumber = (text: unknown): number => {
  if (text === undefined) return 0;
  if (typeof text !== 'string' || !/^\d{1,15}$/.test(text))
    throw refuse('/offset', 'invalid_value', 'offset is a number of bytes.');
  return Number(text);
};

const flag = (text: unknown): boolean => {
  if (text !== undefined && text !== 'true' && text !== 'false')
    throw refuse('/complete', 'invalid_value', 'complete is true or false.');
  return text !== 'false';
};

/** The route that takes a file as it comes: `PUT /imports/{importId}/content?offset=…&complete=…`. */
export function registerContentRoute(app: FastifyInstance, receiver: Receiver, ports: RestPorts): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(Object.keys(formats), (_, payload, done) => done(null, payload));
    scope.route({
      method: 'PUT',
      url: '/imports/:importId/content',
      config: { operation: 'sendImportContent' },
      handler: async (request, reply) => {
        const { registry } = ports.executor;
        ports.executor.assertPermission(registry.operations.get('createImport')!, request.actor);
        onlyJson(request);
        const query = request.query as QueryString;
        assertOnly(query, 'offset', 'complete');
        const type = (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
        const format = formats[type as keyof typeof formats];
        if (!format) throw mediaTypeNotSupported({ detail: 'A file is text/csv or application/x-ndjson.' });
        if (request.headers['content-encoding'] !== undefined)
          throw mediaTypeNotSupported({ detail: 'A file is sent as it is, not compressed.' });
        if (request.body === undefined) throw malformed({ detail: 'There is no content.' });
        const { importId } = request.params as { importId: string };
        if (!isId(importId)) throw notFound();
        const part = { importId, offset: wholeNumber(query['offset']), complete: flag(query['complete']) };
        const sender = { actor: request.actor, requestId: request.id, address: request.ip };
        await receiver.receive(request.body as Readable, part, format, sender);
        if (part.complete) ports.executor.onCommit();
        const shown = registry.operations.get('getImport') as Read;
        const viewing = { actor: request.actor, absence: 'omit' as const };
        const { j } = await ports.executor.get(shown, importId, allFields(shown.noun), viewing);
        return reply.type('application/json; charset=utf-8').send(j);
      },
    });
  });
}
