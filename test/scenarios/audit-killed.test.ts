import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { exportLog, sealsAndEvents } from '../support/audit-log.ts';
import { startProcess, type ServiceProcess } from '../support/process.ts';
import { startService } from '../support/service.ts';

const cycles = 5;
const directory = mkdtempSync(join(tmpdir(), 'requisite-audit-'));
const running: ServiceProcess[] = [];
afterAll(() => {
  // A failure leaves them running.
  for (const { child } of running) child.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
});

const verify = (...options: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/bin/verify-audit.ts', ...options], {
    encoding: 'utf8',
    // No database and no service is at hand.
    env: { PATH: process.env['PATH'] },
  });
  return { status, said: stdout + stderr };
};

test('two services that seal the same log and are killed in the middle of it leave no gap, no fork and nothing unsealed', async () => {
  const keyFile = join(directory, 'key.pem');
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(join(directory, 'public.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
  const heads = join(directory, 'heads');
  const audit = { AUDIT_KEY_FILE: keyFile, AUDIT_HEADS: heads };
  const service = await startService(audit);
  const { tenantId, admin } = await service.tenant('Killed');
  const environment = {
    ...audit,
    DATABASE_URL: service.database.adminUrl,
    REQUISITE_SECRET: service.secret,
    // The test's own database is migrated already.
    MIGRATE: 'off',
  };
  // One behind the other: two that start at once take each other's time.
  running.push(await startProcess(environment));
  running.push(await startProcess(environment));

  let going = true;
  let acknowledged = 0;
  const write = async (which: number) => {
    for (let number = 0; going; number += 1) {
      const response = await fetch(`${running[which]!.address}/v1/programs`, {
        method: 'POST',
        headers: { authorization: `Bearer ${admin.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ name: `Program ${which}-${number}`, timeZone: 'America/New_York' }),
      }).catch(() => undefined);
      await response?.text().catch(() => undefined);
      if (response?.status === 201) acknowledged += 1;
    }
  };
  const writing = [0, 1].map(write);
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    await sleep(300 + 300 * Math.random());
    const which = cycle % 2;
    await running[which]!.kill();
    running[which] = await startProcess({ ...environment, PORT: new URL(running[which]!.address).port });
  }
  going = false;
  await Promise.all(writing);
  expect(acknowledged).toBeGreaterThan(cycles * 5);

  const unsealed = async () => {
    const { events, seals } = await sealsAndEvents(service, tenantId);
    return events.length - seals.length;
  };
  await expect.poll(unsealed, { timeout: 30_000 }).toBe(0);
  for (const each of running) expect(await each.stop()).toBe(0);

  const { events, seals } = await sealsAndEvents(service, tenantId);
  expect(seals.map(({ event_id }) => event_id)).toEqual(events);
  expect(seals.map(({ sequence }) => Number(sequence))).toEqual(events.map((_, index) => index + 1));
  expect(seals.length).toBeGreaterThanOrEqual(acknowledged);

  // What a stopping service leaves behind covers all of it.
  const kept = join(heads, `${tenantId}.ndjson`);
  expect(existsSync(kept)).toBe(true);
  const sequences = readFileSync(kept, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { sequence: number }).sequence);
  expect(Math.max(...sequences)).toBe(seals.length);

  const file = join(directory, 'log.ndjson');
  const lines = await exportLog(admin, 50);
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
  const trust = ['--key', join(directory, 'public.pem'), '--heads', kept];
  expect(verify(file, ...trust)).toMatchObject({
    status: 0,
    said: expect.stringMatching(/^SOUND: \d+ entries/),
  });

  writeFileSync(
    file,
    lines
      .slice(0, 20)
      .map((line) => `${line}\n`)
      .join(''),
  );
  expect(verify(file, ...trust)).toMatchObject({
    status: 1,
    said: expect.stringMatching(/NOT SOUND at entry 21 .*cut off/),
  });
  writeFileSync(
    file,
    lines
      .toSpliced(20, 1)
      .map((line) => `${line}\n`)
      .join(''),
  );
  expect(verify(file, ...trust)).toMatchObject({
    status: 1,
    said: expect.stringMatching(/NOT SOUND at entry 21 \(line 21\)/),
  });
  expect(verify(file, '--key', join(directory, 'nothing.pem'))).toMatchObject({ status: 2 });
  expect(verify()).toMatchObject({ status: 2, said: expect.stringContaining('npm run verify-audit') });
}, 240_000);
