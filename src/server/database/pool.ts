import pg from 'pg';

const { builtins } = pg.types;

// Days, timestamps without zone, intervals and bigints stay the text that Postgres sent: the driver's own
// parsers would move days with the process's zone and round bigints.
for (const type of [builtins.DATE, builtins.TIMESTAMP, builtins.INTERVAL, builtins.INT8]) {
  pg.types.setTypeParser(type, (value) => value);
}
pg.types.setTypeParser(builtins.TIMESTAMPTZ, (value) => Temporal.Instant.from(value).toString());

/** Inner limits are shorter than outer ones: statement 10 s, lock 2 s, idle in transaction 15 s (AV-1). */
const session = [
  '-c role=requisite_service',
  '-c timezone=UTC',
  '-c statement_timeout=10s',
  '-c lock_timeout=2s',
  '-c idle_in_transaction_session_timeout=15s',
].join(' ');

/** Connections that act as the service's role, which owns nothing and cannot step over row security. */
export function createPool(url: string, size: number, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    connectionTimeoutMillis: 2_000,
    options: session,
    application_name: 'requisite',
    // Statements sent together travel together: BEGIN and who enters are one round trip.
    pipeline: true,
  } as pg.PoolConfig);
  pool.on('error', onError);
  return pool;
}
