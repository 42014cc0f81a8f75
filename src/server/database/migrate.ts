import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { lineAt, splitStatements, type Statement } from './statements.ts';

export interface MigrateOptions {
  /** Holds the files NNNN_name.sql; the project's own when absent. */
  directory?: string;
  log?: (message: string) => void;
}

interface Migration {
  name: string;
  text: string;
  checksum: string;
}

const ownMigrations = join(import.meta.dirname, '../../../migrations');
const oldestServer = 180_004;
// The letters of "requisit" as a number: one that no other user of the database is likely to lock.
const lockKey = '8243119442065844596';
// The foundation makes the owner's role; all later files run as that role from their first statement.
const foundation = /^0001_/;
const outsideTransaction = /^-- no-transaction$/m;

/**
 * Applies the files that the database lacks, in order, and answers their names. Each runs in a transaction of
 * its own (unless a line says `-- no-transaction`) with locks awaited for two seconds at most; any number of
 * runners may race. Throws when an applied file has changed, and names file and line of a statement that fails.
 */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<string[]> {
  const migrations = readMigrations(options.directory ?? ownMigrations);
  const client = new pg.Client({ connectionString: url, application_name: 'requisite-migrate' });
  // A connection that breaks fails the statement under way; the event on top of it would end the process.
  client.on('error', () => {});
  await client.connect();
  try {
    await assertServerVersion(client);
    await takeLock(client);
    const due = await selectDue(migrations, client);
    for (const migration of due) {
      await apply(migration, client);
      options.log?.(`applied ${migration.name}`);
    }
    return due.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

function readMigrations(directory: string): Migration[] {
  const names = readdirSync(directory).filter((name) => /^\d{4}_\w+\.sql$/.test(name));
  return names.toSorted().map((name) => {
    const text = readFileSync(join(directory, name), 'utf8');
    return { name, text, checksum: createHash('sha256').update(text).digest('hex') };
  });
}

async function assertServerVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: number; name: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as name`,
  );
  if (rows[0]!.number >= oldestServer) return;
  throw new Error(`PostgreSQL 18.4 or newer is needed; this server is ${rows[0]!.name}.`);
}

// Asked again and again, since a statement that waits would hold up CREATE INDEX CONCURRENTLY in the one that migrates.
async function takeLock(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
      lockKey,
    ]);
    if (rows[0]!.taken) return;
    await sleep(100);
  }
}

async function selectDue(migrations: Migration[], client: pg.Client): Promise<Migration[]> {
  await client.query(`set client_min_messages = warning;
    create table if not exists public.schema_migrations (
      name text primary key,
      checksum text not null,
      applied_at timestamptz not null default clock_timestamp()
    )`);
  const { rows } = await client.query<Omit<Migration, 'text'>>(
    'select name, checksum from public.schema_migrations',
  );
  const applied = new Map(rows.map((row) => [row.name, row.checksum]));
  for (const { name, checksum } of migrations) {
    if (applied.has(name) && applied.get(name) !== checksum) {
      throw new Error(
        `${name} has changed since it was applied: restore it and write a new migration instead.`,
      );
    }
  }
  return migrations.filter(({ name }) => !applied.has(name));
}

async function apply(migration: Migration, client: pg.Client): Promise<void> {
  const inTransaction = !outsideTransaction.test(migration.text);
  // Building an index concurrently waits for others' transactions by design.
  await client.query(`set lock_timeout = '${inTransaction ? '2s' : '0'}'; set statement_timeout = '0'`);
  if (inTransaction) await client.query('begin');
  try {
    if (!foundation.test(migration.name)) {
      await client.query(`set ${inTransaction ? 'local ' : ''}role requisite_owner`);
    }
    for (const statement of splitStatements(migration.text)) await run(statement, migration, client);
    await client.query('reset role');
    await client.query('insert into public.schema_migrations (name, checksum) values ($1, $2)', [
      migration.name,
      migration.checksum,
    ]);
    if (inTransaction) await client.query('commit');
  } catch (error) {
    if (inTransaction) await client.query('rollback').catch(() => {});
    throw error;
  }
}

async function run(statement: Statement, { name }: Migration, client: pg.Client): Promise<void> {
  try {
    await client.query(statement.text);
  } catch (error) {
    const { message, position } = error as pg.DatabaseError;
    const within = position ? lineAt(statement.text, Number(position) - 1) - 1 : 0;
    throw new Error(`${name} line ${statement.line + within}: ${message}`, { cause: error });
  }
}
