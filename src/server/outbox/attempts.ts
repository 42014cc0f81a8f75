import { systemActor } from '../../kernel/actor.ts';
import type { Consequence, Context } from '../../kernel/operation.ts';
import type pg from 'pg';
import { inTransaction, type OpenTransaction } from '../database/transaction.ts';
import type { Executor } from '../execute/execute.ts';
import { record } from '../execute/happenings.ts';
import type { Logger } from '../log.ts';
import { isConnectionLost, mayRetry, rootOf } from '../problem.ts';

/** What the worker's parts lean on. */
export interface OutboxPorts {
  pool: pg.Pool;
  /** For timers that are declared heavy. */
  reports: pg.Pool;
  executor: Executor;
  log: Logger;
}

/** What one look at a tenant found to do. */
export type Progress = 'worked' | 'idle';

/** After so many failures a reaction or timer is set aside as failed. */
export const mostAttempts = 8;
/** Seconds before work that met a lock, or lost its connection, is tried again; that is no failure of its own. */
export const busySeconds = 0.05;

export const isBusy = (error: unknown): boolean =>
  mayRetry(error) || isConnectionLost(error) || (rootOf(error) as { code?: string }).code === '55P03';

/** One step of the worker in a transaction of the tenant's own hand, at an instant of its clock where one is given. */
export const asTenant = (
  pool: pg.Pool,
  tenantId: string,
  run: (tx: OpenTransaction) => Promise<Progress>,
  at?: string,
): Promise<Progress> => inTransaction(pool, { actor: systemActor(tenantId), ...(at && { at }) }, run);

/** Records what a reaction or timer led to. */
export async function recordConsequence(
  executor: Executor,
  operation: string,
  consequence: Consequence,
  context: Context,
): Promise<void> {
  const deed = { actor: context.actor, operation, requestId: context.requestId, address: null };
  await record(consequence, deed, context, executor.registry);
}
