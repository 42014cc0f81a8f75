import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import type { Config } from '../config.ts';
import { startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';

/** A migrated database to work on, and how to let go of it. */
export interface AcquiredDatabase {
  url: string;
  /** Where it came from, in words for the person who started the service. */
  source: string;
  release(): Promise<void>;
}

/** Refuses a Postgres that may lose what it has acknowledged. */
async function assertDurable(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; setting: string }>(
      "select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting in ('off', 'local')",
    );
    if (rows.length > 0) {
      throw new Error(
        `This Postgres may lose what it acknowledged: ${rows.map(({ name, setting }) => `${name}=${setting}`).join(', ')}. Turn it on.`,
      );
    }
  } finally {
    await client.end();
  }
}

/** The configured Postgres, or the embedded one under the data directory; migrated either way. */
export async function acquireDatabase(
  config: Config,
  log: (line: string) => void,
): Promise<AcquiredDatabase> {
  if (config.databaseUrl) {
    // Tests run on databases that are made to be thrown away.
    if (config.environment !== 'test') await assertDurable(config.databaseUrl);
    await migrate(config.databaseUrl, { log });
    return { url: config.databaseUrl, source: 'DATABASE_URL', release: async () => undefined };
  }
  const dataDirectory = resolve(config.dataDirectory, 'postgres');
  mkdirSync(resolve(config.dataDirectory), { recursive: true });
  const server = await startEmbedded({ dataDirectory, durable: true });
  await migrate(server.url, { log });
  return {
    url: server.url,
    source: `embedded Postgres on port ${server.port}, data in ${config.dataDirectory}`,
    release: () => server.stop(),
  };
}

/** The configured secret, or in development one that is made once and kept beside the data, readable by its owner only. */
export function acquireSecret(config: Config): string {
  if (config.secret) return config.secret;
  const file = join(config.dataDirectory, 'secret');
  mkdirSync(config.dataDirectory, { recursive: true });
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}
