import { collectDefaultMetrics, Gauge, Histogram, Registry as Metrics } from 'prom-client';
import type pg from 'pg';

export interface ServiceMetrics {
  /** Seconds that requests took, by operation (never by path, which has no bound) and status. */
  requests: Histogram<'operation' | 'status' | 'surface'>;
  text(): Promise<string>;
  contentType: string;
}

/** The process's, the pool's and the requests' figures in Prometheus form. */
export function createMetrics(pool: pg.Pool): ServiceMetrics {
  const metrics = new Metrics();
  collectDefaultMetrics({ register: metrics });
  const requests = new Histogram({
    name: 'requisite_request_seconds',
    help: 'Seconds a request took, by operation and status.',
    labelNames: ['operation', 'status', 'surface'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [metrics],
  });
  new Gauge({
    name: 'requisite_pool_connections',
    help: 'Connections to Postgres, by what they do.',
    labelNames: ['state'],
    registers: [metrics],
    collect() {
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
      this.set({ state: 'waiting_request' }, pool.waitingCount);
    },
  });
  return { requests, text: () => metrics.metrics(), contentType: metrics.contentType };
}
