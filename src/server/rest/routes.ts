import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isFileQuery, type FileQuery } from '../../kernel/file-answer.ts';
import type { Operation, Query, Read } from '../../kernel/operation.ts';
import { noteExport } from '../access-log/notes.ts';
import { poll } from '../execute/poll.ts';
import { columnsOfRows, membersOfRows } from '../exports/parquet/columns.ts';
import { parquetOf } from '../exports/parquet/file.ts';
import { answerCommand } from './answer-command.ts';
import { answerEveryRow, rowShapeOf } from './answer-every-row.ts';
import { answerFile } from './answer-file.ts';
import { answerList } from './answer-list.ts';
import { asOfOf, assertOnly, selectionOf, type QueryString } from './list-query.ts';
import { negotiate } from '../accept.ts';
import { linkNextPage } from './next-page.ts';
import { read, type RestPorts } from './ports.ts';
import { formatOf, formats, onlyJson, parquet, typedMembers } from './request.ts';
import { csvOf } from './tabular.ts';

export type { RestPorts } from './ports.ts';

const mostBulkBytes = 16 * 1024 * 1024;

async function answerGet(
  operation: Read,
  request: FastifyRequest,
  reply: FastifyReply,
  ports: RestPorts,
): Promise<void> {
  ports.executor.assertPermission(operation, request.actor);
  onlyJson(request);
  const query = request.query as QueryString;
  assertOnly(query, 'fields', 'include', 'asOf');
  const viewing = {
    actor: request.actor,
    asOf: asOfOf(query, request.actor, ports.cursors),
    absence: 'omit' as const,
  };
  const selection = selectionOf(operation.noun, query, viewing);
  const [key] = Object.values(request.params as Record<string, string>);
  const { j, v } = await ports.executor.get(operation, key!, selection, viewing);
  if (v !== null && viewing.asOf === undefined) reply.header('etag', `"${v}"`);
  return reply.type('application/json; charset=utf-8').send(j);
}

const mediaTypesOf = (drawing: FileQuery | undefined): string[] =>
  Object.values(drawing?.formats ?? {}).map(({ mediaType }) => mediaType);

/** The file query that draws the answer, where it is wanted drawn: by a member that only the drawing takes, or by its media type. */
function drawingOf({ input, pictured }: Query, request: FastifyRequest): FileQuery | undefined {
  if (!pictured) return undefined;
  const isNamed = Object.keys(request.query as QueryString).some(
    (member) => member in pictured.input.shape && !(member in input.shape),
  );
  const offered = mediaTypesOf(pictured);
  const wanted = negotiate<string>(request.headers.accept, [...formats, ...offered]);
  return isNamed || offered.some((type) => type === wanted) ? pictured : undefined;
}

async function answerQuery(
  operation: Query,
  request: FastifyRequest,
  reply: FastifyReply,
  ports: RestPorts,
): Promise<void> {
  const drawing = drawingOf(operation, request);
  if (drawing) return answerFile(drawing, request, reply, ports, Object.keys(drawing.formats)[0]);
  ports.executor.assertPermission(operation, request.actor);
  const beside = mediaTypesOf(operation.pictured);
  const format = operation.rows
    ? formatOf(request, beside)
    : (onlyJson(request), 'application/json' as const);
  const input = typedMembers(operation.input, {
    ...(request.query as object),
    ...(request.params as object),
  });
  if (format !== 'application/json' && operation.everyRow && !('limit' in input))
    return answerEveryRow(operation, format, input, request, reply, ports);
  const caller = { operation, actor: request.actor, requestId: request.id, address: request.ip };
  const answer = operation.answered
    ? await poll(ports, caller, input)
    : await read(request, { pool: operation.heavy ? ports.reports : ports.pool }, (tx) =>
        ports.executor.query(caller, input, tx),
      );
  if (format === 'application/json')
    return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer));
  const rows = (answer as Record<string, Record<string, unknown>[]>)[operation.rows!]!;
  const { nextCursor } = answer as { nextCursor?: string | null };
  if (nextCursor) linkNextPage(request, reply, nextCursor);
  noteExport(operation, rows.length);
  if (format === parquet)
    return reply.type(format).send(parquetOf(columnsOfRows(rowShapeOf(operation), rows), rows));
  const text =
    format === 'text/csv'
      ? csvOf(membersOfRows(rowShapeOf(operation), rows), rows, true)
      : rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  return reply.type(`${format}; charset=utf-8`).send(text);
}

const answerers = { command: answerCommand, get: answerGet, list: answerList, query: answerQuery } as const;

/** One route an operation, from its `rest` line. */
export function registerRoutes(app: FastifyInstance, ports: RestPorts): void {
  for (const operation of ports.executor.registry.operations.values()) {
    const [method, path] = operation.rest.split(' ') as [string, string];
    const answer = (isFileQuery(operation) ? answerFile : answerers[operation.kind]) as (
      operation: Operation,
      request: FastifyRequest,
      reply: FastifyReply,
      ports: RestPorts,
    ) => Promise<void>;
    app.route({
      method,
      url: path.replace(/\{(\w+)\}/g, ':$1'),
      config: { operation: operation.name, heavy: operation.kind === 'query' && operation.heavy === true },
      ...(operation.kind === 'command' && operation.rowsOf && { bodyLimit: mostBulkBytes }),
      handler: (request, reply) => answer(operation, request, reply, ports),
    });
  }
}
