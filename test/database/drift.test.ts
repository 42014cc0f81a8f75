import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { is } from 'drizzle-orm';
import { integer, pgTable, PgTable, text } from 'drizzle-orm/pg-core';
import { expect, test } from 'vitest';
import { adminClient, createDatabase } from '../support/database.ts';
import { findDrift } from '../support/drift.ts';

// Written and read by the server alone, in SQL of its own.
const serverTables = [
  'access_log',
  'event_seals',
  'events',
  'file_contents',
  'hours_totals',
  'idempotency_keys',
  'import_chunks',
  'people_totals',
  'reaction_runs',
  'row_versions',
  'schema_migrations',
  'shift_totals',
  'signing_keys',
  'spend_totals',
  'submission_progress',
  'timers',
  'timesheet_approvals',
  'timesheet_returns',
  'timesheet_totals',
];

const domain = join(import.meta.dirname, '../../src/domain');

async function domainTables(): Promise<PgTable[]> {
  const files = readdirSync(domain)
    .map((capability) => join(domain, capability, 'tables.ts'))
    .filter((file) => existsSync(file));
  const modules = await Promise.all(files.map((file) => import(file) as Promise<Record<string, unknown>>));
  return modules.flatMap((module) => Object.values(module)).filter((value) => is(value, PgTable));
}

test('every tables.ts is the database, column by column', async () => {
  const tables = await domainTables();
  expect(tables.length).toBeGreaterThan(40);
  expect(await findDrift(tables, serverTables, await adminClient(await createDatabase()))).toEqual([]);
});

test('a difference of any kind is found', async () => {
  const client = await adminClient(await createDatabase());
  await client.query(`create table lamps (watts integer not null default 5, maker text, twice integer
    generated always as (watts * 2) stored, forgotten text)`);
  const lamps = pgTable('lamps', {
    watts: integer('watts').default(6),
    maker: integer('maker').notNull(),
    twice: integer('twice'),
    invented: text('invented'),
  });
  const others = await client.query(
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'lamps'`,
  );
  const found = await findDrift(
    [lamps],
    others.rows.map((row) => row.relname),
    client,
  );
  expect(found.map((line) => line.replace(/ in tables.ts,.*/, ''))).toEqual([
    'lamps.forgotten: only in the database',
    'lamps.invented: only in tables.ts',
    'lamps.maker: type is integer',
    'lamps.maker: required is true',
    'lamps.twice: generated is ',
    'lamps.watts: required is false',
    'lamps.watts: default is 6',
  ]);
});
