import type { FastifyRequest } from 'fastify';
import type pg from 'pg';
import { inTransaction, type OpenTransaction } from '../database/transaction.ts';
import type { Executor } from '../execute/execute.ts';
import type { PollPorts } from '../execute/poll.ts';
import type { Exporter } from '../exports/exporter.ts';
import type { CursorSealer } from '../reads/cursor.ts';

/** What the routes answer with. */
export interface RestPorts {
  executor: Executor;
  pool: pg.Pool;
  /** For reads that are declared heavy. */
  reports: pg.Pool;
  /** For lists of any length. */
  exporter: Exporter;
  cursors: CursorSealer;
  stillActs: PollPorts['stillActs'];
  /** Seconds after which a reader who reads nothing is cut off. */
  stallSeconds: number;
}

/** Runs the reads of one request on one snapshot. */
export const read = <T>(
  request: FastifyRequest,
  { pool }: Pick<RestPorts, 'pool'>,
  run: (tx: OpenTransaction) => Promise<T>,
) => inTransaction(pool, { actor: request.actor, readOnly: true, isolation: 'repeatable read' }, run);
