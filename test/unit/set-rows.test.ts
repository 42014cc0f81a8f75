import { sql } from 'drizzle-orm';
import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { expect, test } from 'vitest';
import { planOf } from '../../src/server/database/plan.ts';
import { changeMany } from '../../src/server/database/set-rows.ts';

const things = pgTable('things', {
  id: uuid('id').notNull(),
  version: integer('version').notNull(),
  name: text('name'),
  note: text('note'),
});
const row = (id: string) => ({ id, version: 1 });
const change = (...changes: object[]) =>
  planOf(
    changeMany(
      things,
      changes.map((each, index) => ({ row: row(`row ${index}`), changes: { ...each } })),
      { tenantId: 'tenant', now: 'now' },
    ),
  );

test('what is undefined is left as it is, as where one row is changed', () => {
  const { text: statement, params } = change({ name: 'a', note: undefined }, { name: 'b' });
  expect(statement).toContain('"name" = v."name"');
  expect(statement).not.toContain('"note" = ');
  expect(JSON.parse(String(params.find((param) => String(param).startsWith('['))))).toEqual([
    { id: 'row 0', version: 1, name: 'a' },
    { id: 'row 1', version: 1, name: 'b' },
  ]);
});

test('the order of a change’s members is nothing, and null is a value', () => {
  expect(change({ name: 'a', note: null }, { note: 'b', name: null }).text).toContain('"note" = v."note"');
});

test('rows that change different columns, or by SQL, are refused', () => {
  expect(() => change({ name: 'a' }, { note: 'b' })).toThrow('the same columns');
  expect(() => change({ name: 'a', note: 'a' }, { name: 'b' })).toThrow('the same columns');
  expect(() => change({ name: 'a' }, { name: sql`'b'` })).toThrow('no SQL');
});
