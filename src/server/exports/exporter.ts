import { once } from 'node:events';
import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type pg from 'pg';
import { takesGzip } from '../compression.ts';
import type { OpenTransaction } from '../database/transaction.ts';
import type { Caller } from '../execute/calls.ts';
import { openCopy } from './open-copy.ts';
import type { RowCopy } from './row-copy.ts';
import type { CopyStatement } from './statement.ts';

/** What exports lean on. */
export interface ExporterPorts {
  /** A pool of connections without pipelining. */
  pool: pg.Pool;
  /** Whether the caller's credential would still make the same actor; throws where that cannot be told. */
  stillActs: (caller: Caller) => Promise<boolean>;
  /** Seconds after which a reader who reads nothing is cut off. */
  stallSeconds: number;
}

/** A list to be streamed. */
export interface ExportAnswer {
  contentType: string;
  /** Reads on the export's snapshot what the head must say, and gives the statement. */
  prepare: (tx: OpenTransaction) => Promise<CopyStatement>;
  /** What makes another form of the rows as they pass, where it is not text that they are sent as. */
  reform?: () => Transform;
}

const lookMilliseconds = 2_000;
// Two looks in a row that told nothing: beyond them a revocation would be felt too late (5 s).
const mostUncertain = 2;

/** Streams lists of any length: what is in flight is bounded, what is not wanted any more is stopped. */
export class Exporter {
  readonly #ports: ExporterPorts;

  constructor(ports: ExporterPorts) {
    this.#ports = ports;
  }

  /**
   * Answers with the rows of a copy. What fails before the first row is a problem; later failures, a reader who stalls
   * and a caller who may no longer act end the connection, since half a list must not look like a whole one.
   */
  async answer(
    { contentType, prepare, reform }: ExportAnswer,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const { raw } = reply;
    const gone = new AbortController();
    const leave = () => gone.abort();
    raw.once('close', leave);
    let copy: RowCopy | undefined;
    let watch: NodeJS.Timeout | undefined;
    try {
      copy = await openCopy(this.#ports.pool, request.actor, prepare);
      watch = this.#watch(copy, request, gone);
      await once(copy, 'readable', { signal: gone.signal });
      // A form of its own is packed already.
      const gzip = !reform && takesGzip(request.headers['accept-encoding']);
      reply.hijack();
      raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': reform ? contentType : `${contentType}; charset=utf-8`,
        vary: 'Accept, Accept-Encoding',
        ...(gzip && { 'content-encoding': 'gzip' }),
      });
      if (request.method === 'HEAD') {
        copy.destroy();
        raw.end();
        return;
      }
      const coding: Transform[] = reform
        ? [reform()]
        : gzip
          ? [createGzip({ level: constants.Z_BEST_SPEED, chunkSize: 64 * 1024 })]
          : [];
      await pipeline([copy, ...coding, raw], { signal: gone.signal });
    } catch (error) {
      copy?.destroy();
      if (raw.headersSent || gone.signal.aborted) raw.destroy();
      else throw error;
    } finally {
      clearInterval(watch);
      raw.off('close', leave);
    }
  }

  /** Looks every two seconds whether the reader still reads and may still act, and hands on what waits for company. */
  #watch(copy: RowCopy, request: FastifyRequest, gone: AbortController): NodeJS.Timeout {
    const { stillActs, stallSeconds } = this.#ports;
    const caller = { actor: request.actor, requestId: request.id, address: request.ip };
    let uncertain = 0;
    let looking = false;
    const look = async () => {
      try {
        if (!(await stillActs(caller))) gone.abort();
        uncertain = 0;
      } catch {
        uncertain += 1;
        if (uncertain >= mostUncertain) gone.abort();
      }
    };
    return setInterval(() => {
      const { stalledSince } = copy;
      if (stalledSince !== undefined && performance.now() - stalledSince >= stallSeconds * 1_000)
        return gone.abort();
      copy.flush();
      if (looking) return;
      looking = true;
      void look().finally(() => (looking = false));
    }, lookMilliseconds);
  }
}
