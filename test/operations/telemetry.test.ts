import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { createApp, registry } from '../../src/app.ts';
import { loadConfig } from '../../src/server/config.ts';
import { createLog } from '../../src/server/log.ts';
import { createMetrics } from '../../src/server/metrics.ts';
import { Pressure } from '../../src/server/pressure.ts';
import { traceContextOf } from '../../src/server/trace-context.ts';
import { startService } from '../support/service.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const parentId = '00f067aa0ba902b7';
const traceparent = `00-${traceId}-${parentId}-01`;

interface Spans {
  resourceSpans: {
    resource: { attributes: Attribute[] };
    scopeSpans: { spans: Span[] }[];
  }[];
}
interface Attribute {
  key: string;
  value: { stringValue?: string; intValue?: number };
}
interface Span {
  name: string;
  kind: number;
  traceId: string;
  parentSpanId?: string;
  attributes: Attribute[];
}

const valuesOf = (attributes: Attribute[]) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]));

/** A collector that keeps what it is sent. */
async function startCollector() {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      bodies.push(`${request.url} ${body}`);
      response.setHeader('content-type', 'application/json').end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterAll(() => server.close());
  return { bodies, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

test('a request is a span of its caller’s trace, named by its route, and holds no value that was sent (OBS-1)', async () => {
  const service = await startService();
  const { admin, tenantId } = await service.tenant();
  const collector = await startCollector();
  const lines: string[] = [];
  const config = loadConfig({
    NODE_ENV: 'test',
    WORKER: 'off',
    OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`,
  });
  const app = await createApp(
    config,
    service.database.adminUrl,
    service.secret,
    createLog('info', { write: (line) => lines.push(line) }),
  );
  const send = (url: string, headers: Record<string, string> = {}) =>
    app.http.inject({ url, headers: { authorization: `Bearer ${admin.token}`, ...headers } });
  const traced = await send('/v1/programs?name=canary-query', { traceparent });
  await send('/v1/programs/0198c0de-0000-7000-8000-00000000cafe');
  await send('/v1/nothing-canary');
  await app.close();

  expect(collector.bodies.every((body) => body.startsWith('/v1/traces '))).toBe(true);
  const sent = collector.bodies.map((body) => JSON.parse(body.slice('/v1/traces '.length)) as Spans);
  const [{ resource }] = sent[0]!.resourceSpans as [Spans['resourceSpans'][0]];
  expect(valuesOf(resource.attributes)).toMatchObject({ 'service.name': 'requisite' });
  const spans = sent.flatMap(({ resourceSpans }) =>
    resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
  );
  expect(spans.map(({ name }) => name)).toEqual(['GET /v1/programs', 'GET /v1/programs/:programId', 'GET']);
  expect(spans[0]).toMatchObject({ traceId, parentSpanId: parentId, kind: 2 });
  expect(valuesOf(spans[0]!.attributes)).toEqual({
    'http.request.method': 'GET',
    'http.route': '/v1/programs',
    'http.response.status_code': 200,
    'requisite.request_id': traced.headers['x-request-id'],
    'requisite.operation': 'listPrograms',
    'requisite.statements': expect.any(Number),
    'requisite.tenant_id': tenantId,
    'requisite.membership_id': admin.actor.membershipId,
  });
  expect(spans[1]!.traceId).not.toBe(traceId);
  expect(collector.bodies.join()).not.toMatch(/canary|0000cafe|pat_/);
  const logged = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(logged.filter(({ msg }) => msg === 'request').map((line) => line['traceId'])).toEqual(
    spans.map((span) => span.traceId),
  );
});

test('without a collector a caller’s trace is still in the line, with what the request cost, and no library is loaded', async () => {
  const service = await startService();
  const { admin } = await service.tenant();
  const run = spawnSync(
    process.execPath,
    [
      '--input-type=module-typescript',
      '-e',
      `import { createRequire } from 'node:module';
       import { createApp } from './src/app.ts';
       import { loadConfig } from './src/server/config.ts';
       const app = await createApp(loadConfig({ NODE_ENV: 'test', LOG_LEVEL: 'info', WORKER: 'off' }), process.env.TEST_URL, process.env.TEST_SECRET);
       const headers = { authorization: 'Bearer ' + process.env.TEST_TOKEN, traceparent: process.env.TEST_TRACE };
       await app.http.inject({ url: '/v1/me', headers });
       await app.http.inject({ url: '/v1/programs', method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, payload: '{"name":"Counted","timeZone":"America/New_York"}' });
       await app.close();
       // Not among the lines of the log, which are written when they can be.
       console.error('loaded ' + Object.keys(createRequire(import.meta.url).cache).filter((path) => /opentelemetry.(sdk|exporter)/.test(path)).length);`,
    ],
    {
      encoding: 'utf8',
      timeout: 50_000,
      env: {
        PATH: process.env['PATH'],
        TEST_URL: service.database.adminUrl,
        TEST_SECRET: service.secret,
        TEST_TOKEN: admin.token,
        TEST_TRACE: traceparent,
      },
    },
  );
  const lines = run.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, number | string>);
  const [me, created] = lines.filter(({ msg }) => msg === 'request') as [
    Record<string, number>,
    Record<string, number>,
  ];
  expect([me['traceId'], created['traceId']]).toEqual([traceId, traceId]);
  // Authentication and the read; the command reads, writes its row, its event and its answer.
  expect(me['statements']).toBeGreaterThanOrEqual(4);
  expect(created['statements']).toBeGreaterThanOrEqual(5);
  expect(created['sqlMilliseconds']).toBeLessThanOrEqual(created['milliseconds']! + 1);
  expect(created['bytes']).toBeGreaterThan(100);
  expect(run.stderr.split('\n')).toContain('loaded 0');
});

test('what is not a trace context is none', () => {
  expect(traceContextOf(traceparent)).toEqual({ traceId, parentId, sampled: true });
  expect(traceContextOf(`cc-${traceId}-${parentId}-00-later`)).toMatchObject({ sampled: false });
  for (const header of [
    undefined,
    '',
    [traceparent, traceparent],
    `ff-${traceId}-${parentId}-01`,
    `00-${'0'.repeat(32)}-${parentId}-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    traceparent.toUpperCase(),
    `${traceparent}x`,
    `00-${traceId}-${parentId}-01\n{"level":60}`,
  ])
    expect(traceContextOf(header)).toBeUndefined();
});

test('there are at most 5,000 series, whatever is asked (OBS-4)', async () => {
  const service = await startService();
  const { pools } = service.app;
  const config = loadConfig({ NODE_ENV: 'test' });
  const pressure = new Pressure(config, pools.requests, createLog('silent'));
  const metrics = createMetrics(pools, pressure, { waiting: 0, dropped: 0 } as never);
  // More than any operation answers when it is fuzzed.
  const statuses = [200, 400, 401, 403, 404, 409, 412, 422, 428, 500, 503];
  for (const operation of [...registry.operations.keys(), 'graphql', 'none'])
    for (const status of statuses)
      for (const method of ['GET', 'POST'])
        metrics.answered({ operation, surface: 'rest', method, status, seconds: 0.01 });
  pressure.stop();
  const text = await metrics.text();
  const series = text.split('\n').filter((line) => line && !line.startsWith('#'));
  expect(series.length).toBeGreaterThan(1_000);
  expect(series.length).toBeLessThan(5_000);
  for (const name of [
    'requisite_pool_connections{pool="jobs",state="idle"}',
    'requisite_pool_wait_seconds_total{pool="requests"}',
    'requisite_backlog{kind="reactions",state="failed"} 0',
    'requisite_backlog_oldest_seconds{kind="timers"} 0',
    'nodejs_eventloop_lag_p99_seconds',
  ])
    expect(text).toContain(name);
});
