import { getTableName, is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { registry } from '../../src/app.ts';
import { errorCatalog } from '../../src/kernel/errors.ts';
import { isNoun } from '../../src/kernel/operation.ts';
import { filesUnder } from '../support/source-files.ts';

const sources = filesUnder('src');
const operations = [...registry.operations.values()];
const nouns = [...registry.nouns.values()];
const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

test('files and folders are kebab-case, and none is named after nothing', () => {
  const paths = globSync('{src,test}/**/*').filter((path) => !/\.(json|csv|sql|md|txt|xsd|xml)$/.test(path));
  expect(paths.length).toBeGreaterThan(100);
  expect(paths.filter((path) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.test)?(\.ts)?$/.test(basename(path)))).toEqual(
    [],
  );
  const empty = /^(utils?|helpers?|common|services?|managers?|misc|shared|lib)(\.ts)?$/;
  // A test's own service is the service under test.
  expect(paths.filter((path) => empty.test(basename(path)) && path !== 'test/support/service.ts')).toEqual(
    [],
  );
});

test('no file is longer than 250 lines, but data and the longest of the machine room', () => {
  const reviewed: Record<string, number> = {
    'src/server/execute/execute.ts': 350,
    'src/server/graphql/schema.ts': 400,
    'src/server/rest/openapi.ts': 500,
    'src/server/rest/routes.ts': 360,
  };
  const data = /\/(demo|seed|data)\b/;
  expect(
    sources
      .filter(({ path, lines }) => !data.test(path) && lines > (reviewed[path] ?? 250))
      .map(({ path, lines }) => `${path}: ${lines}`),
  ).toEqual([]);
});

test('files are short as a rule: half within 60 lines, nine of ten within 180', () => {
  const lengths = sources.map(({ lines }) => lines).toSorted((a, b) => a - b);
  expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(60);
  expect(lengths[Math.floor(lengths.length * 0.9)]).toBeLessThanOrEqual(180);
});

test('an operation is a verb and a noun in camelCase, or for a query the noun', () => {
  const noun = (name: string) => /^[a-z]+([A-Z][a-z0-9]*)*$/.test(name);
  expect(operations.filter(({ name }) => !noun(name)).map(({ name }) => name)).toEqual([]);
  const oneWord = operations.filter(({ name, kind }) => kind === 'command' && !/[A-Z]/.test(name));
  expect(oneWord.map(({ name }) => name)).toEqual([]);
});

// Verbs that differ in nothing but their names stand together in a file that names their noun and each of them.
const isMadeIn = (text: string, name: string) =>
  text.includes(`'${name}'`) ||
  nouns.some((noun) => {
    if (!name.endsWith(noun.type) || !new RegExp(`\\b${noun.name}\\b`).test(text)) return false;
    const verb = name.slice(0, -noun.type.length);
    return (
      text.includes(`'${verb}'`) || (/^(archive|restore)$/.test(verb) && text.includes('archiveCommands({'))
    );
  });

test('a command has a file of its own name, or stands with its like', () => {
  const files = sources.filter(({ path }) => path.includes('/operations/'));
  const missing = operations.filter(({ name, kind, ...rest }) => {
    if (kind !== 'command' || ('rowsOf' in rest && rest.rowsOf)) return false;
    const own = files.some(({ path }) => path.endsWith(`/${kebab(name)}.ts`));
    return !own && !files.some(({ text }) => isMadeIn(text, name));
  });
  expect(missing.map(({ name }) => name)).toEqual([]);
});

