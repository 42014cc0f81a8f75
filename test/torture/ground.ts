import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../src/app.ts';
import { provisionMember, provisionTenant, type Member } from '../../src/provision.ts';
import { Client } from '../../src/bin/sandbox/client.ts';
import { loadConfig } from '../../src/server/config.ts';
import { startEmbedded, type EmbeddedServer } from '../../src/server/database/embedded.ts';
import { migrate } from '../../src/server/database/migrate.ts';
import { freePort, startProcess, type ServiceProcess } from '../support/process.ts';

/** A durable Postgres of this run's own, a child of this process, with one tenant in it. */
export interface Ground {
  adminUrl: string;
  environment: Record<string, string>;
  tenantId: string;
  programId: string;
  facilityId: string;
  token: string;
  postgres(): EmbeddedServer;
  /** SIGKILL to the postmaster, and a new one on the same port and data; answers when it accepts connections. */
  killPostgres(): Promise<void>;
  service(environment?: Record<string, string>): Promise<ServiceProcess>;
  members(many: number, member: Omit<Member, 'name' | 'email'>): Promise<{ userId: string; token: string }[]>;
  client(address: string, token?: string): Client;
  /** What the service that was started last has printed. */
  said(): string;
  /** Ends the process with the ground, if it has not ended by then. */
  own(child: ChildProcess): void;
  end(): Promise<void>;
}

/** Milliseconds that a service may take to start on a machine that does much else. */
const longestStart = 60_000;

/** Opens a sandbox tenant with a program, a facility and an external system `hris`. */
export async function openGround(): Promise<Ground> {
  const directory = mkdtempSync(join(tmpdir(), 'requisite-torture-'));
  // As root the server belongs to another account, which must get through.
  chmodSync(directory, 0o755);
  const port = await freePort();
  const start = () => startEmbedded({ dataDirectory: join(directory, 'postgres'), port, durable: true });
  let server = await start();
  await migrate(server.url);
  const secret = randomBytes(32).toString('hex');
  const environment = {
    NODE_ENV: 'test',
    DATABASE_URL: server.url,
    REQUISITE_SECRET: secret,
    DATA_DIRECTORY: directory,
    RATE_LIMIT: '1000000',
    TENANT_RATE_LIMIT: '10000000',
  };
  const config = loadConfig({ ...environment, WORKER: 'off', LOG_LEVEL: 'silent' });
  let made = 0;

  /** Provisions as the command line would, by an application of its own that ends again. */
  const provision = async <T>(
    work: (app: Awaited<ReturnType<typeof createApp>>) => Promise<T>,
  ): Promise<T> => {
    const app = await createApp(config, server.url, secret);
    try {
      return await work(app);
    } finally {
      await app.close();
    }
  };
  const membersOf = (tenant: string, many: number, member: Omit<Member, 'name' | 'email'>) =>
    provision(async ({ pool, executor }) => {
      const members: { userId: string; token: string }[] = [];
      for (let at = 0; at < many; at += 1) {
        made += 1;
        const person = { name: `Member ${made}`, email: `member.${made}@torture.example` };
        members.push(await provisionMember(pool, executor, tenant, { ...member, ...person }));
      }
      return members;
    });

  const tenantId = await provision(({ pool }) =>
    provisionTenant(pool, { name: 'Tortured', kind: 'sandbox', clockAt: '2026-01-05T12:00:00Z' }),
  );
  const token = (await membersOf(tenantId, 1, { role: 'tenant_admin' }))[0]!.token;
  const children: ChildProcess[] = [];
  let latest: ServiceProcess | undefined;
  const service = async (more: Record<string, string> = {}): Promise<ServiceProcess> => {
    const started = await startProcess({ ...environment, ...more }, longestStart);
    children.push(started.child);
    latest = started;
    return started;
  };
  const first = await service();
  const admin = new Client(first.address, token);
  await admin.post('/external-systems', { name: 'hris' });
  const { id: programId } = await admin.post('/programs', { name: 'Ground', timeZone: 'America/New_York' });
  const place = { programId, name: 'Columbus', state: 'OH', timeZone: 'America/New_York' };
  const { id: facilityId } = await admin.put('/facilities/ext:hris:F1', place);
  await first.stop();

  return {
    adminUrl: server.url,
    environment,
    tenantId,
    programId: programId as string,
    facilityId: facilityId as string,
    token,
    postgres: () => server,
    async killPostgres() {
      process.kill(server.pid, 'SIGKILL');
      server = await start();
    },
    service,
    said: () => latest?.said() ?? '',
    own: (child) => void children.push(child),
    members: (many, member) => membersOf(tenantId, many, member),
    client: (address, of = token) => new Client(address, of),
    async end() {
      for (const child of children)
        if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
