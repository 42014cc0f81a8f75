import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';

/** A file NNNN_name.sql, with the SHA-256 of its text in hex. */
export interface Migration {
  name: string;
  text: string;
  checksum: string;
}

/** Whatever runs a statement: a client or a pool. */
export type Queryable = Pick<pg.ClientBase, 'query'>;

/** Where the project keeps its own migrations. */
export const ownMigrations = join(import.meta.dirname, '../../../migrations');

const namesIn = (directory: string): string[] =>
  readdirSync(directory)
    .filter((name) => /^\d{4}_\w+\.sql$/.test(name))
    .toSorted();

/** The directory's migrations, in the order in which they are applied. */
export function readMigrations(directory: string): Migration[] {
  return namesIn(directory).map((name) => {
    const text = readFileSync(join(directory, name), 'utf8');
    return { name, text, checksum: createHash('sha256').update(text).digest('hex') };
  });
}

const undefinedTable = '42P01';
let ownNames: string[] | undefined;

/**
 * The names of the project's migrations that the database lacks, in order; reads only, and as the service's role
 * too. A database with more than these is a newer release's, on which this one runs: the answer is then empty.
 */
export async function pendingMigrations(client: Queryable, directory = ownMigrations): Promise<string[]> {
  const names = directory === ownMigrations ? (ownNames ??= namesIn(directory)) : namesIn(directory);
  try {
    const { rows } = await client.query<{ name: string }>('select name from public.schema_migrations');
    const applied = new Set(rows.map(({ name }) => name));
    return names.filter((name) => !applied.has(name));
  } catch (error) {
    if ((error as pg.DatabaseError).code === undefinedTable) return names;
    throw error;
  }
}

/**
 * The migrations still to be applied. Throws when one that was applied has changed, or is missing while a later
 * one is here; those that are missing at the end are a newer release's, which expanded before it contracts.
 */
export async function selectDue(migrations: Migration[], client: Queryable): Promise<Migration[]> {
  await client.query(`create table if not exists public.schema_migrations (
    name text primary key,
    checksum text not null,
    applied_at timestamptz not null default clock_timestamp()
  )`);
  const { rows } = await client.query<Omit<Migration, 'text'>>(
    'select name, checksum from public.schema_migrations order by name',
  );
  const applied = new Map(rows.map((row) => [row.name, row.checksum]));
  const changed = migrations.find(
    ({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum,
  );
  if (changed) {
    throw new Error(
      `${changed.name} has changed since it was applied: restore it and write a new migration instead.`,
    );
  }
  const here = new Set(migrations.map(({ name }) => name));
  const newest = migrations.at(-1)?.name ?? '';
  const lost = rows.find(({ name }) => !here.has(name) && name < newest);
  if (lost) throw new Error(`${lost.name} was applied and is missing here: restore it.`);
  return migrations.filter(({ name }) => !applied.has(name));
}
