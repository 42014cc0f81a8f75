import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getTableName } from 'drizzle-orm';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { roles, sideOf } from '../../src/kernel/actor.ts';
import type { Noun } from '../../src/kernel/noun.ts';
import { migrate } from '../../src/server/database/migrate.ts';
import { collectionOf } from '../../src/server/registry.ts';
import { adminClient, createDatabase } from '../support/database.ts';
import { findViolations } from '../support/invariants.ts';
import { registry, startService, type Client } from '../support/service.ts';
import { createWorld, enter, type World } from '../support/world.ts';

const migrations = join(import.meta.dirname, '../../migrations');
const directory = mkdtempSync(join(tmpdir(), 'requisite-upgrade-'));
afterAll(() => rmSync(directory, { recursive: true }));

let admin: pg.Client;
let world: World;
let readers: Client[];
/** Of the nouns that the earlier release had, those whose row the world made. */
let nouns: Noun[];
const then = '2026-01-02T00:00:00Z';

// A database that was used with the release before columns were added to its tables, and is upgraded.
beforeAll(async () => {
  const database = await createDatabase('template0');
  for (const name of readdirSync(migrations).filter((file) => file < '0026'))
    cpSync(join(migrations, name), join(directory, name));
  await migrate(database.adminUrl, { directory });
  admin = await adminClient(database);
  world = await createWorld(admin);
  await admin.query(`update row_versions set valid_from = '2026-01-01'`);
  await migrate(database.adminUrl);
  const service = await startService({}, database);
  const { tenantId, rows } = world;
  nouns = [...registry.nouns.values()].filter(
    ({ shared, table }) => !shared && rows[getTableName(table)]?.['id'] !== undefined,
  );
  const operators = roles.filter((role) => sideOf[role] === 'operator');
  readers = await Promise.all(operators.map((role) => service.member(tenantId, { role })));
});

/** The row of the noun as the first of the operators sees it who sees it. */
async function shown(noun: Noun, asOf?: string): Promise<unknown> {
  const path = `${collectionOf(noun)}/${String(world.rows[getTableName(noun.table)]!['id'])}`;
  for (const reader of readers) {
    const { status, body } = await reader.get(asOf ? `${path}?asOf=${asOf}` : path);
    if (status === 403 || status === 404) continue;
    expect(status, `${path} ${JSON.stringify(body)}`).toBe(200);
    const timeless = Object.keys(noun.fields).filter((name) => noun.fields[name]!.unversioned);
    for (const name of ['allowedActions', 'blockedActions', 'externalIds', ...timeless]) delete body[name];
    return body;
  }
  return undefined;
}

test('a row from before is as its open version keeps it, with what its younger columns hold', async () => {
  const kept = (await findViolations(admin)).filter(({ invariant }) =>
    ['history', 'versions'].includes(invariant),
  );
  expect(kept).toEqual([]);
});

test('the past of every noun shows what columns that are younger held then: their defaults', async () => {
  const before = new Map<string, unknown>();
  for (const noun of nouns) {
    before.set(noun.name, await shown(noun));
    expect(await shown(noun, then), noun.name).toEqual(before.get(noun.name));
  }
  expect([...before.values()].filter(Boolean).length).toBeGreaterThan(30);
  const later: Record<string, Record<string, unknown>> = {
    assignments: { suspended_days: '{[2026-02-01,)}', suspended_for: 'decision', state: 'suspended' },
    vendors: { states: ['OH'], address: '1 Pier Street' },
    facilities: { county: 'Franklin', care_setting: 'hospital' },
    workers: {
      experience: JSON.stringify([{ profession: 'rn', specialty: 'icu', years: 4 }]),
      taxonomy_codes: ['163W00000X'],
      archived_at: '2026-02-01T00:00:00Z',
      merged_into_id: null,
    },
    representations: { taxonomy_codes: ['163W00000X'] },
  };
  await admin.query('begin');
  await enter(admin, world.tenantId, { side: 'system' });
  later['workers']!['merged_into_id'] = (await world.copy('workers', { npi: null }))['id'];
  for (const [table, differences] of Object.entries(later)) await world.change(table, differences);
  await admin.query('commit');
  for (const noun of nouns.filter(({ table }) => getTableName(table) in later)) {
    expect(await shown(noun), noun.name).not.toEqual(before.get(noun.name));
    expect(await shown(noun, then), noun.name).toEqual(before.get(noun.name));
  }
});
