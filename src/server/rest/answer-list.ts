import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '../../kernel/errors.ts';
import type { Read } from '../../kernel/operation.ts';
import type { OpenTransaction } from '../database/transaction.ts';
import type { Executor } from '../execute/execute.ts';
import type { ListRequest, Selection } from '../reads/request.ts';
import { asOfOf, limitOf, listRequest, selectionOf, type QueryString } from './list-query.ts';
import { read, type RestPorts } from './ports.ts';
import { formatOf, type Format } from './request.ts';
import { csvOf } from './tabular.ts';

const exportChunk = 1_000;

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

/** A list: a page as JSON, or every row as CSV or NDJSON. */
export async function answerList(
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
