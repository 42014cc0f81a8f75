import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { parse } from 'yaml';
import { startEmbedded } from '../../src/server/database/embedded.ts';
import { migrate } from '../../src/server/database/migrate.ts';
import { freePort } from './process.ts';

const root = join(import.meta.dirname, '../..');

/** A secret that production takes. */
export const soundSecret = 'Zb4v9Qm2Xn7Kc1Ws8Rt5Yp3Lh6Gd0JfA';
/** Of every login but the superuser. */
export const password = 'c0ffee77c0ffee77';

/** How a process ended that was to start: one that became ready was told to stop. */
export interface Boot {
  code: number | null;
  said: string;
  ready: boolean;
}

/** A durable server of the caller's own, since roles are a whole server's, with the logins of compose.yaml and migrated. */
export interface Production {
  /** A place for files, taken away with the server. */
  directory: string;
  superuserUrl: string;
  admin: pg.Client;
  /** For `requisite`, `requisite_app`, or `too_mighty`, who passes row security. */
  urlOf(login: string): string;
  boot(program: 'serve' | 'work' | 'migrate', environment?: Record<string, string>): Promise<Boot>;
  stop(): Promise<void>;
}

export async function startProduction(): Promise<Production> {
  const directory = mkdtempSync(join(tmpdir(), 'requisite-production-'));
  chmodSync(directory, 0o755);
  const server = await startEmbedded({ dataDirectory: join(directory, 'postgres'), durable: true });
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(join(directory, 'audit_key'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const urlOf = (login: string) => `postgres://${login}:${password}@127.0.0.1:${server.port}/requisite`;

  const first = new pg.Client(server.url);
  await first.connect();
  const compose = parse(readFileSync(join(root, 'compose.yaml'), 'utf8'), { merge: true });
  const logins = (compose.configs.logins.content as string)
    .replaceAll(/^\\set.*$/gm, '')
    .replaceAll(/:'\w+'/g, `'${password}'`);
  for (const statement of logins.split(';').filter((text) => text.trim())) await first.query(statement);
  await first.query(
    `create role too_mighty login bypassrls password '${password}' in role requisite_service`,
  );
  await first.end();
  await migrate(urlOf('requisite'));
  const superuser = new URL(server.url);
  superuser.pathname = 'requisite';
  const admin = new pg.Client(superuser.href);
  await admin.connect();

  async function boot(
    program: 'serve' | 'work' | 'migrate',
    environment: Record<string, string> = {},
  ): Promise<Boot> {
    const child = spawn(process.execPath, [`src/bin/${program}.ts`], {
      cwd: root,
      env: {
        PATH: process.env['PATH'],
        NODE_ENV: 'production',
        PORT: String(await freePort()),
        REQUISITE_SECRET: soundSecret,
        DATABASE_URL: urlOf('requisite_app'),
        AUDIT_KEY_FILE: join(directory, 'audit_key'),
        DATA_DIRECTORY: join(directory, 'data'),
        MIGRATE: 'off',
        ...environment,
      },
    });
    let said = '';
    let ready = false;
    const hear = (chunk: unknown) => {
      said += String(chunk);
      if (ready || !/Requisite listens|worker is running/.test(said)) return;
      ready = true;
      child.kill('SIGTERM');
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, said, ready };
  }

  return {
    directory,
    superuserUrl: superuser.href,
    admin,
    urlOf,
    boot,
    async stop() {
      await admin.end();
      await server.stop();
      rmSync(directory, { recursive: true });
    },
  };
}
