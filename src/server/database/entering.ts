import type pg from 'pg';
import type { Actor } from '../../kernel/actor.ts';
import { isConnectionLost, isStalePlan } from '../problem.ts';
import { FairPool } from './fair-pool.ts';

const listText = (ids: readonly string[] | null) => (ids === null ? null : `{${ids.join(',')}}`);

/** Who enters, as `app.enter` takes it. */
export const settingsOf = (actor: Actor, at: string | undefined): unknown[] => [
  actor.tenantId,
  actor.side,
  actor.membershipId,
  listText(actor.programIds),
  listText(actor.facilityIds),
  listText(actor.unitIds),
  actor.vendorId,
  actor.workerId,
  at ?? null,
];

/** A connection for the actor's tenant. */
export const connect = (pool: pg.Pool, { tenantId }: Actor): Promise<pg.PoolClient> =>
  pool instanceof FairPool ? pool.connect(tenantId) : pool.connect();

/** Whether a transaction that failed has done and shown nothing, so that a new connection may simply do it. */
export const mayBeginAgain = (error: unknown, statements: number): boolean =>
  statements <= 1 && (isConnectionLost(error) || isStalePlan(error));
