import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '../../kernel/errors.ts';
import type { Read } from '../../kernel/operation.ts';
import type { OpenTransaction } from '../database/transaction.ts';
import { noteExport } from '../access-log/notes.ts';
import { columnsOfNoun } from '../exports/parquet/columns.ts';
import { ParquetRows } from '../exports/parquet/file.ts';
import { csvStatement, ndjsonStatement } from '../exports/statement.ts';
import { assertPast } from '../reads/as-of.ts';
import type { ListRequest, Selection } from '../reads/request.ts';
import { asOfOf, limitOf, listRequest, selectionOf, type QueryString } from './list-query.ts';
import { linkNextPage } from './next-page.ts';
import type { RestPorts } from './ports.ts';
import { formatOf, parquet, type Format } from './request.ts';

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
  const page = await ports.executor.list(operation, { ...list, after: place }, selection, viewing);
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

const statements = {
  'text/csv': csvStatement,
  'application/x-ndjson': ndjsonStatement,
  [parquet]: ndjsonStatement,
} as const;

async function answerRows(
  listing: Listing,
  format: Exclude<Format, 'application/json'>,
  request: FastifyRequest,
  reply: FastifyReply,
  ports: RestPorts,
): Promise<void> {
  const { operation, selection, viewing } = listing;
  if (format !== 'application/x-ndjson' && selection.links.size > 0)
    throw refuse('/include', 'not_tabular', 'Tables have no nested rows; ask for JSON or NDJSON.');
  const { place, seal } = placeIn(listing, request, ports);
  const list = { ...listing.list, after: place, count: false };
  const limit = 'limit' in (request.query as QueryString) ? list.limit : undefined;
  const prepare = async (tx: OpenTransaction) => {
    assertPast(viewing.asOf, tx.now);
    if (limit !== undefined) {
      const keys = { fields: new Set([operation.noun.key]), links: new Map() };
      const page = await ports.executor.list(operation, list, keys, viewing, tx);
      if (page.hasMore) linkNextPage(request, reply, seal(page.places.at(-1)!));
    }
    noteExport(operation);
    return statements[format]({ noun: operation.noun, list, selection, viewing, limit });
  };
  const reform = () => new ParquetRows(columnsOfNoun(operation.noun, selection.fields, request.actor));
  const answer = { contentType: format, prepare, ...(format === parquet && { reform }) };
  return ports.exporter.answer(answer, request, reply);
}

/** A list: a page as JSON, or every row as CSV, NDJSON or Parquet. */
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
