import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { InjectOptions } from 'fastify';
import type pg from 'pg';
import { atEndOfFile } from './end-of-file.ts';
import { createApp, registry, type App } from '../../src/app.ts';
import { systemActor, type Actor, type Role } from '../../src/kernel/actor.ts';
import { loadConfig } from '../../src/server/config.ts';
import { inTransaction } from '../../src/server/database/transaction.ts';
import { createPool } from '../../src/server/database/pool.ts';
import { provisionTenant, provisionMember, type Member } from '../../src/provision.ts';
import { dataDirectory, removeDataDirectory } from './data-directory.ts';
import { createDatabase, type Database } from './database.ts';

export interface Answer<Body = any> {
  status: number;
  body: Body;
  headers: Record<string, string | string[] | number | undefined>;
  text: string;
}

/** Speaks for one membership, over HTTP, on both surfaces. */
export interface Client {
  actor: { membershipId: string; userId: string; role: Role };
  token: string;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  patch(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  put(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  send(options: InjectOptions): Promise<Answer>;
  /** Sends a GraphQL document; `body` is the response. */
  graphql(query: string, variables?: Record<string, unknown>): Promise<Answer<{ data: any; errors?: any[] }>>;
}

export interface Service {
  app: App;
  database: Database;
  pool: pg.Pool;
  secret: string;
  client(token: string, actor?: Client['actor']): Client;
  /** A new tenant whose clock stands at the instant, and its administrator. */
  tenant(name?: string, clockAt?: string): Promise<{ tenantId: string; admin: Client }>;
  /** A new user with one membership. */
  member(tenantId: string, member: Partial<Member> & { role: Role }): Promise<Client>;
  /** Runs everything due for the tenant, as the worker would. */
  drain(tenantId: string): Promise<void>;
  /** Moves a sandbox's clock forward, firing what falls due on the way. */
  moveClock(tenantId: string, to: string): Promise<void>;
  as<T>(actor: Actor, run: Parameters<typeof inTransaction<T>>[2]): Promise<T>;
}

const answerOf = (response: { statusCode: number; headers: Answer['headers']; body: string }): Answer => {
  const type = String(response.headers['content-type'] ?? '');
  return {
    status: response.statusCode,
    headers: response.headers,
    text: response.body,
    body:
      /json/.test(type) && !/ndjson/.test(type) && response.body ? JSON.parse(response.body) : response.body,
  };
};

/** A running service on a database of the calling test file's own; no worker runs unless `drain` is called. */
export async function startService(
  environment: Record<string, string> = {},
  given?: Database,
): Promise<Service> {
  const database = given ?? (await createDatabase());
  const secret = randomBytes(32).toString('hex');
  const config = loadConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: 'error',
    WORKER: 'off',
    DATA_DIRECTORY: dataDirectory,
    RATE_LIMIT: '1000000',
    TENANT_RATE_LIMIT: '1000000',
    FAILED_AUTHENTICATION_LIMIT: '1000000',
    ...environment,
  });
  const app = await createApp(config, database.adminUrl, secret);
  const pool = createPool(database.adminUrl, 4, () => undefined);
  await app.http.ready();
  atEndOfFile(async () => {
    await app.close();
    await pool.end();
    removeDataDirectory();
  });

  /** Once the feed holds all that has happened: it waits for every transaction of the server, and tests share one. */
  async function settled(): Promise<void> {
    const begun = await pool.query<{ next: string }>(
      'select pg_snapshot_xmax(pg_current_snapshot())::text as next',
    );
    const over = 'select pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8 as over';
    for (let looks = 0; looks < 800; looks += 1) {
      if ((await pool.query(over, [begun.rows[0]!.next])).rows[0].over) return;
      await sleep(25);
    }
  }

  const client = (token: string, actor?: Client['actor']): Client => {
    const send = async (options: InjectOptions) =>
      answerOf(
        (await app.http.inject({
          ...options,
          headers: { authorization: `Bearer ${token}`, ...options.headers },
        })) as never,
      );
    const withBody =
      (method: 'POST' | 'PATCH' | 'PUT') =>
      (path: string, body: unknown = {}, headers: Record<string, string> = {}) =>
        send({
          method,
          url: `/v1${path}`,
          headers: { 'content-type': 'application/json', ...headers },
          payload: typeof body === 'string' ? body : JSON.stringify(body),
        });
    return {
      actor: actor!,
      token,
      send,
      async get(path, headers = {}) {
        if (/^\/events\b/.test(path) && !path.includes('wait=')) await settled();
        return send({ method: 'GET', url: `/v1${path}`, headers });
      },
      post: withBody('POST'),
      patch: withBody('PATCH'),
      put: withBody('PUT'),
      graphql: (query, variables = {}) =>
        send({
          method: 'POST',
          url: '/graphql',
          headers: { 'content-type': 'application/json' },
          payload: JSON.stringify({ query, variables }),
        }),
    };
  };

  const member: Service['member'] = async (tenantId, given) => {
    const made = await provisionMember(pool, app.executor, tenantId, {
      name: `${given.role} ${randomBytes(3).toString('hex')}`,
      email: `${given.role}.${randomBytes(6).toString('hex')}@test.example`,
      ...given,
    });
    return client(made.token, { membershipId: made.membershipId, userId: made.userId, role: given.role });
  };

  return {
    app,
    database,
    pool,
    secret,
    client,
    member,
    async tenant(name = 'Keystone MSP', clockAt = '2026-01-05T12:00:00Z') {
      const tenantId = await provisionTenant(pool, { name, kind: 'sandbox', clockAt });
      return { tenantId, admin: await member(tenantId, { role: 'tenant_admin' }) };
    },
    drain: (tenantId) => app.worker.drain(tenantId),
    async moveClock(tenantId, to) {
      await inTransaction(pool, { actor: systemActor(tenantId) }, async (tx) => {
        await tx.rows(setTarget(tenantId, to));
      });
      await app.worker.drain(tenantId);
    },
    as: (actor, run) => inTransaction(pool, { actor }, run),
  };
}

const setTarget = (tenantId: string, to: string) =>
  sql`update tenants set clock_target = ${to}::timestamptz where id = ${tenantId}`;

export { registry };
