import { spawnSync } from 'node:child_process';
import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { loadConfig } from '../../src/server/config.ts';
import { createLog } from '../../src/server/log.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let admin: Client;

beforeAll(async () => {
  service = await startService();
  ({ admin } = await service.tenant());
});

describe('health (OBS-3)', () => {
  test('tells the process from what it needs, to anybody, and nothing else', async () => {
    const { http } = service.app;
    expect((await http.inject('/health/live')).json()).toEqual({ status: 'live' });
    expect((await http.inject('/health/ready')).json()).toEqual({ status: 'ready' });
  });

  test('is not ready without Postgres, and lives', async () => {
    const config = loadConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent', WORKER: 'off' });
    const lonely = await createApp(config, 'postgres://nobody@127.0.0.1:1/nothing', 'x'.repeat(32));
    try {
      const live = await lonely.http.inject('/health/live');
      const ready = await lonely.http.inject('/health/ready');
      expect([live.statusCode, ready.statusCode]).toEqual([200, 503]);
      expect(ready.headers['retry-after']).toBeDefined();
      expect(ready.body).not.toMatch(/ECONN|127\.0\.0\.1|nobody|postgres/);
      const answer = await lonely.http.inject({
        url: '/v1/me',
        headers: { authorization: `Bearer ${admin.token}` },
      });
      expect(answer.json()).toMatchObject({ status: 503, code: 'unavailable' });
      expect(answer.headers['retry-after']).toBeDefined();
      expect(answer.body).not.toMatch(/ECONN|127\.0\.0\.1/);
    } finally {
      await lonely.close();
    }
  });

  test('has figures by operation, never by path', async () => {
    await admin.get('/programs');
    await admin.get('/programs/0198c0de-0000-7000-8000-000000000001');
    await admin.graphql('{ programs { nodes { id } } }');
    const text = (await service.app.http.inject('/metrics')).body;
    expect(text).toMatch(
      /requisite_request_seconds_total\{operation="listPrograms",surface="rest"\} \d*\.?\d*[1-9]/,
    );
    expect(text).toMatch(
      /requisite_requests_total\{operation="listPrograms",surface="rest",status="2xx"\} [1-9]/,
    );
    expect(text).toMatch(
      /requisite_requests_total\{operation="getProgram",surface="rest",status="4xx"\} [1-9]/,
    );
    expect(text).toMatch(/requisite_request_seconds_bucket\{le="0.05",surface="rest",method="GET"\} [1-9]/);
    expect(text).toMatch(/requisite_responses_total\{surface="rest",status="404"\} [1-9]/);
    expect(text).toMatch(/surface="graphql"/);
    expect(text).toMatch(/requisite_pool_connections\{pool="requests",state="busy"\}/);
    expect(text).toMatch(/nodejs_eventloop_lag/);
    expect(text).not.toContain('0198c0de');
  });
});

