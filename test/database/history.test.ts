import type pg from 'pg';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { adminClient, createDatabase, serviceClient } from '../support/database.ts';
import { createWorld, enter, type Row, type World } from '../support/world.ts';

let client: pg.Client;
let admin: pg.Client;
let world: World;

beforeAll(async () => {
  const database = await createDatabase();
  [client, admin] = await Promise.all([serviceClient(database), adminClient(database)]);
  world = await createWorld(client);
});
beforeEach(async () => {
  await client.query('begin');
  await enter(client, world.tenantId, { side: 'system', at: '2026-01-05T00:00:00Z' });
});
afterEach(() => client.query('rollback'));

async function versions(table: string): Promise<Row[]> {
  const { rows } = await client.query<Row>(
    `select app.instant(valid_from) as from, app.instant(valid_to) as to, "row" from row_versions
     where table_name = $1 order by sequence`,
    [table],
  );
  return rows;
}

test("a change closes the version it replaces and opens the next, by the tenant's clock", async () => {
  await world.change('orders', { title: 'RN ICU days' });
  const [before, now] = await versions('orders');
  expect(before).toMatchObject({ to: '2026-01-05T00:00:00Z', row: { title: 'RN ICU nights' } });
  expect(now).toMatchObject({ from: '2026-01-05T00:00:00Z', to: null, row: { title: 'RN ICU days' } });
});

test('a deletion closes the version and opens none', async () => {
  await client.query('delete from time_entries');
  expect(await versions('time_entries')).toMatchObject([{ to: '2026-01-05T00:00:00Z' }]);
});

test.each(['users', 'workers', 'worker_identities', 'representations', 'access_tokens'])(
  'the history of %s holds digests in place of personal values and secrets, and no salt',
  async (table) => {
    const [version] = await versions(table);
    const text = JSON.stringify(version);
    for (const value of [
      'Ada',
      'ada@keystone.test',
      'Ana',
      'Nurse',
      'nurse',
      '1234567893',
      '1990-04-01',
      '"1234"',
      '\\x0707',
    ]) {
      expect(text).not.toContain(value);
    }
    expect(text).toMatch(/[0-9a-f]{64}/);
    expect(version!['row']).not.toHaveProperty('salt');
  },
);

test("an event is neither changed nor deleted, by the tables' owner either", async () => {
  await client.query(
    `insert into events (tenant_id, type, sides, subject_noun, subject_id, subject_version, actor_kind, operation, request_id, at, data)
     values ($1, 'order.created', '{client}', 'order', $2, 1, 'system', 'createOrder', 'r1', app.now(), '{}')`,
    [world.tenantId, world.rows['orders']!['id']],
  );
  await client.query('commit');
  for (const statement of [
    'update events set data = data',
    'delete from events',
    'truncate events cascade',
  ]) {
    await admin.query('begin');
    await admin.query('set local role requisite_owner');
    await enter(admin, world.tenantId, { side: 'system' });
    await expect(admin.query(statement)).rejects.toMatchObject({ code: '42501', message: /append-only/ });
    await admin.query('rollback');
  }
});
