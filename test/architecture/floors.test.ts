import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { filesUnder, foldersIn, type SourceFile } from '../support/source-files.ts';

const kernel = filesUnder('src/kernel');
const domain = filesUnder('src/domain');
const server = filesUnder('src/server');
const everything = filesUnder('src');

const offending = (files: SourceFile[], offense: (file: SourceFile) => string[]) =>
  files.flatMap((file) => offense(file).map((what) => `${file.path}: ${what}`));
const outside =
  (...floors: string[]) =>
  (file: SourceFile) =>
    file.imports.filter((path) => !floors.some((floor) => path.startsWith(floor)));

test('the sources are found, and their imports are read', () => {
  expect(everything.length).toBeGreaterThan(100);
  expect(kernel.flatMap(({ packages }) => packages)).toContain('zod');
  expect(domain.flatMap(({ imports }) => imports)).toContain('src/kernel/operation.ts');
});

test('the kernel imports the kernel, and no library that reads or writes anything', () => {
  expect(offending(kernel, outside('src/kernel/'))).toEqual([]);
  const pure = new Set(['zod', 'drizzle-orm', 'drizzle-orm/pg-core', 'drizzle-orm/node-postgres']);
  // drizzle's driver is only a type here: the transaction's builder.
  expect(offending(kernel, ({ packages }) => packages.filter((name) => !pure.has(name)))).toEqual([]);
  expect(
    offending(kernel, ({ code }) => code.match(/import (?!type)[^;]*'drizzle-orm\/node-postgres'/g) ?? []),
  ).toEqual([]);
});

test('the domain imports the domain and the kernel, drizzle, zod and nothing that does I/O', () => {
  expect(offending(domain, outside('src/domain/', 'src/kernel/'))).toEqual([]);
  const pure = new Set([
    'zod',
    'drizzle-orm',
    'drizzle-orm/pg-core',
    '@bsull/augurs',
    '@rgrove/parse-xml',
    'pdfkit',
    'svg-to-pdfkit',
    'echarts/core',
    'echarts/charts',
    'echarts/components',
    'echarts/features',
    'echarts/renderers',
  ]);
  // A library of WebAssembly is read from its own package, once.
  const reader = (path: string, name: string) =>
    path === 'src/domain/forecasts/models/library.ts' && name === 'node:fs';
  expect(
    offending(domain, ({ path, packages }) =>
      packages.filter((name) => !pure.has(name) && !reader(path, name)),
    ),
  ).toEqual([]);
});

test('the server imports the server and the kernel, and names no capability', () => {
  expect(offending(server, outside('src/server/', 'src/kernel/'))).toEqual([]);
});

