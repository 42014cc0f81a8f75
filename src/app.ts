import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { capabilities } from './capabilities.ts';
import { actorBySubject, actorByToken } from './domain/access/index.ts';
import { Authenticator } from './server/authenticate.ts';
import type { Config } from './server/config.ts';
import { createPool } from './server/database/pool.ts';
import { Executor } from './server/execute/execute.ts';
import { createServer } from './server/http.ts';
import { createLog, type Logger } from './server/log.ts';
import { Worker } from './server/outbox/worker.ts';
import { createRegistry } from './server/registry.ts';

/** Everything declared, gathered once. */
export const registry = createRegistry(capabilities);

/** A process's parts, joined but not yet listening or working. */
export interface App {
  http: FastifyInstance;
  executor: Executor;
  worker: Worker;
  log: Logger;
  pool: pg.Pool;
  /** Answers not ready from now on, and asks kept-alive connections to close; requests are still served. */
  beginDrain(): void;
  close(): Promise<void>;
}

/** Joins the business to the machinery: the only file that sees both floors. */
export async function createApp(
  config: Config,
  databaseUrl: string,
  secret: string,
  log: Logger = createLog(config.logLevel),
): Promise<App> {
  const pool = createPool(databaseUrl, config.poolSize, (error) =>
    log.warn({ err: error }, 'an idle connection was lost'),
  );
  const executor = new Executor(pool, registry, secret);
  const memberships = { byToken: actorByToken, bySubject: actorBySubject };
  const authenticator = new Authenticator(pool, memberships, secret, config.issuers);
  const readiness = { draining: false };
  const http = await createServer({ config, pool, executor, authenticator, secret, log, readiness });
  const worker = new Worker(pool, executor, log);
  if (config.worker) executor.onCommit = () => worker.wake();
  return {
    http,
    executor,
    worker,
    log,
    pool,
    beginDrain: () => (readiness.draining = true),
    async close() {
      await http.close();
      await worker.stop();
      await pool.end();
    },
  };
}
