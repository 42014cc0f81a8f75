import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { startProcess } from '../support/process.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let manager: Client;
let environment: Record<string, string>;

beforeAll(async () => {
  service = await startService();
  const { tenantId } = await service.tenant();
  manager = await service.member(tenantId, { role: 'program_manager' });
  environment = {
    DATABASE_URL: service.database.adminUrl,
    REQUISITE_SECRET: service.secret,
    // The test's own database is migrated already.
    MIGRATE: 'off',
  };
});

/** A request over a connection that may be kept. */
function get(agent: Agent, url: string): Promise<{ status: number; connection: string | undefined }> {
  return new Promise((resolve, reject) => {
    request(url, { agent, headers: { authorization: `Bearer ${manager.token}` } }, (response) => {
      response.resume();
      response.on('end', () =>
        resolve({ status: response.statusCode!, connection: response.headers.connection }),
      );
      response.on('error', reject);
    })
      .on('error', reject)
      .end();
  });
}

test('told to stop, it is not ready, serves on, closes kept connections, finishes what runs and exits 0 (AV-7)', async () => {
  const running = await startProcess({ ...environment, DRAIN_SECONDS: '1' });
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const me = `${running.address}/v1/me`;
  expect(await get(agent, me)).toEqual({ status: 200, connection: 'keep-alive' });
  const polling = get(new Agent(), `${running.address}/v1/events?wait=2&types=invoice.issued`);
  await sleep(200);

  const begun = performance.now();
  const exited = running.stop();
  await expect.poll(async () => (await get(agent, `${running.address}/health/ready`)).status).toBe(503);
  let served = 0;
  // Within the drain nothing fails.
  while (performance.now() - begun < 800) {
    const answer = await get(agent, me);
    expect(answer).toEqual({ status: 200, connection: 'close' });
    served += 1;
  }
  expect(served).toBeGreaterThan(5);
  expect((await get(agent, `${running.address}/health/live`)).status).toBe(200);
  await sleep(600);
  await expect(get(agent, me)).rejects.toThrow(/ECONNREFUSED/);
  expect((await polling).status).toBe(200);
  expect(await exited).toBe(0);
  expect(performance.now() - begun).toBeLessThan(25_000);
}, 60_000);

test('a kept connection whose answer was under way does not hold it back', async () => {
  const running = await startProcess(environment);
  const agent = new Agent({ keepAlive: true });
  const polling = get(agent, `${running.address}/v1/events?wait=1&types=invoice.issued`);
  await sleep(300);
  const exited = running.stop();
  expect((await polling).status).toBe(200);
  const answered = performance.now();
  expect(await exited, running.said()).toBe(0);
  expect(performance.now() - answered).toBeLessThan(10_000);
  agent.destroy();
}, 60_000);

test('a second signal ends it at once, and so does the last moment for what does not end', async () => {
  const twice = await startProcess({ ...environment, DRAIN_SECONDS: '30' });
  const begun = performance.now();
  const exited = once(twice.child, 'exit');
  twice.child.kill('SIGTERM');
  await sleep(200);
  twice.child.kill('SIGTERM');
  expect(await exited).toEqual([1, null]);
  expect(performance.now() - begun).toBeLessThan(5_000);

  const stuck = await startProcess({ ...environment, STOP_SECONDS: '1' });
  const polling = get(new Agent(), `${stuck.address}/v1/events?wait=15&types=invoice.issued`);
  const cut = expect(polling).rejects.toThrow();
  await sleep(300);
  expect(await stuck.stop()).toBe(1);
  await cut;
}, 60_000);

test('an error that nobody caught ends neither the process nor its requests; ten in a minute stop it in order (AV-8)', async () => {
  const script = `
    import { createLog } from './src/server/log.ts';
    import { surviveUncaught, uncaught } from './src/server/uncaught.ts';
    const seen = [];
    surviveUncaught(createLog('fatal'), () => seen.push(uncaught.exceptions + uncaught.rejections));
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const work = wait(300).then(() => 'done');
    setTimeout(() => { throw new Error('canary'); }, 10);
    setTimeout(() => { Promise.reject(new TypeError('canary')); }, 20);
    await wait(50);
    console.log(JSON.stringify({ ...uncaught, seen, work: await work }));
    for (let count = 0; count < 12; count += 1) Promise.reject(new Error('again'));
    await wait(50);
    console.log(JSON.stringify({ ...uncaught, seen }));
  `;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    env: { PATH: process.env['PATH'], TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => (said += String(chunk)));
  expect(await once(child, 'close')).toEqual([0, null]);
  const lines = said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.filter(({ level }) => level === 60).map(({ msg }) => msg)).toEqual([
    'uncaught exception',
    ...Array.from({ length: 13 }, () => 'unhandled rejection'),
  ]);
  expect(lines.filter(({ level }) => level === undefined)).toEqual([
    { exceptions: 1, rejections: 1, seen: [], work: 'done' },
    { exceptions: 1, rejections: 13, seen: [10] },
  ]);
});
