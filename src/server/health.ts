import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { unauthenticated } from '../kernel/errors.ts';
import type { ServiceMetrics } from './metrics.ts';

/** Liveness says the process runs; readiness says it can answer: Postgres does, and nobody has told it to stop. */
export function serveHealth(
  app: FastifyInstance,
  pool: pg.Pool,
  metrics: ServiceMetrics,
  readiness: { draining: boolean },
  metricsToken: string | undefined,
): void {
  app.get('/health/live', async () => ({ status: 'live' }));
  app.get('/health/ready', async (_, reply) => {
    try {
      if (readiness.draining) throw new Error('draining');
      await pool.query('select 1');
      return { status: 'ready' };
    } catch {
      return reply.status(503).header('retry-after', 1).send({ status: 'not_ready' });
    }
  });
  app.get('/metrics', async (request, reply) => {
    const near = /^(::ffff:)?127\.|^::1$/.test(request.ip);
    const given = request.headers.authorization;
    if (metricsToken === undefined ? !near : given !== `Bearer ${metricsToken}`) throw unauthenticated();
    return reply.type(metrics.contentType).send(await metrics.text());
  });
}