test('nobody imports what joins the floors but the entrances', () => {
  const joining = new Set(['src/capabilities.ts', 'src/app.ts', 'src/provision.ts']);
  const entrances = (path: string) => joining.has(path) || path.startsWith('src/bin/');
  const inner = everything.filter(({ path }) => !entrances(path));
  expect(offending(inner, ({ imports }) => imports.filter((path) => entrances(path)))).toEqual([]);
  expect(
    everything
      .find(({ path }) => path === 'src/capabilities.ts')!
      .imports.every((path) => /^src\/(domain|kernel)\//.test(path)),
  ).toBe(true);
});

/** The folders of the system in their order, out of the one list. */
function order(): string[] {
  const text = readFileSync('src/capabilities.ts', 'utf8');
  const folders = new Map(
    [...text.matchAll(/import \{ (\w+)(?: as (\w+))? \} from '\.\/domain\/([\w-]+)\/index\.ts'/g)].map(
      ([, name, as, folder]) => [as ?? name!, folder!],
    ),
  );
  // One list goes into the next; a capability that is made of the ones above it stands as a call.
  return [...text.matchAll(/readonly Capability\[\] = \[([\s\S]*?)\]/g)]
    .flatMap(([, list]) => list!.split(','))
    .map((name) => name.trim().replace(/\(\w+\)$/, ''))
    .filter((name) => name !== '' && !name.startsWith('...'))
    .map((name) => folders.get(name)!);
}

test('a capability enters another by its front door, and only one that stands above it', () => {
  const ranks = new Map(order().map((folder, rank) => [folder, rank]));
  expect(ranks.size).toBeGreaterThan(3);
  const of = (path: string) => path.split('/')[2]!;
  const listed = domain.filter(({ path }) => ranks.has(of(path)));
  expect(
    offending(listed, ({ path, imports }) =>
      imports
        .filter((target) => target.startsWith('src/domain/') && of(target) !== of(path))
        .filter(
          (target) =>
            target !== `src/domain/${of(target)}/index.ts` ||
            !ranks.has(of(target)) ||
            ranks.get(of(target))! > ranks.get(of(path))!,
        ),
    ),
  ).toEqual([]);
});

test('the list follows the order of dependence', () => {
  const designed =
    'reference identifiers access programs approvals vendors rates workers orders submissions assignments time billing reports integrations sandbox'.split(
      ' ',
    );
  const listed = order().filter((folder) => designed.includes(folder));
  expect(listed).toEqual(designed.filter((folder) => listed.includes(folder)));
});

test('every folder with a front door is in the list', () => {
  const doors = foldersIn('src/domain').filter((folder) =>
    domain.some(({ path }) => path === `src/domain/${folder}/index.ts`),
  );
  expect(doors.filter((folder) => !order().includes(folder))).toEqual([]);
});

test('only the rooms for it speak SQL', () => {
  const rooms =
    /\/(store|policy|nouns|tables|lifecycle|reactions|timers|upsert|charge-lines|invoicing)(\.ts|\/)|\/reports\/|\/integrations\/|\/sandbox\//;
  const operators =
    /import (?!type)[^;]*\b(and|or|eq|ne|gt|gte|lt|lte|inArray|isNull|isNotNull|exists|sql)\b[^;]*from 'drizzle-orm'/;
  expect(
    offending(
      domain.filter(({ path }) => !rooms.test(path)),
      ({ code }) => operators.exec(code)?.slice(0, 1) ?? [],
    ),
  ).toEqual([]);
});

test('rows are written by the transaction, or by the SQL of a store', () => {
  const stores = /\/(store|upsert)(\.ts|\/)/;
  const writing = /\.db\s*\.(insert|update|delete)\b|sql`\s*(insert into|update|delete from)\b/gi;
  expect(
    offending(
      domain.filter(({ path }) => !stores.test(path)),
      ({ code }) => code.match(writing) ?? [],
    ),
  ).toEqual([]);
});

test('only the server begins a transaction, and only in one place', () => {
  const beginning = /\bBEGIN\b|['"`]begin\b|\.transaction\(|start transaction/g;
  expect(
    offending(
      // A calendar's own word for where a part of it opens.
      everything.filter(
        ({ path }) => !path.startsWith('src/server/database/') && !path.endsWith('/calendar/ical.ts'),
      ),
      ({ code }) => code.match(beginning) ?? [],
    ),
  ).toEqual([]);
  const service = server.filter(
    ({ path }) => path.startsWith('src/server/database/') && !/migrate|embedded/.test(path),
  );
  expect(service.filter(({ code }) => /\bBEGIN\b/.test(code)).map(({ path }) => path)).toEqual([
    'src/server/database/transaction.ts',
  ]);
});

test('only the configuration reads the environment', () => {
  // An embedded Postgres is a child process: it is given a clean environment, and a seam to find its binaries.
  const readers = everything.filter(({ code }) => /process\.env/.test(code)).map(({ path }) => path);
  expect(readers.filter((path) => !path.startsWith('src/server/database/embedded'))).toEqual([
    'src/server/config.ts',
  ]);
});

test('the domain has no clock and no dice', () => {
  const ambient =
    /Date\.now|new Date\(\)|Math\.random|Temporal\.Now|randomUUID|randomBytes|performance\.now|setTimeout|setInterval|(?<!app\.)\bnow\(\)|clock_timestamp\(\)|gen_random_uuid\(\)|current_date\b/g;
  const reviewed = new Set([
    // Tokens live by real time, whatever a sandbox's clock says.
    'src/domain/access/store.ts: clock_timestamp()',
    'src/domain/access/service-accounts/store.ts: clock_timestamp()',
    'src/domain/files/store.ts: clock_timestamp()',
    'src/domain/sandbox/store.ts: clock_timestamp()',
    // The text of views, which know no request: a live tenant's clock is the database's.
    'src/domain/reports/store/facts/hiring.ts: now()',
  ]);
  const found = offending(
    domain.filter(({ path }) => !path.endsWith('/tables.ts')),
    ({ code }) => code.match(ambient) ?? [],
  );
  expect([...new Set(found)].filter((line) => !reviewed.has(line))).toEqual([]);
});

test('the kernel has no clock and no dice', () => {
  expect(
    offending(
      kernel,
      ({ code }) => code.match(/Date\.now|new Date\(\)|Math\.random|Temporal\.Now|randomUUID/g) ?? [],
    ),
  ).toEqual([]);
});

test('a floating-point number is never money: nothing parses a decimal into one', () => {
  const inexact =
    /parseFloat|\.toFixed\(|Number\((?:\w+\.)*\w*(?:[rR]ate|[aA]mount|gross|net|total|price|[mM]oney)\w*\)/g;
  expect(offending([...domain, ...kernel], ({ code }) => code.match(inexact) ?? [])).toEqual([]);
});
