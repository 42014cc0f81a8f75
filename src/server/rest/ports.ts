import type { FastifyRequest } from 'fastify';
import type pg from 'pg';
import { inTransaction, type OpenTransaction } from '../database/transaction.ts';
import type { Executor } from '../execute/execute.ts';
import type { CursorSealer } from '../reads/cursor.ts';

/** What the routes answer with. */
export interface RestPorts {
  executor: Executor;
  pool: pg.Pool;
  cursors: CursorSealer;
}

/** Runs the reads of one request on one snapshot. */
export const read = <T>(
  request: FastifyRequest,
  { pool }: RestPorts,
  run: (tx: OpenTransaction) => Promise<T>,
) => inTransaction(pool, { actor: request.actor, readOnly: true, isolation: 'repeatable read' }, run);
