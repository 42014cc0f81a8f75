import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrate } from '../../src/server/database/migrate.ts';
import { adminClient, createDatabase, type Database } from '../support/database.ts';

let database: Database;
let admin: pg.Client;
let directory: string;

const write = (name: string, lines: string[]) =>
  writeFileSync(join(directory, name), ['-- Why: a test.', ...lines].join('\n'));

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'requisite-interrupted-'));
  cpSync(join(import.meta.dirname, '../../migrations'), directory, { recursive: true });
  database = await createDatabase();
  admin = await adminClient(database);
});
afterEach(() => rmSync(directory, { recursive: true }));

/** A runner in a process of its own. */
function startRunner() {
  const program = `import { migrate } from './src/server/database/migrate.ts';
    await migrate(process.argv[1], { directory: process.argv[2] });`;
  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', program, database.adminUrl, directory],
    { cwd: join(import.meta.dirname, '../..'), stdio: ['ignore', 'ignore', 'inherit'] },
  );
  return { child, exited: once(child, 'exit') };
}

/** Kills a runner, as kill -9 does, while a statement like this is under way and has come so far. */
async function killDuring(pattern: string, reached = async () => true): Promise<void> {
  const { child, exited } = startRunner();
  const isThere = async () => {
    if (child.exitCode !== null) throw new Error('the runner ended by itself');
    const { rowCount } = await admin.query(
      `select from pg_stat_activity where datname = current_database()
        and application_name = 'requisite-migrate' and state = 'active' and query ~* $1`,
      [pattern],
    );
    return rowCount === 1 && (await reached());
  };
  await expect.poll(isThere, { timeout: 15_000, interval: 20 }).toBe(true);
  child.kill('SIGKILL');
  await exited;
}

const recorded = async () => {
  const { rows } = await admin.query<{ name: string }>(
    `select name from schema_migrations where name > '9' order by name`,
  );
  return rows.map(({ name }) => name);
};

describe('a runner that is killed (DATA-6)', () => {
  // A statement that waits until the test opens its gate.
  beforeEach(async () => {
    await admin.query(`create table open_gates (name text);
      create function pass(gate text) returns void language plpgsql as $$
      begin
        while not exists (select from open_gates where name = gate) loop perform pg_sleep(0.02); end loop;
      end $$;
      grant select on open_gates to requisite_owner`);
  });
  const open = (gate: string) => admin.query('insert into open_gates values ($1)', [gate]);

  test('inside a transaction has done nothing, and the next completes it', async () => {
    write('9001_whole.sql', [
      'create table whole (id int);',
      `select pass('middle');`,
      'insert into whole values (1);',
      `select pass('end');`,
    ]);
    for (const gate of ['middle', 'end']) {
      await killDuring(`pass\\('${gate}'\\)`);
      expect((await admin.query(`select to_regclass('whole') as whole`)).rows).toEqual([{ whole: null }]);
      await open(gate);
    }
    expect(await migrate(database.adminUrl, { directory })).toEqual(['9001_whole.sql']);
    expect((await admin.query('select id from whole')).rows).toEqual([{ id: 1 }]);
    expect(await migrate(database.adminUrl, { directory })).toEqual([]);
  });

  test('between, within and after statements of their own is completed by the next', async () => {
    await admin.query(`create table large (id int primary key, doubled int);
      alter table large owner to requisite_owner;
      insert into large (id) select generate_series(1, 5000)`);
    write('9001_parts.sql', [
      '-- no-transaction',
      'alter table large add column if not exists tripled int;',
      `select pass('between');`,
      'do $$ begin',
      '  for part in 0..9 loop',
      '    update large set doubled = id * 2 where id between part * 500 + 1 and part * 500 + 500 and doubled is null;',
      '    commit;',
      `    if part = 4 then perform pass('batch'); end if;`,
      '  end loop;',
      'end $$;',
      'create index concurrently if not exists large_doubled on large (doubled);',
      `select pass('end');`,
    ]);
    const filled = async () => (await admin.query('select count(doubled)::int as n from large')).rows[0].n;

    await killDuring(`pass\\('between'\\)`);
    expect(await filled()).toBe(0);
    await open('between');
    await killDuring('batch', async () => (await filled()) === 2_500);
    expect(await filled()).toBe(2_500);
    await open('batch');

    // Whoever read anything before the index was begun holds its build up.
    const reader = await adminClient(database);
    await reader.query('begin isolation level repeatable read; select count(*) from programs');
    await killDuring('^create index concurrently');
    const valid = async () =>
      (await admin.query(`select indisvalid from pg_index where indexrelid = to_regclass('large_doubled')`))
        .rows;
    expect(await valid()).toEqual([{ indisvalid: false }]);
    await reader.query('rollback');

    await killDuring(`pass\\('end'\\)`);
    expect(await valid()).toEqual([{ indisvalid: true }]);
    expect(await recorded()).toEqual([]);
    await open('end');
    expect(await migrate(database.adminUrl, { directory })).toEqual(['9001_parts.sql']);
    expect(await filled()).toBe(5_000);
    expect(await migrate(database.adminUrl, { directory })).toEqual([]);
  }, 60_000);

  test('lets the next in within seconds, though its statement would have gone on', async () => {
    write('9001_long.sql', [
      '-- no-transaction',
      `do $$ begin if not exists (select from open_gates) then perform pg_sleep(600); end if; end $$;`,
    ]);
    await killDuring('pg_sleep');
    await open('any');
    const began = performance.now();
    expect(await migrate(database.adminUrl, { directory })).toEqual(['9001_long.sql']);
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

describe('a migration that meets a lock (DATA-6)', () => {
  test.each([
    ['in a transaction', []],
    ['outside', ['-- no-transaction']],
  ])('%s lets go after a second and tries again until it is free', async (_, flags) => {
    write('9001_waits.sql', [...flags, 'alter table programs add column extra int;']);
    const said: string[] = [];
    const holder = await adminClient(database);
    await holder.query('begin; lock table programs in access share mode');
    const run = migrate(database.adminUrl, { directory, log: (line) => said.push(line) });
    await expect
      .poll(() => said, { timeout: 10_000 })
      .toContain('9001_waits.sql: others hold its locks; try 2 of 30');
    // Whoever queues behind it is through before a request would give up.
    const began = performance.now();
    await admin.query('select count(*) from programs');
    expect(performance.now() - began).toBeLessThan(1_900);
    await holder.query('rollback');
    expect(await run).toEqual(['9001_waits.sql']);
  });

  test('gives up after its tries, naming file and line, with nothing done', async () => {
    const holder = await adminClient(database);
    await holder.query('begin; lock table programs in access share mode');
    write('9001_waits.sql', ['create table beside (id int);', 'alter table programs add column extra int;']);
    const run = migrate(database.adminUrl, { directory, tries: 2 });
    await expect(run).rejects.toThrow('9001_waits.sql line 3: canceling statement due to lock timeout');
    expect((await admin.query(`select to_regclass('beside') as beside`)).rows).toEqual([{ beside: null }]);
    await holder.query('rollback');
    expect(await migrate(database.adminUrl, { directory })).toEqual(['9001_waits.sql']);
  });
});
