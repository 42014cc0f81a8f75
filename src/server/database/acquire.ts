import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Config } from '../config.ts';
import { startEmbedded } from './embedded.ts';
import { assertBoundLogin, assertDurable, assertGuarded } from './fitness.ts';
import { migrate } from './migrate.ts';

/** A migrated database to work on, and how to let go of it. */
export interface AcquiredDatabase {
  url: string;
  /** Where it came from, in words for the person who started the service. */
  source: string;
  release(): Promise<void>;
}

/** Refuses a configured Postgres that cannot be trusted with what is acknowledged, or in production a user of it who may too much. */
export async function assertFit(url: string, config: Config): Promise<void> {
  // Tests run on databases that are made to be thrown away.
  if (config.environment !== 'test') await assertDurable(url);
  if (config.environment === 'production') await assertBoundLogin(url);
}

/** The configured Postgres, or the embedded one under the data directory; migrated unless told otherwise. */
export async function acquireDatabase(
  config: Config,
  log: (line: string) => void,
): Promise<AcquiredDatabase> {
  if (config.databaseUrl) {
    await assertFit(config.databaseUrl, config);
    if (config.migrate) await migrate(config.databaseUrl, { log });
    await assertGuarded(config.databaseUrl);
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
