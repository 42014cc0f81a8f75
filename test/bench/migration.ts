import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startEmbedded } from '../../src/server/database/embedded.ts';
import { startProcess } from '../support/process.ts';
import { migrateUnderLoad } from '../support/rolling-migration.ts';

/** DATA-6 at full size: node test/bench/migration.ts [rows, 1000000], on a server and a sandbox of its own. */
const rows = Number(process.argv[2] ?? 1_000_000);

const directory = mkdtempSync(join(tmpdir(), 'requisite-bench-migration-'));
chmodSync(directory, 0o755);
const server = await startEmbedded({ dataDirectory: join(directory, 'postgres'), durable: true });
const environment = { DATABASE_URL: server.url, DATA_DIRECTORY: directory, REQUISITE_SECRET: 'b'.repeat(32) };
// The first start makes the database, and the sandbox with its tokens.
const service = await startProcess({ ...environment, NODE_ENV: 'development' });
try {
  const file = join(directory, 'sandbox.json');
  for (let asked = 0; !existsSync(file) && asked < 600; asked += 1) await sleep(100);
  const { tokens } = JSON.parse(readFileSync(file, 'utf8')) as { tokens: { integration: string } };
  const token = tokens.integration;
  const ask = async (path: string) => {
    const response = await fetch(`${service.address}/v1${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return (await response.json()) as { data: { id: string }[] };
  };
  const programId = (await ask('/programs?limit=1')).data[0]!.id;
  const client = new pg.Client(server.url);
  await client.connect();
  const { rows: tenants } = await client.query<{ id: string }>(
    'select tenant_id as id from programs where id = $1',
    [programId],
  );
  await client.end();
  const tenantId = tenants[0]!.id;
  const figures = await migrateUnderLoad(
    { address: service.address, token, adminUrl: server.url, tenantId, programId },
    rows,
  );
  console.log(
    JSON.stringify({ rows, ...figures, failures: figures.failures.length, first: figures.failures[0] }),
  );
} finally {
  await service.kill();
  await server.stop();
  rmSync(directory, { recursive: true });
}
