import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Migration, ownMigrations, readMigrations, selectDue } from './migration-files.ts';
import { lineAt, splitStatements, type Statement } from './statements.ts';

export { pendingMigrations } from './migration-files.ts';

export interface MigrateOptions {
  /** Holds the files NNNN_name.sql; the project's own when absent. */
  directory?: string;
  log?: (message: string) => void;
  /** How often a file, or a statement outside a transaction, is tried while others hold its locks; 30 when absent. */
  tries?: number;
}

interface Run {
  client: pg.Client;
  tries: number;
  log: (message: string) => void;
}

const oldestServer = 180_004;
// The letters of "requisit" as a number: one that no other user of the database is likely to lock.
const lockKey = '8243119442065844596';
// The foundation makes the owner's role; all later files run as that role from their first statement.
const foundation = /^0001_/;
const outsideTransaction = /^-- no-transaction$/m;
// Half of what a request waits for a lock: the queue behind a migration is gone before a request gives up.
const lockTimeout = '1s';
// Lock not available, deadlock: others were busy, and nothing was done.
const passing = new Set(['55P03', '40P01']);
const concurrently = /^(create(\s+unique)?\s+index|drop\s+index|reindex\s+\w+)\s+concurrently\b/i;
const namedConcurrently =
  /^create\s+(?:unique\s+)?index\s+concurrently\s+(?:if\s+not\s+exists\s+)?((?:"[^"]+"|\w+)(?:\.(?:"[^"]+"|\w+))?)\s+on\b/i;

/**
 * Applies the files that the database lacks, in order, and answers their names. Each runs in a transaction of its
 * own, or statement by statement where a line says `-- no-transaction`. A lock is awaited for a second at most,
 * then everything is let go and tried again, 30 times with pauses up to two seconds. Any number of runners may
 * race; a runner that was killed is completed by the next. Throws when an applied file has changed, and names file
 * and line of a statement that fails.
 */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<string[]> {
  const migrations = readMigrations(options.directory ?? ownMigrations);
  const client = new pg.Client({ connectionString: url, application_name: 'requisite-migrate' });
  // A connection that breaks fails the statement under way; the event on top of it would end the process.
  client.on('error', () => {});
  await client.connect();
  const run: Run = { client, tries: options.tries ?? 30, log: options.log ?? (() => {}) };
  try {
    await assertServerVersion(client);
    await prepareSession(client);
    await takeLock(run);
    const due = await selectDue(migrations, client);
    for (const migration of due) {
      await apply(migration, run);
      run.log(`applied ${migration.name}`);
    }
    await showNames(client);
    return due.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

/** Throws, naming the version, when the server is older than 18.4. */
export async function assertServerVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: number; name: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as name`,
  );
  if (rows[0]!.number >= oldestServer) return;
  throw new Error(`PostgreSQL 18.4 or newer is needed; this server is ${rows[0]!.name}.`);
}

async function prepareSession(client: pg.Client): Promise<void> {
  await client.query(`set client_min_messages = warning; set statement_timeout = 0`);
  // The statement of a runner that was killed ends with it, where the server's platform can tell.
  await client.query(`set client_connection_check_interval = '1s'`).catch(() => {});
}

// Asked again and again, since a statement that waits would hold up CREATE INDEX CONCURRENTLY in the one that migrates.
async function takeLock({ client, log }: Run): Promise<void> {
  for (let asked = 0; ; asked += 1) {
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
      lockKey,
    ]);
    if (rows[0]!.taken) return;
    if (asked === 20) log('another process is migrating; waiting for it');
    await sleep(100);
  }
}

async function apply(migration: Migration, run: Run): Promise<void> {
  const statements = splitStatements(migration.text);
  const role = foundation.test(migration.name) ? '' : 'set local role requisite_owner';
  const record = () =>
    run.client.query('insert into public.schema_migrations (name, checksum) values ($1, $2)', [
      migration.name,
      migration.checksum,
    ]);
  if (!outsideTransaction.test(migration.text)) {
    await untilFree(migration.name, run, async () => {
      await run.client.query(`begin; set local lock_timeout = '${lockTimeout}'; ${role}`);
      try {
        for (const statement of statements) await execute(statement, migration, run.client);
        await run.client.query('reset role');
        await record();
        await run.client.query('commit');
      } catch (error) {
        await run.client.query('rollback').catch(() => {});
        throw error;
      }
    });
    return;
  }
  await run.client.query('set role requisite_owner');
  for (const statement of statements) {
    await untilFree(migration.name, run, async () => {
      await dropInvalid(statement.text, run.client);
      // An index built concurrently waits for others' transactions by design, and blocks nobody meanwhile.
      await run.client.query(`set lock_timeout = '${concurrently.test(statement.text) ? '0' : lockTimeout}'`);
      await execute(statement, migration, run.client);
    });
  }
  await run.client.query('reset role');
  await record();
}

async function untilFree(name: string, { tries, log }: Run, work: () => Promise<void>): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    try {
      await work();
      return;
    } catch (error) {
      const cause = (error as Error).cause as Partial<pg.DatabaseError> | undefined;
      if (!passing.has(cause?.code ?? '') || tried >= tries) throw error;
      log(`${name}: others hold its locks; try ${tried + 1} of ${tries}`);
      await sleep(Math.min(100 * 1.5 ** tried, 2_000));
    }
  }
}

// What a build that was stopped leaves behind has the name and none of the use, and IF NOT EXISTS would keep it.
async function dropInvalid(text: string, client: pg.Client): Promise<void> {
  const name = namedConcurrently.exec(text)?.[1];
  if (!name) return;
  const { rows } = await client.query<{ index: string }>(
    'select indexrelid::regclass::text as index from pg_index where indexrelid = to_regclass($1) and not indisvalid',
    [name],
  );
  for (const { index } of rows) await client.query(`drop index concurrently ${index}`);
}

// Readiness asks for the names, as a role that owns nothing.
async function showNames(client: pg.Client): Promise<void> {
  await client.query(`do $$ begin
    if exists (select from pg_roles where rolname = 'requisite_service')
      and not has_column_privilege('requisite_service', 'public.schema_migrations', 'name', 'select') then
      grant select (name) on public.schema_migrations to requisite_service;
    end if;
  end $$`);
}

async function execute(statement: Statement, { name }: Migration, client: pg.Client): Promise<void> {
  try {
    await client.query(statement.text);
  } catch (error) {
    const { message, position } = error as pg.DatabaseError;
    const within = position ? lineAt(statement.text, Number(position) - 1) - 1 : 0;
    throw new Error(`${name} line ${statement.line + within}: ${message}`, { cause: error });
  }
}
