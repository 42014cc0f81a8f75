import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type pg from 'pg';
import { z } from 'zod';
import { mediaTypeNotSupported, notAcceptable, refuse } from '../../kernel/errors.ts';
import { isNoun, type Command, type Operation, type Query, type Read } from '../../kernel/operation.ts';
import { inTransaction, type OpenTransaction } from '../database/transaction.ts';
import type { Executor } from '../execute/execute.ts';
import { externalParts } from '../execute/references.ts';
import type { CursorSealer } from '../reads/cursor.ts';
import { allFields, emptySelection, unwrap, type ListRequest, type Selection } from '../reads/request.ts';
import { asOfOf, assertOnly, limitOf, listRequest, selectionOf, type QueryString } from './list-query.ts';
import { collectionOf } from '../registry.ts';
import { csvOf, rowsOfCsv, rowsOfNdjson } from './tabular.ts';

export interface RestPorts {
  executor: Executor;
  pool: pg.Pool;
  cursors: CursorSealer;
}

const mostBulkBytes = 16 * 1024 * 1024;
const exportChunk = 1_000;
const formats = ['application/json', 'text/csv', 'application/x-ndjson'] as const;
type Format = (typeof formats)[number];

/** The media type to answer with; `*` and an absent header mean JSON. */
function formatOf(request: FastifyRequest): Format {
  const accepted = (request.headers.accept ?? '*/*')
    .split(',')
    .map((part) => part.split(';')[0]!.trim().toLowerCase());
  for (const type of accepted) {
    if (type === '*/*' || type === 'application/*') return 'application/json';
    if (type === 'text/*') return 'text/csv';
    if ((formats as readonly string[]).includes(type)) return type as Format;
  }
  throw notAcceptable({ detail: `This can be given as ${formats.join(', ')}.` });
}

const onlyJson = (request: FastifyRequest) => {
  if (formatOf(request) !== 'application/json')
    throw notAcceptable({ detail: 'This can be given as application/json.' });
};

/** A path or query value as the shape at its place takes it; what does not fit is left for parsing to refuse. */
function fromText(shape: z.ZodType, value: unknown): unknown {
  const inner = unwrap(shape).shape;
  if (inner instanceof z.ZodArray)
    return (Array.isArray(value) ? value : String(value).split(',')).map((item) =>
      fromText(inner.element as z.ZodType, item),
    );
  if (typeof value !== 'string') return value;
  if (inner instanceof z.ZodObject) return externalParts(value) ?? value;
  if (inner instanceof z.ZodNumber) return /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  if (inner instanceof z.ZodBoolean) return value === 'true' ? true : value === 'false' ? false : value;
  return value;
}

const typedMembers = (shape: z.ZodObject, members: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(members).map(([key, value]) => [
      key,
      shape.shape[key] ? fromText(shape.shape[key] as z.ZodType, value) : value,
    ]),
  );

function bodyOf(operation: Command, request: FastifyRequest): Record<string, unknown> {
  const body = request.body ?? {};
  if (operation.rowsOf && typeof body === 'string') {
    const csv = request.headers['content-type']!.startsWith('text/csv');
    const { mode, ...rest } = request.query as QueryString;
    assertOnly(rest);
    return {
      ...(mode !== undefined && { mode }),
      items: csv ? rowsOfCsv(body, operation.rowsOf.input) : rowsOfNdjson(body),
    };
  }
  if (typeof body === 'string') throw mediaTypeNotSupported();
  if (typeof body !== 'object' || Array.isArray(body))
    throw refuse('', 'invalid_type', 'The body is a JSON object.');
  return body as Record<string, unknown>;
}

function expectedVersionOf(request: FastifyRequest): number | undefined {
  const header = request.headers['if-match'];
  if (header === undefined || header === '*') return undefined;
  const version = /^"([1-9]\d{0,9})"$/.exec(header)?.[1];
  if (!version) throw refuse('/If-Match', 'invalid_value', 'If-Match is a version in quotes, such as "3".');
  return Number(version);
}

const headerOf = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  if (Array.isArray(value)) throw refuse(`/${name}`, 'repeated', `${name} is given once.`);
  return value;
};

async function answerCommand(
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
    if (isNoun(operation.output)) reply.header('location', `/v1${collectionOf(operation.output)}/${answer.id}`);
  }
  return reply.send(answer.result);
}

const read = <T>(request: FastifyRequest, { pool }: RestPorts, run: (tx: OpenTransaction) => Promise<T>) =>
  inTransaction(pool, { actor: request.actor, readOnly: true, isolation: 'repeatable read' }, run);

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
  const viewing = { actor: request.actor, asOf: asOfOf(query), absence: 'omit' as const };
  const selection = selectionOf(operation.noun, query, viewing);
  const [key] = Object.values(request.params as Record<string, string>);
  const text = await read(request, ports, (tx) =>
    ports.executor.get(operation, key!, selection, viewing, tx),
  );
  const { version } = JSON.parse(text) as { version?: number };
  if (version !== undefined && viewing.asOf === undefined) reply.header('etag', `"${version}"`);
  return reply.type('application/json; charset=utf-8').send(text);
}

interface Listing {
  operation: Read;
  list: ListRequest;
  selection: Selection;
  viewing: { actor: FastifyRequest['actor']; asOf: string | undefined; absence: 'omit' };
}

