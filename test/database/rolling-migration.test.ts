import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate, pendingMigrations } from '../../src/server/database/migrate.ts';
import { serviceClient } from '../support/database.ts';
import { startProcess, type ServiceProcess } from '../support/process.ts';
import { migrateUnderLoad, nextRelease, type OldRelease } from '../support/rolling-migration.ts';
import { startService, type Service } from '../support/service.ts';

const rows = 20_000;

let service: Service;
let running: ServiceProcess;
let old: OldRelease;

const start = () =>
  startProcess({ DATABASE_URL: service.database.adminUrl, REQUISITE_SECRET: service.secret });

beforeAll(async () => {
  service = await startService();
  const { tenantId, admin } = await service.tenant();
  const { body: program } = await admin.post('/programs', { name: 'Rolling', timeZone: 'America/New_York' });
  running = await start();
  old = {
    address: running.address,
    token: admin.token,
    adminUrl: service.database.adminUrl,
    tenantId,
    programId: program.id,
  };
});
afterAll(() => running.kill());

test(`the release before answers every request while the next one expands a table of ${rows} rows (DATA-6)`, async () => {
  const figures = await migrateUnderLoad(old, rows);
  expect(figures.failures).toEqual([]);
  expect(figures.requests).toBeGreaterThan(100);
  expect(figures.backfilled).toBeGreaterThanOrEqual(rows);
  expect(figures.longestLockWait).toBeLessThan(2_000);
}, 60_000);

test('the release before starts on the database of the next one, and is ready', async () => {
  const again = await start();
  try {
    const response = await fetch(`${again.address}/v1/cost-centers?limit=1`, {
      headers: { authorization: `Bearer ${old.token}` },
    });
    expect(response.status).toBe(200);
  } finally {
    expect(await again.stop()).toBe(0);
  }
}, 60_000);

test('what is pending can be asked as the service, and a newer database has nothing pending', async () => {
  const client = await serviceClient(service.database);
  expect(await pendingMigrations(client)).toEqual([]);
  const directory = nextRelease({ '9004_more.sql': '-- Why: a test.\nselect 1;\n' });
  try {
    expect(await pendingMigrations(client, directory)).toEqual(['9004_more.sql']);
    await migrate(service.database.adminUrl, { directory });
    expect(await pendingMigrations(client, directory)).toEqual([]);
    await expect(client.query('select checksum from public.schema_migrations')).rejects.toThrow(
      'permission denied',
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
});
