import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { dataDirectory } from '../support/data-directory.ts';
import { startService } from '../support/service.ts';

const start = (environment: Record<string, string>) =>
  spawn(process.execPath, ['src/bin/work.ts'], {
    env: {
      PATH: process.env['PATH'],
      TZ: 'UTC',
      NODE_ENV: 'test',
      LOG_LEVEL: 'error',
      DATA_DIRECTORY: dataDirectory,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

test('npm run work does what is due for a service that answers requests only, and stops when told', async () => {
  const service = await startService();
  const { admin } = await service.tenant('Worked elsewhere', '2026-01-05T12:00:00Z');
  const { body: job } = await admin.post('/clock/move', { to: '2026-01-06T12:00:00Z' });
  const state = async () => (await admin.get(`/jobs/${job.id}`)).body.state as string;
  expect(await state()).toBe('running');

  const worker = start({ DATABASE_URL: service.database.adminUrl, REQUISITE_SECRET: service.secret });
  const exited = once(worker, 'exit');
  try {
    await expect.poll(state, { timeout: 20_000 }).toBe('succeeded');
    expect((await admin.get('/clock')).body).toMatchObject({ now: '2026-01-06T12:00:00Z', target: null });
  } finally {
    worker.kill('SIGTERM');
  }
  expect(await exited).toEqual([0, null]);
}, 60_000);

test('npm run work says what it needs', async () => {
  const worker = start({});
  let said = '';
  worker.stderr.on('data', (chunk) => (said += String(chunk)));
  expect((await once(worker, 'exit'))[0]).toBe(1);
  expect(said).toMatch(/DATABASE_URL: is required/);
});
