import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '../../kernel/errors.ts';
import type { Read } from '../../kernel/operation.ts';
import type { OpenTransaction } from '../database/transaction.ts';
import type { Page } from '../execute/calls.ts';
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

/** Where the list is read on from, and what its cursors are bound to. */
function placeIn({ operation }: Listing, request: FastifyRequest, { cursors }: RestPorts) {
  const { after, limit: _, ...terms } = request.query as QueryString;
  const binding = { actor: request.actor, list: operation.name, terms };
  if (Array.isArray(after)) throw refuse('/after', 'repeated', 'after is given once.');
  const place = after === undefined ? null : (JSON.parse(cursors.open(after, binding)) as string[]);
  return { place, seal: (last: string) => cursors.seal(last, binding) };
}

async function answerJson(
  listing: Listing,
  request: FastifyRequest,
  reply: FastifyReply,
  ports: RestPorts,
): Promise<void> {
  const { operation, list, selection, viewing } = listing;
  const { place, seal } = placeIn(listing, request, ports);
  const page = await read(request, ports, (tx) =>
    ports.executor.list(operation, { ...list, after: place }, selection, viewing, tx),
  );
  const facts = {
    nextCursor: page.hasMore ? seal(page.places.at(-1)!) : null,
    hasMore: page.hasMore,
    limit: list.limit,
    ...(page.total !== undefined && { total: page.total }),
  };
  return reply
    .type('application/json; charset=utf-8')
    .send(`{"data":[${page.rows.join(',')}],"page":${JSON.stringify(facts)}}`);
}

/** The list's rows from a place on: one page where a limit is given, else all of them, a chunk at a time. */
async function* pagesFrom(
  place: string[] | null,
  { operation, list, selection, viewing }: Listing,
  executor: Executor,
  tx: OpenTransaction,
  limit: number | undefined,
): AsyncGenerator<Page> {
  let after = place;
  for (;;) {
    const asked = { ...list, limit: limit ?? exportChunk, after, count: false };
    const page = await executor.list(operation, asked, selection, viewing, tx);
    yield page;
    if (!page.hasMore || limit !== undefined) return;
    after = JSON.parse(page.places.at(-1)!) as string[];
  }
}

function textOf(
  format: Format,
  rows: readonly string[],
  columns: readonly string[],
  header: boolean,
): string {
  if (format !== 'text/csv') return rows.map((row) => `${row}\n`).join('');
  const records = rows.map((row) => JSON.parse(row) as Record<string, unknown>);
  return csvOf(columns, records, header);
}

async function answerRows(
  listing: Listing,
  format: Format,
  request: FastifyRequest,
  reply: FastifyReply,
  ports: RestPorts,
): Promise<void> {
  const query = request.query as QueryString;
  if (format === 'text/csv' && listing.selection.links.size > 0)
    throw refuse('/include', 'not_tabular', 'CSV has no nested rows; ask for JSON or NDJSON.');
  const limit = 'limit' in query ? listing.list.limit : undefined;
  const { place, seal } = placeIn(listing, request, ports);
  const { noun } = listing.operation;
  const columns = [...listing.selection.fields].filter((name) => {
    const field = noun.fields[name];
    return !field?.readers || field.readers(request.actor);
  });
  let begun = false;
  // The head is sent with the first chunk, so that a refusal in the first statement is still a problem.
  const begin = (page: Page) => {
    if (limit !== undefined && page.hasMore) {
      const next = new URL(request.url, 'http://here');
      next.searchParams.set('after', seal(page.places.at(-1)!));
      reply.header('link', `<${next.pathname}${next.search}>; rel="next"`);
    }
    reply.hijack();
    reply.raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': `${format}; charset=utf-8`,
    });
    begun = true;
  };
  try {
    await read(request, ports, async (tx) => {
      for await (const page of pagesFrom(place, listing, ports.executor, tx, limit)) {
        const first = !begun;
        if (first) begin(page);
        if (reply.raw.destroyed) return;
        if (!reply.raw.write(textOf(format, page.rows, columns, first)))
          await new Promise((resolve) => {
            reply.raw.once('drain', resolve).once('close', resolve);
          });
      }
    });
    reply.raw.end();
  } catch (error) {
    // Half a list must not look like a whole one.
    if (begun) reply.raw.destroy(error as Error);
    else throw error;
  }
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
  const viewing = {
    actor: request.actor,
    asOf: asOfOf(query, request.actor, ports.cursors),
    absence: 'omit' as const,
  };
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
