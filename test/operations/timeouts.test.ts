import { once } from 'node:events';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { loadConfig } from '../../src/server/config.ts';
import { adminClient } from '../support/database.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let admin: Client;
let tenantId: string;
let programId: string;
let port: number;

beforeAll(async () => {
  service = await startService({
    HEADERS_SECONDS: '1',
    REQUEST_SECONDS: '2.5',
    HANDLER_SECONDS: '1.5',
    STATEMENT_SECONDS: '1.2',
    IDLE_TRANSACTION_SECONDS: '1.2',
    LOCK_SECONDS: '0.4',
    WAIT_SECONDS: '0.5',
    POOL_SIZE: '4',
  });
  ({ admin, tenantId } = await service.tenant());
  programId = (await admin.post('/programs', { name: 'Timed', timeZone: 'America/New_York' })).body.id;
  const address = await service.app.http.listen({ host: '127.0.0.1', port: 0 });
  port = Number(new URL(address).port);
});

/** Holds a lock on the program until the answer is called. */
async function lockProgram(): Promise<() => Promise<void>> {
  const client = await adminClient(service.database);
  await client.query('begin');
  await client.query('select from programs where id = $1 for update', [programId]);
  return async () => {
    await client.query('rollback');
  };
}

const rename = (name: string) => admin.patch(`/programs/${programId}`, { name }, { 'if-match': '"1"' });

test('the settings decrease inward, or the service does not start', () => {
  expect(loadConfig({}).timeouts).toMatchObject({
    headersSeconds: 10,
    requestSeconds: 30,
    handlerSeconds: 20,
    statementSeconds: 10,
    lockSeconds: 2,
    idleTransactionSeconds: 15,
    waitSeconds: 2,
    reportSeconds: 30,
    exportSeconds: 600,
    stopSeconds: 25,
  });
  expect(() => loadConfig({ STATEMENT_SECONDS: '25' })).toThrow(
    /STATEMENT_SECONDS: must be shorter than HANDLER_SECONDS/,
  );
  expect(() => loadConfig({ LOCK_SECONDS: '10' })).toThrow(/LOCK_SECONDS/);
});

describe('in Postgres', () => {
  test('each pool’s sessions have their limits', async () => {
    const settings = async (pool: 'requests' | 'reports' | 'exports' | 'reserve') => {
      const { rows } = await service.app.pools[pool].query(
        `select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
           current_setting('idle_in_transaction_session_timeout') as idle, current_setting('application_name') as name, current_user as role`,
      );
      return Object.values(rows[0] as object);
    };
    expect(await settings('requests')).toEqual([
      '1200ms',
      '400ms',
      '1200ms',
      'requisite requests',
      'requisite_service',
    ]);
    expect(await settings('reports')).toEqual([
      '30s',
      '400ms',
      '1200ms',
      'requisite reports',
      'requisite_service',
    ]);
    expect(await settings('exports')).toEqual([
      '10min',
      '400ms',
      '10min',
      'requisite exports',
      'requisite_service',
    ]);
    expect((await settings('reserve'))[0]).toBe('500ms');
  });

  test('a lock that is not given is a conflict, soon', async () => {
    const release = await lockProgram();
    const before = performance.now();
    const answer = await rename('Waited');
    expect(answer.body).toMatchObject({ status: 409, code: 'busy' });
    expect(performance.now() - before).toBeLessThan(2_000);
    await release();
  });

  test('connections that all wait answer 503 in time, and heal by themselves (AV-5)', async () => {
    const release = await lockProgram();
    const before = performance.now();
    const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => rename(`Crowded ${index}`)));
    expect(performance.now() - before).toBeLessThan(3_000);
    const statuses = new Set(answers.map(({ status }) => status));
    expect(statuses).toEqual(new Set([409, 503]));
    for (const { status, headers } of answers) if (status === 503) expect(headers['retry-after']).toBe('1');
    await release();
    expect((await rename('Healed')).status).toBe(200);
    expect(service.app.pools.requests.turns.waiting).toBe(0);
  });
});

describe('a handler', () => {
  test('that takes too long is answered 503, and what it had begun is undone and runs no more', async () => {
    const watch = await adminClient(service.database);
    // Each statement is short enough; together they are not.
    await watch.query(`create or replace function app.dawdle() returns trigger language plpgsql as $$
      begin perform pg_sleep(0.9); return new; end $$;
      create trigger dawdle_a before insert on programs for each row when (new.name like 'Slow%') execute function app.dawdle();
      create trigger dawdle_b before insert on events for each row when (new.type = 'program.created') execute function app.dawdle()`);
    const before = performance.now();
    const answer = await admin.post('/programs', { name: 'Slow one', timeZone: 'America/New_York' });
    const took = performance.now() - before;
    await watch.query('drop trigger dawdle_a on programs; drop trigger dawdle_b on events');
    expect(answer.body).toMatchObject({ status: 503, code: 'unavailable' });
    expect(answer.headers['retry-after']).toBe('1');
    expect(took).toBeGreaterThan(1_400);
    expect(took).toBeLessThan(2_400);
    const running = async () =>
      (
        await watch.query(
          `select from pg_stat_activity where application_name = 'requisite requests' and state <> 'idle'
             and datname = current_database()`,
        )
      ).rowCount;
    await expect.poll(running, { timeout: 3_000 }).toBe(0);
    const kept = await service.as(systemActor(tenantId), (tx) =>
      tx.rows(sql`select from programs where name = 'Slow one'`),
    );
    expect(kept).toEqual([]);
    expect((await admin.get('/programs')).status).toBe(200);
  });
});

describe('a slow sender', () => {
  const drip = (): Socket => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('GET /v1/me HTTP/1.1\r\nHost: here\r\n');
    const dripping = setInterval(() => {
      if (!socket.destroyed) socket.write(`X-Drip-${Date.now() % 1_000}: 1\r\n`);
    }, 200);
    socket.on('close', () => clearInterval(dripping));
    return socket;
  };

  test('of headers is cut off, eighty of them too, while others are served', async () => {
    const sockets = Array.from({ length: 80 }, drip);
    afterAll(() => sockets.forEach((socket) => socket.destroy()));
    const took: number[] = [];
    const until = performance.now() + 3_500;
    while (performance.now() < until) {
      const before = performance.now();
      const { status } = await fetch(`http://127.0.0.1:${port}/v1/me`, {
        headers: { authorization: `Bearer ${admin.token}` },
      });
      expect(status).toBe(200);
      took.push(performance.now() - before);
      await sleep(20);
    }
    expect(sockets.filter((socket) => !socket.destroyed)).toEqual([]);
    expect(took.toSorted((a, b) => a - b)[Math.floor(took.length * 0.99)]).toBeLessThan(1_000);
  });

  test('of a body is told so, and cut off', async () => {
    const sending = request({
      port,
      host: '127.0.0.1',
      path: '/v1/programs',
      method: 'POST',
      headers: {
        authorization: `Bearer ${admin.token}`,
        'content-type': 'application/json',
        'content-length': '1000',
      },
    });
    sending.on('error', () => undefined);
    sending.write('{');
    const [answer] = (await once(sending, 'response')) as [{ statusCode: number }];
    expect(answer.statusCode).toBe(408);
  });
});
