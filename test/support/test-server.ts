import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request, type RequestOptions } from 'node:http';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../../src/server/database/embedded.ts';
import { findPostmaster, stopPostmaster } from '../../src/server/database/embedded/postmaster.ts';
import { isAlive } from '../../src/server/database/embedded/start-lock.ts';

/** A PostgreSQL that the tests may do anything to; `url` is a superuser's. */
export interface TestServer {
  url: string;
  /** True when others use it too, so that our databases must be dropped. */
  shared: boolean;
  stop(): Promise<unknown>;
}

/** TEST_DATABASE_URL if it is set, a container if a Docker engine answers, the bundled binaries otherwise. */
export async function startTestServer(): Promise<TestServer> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return { url: given, shared: true, stop: async () => {} };
  return (await dockerAnswers()) ? startContainer() : startTemporary();
}

function dockerAnswers(): Promise<boolean> {
  const host = process.env['DOCKER_HOST'] ?? 'unix:///var/run/docker.sock';
  const { protocol, hostname, port, pathname } = new URL(host);
  const target: RequestOptions = protocol === 'unix:' ? { socketPath: pathname } : { host: hostname, port };
  return new Promise((resolve) => {
    const ping = request({ ...target, path: '/_ping', timeout: 800 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    ping.on('timeout', () => ping.destroy(new Error('no answer')));
    ping.on('error', () => resolve(false));
    ping.end();
  });
}

async function startContainer(): Promise<TestServer> {
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
  const container = await new PostgreSqlContainer('postgres:18')
    .withCommand(
      'postgres -c fsync=off -c full_page_writes=off -c max_connections=200 -c autovacuum=off'.split(' '),
    )
    .start();
  return { url: container.getConnectionUri(), shared: false, stop: () => container.stop() };
}

const prefix = `requisite-test-${hostname()}-`;

async function startTemporary(): Promise<TestServer> {
  await removeForgotten();
  const directory = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  // The server of a test run by root belongs to another account, which must get through.
  chmodSync(directory, 0o755);
  const server = await startEmbedded({
    dataDirectory: join(directory, 'postgres'),
    durable: false,
    settings: { max_connections: '200', wal_level: 'minimal', max_wal_senders: '0', autovacuum: 'off' },
  });
  async function stop(): Promise<void> {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  }
  return { url: server.url, shared: false, stop };
}

// A test run that was killed leaves its server running.
async function removeForgotten(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    if (isAlive(parseInt(name.slice(prefix.length), 10))) continue;
    const directory = join(tmpdir(), name);
    const dataDirectory = join(directory, 'postgres');
    try {
      const running = findPostmaster(dataDirectory);
      if (running) await stopPostmaster(running, dataDirectory);
      rmSync(directory, { recursive: true, force: true });
    } catch {
      // It is another user's.
    }
  }
}
