import { expect, test } from 'vitest';
import { registry } from '../../src/app.ts';
import { commandErrors, universalErrors } from '../../src/kernel/errors.ts';
import { filesUnder } from '../support/source-files.ts';

const files = new Map(filesUnder('src/domain').map((file) => [file.path, file]));
const declaring = /export const (\w+) = declareError\(\s*'(\w+)'/g;
const declared = new Map(
  [...files.values(), ...filesUnder('src/kernel')].flatMap(({ code }) =>
    [...code.matchAll(declaring)].map(([, name, errorCode]) => [name!, errorCode!] as const),
  ),
);
const universal = new Set([...universalErrors, ...commandErrors].map(({ code }) => code));

/** The codes of the problems that a file makes: `name(` where name is a declared failure, or a proviso's `otherwise: name`. */
const madeIn = (code: string) =>
  [...declared]
    .filter(([name]) =>
      new RegExp(`\\b${name}\\(|\\botherwise: ${name}\\b`).test(code.replace(declaring, '')),
    )
    .map(([, errorCode]) => errorCode);

test('the failures are found in the source', () => {
  expect(declared.size).toBeGreaterThan(10);
  expect(declared.get('stepNotAllowed')).toBe('step_not_allowed');
});

test('what an operation’s own file refuses with, the operation declares', () => {
  const wrong: string[] = [];
  let looked = 0;
  for (const { path, code } of files.values()) {
    if (!path.includes('/operations/')) continue;
    const names = [...code.matchAll(/\bname: '([a-zA-Z]+)'/g)].map(([, name]) => name!);
    const operations = names.flatMap((name) => registry.operations.get(name) ?? []);
    if (operations.length === 0) continue;
    looked += 1;
    const allowed = new Set([
      ...universal,
      ...operations.flatMap(({ errors = [] }) => errors.map(({ code: each }) => each)),
    ]);
    for (const made of madeIn(code)) if (!allowed.has(made)) wrong.push(`${path}: ${made}`);
    // A life's step refuses with step_not_allowed.
    if (/\bstep\(/.test(code) && !allowed.has('step_not_allowed')) wrong.push(`${path}: step_not_allowed`);
  }
  expect(looked).toBeGreaterThan(10);
  expect(wrong).toEqual([]);
});

test('what a verb’s provisos refuse with, its commands declare', () => {
  const commands = [...registry.operations.values()].filter(({ kind }) => kind === 'command');
  const wrong: string[] = [];
  let looked = 0;
  for (const { type, lifecycle } of registry.nouns.values()) {
    for (const [verb, { by, provided = [] }] of Object.entries(lifecycle?.verbs ?? {})) {
      // The command of the verb's own name, or else every one of its permission.
      const own = commands.filter(({ name }) => [verb, `${verb}${type}`].includes(name));
      for (const { name, permission, errors = [] } of own.length > 0 ? own : commands) {
        if (provided.length === 0 || permission !== by) continue;
        looked += 1;
        for (const { otherwise } of provided)
          if (!errors.includes(otherwise)) wrong.push(`${name}: ${otherwise.code}`);
      }
    }
  }
  expect(looked).toBeGreaterThan(5);
  expect(wrong).toEqual([]);
});

test('every declared failure is made somewhere, or is what a constraint means', () => {
  const made = new Set(
    [...files.values(), ...filesUnder('src/server'), ...filesUnder('src/kernel')].flatMap(({ code }) =>
      madeIn(code),
    ),
  );
  const meant = new Set([...registry.constraints.values()].map(({ code }) => code));
  // The machine room maps these from what Fastify and Postgres threw.
  const mapped = new Set([
    'malformed',
    'method_not_allowed',
    'not_acceptable',
    'too_large',
    'uri_too_long',
    'headers_too_large',
    'media_type_not_supported',
    'internal_error',
    'unavailable',
    'busy',
    'already_exists',
    'too_many_requests',
  ]);
  const listed = new Set(
    [...registry.operations.values()].flatMap(({ errors = [] }) => errors.map(({ code }) => code)),
  );
  const idle = [...declared.values()].filter(
    (code) => !made.has(code) && !meant.has(code) && !mapped.has(code),
  );
  expect(idle.filter((code) => listed.has(code) || files.size > 0)).toEqual([]);
});

test('nothing is thrown in the domain but declared failures and broken invariants', () => {
  const wrong: string[] = [];
  for (const { path, code } of files.values()) {
    for (const [, thrown] of code.matchAll(/\bthrow (new \w+|[\w.]+)/g)) {
      const fault = thrown!.startsWith('new ')
        ? ['new RangeError', 'new Error', 'new TypeError'].includes(thrown!)
        : true;
      if (!fault) wrong.push(`${path}: ${thrown}`);
      // An operation refuses; only rules below it may assert.
      if (path.includes('/operations/') && thrown!.startsWith('new ')) wrong.push(`${path}: ${thrown}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('every meaning of a constraint is of a constraint that exists', async () => {
  const { createDatabase, adminClient } = await import('../support/database.ts');
  const client = await adminClient(await createDatabase());
  const { rows } = await client.query<{ name: string }>(
    `select conname as name from pg_constraint union select indexrelid::regclass::text from pg_index where indisunique`,
  );
  const existing = new Set(rows.map(({ name }) => name));
  // Raised by a trigger under a constraint's name of its own.
  const source = await client.query<{ text: string }>(
    `select string_agg(prosrc, ' ') as text from pg_proc join pg_namespace n on n.oid = pronamespace where n.nspname in ('app', 'public')`,
  );
  const raised = source.rows[0]!.text;
  expect(
    [...registry.constraints.keys()].filter((name) => !existing.has(name) && !raised.includes(name)),
  ).toEqual([]);
});
