import pg from 'pg';
import type { Config } from '../config.ts';
import type { Logger } from '../log.ts';
import { FairPool } from './fair-pool.ts';
import { connectionSeconds } from './statement-names.ts';

const { builtins } = pg.types;

// Days, timestamps without zone, intervals and bigints stay the text that Postgres sent: the driver's own
// parsers would move days with the process's zone and round bigints.
for (const type of [builtins.DATE, builtins.TIMESTAMP, builtins.INTERVAL, builtins.INT8]) {
  pg.types.setTypeParser(type, (value) => value);
}
pg.types.setTypeParser(builtins.TIMESTAMPTZ, (value) => Temporal.Instant.from(value).toString());

interface Terms {
  size: number;
  /** Seconds after which Postgres ends a statement. */
  statementSeconds?: number;
  lockSeconds?: number;
  idleTransactionSeconds?: number;
  /** Seconds to wait for a connection, and how many may wait. */
  waitSeconds?: number;
  mostWaiting?: number;
  /** Statements sent together travel together; streamed results need it off. */
  pipeline?: boolean;
  name?: string;
}

/** Inner limits are shorter than outer ones (AV-1); a statement whose asker is gone ends within a second. */
const sessionOf = ({ statementSeconds = 10, lockSeconds = 2, idleTransactionSeconds = 15 }: Terms) =>
  [
    'role=requisite_service',
    'timezone=UTC',
    'datestyle=ISO',
    `statement_timeout=${statementSeconds * 1_000}`,
    `lock_timeout=${lockSeconds * 1_000}`,
    `idle_in_transaction_session_timeout=${idleTransactionSeconds * 1_000}`,
    'client_connection_check_interval=1000',
  ]
    .map((setting) => `-c ${setting}`)
    .join(' ');

function openPool(url: string, terms: Terms, onError: (error: Error) => void): FairPool {
  const { size, waitSeconds = 2, mostWaiting = 1_000, pipeline = true, name = 'requisite' } = terms;
  const pool = new FairPool(
    {
      connectionString: url,
      connectionTimeoutMillis: waitSeconds * 1_000,
      maxLifetimeSeconds: connectionSeconds,
      options: sessionOf(terms),
      application_name: name,
      pipeline,
    } as pg.PoolConfig,
    { size, mostWaiting, patience: waitSeconds * 1_000 },
  );
  pool.on('error', onError);
  return pool;
}

/** Connections that act as the service's role, which owns nothing and cannot step over row security. */
export const createPool = (url: string, size: number, onError: (error: Error) => void): FairPool =>
  openPool(url, { size }, onError);

/** Connections apart, so that no kind of work can take another's. */
export interface Pools {
  /** Commands and ordinary reads. */
  requests: FairPool;
  /** Reads declared heavy; statements may take longer. */
  reports: FairPool;
  /** Streams of many rows, in statements as long as the reader needs; not pipelined. */
  exports: FairPool;
  /** Reactions, timers and jobs. */
  jobs: FairPool;
  /** Authentication, health and figures, which answer though everything else is busy. */
  reserve: FairPool;
}

/** Opens every pool; nothing connects until it is asked. */
export function createPools(url: string, config: Config, log: Logger): Pools {
  const { statementSeconds, lockSeconds, idleTransactionSeconds, waitSeconds, reportSeconds, exportSeconds } =
    config.timeouts;
  const terms = { lockSeconds, idleTransactionSeconds, waitSeconds, mostWaiting: config.queueLimit };
  const open = (pool: string, own: Pick<Terms, 'size' | 'statementSeconds'> & Partial<Terms>) =>
    openPool(url, { ...terms, name: `requisite ${pool}`, ...own }, (error) =>
      log.warn({ err: error, pool }, 'an idle connection was lost'),
    );
  return {
    requests: open('requests', { size: config.poolSize, statementSeconds }),
    reports: open('reports', { size: config.reportPoolSize, statementSeconds: reportSeconds }),
    exports: open('exports', {
      size: config.exportPoolSize,
      statementSeconds: exportSeconds,
      // A transaction that streams is idle for Postgres while its reader reads.
      idleTransactionSeconds: exportSeconds,
      pipeline: false,
    }),
    // No caller waits for a job, so it may wait for its connection.
    jobs: open('jobs', { size: config.jobPoolSize, statementSeconds, waitSeconds: statementSeconds }),
    reserve: open('reserve', { size: 4, statementSeconds: waitSeconds }),
  };
}

/** Ends every pool once what runs on it has ended. */
export const endPools = async (pools: Pools): Promise<void> => {
  await Promise.all(Object.values(pools).map((pool: FairPool) => pool.end()));
};
