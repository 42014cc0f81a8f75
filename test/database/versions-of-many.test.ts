import { createHash } from 'node:crypto';
import type pg from 'pg';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createDatabase, serviceClient } from '../support/database.ts';
import { createWorld, enter, type Row, type World } from '../support/world.ts';

let client: pg.Client;
let world: World;

beforeAll(async () => {
  client = await serviceClient(await createDatabase());
  world = await createWorld(client);
});
beforeEach(async () => {
  await client.query('begin');
  await enter(client, world.tenantId, { side: 'system', at: '2026-03-01T00:00:00Z' });
});
afterEach(() => client.query('rollback'));

/** Versions of a table's rows but those of the world, in the order of rows and sequence. */
async function versions(table: string): Promise<Row[]> {
  const { rows } = await client.query<Row>(
    `select row_id, app.instant(valid_from) as "from", app.instant(valid_to) as "to", opened_by = pg_current_xact_id() as "opened",
      closed_by = pg_current_xact_id() as "closed", program_id, facility_id, unit_id, vendor_id, worker_id, "row"
     from row_versions where table_name = $1 and row_id <> $2 order by row_id, sequence`,
    [table, world.rows[table]!['id']],
  );
  return rows;
}

const insertCenters = `insert into cost_centers (tenant_id, id, program_id, code, name, created_at, updated_at)
  select $1, ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, $2, 'M' || n, 'Center', app.now(), app.now() from generate_series(1, 50) n`;
const programId = () => world.rows['programs']!['id'];

test('one statement keeps a version of each row it inserts, changes or deletes', async () => {
  await client.query(insertCenters, [world.tenantId, programId()]);
  await client.query(
    `update cost_centers set name = 'Renamed' where tenant_id = $1 and code in ('M7', 'M8')`,
    [world.tenantId],
  );
  const kept = await versions('cost_centers');
  const { rows: centers } = await client.query<{ row: object }>(
    `select to_jsonb(c) as row from cost_centers c where code like 'M%' order by id`,
  );
  expect(kept.filter(({ to }) => to === null).map(({ row }) => row)).toEqual(centers.map(({ row }) => row));
  expect(kept).toHaveLength(52);
  for (const version of kept)
    expect(version).toMatchObject({
      from: '2026-03-01T00:00:00Z',
      opened: true,
      program_id: programId(),
      facility_id: null,
      vendor_id: null,
    });
  expect(kept.filter(({ to }) => to !== null)).toMatchObject([
    { closed: true, row: { code: 'M7', name: 'Center' } },
    { closed: true, row: { code: 'M8', name: 'Center' } },
  ]);
});

test('an upsert closes what it changes and opens what it adds', async () => {
  await client.query(insertCenters, [world.tenantId, programId()]);
  await client.query(
    `${insertCenters.replace('generate_series(1, 50)', 'generate_series(50, 51)')} on conflict (tenant_id, id) do update set name = 'Met'`,
    [world.tenantId, programId()],
  );
  const kept = await versions('cost_centers');
  expect(kept).toHaveLength(52);
  expect(
    kept.slice(-3).map(({ to, row }) => [to !== null, (row as Row)['code'], (row as Row)['name']]),
  ).toEqual([
    [true, 'M50', 'Center'],
    [false, 'M50', 'Met'],
    [false, 'M51', 'Center'],
  ]);
});

test('personal values of many rows are kept as digests, each salted by its own row', async () => {
  for (const [email, name] of [
    ['one@test.example', 'Same'],
    ['two@test.example', 'Same'],
  ])
    await world.copy('users', { email, name, subject: email });
  await client.query(`update users set name = 'Also' where tenant_id = $1 and email like '%@test.example'`, [
    world.tenantId,
  ]);
  const { rows: users } = await client.query<{ id: string; salt: string; email: string; name: string }>(
    `select id, to_jsonb(u) ->> 'salt' as salt, email, name from users u where email like '%@test.example'`,
  );
  expect(users).toHaveLength(2);
  const digest = (salt: string, value: string) =>
    createHash('sha256').update(`${salt}${value}`).digest('hex');
  for (const user of users) {
    const [first, second] = (await versions('users')).filter(({ row_id }) => row_id === user.id);
    expect(first!['row']).toMatchObject({ name_digest: digest(user.salt, 'Same') });
    expect(second!['row']).toMatchObject({
      name_digest: digest(user.salt, user.name),
      email_digest: digest(user.salt, user.email),
    });
    for (const key of ['name', 'email', 'salt']) expect(second!['row']).not.toHaveProperty(key);
  }
});