test('a path is plural nouns in kebab-case, ids in braces, and a verb at the end', () => {
  const path = /^(GET|POST|PUT|PATCH) (\/[a-z]+(-[a-z]+)*(\/\{[a-z][A-Za-z]*\})?)+$/;
  expect(operations.filter(({ rest }) => !path.test(rest)).map(({ rest }) => rest)).toEqual([]);
  for (const operation of operations) {
    const [method, where] = operation.rest.split(' ') as [string, string];
    const names = [...where.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
    if (operation.kind === 'command' || operation.kind === 'query')
      for (const name of names) expect(Object.keys(operation.input.shape), operation.name).toContain(name);
    expect(operation.kind === 'command', `${operation.name} ${method}`).toBe(method !== 'GET');
  }
});

test('a permission is capability.verb in snake_case', () => {
  const wrong = operations.filter(
    ({ permission }) => !/^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$/.test(permission.name),
  );
  expect(wrong.map(({ permission }) => permission.name)).toEqual([]);
});

test('an event is noun.past, its noun is one of ours, and it says what happened', () => {
  const irregular =
    'begun sent paid fell_off put_on_hold withdrawn sealed set reset read held broken met left made written run upheld no_show';
  const past = (verb: string) =>
    verb.endsWith('ed') ||
    irregular.split(' ').includes(verb) ||
    irregular.split(' ').includes(verb.replace(/_from_[a-z]+$/, '')) ||
    /ed_/.test(verb) ||
    /_(off|out|on|up)$/.test(verb);
  const named = new Set(nouns.map(({ name }) => snake(name)));
  const wrong = [...registry.events.values()].filter(({ type }) => {
    const [noun, verb, ...more] = type.split('.') as [string, string];
    return more.length > 0 || !named.has(noun) || !past(verb);
  });
  expect(wrong.map(({ type }) => type)).toEqual([]);
  for (const { type, summary, sides } of registry.events.values()) {
    expect(summary, type).toMatch(/^[A-Z].*\.$/);
    expect(sides.length, type).toBeGreaterThan(0);
  }
});

test('an error is snake_case and its title a sentence', () => {
  for (const { code, title } of errorCatalog.values()) {
    expect(code).toMatch(/^[a-z]+(_[a-z0-9]+)*$/);
    expect(title, code).toMatch(/^[A-Z].*\.$/);
  }
});

test('a table is plural snake_case, a column snake_case', async () => {
  const modules = await Promise.all(
    globSync('src/domain/**/tables.ts').map(
      (path) => import(`../../${path}`) as Promise<Record<string, unknown>>,
    ),
  );
  const tables = modules.flatMap(Object.values).filter((value) => is(value, PgTable));
  expect(tables.length).toBeGreaterThan(20);
  // Words without a plural of their own.
  const reviewed = new Set(['invoice_series']);
  for (const table of tables) {
    const name = getTableName(table);
    if (!reviewed.has(name)) expect(name).toMatch(/^[a-z]+(_[a-z]+)*s$/);
    for (const column of getTableConfig(table).columns)
      expect(column.name, name).toMatch(/^[a-z]+(_[a-z0-9]+)*$/);
  }
});

test('an instant ends in At, a day in On or says what it bounds, minutes in Minutes', () => {
  const wrong: string[] = [];
  for (const noun of nouns) {
    for (const [name, { shape }] of Object.entries(noun.fields)) {
      const inner =
        'unwrap' in shape
          ? (shape as unknown as { unwrap(): { meta(): { scalar?: string } } }).unwrap()
          : shape;
      const scalar = shape.meta()?.scalar ?? inner.meta()?.scalar;
      if (scalar === 'Instant' && !/(At|By|From|Until|Since|To)$/.test(name))
        wrong.push(`${noun.name}.${name}`);
      if (scalar === 'Day' && !/(On|From|Until|To|Start|End|Date)$/.test(name))
        wrong.push(`${noun.name}.${name}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('a noun, its type, its collection and its states are named alike', () => {
  for (const noun of nouns) {
    expect(noun.name).toMatch(/^[a-z]+([A-Z][a-z]+)*$/);
    expect(noun.type).toBe(noun.name[0]!.toUpperCase() + noun.name.slice(1));
    expect(noun.plural, noun.name).toMatch(/s$/);
    expect(noun.summary, noun.name).toMatch(/\.$/);
    for (const state of noun.lifecycle?.states ?? []) expect(state, noun.name).toMatch(/^[a-z]+(_[a-z]+)*$/);
    for (const verb of Object.keys(noun.lifecycle?.verbs ?? {}))
      expect(verb, noun.name).toMatch(/^[a-z]+([A-Z][a-z]+)*$/);
  }
});

test('every operation says what it does, in a sentence', () => {
  for (const { name, summary } of operations) expect(summary, name).toMatch(/^[A-Z].*\.$/s);
});

test('a command that steps a life is named for its verb', () => {
  const wrong: string[] = [];
  for (const operation of operations) {
    if (operation.kind !== 'command' || !isNoun(operation.output) || !operation.output.lifecycle) continue;
    const last = operation.rest.split('/').at(-1)!;
    const verbs = Object.keys(operation.output.lifecycle.verbs);
    const spoken = verbs.find(
      (verb) =>
        operation.name ===
        `${verb}${operation.output && isNoun(operation.output) ? operation.output.type : ''}`,
    );
    if (spoken && last !== kebab(spoken) && operation.rest.startsWith('POST') && operation.rest.includes('{'))
      wrong.push(`${operation.name} at ${operation.rest}`);
  }
  expect(wrong).toEqual([]);
});

test('a statement names its columns: what is prepared must not change when the next release adds one', () => {
  // Inside a select that names its own; nothing of it is seen outside.
  const reviewed = new Set([
    'src/domain/reports/store/question/source.ts',
    'src/server/oauth/signing-keys.ts',
    'src/server/reads/compile-shape.ts',
    'src/server/reads/history.ts',
  ]);
  const starred = sources
    .filter(({ path, code }) => !reviewed.has(path) && /\b(select|returning)\s+(\w+\.)?\*/.test(code))
    .map(({ path }) => path);
  expect(starred).toEqual([]);
});
