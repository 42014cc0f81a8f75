import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import { loadConfig } from '../../src/server/config.ts';
import { inTransaction } from '../../src/server/database/transaction.ts';
import { adminClient } from '../support/database.ts';
import { startService } from '../support/service.ts';

test('while its connections are ended again and again, the service answers or says 503, and keeps what it acknowledged (AV-6)', async () => {
  const service = await startService();
  const { admin, tenantId } = await service.tenant();
  const assassin = await adminClient(service.database);
  const until = performance.now() + 3_000;
  const statuses: Record<number, number> = {};
  const acknowledged: string[] = [];
  const note = (status: number) => (statuses[status] = (statuses[status] ?? 0) + 1);
  const reading = Array.from({ length: 3 }, async () => {
    while (performance.now() < until) {
      const { status, headers } = await admin.get('/programs');
      note(status);
      if (status === 503) expect(headers['retry-after']).toBe('1');
    }
  });
  const writing = Array.from({ length: 2 }, async (_, writer) => {
    for (let count = 0; performance.now() < until; count += 1) {
      const name = `Kept ${writer}-${count}`;
      const { status } = await admin.post('/programs', { name, timeZone: 'America/New_York' });
      note(status);
      if (status === 201) acknowledged.push(name);
    }
  });
  const killing = (async () => {
    while (performance.now() < until) {
      await assassin.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'requisite %' and datname = current_database()",
      );
      await sleep(150);
    }
  })();
  await Promise.all([...reading, ...writing, killing]);

  expect(Object.keys(statuses).filter((status) => !['200', '201', '503'].includes(status))).toEqual([]);
  expect(statuses[200]).toBeGreaterThan(5);
  expect(acknowledged.length).toBeGreaterThan(5);
  await expect.poll(async () => (await admin.get('/programs')).status).toBe(200);
  const kept = await service.as(systemActor(tenantId), (tx) =>
    tx.rows<{ name: string }>(sql`select name from programs`),
  );
  const names = new Set(kept.map(({ name }) => name));
  expect(acknowledged.filter((name) => !names.has(name))).toEqual([]);
  const { requests } = service.app.pools;
  expect(requests.lost).toBeGreaterThan(5);
  expect(requests.turns.waiting).toBe(0);
  const figures = (await service.app.http.inject('/metrics')).body;
  expect(figures).toMatch(/requisite_pool_lost_total\{pool="requests"\} [1-9]/);
  expect(figures).toContain('requisite_uncaught_total{kind="exceptions"} 0');
});

/** Stands between the service and Postgres, and can be pulled out. */
async function plug(target: URL, port = 0): Promise<{ server: Server; port: number; pull(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => (near.destroy(), far.destroy()));
    }
    near.pipe(far).pipe(near);
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    server,
    port: (server.address() as { port: number }).port,
    async pull() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}

test('without Postgres it is not ready within five seconds, lives, answers 503, and is ready again within five (OBS-3)', async () => {
  const service = await startService();
  const { admin } = await service.tenant();
  const target = new URL(service.database.adminUrl);
  let between = await plug(target);
  const url = new URL(target.href);
  url.hostname = '127.0.0.1';
  url.port = String(between.port);
  const config = loadConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent', WORKER: 'off' });
  const { http, close } = await createApp(config, url.href, service.secret);
  afterAll(async () => {
    await close();
    between.server.close();
  });
  const status = async (path: string) =>
    (await http.inject({ url: path, headers: { authorization: `Bearer ${admin.token}` } })).statusCode;
  // How soon it is ready at first is no promise.
  await expect.poll(() => status('/health/ready'), { timeout: 60_000 }).toBe(200);
  expect(await status('/v1/me')).toBe(200);

  await between.pull();
  await expect.poll(() => status('/health/ready'), { timeout: 5_000 }).toBe(503);
  expect(await status('/health/live')).toBe(200);
  await sleep(600);
  for (let asked = 0; asked < 30; asked += 1) {
    const answer = await http.inject({ url: '/v1/me', headers: { authorization: `Bearer ${admin.token}` } });
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '1']);
  }
  // It does not knock for each request: pauses double up to a second.
  const attempts = /requisite_pool_unreachable_total\{pool="reserve"\} (\d+)/.exec(
    (await http.inject('/metrics')).body,
  )![1];
  expect(Number(attempts)).toBeLessThan(15);

  between = await plug(target, Number(url.port));
  await expect.poll(() => status('/health/ready'), { timeout: 5_000 }).toBe(200);
  await expect.poll(() => status('/v1/me'), { timeout: 5_000 }).toBe(200);
}, 120_000);

test('a database that lacks a migration is not ready', async () => {
  const service = await startService();
  const watch = await adminClient(service.database);
  await watch.query(
    'delete from public.schema_migrations where name = (select max(name) from public.schema_migrations)',
  );
  expect((await service.app.http.inject('/health/ready')).statusCode).toBe(503);
});

test('what a connection has prepared may go stale: the read is done on another', async () => {
  const service = await startService();
  const { tenantId } = await service.tenant();
  const watch = await adminClient(service.database);
  await watch.query('create table probe (a integer); grant select on probe to requisite_service');
  await watch.query('insert into probe values (1)');
  const read = () =>
    inTransaction(service.app.pool, { actor: systemActor(tenantId), readOnly: true }, (tx) =>
      tx.rows(sql`select * from probe`),
    );
  expect(await read()).toEqual([{ a: 1 }]);
  await watch.query('alter table probe add column b text');
  expect(await read()).toEqual([{ a: 1, b: null }]);
  // As behind a pooler that hands out another server's connection.
  await inTransaction(service.app.pool, { actor: systemActor(tenantId) }, (tx) =>
    tx.rows(sql`deallocate all`),
  );
  expect(await read()).toEqual([{ a: 1, b: null }]);
});
