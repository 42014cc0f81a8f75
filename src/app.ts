import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { capabilities } from './capabilities.ts';
import {
  actorByClient,
  actorByMembership,
  actorBySubject,
  actorByToken,
  clientOf,
  noteUse,
} from './domain/access/index.ts';
import { receiveFile, removeFile, settleFile, takeFile } from './domain/files/index.ts';
import { abandonImport, endImport, queueImport, startImport, takeImport } from './domain/imports/index.ts';
import { recordAnswer, recordFailure, takeDueCheck } from './domain/sources/index.ts';
import { createHeadSigner } from './server/audit/audit-key.ts';
import { HeadKeeper } from './server/audit/head-keeper.ts';
import { KeptHeads } from './server/audit/kept-heads.ts';
import { Sealer } from './server/audit/sealer.ts';
import { Authenticator } from './server/authenticate.ts';
import type { Config } from './server/config.ts';
import { createPools, endPools, type Pools } from './server/database/pool.ts';
import { Executor } from './server/execute/execute.ts';
import { contentStore, inspectionsOf, spoolOf } from './server/files/configured.ts';
import { FileLinks } from './server/files/links.ts';
import { FileReceiver } from './server/files/receive.ts';
import { FileScanner } from './server/files/scanner.ts';
import { createServer } from './server/http.ts';
import { Importer } from './server/imports/importer.ts';
import { Receiver } from './server/imports/receive.ts';
import { FileKeeper } from './server/keeping/file-keeper.ts';
import { Keeper } from './server/keeping/keeper.ts';
import { createLog, type Logger } from './server/log.ts';
import { sqlAccessOf } from './server/logins/sql-access.ts';
import { Watchman } from './server/logins/watchman.ts';
import { Clients } from './server/oauth/clients.ts';
import { ExternalIssuer } from './server/oauth/external-issuer.ts';
import { OwnTokens } from './server/oauth/own-tokens.ts';
import { SigningKeys } from './server/oauth/signing-keys.ts';
import { Worker } from './server/outbox/worker.ts';
import { SourceChecker } from './server/sources/checker.ts';
import { createSources } from './server/sources/sources.ts';
import { createRegistry } from './server/registry.ts';

/** Everything declared, gathered once. */
export const registry = createRegistry(capabilities);

/** A process's parts, joined but not yet listening or working. */
export interface App {
  http: FastifyInstance;
  executor: Executor;
  worker: Worker;
  log: Logger;
  /** The pool of requests, for whoever works beside the surfaces. */
  pool: pg.Pool;
  pools: Pools;
  /** Answers not ready from now on, and asks kept-alive connections to close; requests are still served. */
  beginDrain(): void;
  close(): Promise<void>;
}

const fileLife = { takeFile, receiveFile, settleFile, removeFile };

/** Joins the business to the machinery: the only file that sees both floors. */
export async function createApp(
  config: Config,
  databaseUrl: string,
  secret: string,
  log: Logger = createLog(config.logLevel),
): Promise<App> {
  const signer = createHeadSigner(config);
  const pools = createPools(databaseUrl, config, log);
  const store = contentStore(config);
  const executor = new Executor(
    pools.requests,
    registry,
    secret,
    signer,
    config.files,
    store,
    sqlAccessOf(databaseUrl, config.analystAddress),
  );
  const memberships = { byToken: actorByToken, bySubject: actorBySubject, byClient: actorByClient };
  const issuers = config.issuers.map(
    (issuer) =>
      new ExternalIssuer(issuer, (error) =>
        log.warn({ err: error, issuer: issuer.issuer }, 'the keys of an issuer could not be fetched'),
      ),
  );
  const tokens = new OwnTokens(
    config.publicUrl,
    new SigningKeys(pools.reserve, secret, config.keyRotationDays),
  );
  const authenticator = new Authenticator({ pool: pools.reserve, memberships, secret, issuers, own: tokens });
  const clients = new Clients(pools.reserve, { clientOf, noteUse }, secret);
  const readiness = { draining: false };
  const life = {
    takeImport,
    queueImport,
    startImport,
    endImport,
    abandonImport,
    actorOf: actorByMembership,
  };
  const imports = { pool: pools.jobs, executor, life, log };
  const limits = { bytes: config.importBytes, rows: config.importRows };
  const receiver = new Receiver(imports, pools.requests, limits);
  const spool = spoolOf(config);
  const keepsFiles = { pool: pools.jobs, executor, life: fileLife, store, log };
  const scanner = new FileScanner(keepsFiles, inspectionsOf(config));
  const files = {
    ...keepsFiles,
    pool: pools.requests,
    links: new FileLinks({ pool: pools.reserve, secret, actorOf: actorByMembership }),
    receiver: new FileReceiver({ ...keepsFiles, pool: pools.requests }, spool, config.files.retentionDays),
    scanner,
    scansElsewhere: config.files.clamd !== undefined,
  };
  const http = await createServer({
    config,
    pools,
    executor,
    authenticator,
    clients,
    tokens,
    receiver,
    files,
    secret,
    log,
    readiness,
  });
  const heads = new HeadKeeper(pools.jobs, signer, new KeptHeads(config), log);
  const owed = { pool: pools.jobs, reports: pools.reports, executor, log };
  const worker = new Worker(owed, {
    sealer: new Sealer(pools.jobs, heads, log),
    importer: new Importer(imports),
    scanner,
    checker: new SourceChecker({
      ...owed,
      life: { takeDueCheck, recordAnswer, recordFailure },
      sources: createSources(config.sources),
    }),
    keeper: new Keeper(imports, new FileKeeper(keepsFiles, spool)),
    watchman: new Watchman(pools.jobs, config.analystSessions, log),
  });
  if (config.worker) executor.onCommit = () => worker.wake();
  return {
    http,
    executor,
    worker,
    log,
    pool: pools.requests,
    pools,
    beginDrain: () => (readiness.draining = true),
    async close() {
      // Together: what a worker has begun is finished while the last requests are.
      await Promise.all([http.close(), worker.stop()]);
      await endPools(pools);
    },
  };
}
