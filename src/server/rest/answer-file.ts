import { Readable } from 'node:stream';
import { constants, createGzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { notAcceptable } from '../../kernel/errors.ts';
import { isTextual, type FileAnswer, type FileQuery } from '../../kernel/file-answer.ts';
import { negotiate } from '../accept.ts';
import { breathing } from '../breathing.ts';
import { takesGzip } from '../compression.ts';
import { disposition } from '../disposition.ts';
import { read, type RestPorts } from './ports.ts';
import { typedMembers } from './request.ts';

/** Bytes that are sent at once: pieces may be as small as a line. */
const chunkBytes = 65_536;

/** The format that the Accept header would rather have; of two with one media type the first. */
function formatOf({ formats }: FileQuery, request: FastifyRequest): string {
  const offered = [...new Set(Object.values(formats).map(({ mediaType }) => mediaType))];
  const wanted = negotiate(request.headers.accept, offered);
  const [name] = Object.entries(formats).find(([, { mediaType }]) => mediaType === wanted) ?? [];
  if (name === undefined) throw notAcceptable({ detail: `This can be given as ${offered.join(', ')}.` });
  return name;
}

/** The pieces as bytes, many small ones together. */
async function* inChunks(pieces: FileAnswer['pieces']): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const bytes of breathing(pieces)) {
    held.push(bytes);
    size += bytes.length;
    if (size < chunkBytes) continue;
    yield Buffer.concat(held, size);
    [held, size] = [[], 0];
  }
  if (size > 0) yield Buffer.concat(held, size);
}

/** A file query: its format as given, from `format` or the Accept header, its bytes streamed as a download. */
export async function answerFile(
  operation: FileQuery,
  request: FastifyRequest,
  reply: FastifyReply,
  ports: RestPorts,
  format?: string,
): Promise<void> {
  ports.executor.assertPermission(operation, request.actor);
  const given = { ...(request.query as object), ...(request.params as object) };
  const input = typedMembers(operation.input, {
    ...given,
    ...(!('format' in given) && { format: format ?? formatOf(operation, request) }),
  });
  const caller = { operation, actor: request.actor, requestId: request.id, address: request.ip };
  const answer = (await read(request, { pool: operation.heavy ? ports.reports : ports.pool }, (tx) =>
    ports.executor.query(caller, input, tx),
  )) as FileAnswer;
  const isText = isTextual(answer.mediaType);
  const chunks = Readable.from(inChunks(answer.pieces), { objectMode: false });
  const isPacked = isText && takesGzip(request.headers['accept-encoding']);
  reply.raw.setTimeout(ports.stallSeconds * 1_000, () => reply.raw.destroy());
  reply
    .header('content-disposition', disposition(answer.fileName))
    .header('x-content-type-options', 'nosniff')
    .header('vary', 'Accept, Accept-Encoding')
    .type(isText ? `${answer.mediaType}; charset=utf-8` : answer.mediaType);
  if (!isPacked) return reply.send(chunks);
  reply.header('content-encoding', 'gzip');
  const packed = createGzip({ level: constants.Z_BEST_SPEED });
  chunks.once('error', (error) => packed.destroy(error));
  packed.once('close', () => chunks.destroy());
  return reply.send(chunks.pipe(packed));
}
