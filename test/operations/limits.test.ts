import { expect, test } from 'vitest';
import { startService, type Client } from '../support/service.ts';

const anotherToken = async (client: Client): Promise<string> =>
  (await client.post('/access-tokens', { name: 'second' })).body.token;

test('a membership has a bounded number of requests a minute, by whatever token, and is told how many are left', async () => {
  const service = await startService({ RATE_LIMIT: '5', TENANT_RATE_LIMIT: '100' });
  const { admin, tenantId } = await service.tenant();
  const first = await admin.get('/me');
  expect(first.headers).toMatchObject({
    ratelimit: '"default";r=4;t=60, "tenant";r=99;t=60',
    'ratelimit-policy': '"default";q=5;w=60, "tenant";q=100;w=60',
  });
  const second = service.client(await anotherToken(admin));
  for (let sent = 2; sent < 5; sent += 1) expect((await second.get('/me')).status).toBe(200);
  for (const client of [admin, second]) {
    const refused = await client.get('/me');
    expect(refused.body).toMatchObject({ status: 429, code: 'too_many_requests' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.headers['ratelimit']).toMatch(/^"default";r=0;t=\d+$/);
  }
  const other = await service.member(tenantId, { role: 'program_manager' });
  expect((await other.get('/me')).status).toBe(200);
});

test('a tenant has a bounded number together, which no other tenant feels, on either surface', async () => {
  const service = await startService({ TENANT_RATE_LIMIT: '6' });
  const { admin, tenantId } = await service.tenant();
  const colleague = await service.member(tenantId, { role: 'program_manager' });
  for (const client of [admin, colleague, admin, colleague])
    expect((await client.get('/me')).status).toBe(200);
  expect((await colleague.graphql('{ me { role } }')).status).toBe(200);
  expect((await admin.get('/nothing')).status).toBe(404);
  expect((await colleague.get('/me')).status).toBe(200);
  const refused = await admin.get('/me');
  expect([refused.status, refused.headers['ratelimit']]).toEqual([
    429,
    expect.stringMatching(/"tenant";r=0;/),
  ]);
  expect((await admin.graphql('{ me { role } }')).status).toBe(429);
  const { admin: neighbor } = await service.tenant('Neighbor');
  expect((await neighbor.get('/me')).status).toBe(200);
  const figures = (await service.app.http.inject('/metrics')).body;
  expect(figures).toContain('requisite_rate_limited_total{limit="tenant"} 2');
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
  const figures = (await service.app.http.inject('/metrics')).body;
  expect(figures).toContain('requisite_rate_limited_total{limit="guesses"} 2');
  expect(figures).toContain('requisite_access_refused_total{code="unauthenticated"} 10');
});
