import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { unauthenticated } from '../kernel/errors.ts';
import { pendingMigrations } from './database/migration-files.ts';
import type { Pools } from './database/pool.ts';
import type { ServiceMetrics } from './metrics.ts';

/** Milliseconds for which one look at Postgres answers every prober. */
const keepMilliseconds = 1_000;

/** Whether Postgres answers, and has the tables that this release needs: asked until it once was so. */
function databaseCheck({ reserve }: Pools): () => Promise<void> {
  let current = false;
  let last: { at: number; look: Promise<void> } | undefined;
  const look = async () => {
    if (current) await reserve.query('select 1');
    else if ((await pendingMigrations(reserve)).length > 0) throw new Error('migrations are pending');
    current = true;
  };
  return () => {
    if (!last || performance.now() - last.at > keepMilliseconds)
      last = { at: performance.now(), look: look() };
    return last.look;
  };
}

const digestOf = (text: string) => createHash('sha256').update(text).digest();

/** Whether a secret was given, in a time that tells nothing of it. */
const isGiven = (given: string | undefined, wanted: string) =>
  timingSafeEqual(digestOf(given ?? ''), digestOf(wanted));

/** Liveness says the process runs; readiness says it can answer: Postgres does, it is migrated, and nobody has told the process to stop. */
export function serveHealth(
  app: FastifyInstance,
  pools: Pools,
  metrics: ServiceMetrics,
  readiness: { draining: boolean },
  metricsToken: string | undefined,
): void {
  const checkDatabase = databaseCheck(pools);
  app.get('/health/live', async () => ({ status: 'live' }));
  app.get('/health/ready', async (_, reply) => {
    try {
      if (readiness.draining) throw new Error('draining');
      await checkDatabase();
      return { status: 'ready' };
    } catch {
      return reply.status(503).header('retry-after', 1).send({ status: 'not_ready' });
    }
  });
  app.get('/metrics', async (request, reply) => {
    const near = /^(::ffff:)?127\.|^::1$/.test(request.ip);
    const isOpen =
      metricsToken === undefined ? near : isGiven(request.headers.authorization, `Bearer ${metricsToken}`);
    if (!isOpen) throw unauthenticated();
    return reply.type(metrics.contentType).send(await metrics.text());
  });
}
