import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrate } from '../../src/server/database/migrate.ts';
import { adminClient, createDatabase, type Database, serviceClient } from '../support/database.ts';

const own = join(import.meta.dirname, '../../migrations');
const files = readdirSync(own)
  .filter((name) => name.endsWith('.sql'))
  .toSorted();

async function recorded(database: Database): Promise<string[]> {
  const client = await adminClient(database);
  const { rows } = await client.query<{ name: string }>(
    'select name from public.schema_migrations order by name',
  );
  return rows.map((row) => row.name);
}

describe('the migrations of the project', () => {
  test('say why in their first line', () => {
    const silent = files.filter((name) => !readFileSync(join(own, name), 'utf8').startsWith('-- Why: '));
    expect(silent).toEqual([]);
  });

  test('have each a number of their own', () => {
    const numbers = files.map((name) => name.slice(0, 4));
    expect(numbers).toEqual([...new Set(numbers)]);
    expect(files.filter((name) => !/^\d{4}_[a-z0-9_]+\.sql$/.test(name))).toEqual([]);
  });

  test('make the database from nothing, once', async () => {
    const database = await createDatabase('template0');
    expect(await migrate(database.adminUrl)).toEqual(files);
    expect(await migrate(database.adminUrl)).toEqual([]);
    expect(await recorded(database)).toEqual(files);
  });

  test('are applied once by three racing runners', async () => {
    const database = await createDatabase('template0');
    const runs = await Promise.all([1, 2, 3].map(() => migrate(database.adminUrl)));
    expect(runs.flat().toSorted()).toEqual(files);
    expect(await recorded(database)).toEqual(files);
  });

  test('leave the service no right to their record but to read the names, and owning nothing', async () => {
    const database = await createDatabase();
    const service = await serviceClient(database);
    expect((await service.query('select name from public.schema_migrations')).rowCount).toBe(files.length);
    for (const statement of [
      'select * from public.schema_migrations',
      `update public.schema_migrations set name = ''`,
      'delete from public.schema_migrations',
    ]) {
      await expect(service.query(statement)).rejects.toThrow('permission denied');
    }
    const { rows } = await service.query(
      `select relname from pg_class where relowner = 'requisite_service'::regrole`,
    );
    expect(rows).toEqual([]);
  });
});

describe('a migration', () => {
  let directory: string;
  let database: Database;
  const write = (name: string, lines: string[]) => writeFileSync(join(directory, name), lines.join('\n'));

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'requisite-migrations-'));
    cpSync(own, directory, { recursive: true });
    database = await createDatabase();
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  test('that changed after it was applied is refused', async () => {
    write(files[0]!, [readFileSync(join(own, files[0]!), 'utf8'), '-- and another thought']);
    await expect(migrate(database.adminUrl, { directory })).rejects.toThrow(
      `${files[0]} has changed since it was applied`,
    );
  });

  test('that breaks leaves nothing behind and names its line, with those before it kept', async () => {
    write('9001_whole.sql', ['-- Why: a test.', 'create table whole (id int);']);
    write('9002_broken.sql', [
      '-- Why: a test; its semicolon is none.',
      'create table broken (id int, note text default $$a;b$$);',
      '',
      'insert into broken',
      '  values (1 / 0);',
    ]);
    const run = migrate(database.adminUrl, { directory });
    await expect(run).rejects.toThrow('9002_broken.sql line 4: division by zero');
    const client = await adminClient(database);
    const { rows } = await client.query(
      `select to_regclass('whole') as whole, to_regclass('broken') as broken`,
    );
    expect(rows).toEqual([{ whole: 'whole', broken: null }]);
    expect((await recorded(database)).slice(-1)).toEqual(['9001_whole.sql']);
  });

  test('with a fault of syntax names the line of the fault', async () => {
    write('9001_misspelled.sql', [
      '-- Why: a test.',
      'create table a (id int);',
      'create table b (',
      '  id innt',
      ');',
    ]);
    await expect(migrate(database.adminUrl, { directory })).rejects.toThrow(
      '9001_misspelled.sql line 4: type "innt" does not exist',
    );
  });

  test('makes what requisite_owner owns', async () => {
    write('9001_owned.sql', ['-- Why: a test.', 'create table owned (id int);']);
    await migrate(database.adminUrl, { directory });
    const client = await adminClient(database);
    const { rows } = await client.query(
      `select relowner::regrole::text as owner from pg_class where relname = 'owned'`,
    );
    expect(rows).toEqual([{ owner: 'requisite_owner' }]);
  });

  test('may ask to run outside a transaction, also by racing runners', async () => {
    write('9001_table.sql', ['-- Why: a test.', 'create table slow (id int);']);
    write('9002_index.sql', [
      '-- Why: a test.',
      '-- no-transaction',
      'create index concurrently slow_id on slow (id);',
      'create index concurrently slow_id_again on slow (id);',
    ]);
    const runs = await Promise.all([1, 2, 3].map(() => migrate(database.adminUrl, { directory })));
    expect(runs.flat()).toEqual(['9001_table.sql', '9002_index.sql']);
  });

  test("that was applied and is missing before another is refused; missing at the end it is a newer release's", async () => {
    write('9001_first.sql', ['-- Why: a test.', 'create table first (id int);']);
    write('9002_second.sql', ['-- Why: a test.', 'create table second (id int);']);
    await migrate(database.adminUrl, { directory });
    rmSync(join(directory, '9002_second.sql'));
    expect(await migrate(database.adminUrl, { directory })).toEqual([]);
    rmSync(join(directory, '9001_first.sql'));
    write('9002_second.sql', ['-- Why: a test.', 'create table second (id int);']);
    await expect(migrate(database.adminUrl, { directory })).rejects.toThrow(
      '9001_first.sql was applied and is missing here: restore it.',
    );
  });
});
