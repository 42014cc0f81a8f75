import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createApp } from '../../../src/app.ts';
import type { Role } from '../../../src/kernel/actor.ts';
import { provisionMember, provisionTenant, type Member } from '../../../src/provision.ts';
import { loadConfig } from '../../../src/server/config.ts';
import { startEmbedded } from '../../../src/server/database/embedded.ts';
import { migrate } from '../../../src/server/database/migrate.ts';
import { createPool } from '../../../src/server/database/pool.ts';
import { startProcess, type ServiceProcess } from '../../support/process.ts';

const secret = 'benchmark-secret-benchmark-secret-0123';

/** A durable Postgres of its own with one tenant, on which a service can be measured. */
export interface Ground {
  url: string;
  tenantId: string;
  /** The process of Postgres under which its others run. */
  postmaster: number;
  /** The token of the tenant's first member. */
  token: string;
  /** The token of a further one, of another tenant where one is named. */
  member(of: Partial<Member> & { role: Role }, tenant?: string): Promise<string>;
  /** Starts the service in a process of its own. */
  start(): Promise<ServiceProcess>;
  /** Ends Postgres and removes its data. */
  clear(): Promise<void>;
}

export async function openGround(role: Role, settings: Record<string, string> = {}): Promise<Ground> {
  const directory = mkdtempSync(join(tmpdir(), 'requisite-bench-'));
  const server = await startEmbedded({ dataDirectory: join(directory, 'postgres'), durable: true, settings });
  const admin = new pg.Client(server.url);
  await admin.connect();
  await admin.query('create database bench');
  await admin.end();
  const url = Object.assign(new URL(server.url), { pathname: 'bench' }).href;
  await migrate(url);
  // It only provisions: what is to be done is left to the service that is measured.
  const config = loadConfig({
    NODE_ENV: 'test',
    DATA_DIRECTORY: directory,
    LOG_LEVEL: 'silent',
    WORKER: 'off',
  });
  const app = await createApp(config, url, secret);
  const pool = createPool(url, 2, () => undefined);
  const tenantId = await provisionTenant(pool, { name: 'Bench', kind: 'live' });
  const member: Ground['member'] = async (of, tenant = tenantId) => {
    const named = { name: of.role, email: `${of.role}@test.example`, ...of };
    return (await provisionMember(pool, app.executor, tenant, named)).token;
  };
  const token = await member({ role });
  return {
    url,
    tenantId,
    postmaster: server.pid,
    token,
    member,
    start: () =>
      startProcess({
        DATABASE_URL: url,
        REQUISITE_SECRET: secret,
        DATA_DIRECTORY: directory,
        TENANT_RATE_LIMIT: '1000000',
      }),
    async clear() {
      await app.close();
      await pool.end();
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Calls the service as the member; throws what is not 2xx. */
export const caller =
  ({ address }: ServiceProcess, token: string) =>
  async (method: string, path: string, body?: unknown, type = 'application/json') => {
    const answer = await fetch(`${address}/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': type }) },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as Record<string, any>;
  };