describe('a request (OBS-1, PRIV-7)', () => {
  test('has an id of ours in its headers, its problem and its events, whatever the client sends', async () => {
    const claimed = { 'x-request-id': 'mine', 'request-id': 'mine' };
    const answer = await admin.get('/programs/nothing', claimed);
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(answer.body.requestId).toBe(answer.headers['x-request-id']);
    const created = await admin.post('/programs', { name: 'Traced', timeZone: 'America/New_York' }, claimed);
    const client = new pg.Client(service.database.adminUrl);
    await client.connect();
    const { rows } = await client.query(
      'select type, address, actor_kind, token_id from events where request_id = $1',
      [created.headers['x-request-id']],
    );
    await client.end();
    expect(rows).toEqual([
      {
        type: 'program.created',
        address: '127.0.0.1',
        actor_kind: 'membership',
        token_id: expect.any(String),
      },
    ]);
  });

  test('is answered with the headers that keep it to itself', async () => {
    for (const answer of [
      await admin.get('/me'),
      await admin.get('/nothing'),
      await admin.graphql('{ __typename }'),
      await admin.graphql('{'),
      await admin.post('/programs', {}),
    ]) {
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      expect(answer.headers['strict-transport-security']).toBeDefined();
      expect(answer.headers['x-powered-by']).toBeUndefined();
      expect(answer.headers['server']).toBeUndefined();
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
  });
});

describe('the log (OBS-2)', () => {
  // A process of its own, since its log goes to standard output.
  const script = `
    import { createApp } from './src/app.ts';
    import { loadConfig } from './src/server/config.ts';
    const app = await createApp(loadConfig({ NODE_ENV: 'test', LOG_LEVEL: 'info', WORKER: 'off' }), process.env.TEST_URL, process.env.TEST_SECRET);
    const headers = { authorization: 'Bearer ' + process.env.TEST_TOKEN, 'content-type': 'application/json', 'user-agent': 'a\\u001b[31m\\n{"level":60}' };
    const send = (method, url, payload) => app.http.inject({ method, url, headers, ...(payload && { payload }) });
    await send('POST', '/v1/programs', '{"name":"canary-body","timeZone":"America/New_York"}');
    await send('POST', '/v1/programs', '{"name":"canary-body"');
    await send('GET', '/v1/programs?name=canary-query%0d%0a&q=canary-query');
    await send('GET', '/v1/programs/canary-path%0d%0a');
    await send('POST', '/graphql', JSON.stringify({ query: 'query($q: String) { programs(q: $q) { nodes { id } } }', variables: { q: 'canary-variable' } }));
    await send('POST', '/graphql', '{"query":"{ canary }"}');
    await send('GET', '/canary-unknown');
    await app.http.inject({ url: '/v1/me', headers: { authorization: 'Bearer canary-token' } });
    await app.close();
  `;

  test('has one line a request, with these members and no others, and nothing that was sent', () => {
    const run = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', script], {
      encoding: 'utf8',
      timeout: 50_000,
      env: {
        PATH: process.env['PATH'],
        TEST_URL: service.database.adminUrl,
        TEST_SECRET: service.secret,
        TEST_TOKEN: admin.token,
      },
    });
    expect(run.status, run.stderr).toBe(0);
    expect(run.stderr).toBe('');
    const lines = run.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const requests = lines.filter(({ msg }) => msg === 'request');
    expect(requests).toHaveLength(8);
    const members = new Set([
      'level',
      'time',
      'requestId',
      'method',
      'route',
      'operation',
      'status',
      'milliseconds',
      'statements',
      'sqlMilliseconds',
      'bytes',
      'traceId',
      'tenantId',
      'membershipId',
      'msg',
    ]);
    for (const line of requests) {
      expect(Object.keys(line).filter((name) => !members.has(name))).toEqual([]);
      expect(line).toMatchObject({
        requestId: expect.any(String),
        method: expect.any(String),
        operation: expect.any(String),
        status: expect.any(Number),
        milliseconds: expect.any(Number),
        statements: expect.any(Number),
        sqlMilliseconds: expect.any(Number),
        bytes: expect.any(Number),
      });
    }
    expect(requests.map(({ status }) => status)).toEqual([201, 400, 200, 404, 200, 400, 404, 401]);
    expect(requests[0]).toMatchObject({
      route: '/v1/programs',
      operation: 'createProgram',
      membershipId: admin.actor.membershipId,
    });
    expect(run.stdout + run.stderr).not.toMatch(/canary|pat_[0-9a-f]/);
    expect(run.stdout).not.toContain('\u001b');
    expect(run.stdout).not.toContain(admin.token.slice(-20));
  });

  test('never writes a secret that somebody passes to it', () => {
    const log = createLog('info');
    expect(log.level).toBe('info');
    const written = spawnSync(
      process.execPath,
      [
        '--input-type=module-typescript',
        '-e',
        `import { createLog } from './src/server/log.ts'; createLog('info').info({ headers: { authorization: 'canary' }, token: 'canary', user: { secret: 'canary', password: 'canary' } }, 'x');`,
      ],
      { encoding: 'utf8', timeout: 50_000 },
    );
    expect(written.stdout).toContain('[redacted]');
    expect(written.stdout).not.toContain('canary');
  });
});
