import { collectDefaultMetrics, Counter, Gauge, Registry as Metrics } from 'prom-client';
import { watchLag } from './audit/lag.ts';
import type { AccessLog } from './access-log/access-log.ts';
import { Backlogs } from './backlog.ts';
import type { FairPool } from './database/fair-pool.ts';
import type { Pools } from './database/pool.ts';
import type { Pressure } from './pressure.ts';
import { requestMetrics, type Answered } from './request-metrics.ts';
import { uncaught } from './uncaught.ts';

/** The figures that requests add to, and the page they are read from. */
export interface ServiceMetrics {
  /** Adds a request to their number, errors and time. */
  answered(request: Answered): void;
  /** Requests refused for their number, by the limit: `default` (a membership's), `tenant`, `guesses`. */
  rateLimited: Counter<'limit'>;
  /** Refusals of access, by code, on either surface. */
  accessRefused: Counter<'code'>;
  text(): Promise<string>;
  contentType: string;
}

/** What counts itself elsewhere, told at each scrape. */
function tell(
  metrics: Metrics,
  name: string,
  help: string,
  labelNames: string[],
  read: () => readonly [labels: Record<string, string>, value: number][],
): void {
  const settle = (metric: Gauge | Counter, set: (labels: Record<string, string>, value: number) => void) => {
    metric.reset();
    for (const [labels, value] of read()) set(labels, value);
  };
  const terms = { name, help, labelNames, registers: [metrics] };
  if (name.endsWith('_total'))
    new Counter({
      ...terms,
      collect() {
        settle(this, (labels, value) => this.inc(labels, value));
      },
    });
  else
    new Gauge({
      ...terms,
      collect() {
        settle(this, (labels, value) => this.set(labels, value));
      },
    });
}

function tellPools(metrics: Metrics, pools: Pools): void {
  const each = (read: (pool: FairPool) => Record<string, number>, label: string) => () =>
    Object.entries(pools).flatMap(([name, pool]: [string, FairPool]) =>
      Object.entries(read(pool)).map(
        ([value, figure]) => [{ pool: name, ...(label && { [label]: value }) }, figure] as const,
      ),
    ) as [Record<string, string>, number][];
  tell(
    metrics,
    'requisite_pool_connections',
    'Connections to Postgres, by pool and what they do; and who waits for one.',
    ['pool', 'state'],
    each(
      (pool) => ({
        idle: pool.idleCount,
        busy: pool.totalCount - pool.idleCount,
        waiting_request: pool.turns.waiting,
      }),
      'state',
    ),
  );
  const counters: [string, string, (pool: FairPool) => number][] = [
    ['turns_total', 'Connections that were lent.', ({ turns }) => turns.given],
    ['wait_seconds_total', 'Seconds waited for them.', ({ turns }) => turns.waitedMilliseconds / 1_000],
    ['lost_total', 'Connections that broke.', ({ lost }) => lost],
    ['unreachable_total', 'Attempts to connect that failed.', ({ unreachable }) => unreachable],
  ];
  for (const [name, help, read] of counters)
    tell(
      metrics,
      `requisite_pool_${name}`,
      help,
      ['pool'],
      each((pool) => ({ value: read(pool) }), ''),
    );
  tell(
    metrics,
    'requisite_pool_refused_total',
    'Work that was refused a connection, by reason.',
    ['pool', 'reason'],
    each(({ turns }) => turns.refused, 'reason'),
  );
}

function tellBacklogs(metrics: Metrics, pools: Pools): void {
  const backlogs = new Backlogs(pools.reserve);
  // Without Postgres there is no figure, and the others are still told.
  const read = () => backlogs.read().catch(() => []);
  new Gauge({
    name: 'requisite_backlog',
    help: 'Work for the worker, over all tenants; failed work was set aside after its last attempt.',
    labelNames: ['kind', 'state'],
    registers: [metrics],
    async collect() {
      const found = await read();
      this.reset();
      for (const { kind, due, failed } of found) {
        this.set({ kind, state: 'due' }, due);
        this.set({ kind, state: 'failed' }, failed);
      }
    },
  });
  new Gauge({
    name: 'requisite_backlog_oldest_seconds',
    help: 'Seconds that the oldest due work waits for a worker.',
    labelNames: ['kind'],
    registers: [metrics],
    async collect() {
      const found = await read();
      this.reset();
      for (const { kind, oldestSeconds } of found) this.set({ kind }, oldestSeconds);
    },
  });
}

/** The process's, the pools', the requests' and the worker's figures in Prometheus form; no label has more values than the registry. */
export function createMetrics(pools: Pools, pressure: Pressure, accessLog: AccessLog): ServiceMetrics {
  const metrics = new Metrics();
  collectDefaultMetrics({ register: metrics });
  const counter = <Label extends string>(name: string, help: string, label: Label) =>
    new Counter({ name, help, labelNames: [label], registers: [metrics] });
  tellPools(metrics, pools);
  tellBacklogs(metrics, pools);
  watchLag(metrics, pools.reserve);
  tell(metrics, 'requisite_in_flight', 'Requests under way.', [], () => [[{}, pressure.inFlight]]);
  tell(metrics, 'requisite_shed_total', 'Requests sent away at the door, by reason.', ['reason'], () =>
    Object.entries(pressure.shed).map(([reason, count]) => [{ reason }, count]),
  );
  tell(metrics, 'requisite_access_log_waiting', 'Accesses to be written to the access log.', [], () => [
    [{}, accessLog.waiting],
  ]);
  tell(metrics, 'requisite_access_log_dropped_total', 'Accesses lost before they were written.', [], () => [
    [{}, accessLog.dropped],
  ]);
  tell(metrics, 'requisite_uncaught_total', 'Errors that nobody caught.', ['kind'], () =>
    Object.entries(uncaught).map(([kind, count]) => [{ kind }, count]),
  );
  return {
    answered: requestMetrics(metrics),
    rateLimited: counter('requisite_rate_limited_total', 'Requests refused for their number.', 'limit'),
    accessRefused: counter('requisite_access_refused_total', 'Refusals of access.', 'code'),
    text: () => metrics.metrics(),
    contentType: metrics.contentType,
  };
}
