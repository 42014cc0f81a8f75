import { expect, test } from 'vitest';
import { StatementNames } from '../../src/server/database/statement-names.ts';

const texts = (count: number, of = 'select') => Array.from({ length: count }, (_, index) => `${of} ${index}`);

test('the first are named at once, and a name is one text’s for ever', () => {
  const names = new StatementNames(3, 60);
  const [a, b, c] = texts(3).map((text) => names.of(text, 0));
  expect(new Set([a, b, c]).size).toBe(3);
  expect([a, b, c]).not.toContain(undefined);
  expect(names.of('select 1', 0)).toBe(b);
  expect(names.of('another', 0)).toBeUndefined();
  const other = names.of('another', 0);
  expect([a, b, c, undefined]).not.toContain(other);
  // The one not used for longest made room; named again, it has the name it had.
  expect(names.of('select 0', 0)).toBeUndefined();
  expect(names.of('select 0', 0)).toBe(a);
  expect(names.of('select 1', 0)).toBe(b);
});

test('statements that come once displace none, however many they are', () => {
  const names = new StatementNames(10, 60);
  const own = texts(10).map((text) => names.of(text, 0));
  for (const text of texts(1_000, 'once')) expect(names.of(text, 0)).toBeUndefined();
  expect(texts(10).map((text) => names.of(text, 0))).toEqual(own);
});

test('what is in use keeps its name while others come and go', () => {
  const names = new StatementNames(10, 60);
  for (const text of texts(10, 'old')) names.of(text, 0);
  const used = names.of('old 0', 0);
  for (const text of texts(9, 'new')) {
    names.of(text, 0);
    expect(names.of(text, 0)).toBeDefined();
    expect(names.of('old 0', 0)).toBe(used);
  }
});

test('a connection of one period’s life meets at most three times as many names', () => {
  const names = new StatementNames(10, 60);
  const met = new Set<string>();
  const flood = (now: number, of: string) => {
    for (const text of texts(200, of))
      for (const name of [names.of(text, now), names.of(text, now)]) if (name) met.add(name);
  };
  flood(30_000, 'early');
  expect(met.size).toBe(20);
  flood(89_000, 'late');
  expect(met.size).toBe(30);
  flood(90_000, 'later');
  expect(met.size).toBe(30);
});
