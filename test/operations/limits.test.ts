import { expect, test } from 'vitest';
import { startService } from '../support/service.ts';

test('a token has a bounded number of requests a minute, and is told how many are left', async () => {
  const service = await startService({ RATE_LIMIT: '5' });
  const { admin, tenantId } = await service.tenant();
  const first = await admin.get('/me');
  expect(first.headers).toMatchObject({
    ratelimit: '"default";r=4;t=60',
    'ratelimit-policy': '"default";q=5;w=60',
  });
  for (let sent = 1; sent < 5; sent += 1) expect((await admin.get('/me')).status).toBe(200);
  const refused = await admin.get('/me');
  expect(refused.body).toMatchObject({ status: 429, code: 'too_many_requests' });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  const other = await service.member(tenantId, { role: 'program_manager' });
  expect((await other.get('/me')).status).toBe(200);
});

test('an address that keeps guessing tokens is stopped, and a good token beside it is not', async () => {
  const service = await startService({ FAILED_AUTHENTICATION_LIMIT: '10' });
  const { admin } = await service.tenant();
  const statuses: number[] = [];
  for (let guess = 0; guess < 12; guess += 1)
    statuses.push(
      (await service.client(`pat_${'0'.repeat(32)}_${String(guess).padEnd(43, 'x')}`).get('/me')).status,
    );
  expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 401));
  expect(statuses.slice(10)).toEqual([429, 429]);
  expect((await admin.get('/me')).status).toBe(200);
});
