import { getTableName } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { beforeAll, expect, test } from 'vitest';
import { holds, roles, sideOf, type Side } from '../../src/kernel/actor.ts';
import { rowAt } from '../../src/server/reads/source.ts';
import { problemIn } from '../support/sample.ts';
import { openTheater, registry, type Stage, type Theater } from '../support/stage.ts';

let theater: Theater;
let stage: Stage;
const nouns = [...registry.nouns.values()];

beforeAll(async () => {
  theater = await openTheater();
  stage = await theater.stage();
});

test('of 1,000 changed cursors none gives rows, and none a failure of ours', async () => {
  const client = stage.members.program_manager;
  const list = await client.get('/states?limit=1');
  const cursor = list.body.page.nextCursor as string;
  expect((await client.get(`/states?limit=1&after=${cursor}`)).status).toBe(200);
  let changed = 0;
  const bytes = Buffer.from(cursor, 'base64url');
  for (let bit = 0; bit < 1_000; bit += 1) {
    const flipped = Buffer.from(bytes);
    flipped[Math.floor(bit / 8) % bytes.length]! ^= 1 << ((bit + Math.floor(bit / (8 * bytes.length))) % 8);
    const text = flipped.toString('base64url');
    if (text === cursor) continue;
    changed += 1;
    const answer = await client.get(`/states?limit=1&after=${text}`);
    expect(problemIn(answer), text).toMatchObject({ status: 422, code: 'invalid_input' });
  }
  expect(changed).toBeGreaterThan(900);
  for (const forged of [
    '',
    'null',
    '[]',
    'WyJPSCJd',
    cursor.slice(1),
    `${cursor}A`,
    `${cursor}=`,
    encodeURIComponent(`${cursor}\u0000`),
    'a'.repeat(4_000),
  ])
    expect((await client.get(`/states?limit=1&after=${forged}`)).status, forged).toBe(422);
});

test('every field has a data class, and what is not open is shown to someone and not to everyone', () => {
  const classes = new Set([
    'open',
    'commercial',
    'pay',
    'identity',
    'contact',
    'health',
    'internal',
    'secret',
  ]);
  const wrong: string[] = [];
  for (const noun of nouns) {
    for (const [name, { dataClass }] of Object.entries(noun.fields)) {
      if (!classes.has(dataClass)) wrong.push(`${noun.name}.${name}: ${dataClass}`);
      const telling =
        /rate$|amount$|pay|markup|email|phone|birth|ssn|lastFour|firstName|lastName|npi/i.test(name) &&
        !/state$|On$|At$|Terms|policy|count/i.test(name);
      if (telling && dataClass === 'open' && !noun.shared) wrong.push(`${noun.name}.${name} is open`);
    }
  }
  expect(wrong).toEqual([]);
});

test('pay, contact, health and secret values have readers or stages of their own', () => {
  const guarded = new Set(['pay', 'contact', 'health', 'secret']);
  const wrong = nouns.flatMap((noun) =>
    Object.entries(noun.fields).flatMap(([name, { dataClass, readers, staged }]) => {
      const narrow = noun.visibleTo.client === 'none' && !noun.read.roles.has('analyst');
      return guarded.has(dataClass) && !readers && !staged && !narrow ? [`${noun.name}.${name}`] : [];
    }),
  );
  expect(wrong).toEqual([]);
});

test('each life is its CHECK in the database', async () => {
  const { rows } = await theater.admin.query<{ table: string; definition: string }>(
    `select c.conrelid::regclass::text as table, pg_get_constraintdef(c.oid) as definition from pg_constraint c where c.contype = 'c'`,
  );
  for (const noun of nouns.filter(({ lifecycle }) => lifecycle)) {
    const sets = rows
      .filter(({ table }) => table === getTableName(noun.table))
      .map(
        ({ definition }) =>
          /^CHECK \(\((state|standing) = ANY \(ARRAY\[([^\]]*)\]\)\)\)/.exec(definition)?.[2],
      )
      .flatMap((list) =>
        list ? [[...list.matchAll(/'([^']+)'/g)].map(([, state]) => state!).toSorted()] : [],
      );
    expect(sets, noun.name).toContainEqual([...noun.lifecycle!.states].toSorted());
  }
});

test('a field whose value stands in a table without versions says so', async () => {
  const { rows } = await theater.admin.query<{ name: string }>(
    `select c.relname as name from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')
      and not exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'keep_version')`,
  );
  const unversioned = new Set(rows.map(({ name }) => name));
  expect(unversioned.has('import_chunks')).toBe(true);
  expect(unversioned.has('workers')).toBe(false);
  const dialect = new PgDialect();
  const wrong = nouns.flatMap((noun) =>
    Object.entries(noun.fields).flatMap(([name, { value, unversioned: declared }]) => {
      if (!value || noun.shared) return [];
      const reads = roles.some((role) => {
        const scopes = { programIds: null, facilityIds: null, unitIds: null, scopes: null };
        const { tenantId } = stage.world;
        const actor = {
          ...stage.members[role].actor,
          ...scopes,
          kind: 'membership',
          side: sideOf[role],
          tenantId,
        } as never;
        const { sql: text } = dialect.sqlToQuery(value(rowAt(noun.table, 't', { actor }), actor));
        return [...text.matchAll(/\b(?:from|join) "?(\w+)/gi)].some(([, table]) => unversioned.has(table!));
      });
      return reads === (declared ?? false) ? [] : [`${noun.name}.${name}`];
    }),
  );
  expect(wrong).toEqual([]);
});

test.each<Side>(['operator', 'client'])(
  'no noun tells an analyst of the %s who a worker is, by name, id or words',
  (side) => {
    const analyst = { kind: 'membership', role: 'analyst', side, scopes: null } as never;
    const told = nouns
      .filter(({ read, name }) => name !== 'user' && holds(analyst, read))
      .flatMap((noun) => {
        const fields = Object.entries(noun.fields).filter(
          // An order's reason is one of a list.
          ([name, { dataClass, readers }]) =>
            (/^(workerId|representationId|note|endReason|rejectedReason)$/.test(name) ||
              (name === 'reason' && noun.name !== 'order') ||
              dataClass === 'identity' ||
              dataClass === 'contact') &&
            (readers?.(analyst) ?? true),
        );
        const links = [...noun.links.values()].filter(
          (link) => [noun.name, link.target.name].includes('worker') && link.isOpenTo(analyst),
        );
        return [...fields.map(([name]) => name), ...links.map(({ name }) => name)].map(
          (name) => `${noun.name}.${name}`,
        );
      });
    expect(told).toEqual([]);
  },
);

/** What has no past, though it is a tenant's, and why. */
const withoutPast = {
  notification: 'deleted after 180 days; what happened stands in the events',
  importRow: 'written once, and deleted after 90 days',
};

test('every noun of a tenant keeps its versions, from which a past is read', async () => {
  const { rows } = await theater.admin.query<{ name: string }>(
    `select tgrelid::regclass::text as name from pg_trigger where tgname = 'keep_version'`,
  );
  // Rows that never change are their own versions, read beside those that are kept.
  const { rows: own } = await theater.admin.query<{ name: string }>(
    `select table_name::text as name from information_schema.view_table_usage where view_name = 'all_versions'
       and exists (select from pg_trigger where tgrelid = table_name::regclass and tgname = 'immutable')`,
  );
  const kept = new Set([...rows, ...own].map(({ name }) => name));
  const without = nouns.filter(({ shared, table }) => !shared && !kept.has(getTableName(table)));
  expect(without.map(({ name }) => name)).toEqual(Object.keys(withoutPast));
});