async function answerJson(
  { operation, list, selection, viewing }: Listing,
  request: FastifyRequest,
  reply: FastifyReply,
  ports: RestPorts,
): Promise<void> {
  const { after: _, limit: __, ...terms } = request.query as QueryString;
  const binding = { actor: request.actor, list: operation.name, terms };
  const { after } = request.query as QueryString;
  if (Array.isArray(after)) throw refuse('/after', 'repeated', 'after is given once.');
  const place = after === undefined ? null : (JSON.parse(ports.cursors.open(after, binding)) as string[]);
  const page = await read(request, ports, (tx) =>
    ports.executor.list(operation, { ...list, after: place }, selection, viewing, tx),
  );
  const nextCursor = page.hasMore ? ports.cursors.seal(page.places.at(-1)!, binding) : null;
  const facts = {
    nextCursor,
    hasMore: page.hasMore,
    limit: list.limit,
    ...(page.total !== undefined && { total: page.total }),
  };
  return reply
    .type('application/json; charset=utf-8')
    .send(`{"data":[${page.rows.join(',')}],"page":${JSON.stringify(facts)}}`);
}

/** Every row that the list has, a chunk at a time from one snapshot. */
async function* everyRow(
  { operation, list, selection, viewing }: Listing,
  executor: Executor,
  tx: OpenTransaction,
  limited: boolean,
): AsyncGenerator<string[]> {
  let after: string[] | null = null;
  for (;;) {
    const page = await executor.list(
      operation,
      { ...list, limit: limited ? list.limit : exportChunk, after, count: false },
      selection,
      viewing,
      tx,
    );
    yield page.rows;
    if (!page.hasMore || limited) return;
    after = JSON.parse(page.places.at(-1)!) as string[];
  }
}

async function answerRows(
  listing: Listing,
  format: Format,
  request: FastifyRequest,
  reply: FastifyReply,
  ports: RestPorts,
): Promise<void> {
  const limited = 'limit' in (request.query as QueryString);
  const { noun } = listing.operation;
  const columns = [...listing.selection.fields].filter((name) => {
    const field = noun.fields[name];
    return !field?.readers || field.readers(request.actor);
  });
  // The head is sent with the first chunk, so that a refusal in the first statement is still a problem.
  await read(request, ports, async (tx) => {
    let header = true;
    for await (const rows of everyRow(listing, ports.executor, tx, limited)) {
      if (header) {
        reply.hijack();
        reply.raw.writeHead(200, {
          ...(reply.getHeaders() as Record<string, string>),
          'content-type': `${format}; charset=utf-8`,
        });
      }
      const text =
        format === 'text/csv'
          ? csvOf(
              columns,
              rows.map((row) => JSON.parse(row) as Record<string, unknown>),
              header,
            )
          : rows.map((row) => `${row}\n`).join('');
      header = false;
      if (reply.raw.destroyed) return;
      if (!reply.raw.write(text))
        await new Promise((resolve) => {
          reply.raw.once('drain', resolve).once('close', resolve);
        });
    }
    reply.raw.end();
  });
}

async function answerList(
  operation: Read,
  request: FastifyRequest,
  reply: FastifyReply,
  ports: RestPorts,
): Promise<void> {
  ports.executor.assertPermission(operation, request.actor);
  const format = formatOf(request);
  const query = request.query as QueryString;
  const viewing = { actor: request.actor, asOf: asOfOf(query), absence: 'omit' as const };
  const listing = {
    operation,
    list: listRequest(operation.noun, query),
    selection: selectionOf(operation.noun, query, viewing),
    viewing,
  };
  limitOf(query);
  return format === 'application/json'
    ? answerJson(listing, request, reply, ports)
    : answerRows(listing, format, request, reply, ports);
}

async function answerQuery(
  operation: Query,
  request: FastifyRequest,
  reply: FastifyReply,
  ports: RestPorts,
): Promise<void> {
  ports.executor.assertPermission(operation, request.actor);
  const format = operation.rows ? formatOf(request) : (onlyJson(request), 'application/json' as const);
  const input = typedMembers(operation.input, {
    ...(request.query as object),
    ...(request.params as object),
  });
  const caller = { operation, actor: request.actor, requestId: request.id, address: request.ip };
  const answer = operation.answered
    ? await ports.executor.poll(caller, input)
    : await read(request, ports, (tx) => ports.executor.query(caller, input, tx));
  if (format === 'application/json')
    return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer));
  const rows = (answer as Record<string, Record<string, unknown>[]>)[operation.rows!]!;
  const text =
    format === 'text/csv'
      ? csvOf(Object.keys(rows[0] ?? {}), rows, true)
      : rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  return reply.type(`${format}; charset=utf-8`).send(text);
}

const answerers = { command: answerCommand, get: answerGet, list: answerList, query: answerQuery } as const;

/** One route an operation, from its `rest` line. */
export function registerRoutes(app: FastifyInstance, ports: RestPorts): void {
  for (const operation of ports.executor.registry.operations.values()) {
    const [method, path] = operation.rest.split(' ') as [string, string];
    const answer = answerers[operation.kind] as (
      operation: Operation,
      request: FastifyRequest,
      reply: FastifyReply,
      ports: RestPorts,
    ) => Promise<void>;
    app.route({
      method,
      url: path.replace(/\{(\w+)\}/g, ':$1'),
      config: { operation: operation.name },
      ...(operation.kind === 'command' && operation.rowsOf && { bodyLimit: mostBulkBytes }),
      handler: (request, reply) => answer(operation, request, reply, ports),
    });
  }
}
