import type pg from 'pg';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { adminClient, createDatabase, type Database, serviceClient } from '../support/database.ts';
import { attempts } from '../support/hostile.ts';
import { createWorld, enter, type Row, type World } from '../support/world.ts';

let client: pg.Client;
let database: Database;
let world: World;
let other: World;
let appendOnly: ReadonlySet<string>;

beforeAll(async () => {
  database = await createDatabase();
  client = await serviceClient(database);
  other = await createWorld(client);
  world = await createWorld(client);
  const { rows } = await client.query<{ table: string }>(
    "select tgrelid::regclass::text as table from pg_trigger where tgname = 'append_only'",
  );
  appendOnly = new Set(rows.map(({ table }) => table));
});
beforeEach(async () => {
  await client.query('begin');
  await enter(client, world.tenantId, { side: 'system' });
});
afterEach(() => client.query('rollback'));

/** The constraint that stops the attempt, at the latest where a commit would ask the deferred ones. */
async function stoppedBy(attempt: () => Promise<unknown>): Promise<pg.DatabaseError> {
  try {
    await attempt();
    await client.query('set constraints all immediate');
  } catch (error) {
    return error as pg.DatabaseError;
  }
  throw new Error('nothing stopped it');
}

/** Writes the differences into a row of the table: a new one where none is ever changed. */
const written = (table: string, differences: Row): Promise<unknown> =>
  appendOnly.has(table) ? world.copy(table, differences) : world.change(table, differences);

test.each(Object.entries(attempts))('%s holds against the service itself', async (name, ways) => {
  for (const way of ways) {
    await client.query('savepoint before');
    expect((await stoppedBy(() => way(world, client))).constraint).toBe(name);
    await client.query('rollback to before');
  }
});

/** Constraints with a name of their own; Postgres names the ranges of single columns and the plain keys. */
const named = `
  select conname as name from pg_constraint where connamespace = 'public'::regnamespace and contype in ('c', 'u', 'x')
    and conname !~ '_(check\\d*|key)$'
  union select t.tgname from pg_trigger t where t.tgconstraint <> 0 and not t.tgisinternal and t.tgname !~ '_(added|restored)$'
  union select i.relname from pg_index x join pg_class i on i.oid = x.indexrelid
    where i.relnamespace = 'public'::regnamespace and x.indisunique and not x.indisprimary
      and not exists (select from pg_constraint where conindid = x.indexrelid)
      -- The server keeps its own history.
      and i.relname <> 'row_versions_current'
  except
  -- A key with the whole primary key in it only serves foreign keys.
  select k.conname from pg_constraint k join pg_constraint p on p.conrelid = k.conrelid and p.contype = 'p'
    where k.contype = 'u' and p.conkey <@ k.conkey`;

/** Text that may take one of some values only. */
const choices = `
  select conrelid::regclass::text as table, a.attname as column, conname as name from pg_constraint
  join pg_attribute a on a.attrelid = conrelid and a.attnum = conkey[1]
  where contype = 'c' and cardinality(conkey) = 1 and connamespace = 'public'::regnamespace
    and pg_get_constraintdef(pg_constraint.oid) ~ ('^CHECK \\(\\(' || a.attname || ' = ANY')`;

test('every named constraint is attacked here', async () => {
  const { rows } = await client.query<{ name: string }>(
    `${named} except select name from (${choices}) c order by 1`,
  );
  const attacked = Object.keys(attempts);
  expect(rows.map((row) => row.name).filter((name) => !attacked.includes(name))).toEqual([]);
});

test('every choice is one of the listed values', async () => {
  const { rows } = await client.query<{ table: string; column: string; name: string }>(choices);
  const free = rows.filter(({ table }) => world.rows[table]);
  expect(free.length).toBeGreaterThan(30);
  for (const { table, column, name } of free) {
    await client.query('savepoint before');
    const error = await stoppedBy(() => written(table, { [column]: 'no_such' }));
    // Where several are broken, Postgres names the first by the alphabet.
    expect([name, error.code]).toEqual([name, '23514']);
    await client.query('rollback to before');
  }
});

const impossible: Record<string, string[]> = {
  date: ['infinity', '-infinity', '1899-12-31', '2200-01-01'],
  daterange: ['empty', '(,2026-01-01)', '[2026-01-01,infinity)', '[1899-12-31,2026-01-01)'],
  'numeric(12,4)': ['NaN', '100000', '-100000'],
  'numeric(14,2)': ['NaN'],
  'numeric(7,4)': ['NaN', '-1', '100.0001'],
  'numeric(5,2)': ['NaN', '-1', '168.01'],
};

test('no day, range, rate or amount is an impossible one', async () => {
  const { rows } = await client.query<{ table: string; column: string; type: string }>(
    // What is generated nobody can write at all.
    `select attrelid::regclass::text as table, attname as column, format_type(atttypid, atttypmod) as type from pg_attribute
     where attgenerated = '' and format_type(atttypid, atttypmod) = any ($1) and attrelid::regclass::text = any ($2)`,
    [Object.keys(impossible), Object.keys(world.rows)],
  );
  expect(rows.length).toBeGreaterThan(60);
  for (const { table, column, type } of rows) {
    for (const value of impossible[type]!) {
      await client.query('savepoint before');
      const error = await stoppedBy(() => written(table, { [column]: value }));
      expect([table, column, value, error.code]).toEqual([table, column, value, '23514']);
      await client.query('rollback to before');
    }
  }
});

test('no row points at a row of another tenant', async () => {
  const { rows } = await client.query<{ table: string; column: string; target: string }>(
    `select conrelid::regclass::text as table, confrelid::regclass::text as target, a.attname as column
     from pg_constraint join pg_attribute a on a.attrelid = conrelid and a.attnum = conkey[2]
     where contype = 'f' and cardinality(conkey) > 1 and a.attname <> 'id' and conrelid::regclass::text = any ($1)`,
    [Object.keys(world.rows)],
  );
  expect(rows.length).toBeGreaterThan(90);
  for (const { table, column, target } of rows.filter((row) => row.target !== 'invoice_series')) {
    await client.query('savepoint before');
    const error = await stoppedBy(() => written(table, { [column]: other.rows[target]!['id'] }));
    // A settled document refuses before the key is asked.
    expect([table, column, error.code]).toEqual([table, column, expect.stringMatching(/^23(503|514)$/)]);
    await client.query('rollback to before');
  }
});

test('what was answered stays as it was answered', async () => {
  const kept = Object.keys(world.rows).filter((table) => appendOnly.has(table));
  expect(kept).toContain('report_runs');
  for (const table of kept) {
    for (const attempt of [
      () => world.change(table, { version: 2 }),
      () => client.query(`delete from ${table}`),
    ]) {
      await client.query('savepoint before');
      expect((await stoppedBy(attempt)).code).toBe('42501');
      await client.query('rollback to before');
    }
  }
});

test("what an invoice line stands on is not deleted, by the tables' owner either", async () => {
  const admin = await adminClient(database);
  await admin.query('begin');
  await admin.query('set local role requisite_owner');
  await enter(admin, world.tenantId, { side: 'system' });
  for (const table of ['billing_items', 'invoices']) {
    await admin.query('savepoint before');
    const part = table === 'invoices' ? 'invoice_id' : 'billing_item_id';
    await expect(
      admin.query(`delete from ${table} where id = (select ${part} from invoice_lines limit 1)`),
    ).rejects.toMatchObject({ code: '23503', constraint: 'invoice_lines_parts' });
    await admin.query('rollback to before');
  }
  await admin.query('rollback');
});
