import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort, startProcess } from '../support/process.ts';

let directory: string;
let environment: Record<string, string>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'requisite-newcomer-'));
  environment = {
    NODE_ENV: 'development',
    LOG_LEVEL: 'warn',
    DATA_DIRECTORY: join(directory, 'data'),
    PORT: String(await freePort()),
  };
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const tokens = async () => {
  const file = join(environment['DATA_DIRECTORY']!, 'sandbox.json');
  for (let looks = 0; ; looks += 1) {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text) return (JSON.parse(text) as { tokens: Record<string, string> }).tokens;
    if (looks > 600) throw new Error('no sandbox was seeded');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

test('npm start, without a database: a seeded sandbox with a token for each role, which survives kill -9', async () => {
  const first = await startProcess(environment);
  const before = await tokens();
  expect(Object.keys(before).toSorted()).toEqual([
    'analyst',
    'approver',
    'client_finance',
    'credentialing',
    'integration',
    'program_manager',
    'requester',
    'tenant_admin',
    'vendor_finance',
    'vendor_recruiter',
    'worker',
  ]);
  expect((await stat(join(environment['DATA_DIRECTORY']!, 'sandbox.json'))).mode & 0o077).toBe(0);
  const orders = async (address: string, role: string) => {
    const response = await fetch(`${address}/v1/orders?fields=title,state`, {
      headers: { authorization: `Bearer ${before[role]}` },
    });
    return (await response.json()) as { data: unknown[] };
  };
  const { data } = await orders(first.address, 'requester');
  expect(data).toEqual([{ title: expect.any(String), state: 'open' }]);
  expect((await orders(first.address, 'vendor_recruiter')).data).toEqual(data);
  for (const path of [
    '/docs/',
    '/graphiql',
    '/openapi.yaml',
    '/openapi.json',
    '/schema.graphql',
    '/health/live',
    '/metrics',
  ]) {
    expect((await fetch(first.address + path)).status, path).toBe(200);
  }
  await first.kill();

  const second = await startProcess(environment);
  expect(await tokens()).toEqual(before);
  expect((await orders(second.address, 'requester')).data).toEqual(data);
  expect(await second.stop(), second.said()).toBe(0);
}, 120_000);

test('a taken port is said in one clear line', async () => {
  const squatter = createServer().listen(Number(environment['PORT']), '127.0.0.1');
  try {
    await expect(startProcess(environment)).rejects.toThrow(
      /Port \d+ is taken\. Stop what listens there, or choose another: PORT=3001 npm start/,
    );
  } finally {
    squatter.close();
  }
}, 60_000);
