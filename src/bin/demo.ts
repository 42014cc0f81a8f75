import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../app.ts';
import { provisionMember, provisionTenant } from '../provision.ts';
import { loadConfig } from '../server/config.ts';
import { startEmbedded } from '../server/database/embedded.ts';
import { migrate } from '../server/database/migrate.ts';
import { realHospitals } from './sandbox/hospitals.ts';
import { playQuarter } from './sandbox/story-quarter-steps.ts';
import { setStage } from './sandbox/lakeshore.ts';
import { playStory } from './sandbox/story.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** A database for this run alone, thrown away afterwards; or a tenant of its own in DATABASE_URL. */
async function database(configured: string | undefined) {
  if (configured) return { url: configured, close: async () => undefined };
  const directory = await mkdtemp(join(tmpdir(), 'requisite-demo-'));
  const server = await startEmbedded({ dataDirectory: join(directory, 'postgres'), durable: false });
  return {
    url: server.url,
    async close() {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Plays the main job on real input over HTTP: from an order of a real health system to a credit memo, to the cent. */
async function demo(): Promise<void> {
  // What a service keeps beside its database is thrown away with it.
  const dataDirectory = await mkdtemp(join(tmpdir(), 'requisite-demo-audit-'));
  const config = {
    ...loadConfig(),
    dataDirectory,
    logLevel: 'error',
    rateLimit: 1_000_000,
    tenantRateLimit: 1_000_000,
    port: 0,
    host: '127.0.0.1',
  };
  const { url, close } = await database(config.databaseUrl);
  await migrate(url);
  const app = await createApp(config, url, randomBytes(32).toString('hex'));
  try {
    const address = await app.http.listen({ host: config.host, port: config.port });
    app.executor.onCommit = () => app.worker.wake();
    app.worker.start();
    const tenantId = await provisionTenant(app.pool, {
      name: 'Keystone MSP',
      kind: 'sandbox',
      clockAt: '2026-01-05T14:00:00Z',
    });
    const provisionOf = (tenant: string) => (member: Parameters<typeof provisionMember>[3]) =>
      provisionMember(app.pool, app.executor, tenant, member);
    const provision = provisionOf(tenantId);
    const stage = await setStage(address, provision, { name: 'OhioHealth', hospitals: realHospitals(), say });
    await playStory(address, stage, provision, say);
    const quarter = await provisionTenant(app.pool, {
      name: 'Keystone MSP, the quarter',
      kind: 'sandbox',
      clockAt: '2026-01-05T14:00:00Z',
    });
    await playQuarter(address, provisionOf(quarter), say);
  } finally {
    await app.close();
    await close();
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

await demo().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).stack}\n`);
  process.exit(1);
});
