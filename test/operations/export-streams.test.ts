import type pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { adminClient } from '../support/database.ts';
import { download, drain, until } from '../support/downloads.ts';
import { startService, type Client, type Service } from '../support/service.ts';

const stallSeconds = 7;
const rows = 150_000;
let service: Service;
let admin: Client;
let tenantId: string;
let database: pg.Client;
let url: string;

beforeAll(async () => {
  service = await startService({
    EXPORT_POOL_SIZE: '4',
    WAIT_SECONDS: '1',
    STALL_SECONDS: String(stallSeconds),
  });
  ({ tenantId, admin } = await service.tenant('Streams'));
  const { body } = await admin.post('/programs', { name: 'P', timeZone: 'UTC' });
  database = await adminClient(service.database);
  await database.query('set session_replication_role = replica');
  await database.query(
    `insert into cost_centers (tenant_id, program_id, code, name, created_at, updated_at)
     select $1, $2, n, repeat('n', 200), now(), now() from generate_series(1, $3::int) n`,
    [tenantId, body.id, rows],
  );
  await database.query('analyze cost_centers');
  url = `${await service.app.http.listen({ port: 0, host: '127.0.0.1' })}/v1/cost-centers`;
});

/** How many copies Postgres is busy with. */
async function copies(): Promise<number> {
  const { rows: found } = await database.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity where datname = current_database() and state <> 'idle' and query ilike 'copy (select%'`,
  );
  return found[0]!.n;
}

const isFree = async () => (await copies()) === 0 && idle();
const idle = () => {
  const { totalCount, idleCount, waitingCount } = service.app.pools.exports;
  return totalCount === idleCount && waitingCount === 0;
};

test('a reader gets every row once, in order, and the connection goes back', async () => {
  const whole = await download(`${url}?fields=code,name`, admin.token);
  expect(whole.response.headers['content-type']).toBe('text/csv; charset=utf-8');
  let text = '';
  whole.response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  expect(await whole.ended).toBe('whole');
  const codes = text.split('\r\n').map((line) => line.split(',')[0]);
  expect(codes).toEqual(['code', ...Array.from({ length: rows }, (_, n) => String(n + 1)), '']);
  await until(isFree, 1_000);
});

test('who leaves midway ends the statement within two seconds and costs no connection', async () => {
  const connections = async () => {
    const { rows: found } = await database.query<{ pid: number }>(
      `select pid from pg_stat_activity where datname = current_database() and application_name = 'requisite exports' order by pid`,
    );
    return found.map(({ pid }) => pid);
  };
  const before = await connections();
  expect(before).toHaveLength(1);
  for (const accept of ['text/csv', 'application/x-ndjson', 'text/csv', 'text/csv']) {
    const coding = { accept, 'accept-encoding': accept === 'text/csv' ? 'gzip' : 'identity' };
    const left = await download(url, admin.token, coding);
    await until(async () => (await copies()) === 1, 2_000);
    left.leave();
    expect(await until(isFree, 2_000)).toBeLessThan(2_000);
  }
  // The very connections that were stopped still serve.
  expect(await connections()).toEqual(before);
  const after = await admin.get('/cost-centers?limit=1&fields=code', { accept: 'text/csv' });
  expect(after.text).toBe('code\r\n1\r\n');
});

test('beyond a tenant’s connections for exports it is told to come again; another tenant is not', async () => {
  // Half of the four.
  const held = [await download(url, admin.token), await download(url, admin.token)];
  expect(held.map(({ response }) => response.statusCode)).toEqual([200, 200]);
  const refused = await admin.get('/cost-centers', { accept: 'text/csv' });
  expect(refused.body).toMatchObject({ status: 503, code: 'unavailable' });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect((await admin.get('/cost-centers?limit=1')).status).toBe(200);
  const { admin: stranger } = await service.tenant('Another');
  expect((await stranger.get('/cost-centers', { accept: 'text/csv' })).status).toBe(200);
  for (const each of held) each.leave();
  await until(isFree, 2_000);
});

test('a revoked token, an ended membership and a lost connection cut a stream off; half a list is never whole', async () => {
  const token = await admin.post('/access-tokens', { name: 'export' });
  const other = await service.member(tenantId, { role: 'program_manager' });
  const situations: [string, string, () => Promise<unknown>][] = [
    ['token', token.body.token, () => admin.post(`/access-tokens/${token.body.id}/revoke`)],
    ['membership', other.token, () => admin.post(`/memberships/${other.actor.membershipId}/end`)],
    [
      'connection',
      admin.token,
      () =>
        database.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike 'copy (select%' and state <> 'idle'`,
        ),
    ],
  ];
  for (const [name, bearer, lose] of situations) {
    const cut = await download(url, bearer);
    await until(async () => (await copies()) === 1, 2_000);
    const answer = (await lose()) as { status?: number; text?: string };
    expect(answer.status ?? 200, `${name} ${answer.text}`).toBeLessThan(300);
    const start = performance.now();
    if (name === 'connection') expect(await drain(cut)).toBe('cut');
    else {
      await until(isFree, 5_000);
      expect(await drain(cut), name).toBe('cut');
      expect(cut.bytes).toBeLessThan(rows * 200);
    }
    expect(performance.now() - start, name).toBeLessThan(5_000);
    await until(isFree, 2_000);
  }
});

test('a reader who reads nothing is cut off after the stall time, and not before', async () => {
  const stalled = await download(url, admin.token);
  const start = performance.now();
  await until(async () => (await copies()) === 1, 2_000);
  const slow = await download(url, admin.token);
  expect([stalled.response.statusCode, slow.response.statusCode]).toEqual([200, 200]);
  let reading = 0;
  slow.response.on('data', () => {
    reading += 1;
    slow.response.pause();
    setTimeout(() => slow.response.resume(), 20);
  });
  await until(async () => (await copies()) < 2, (stallSeconds + 6) * 1_000);
  const took = performance.now() - start;
  expect(took).toBeGreaterThan(stallSeconds * 1_000);
  expect(await drain(stalled)).toBe('cut');
  // Who reads, however slowly, is served on.
  expect(slow.response.destroyed).toBe(false);
  expect(reading).toBeGreaterThan(10);
  slow.leave();
  await until(isFree, 2_000);
});

test('what Postgres refuses before the first row is a problem, not a broken file', async () => {
  await database.query(`set session_replication_role = origin`);
  await database.query(
    `create function app.broken(uuid) returns boolean language plpgsql as 'begin raise exception ''no'' using errcode = ''57014''; end'`,
  );
  await database.query(`create policy broken on cost_centers as restrictive using (app.broken(id))`);
  const refused = await admin.get('/cost-centers', { accept: 'text/csv' });
  expect(refused.body).toMatchObject({ status: 503, code: 'unavailable' });
  expect(refused.headers['content-type']).toContain('application/problem+json');
  await until(async () => idle(), 1_000);
});
