import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const released = 15;
const directory = mkdtempSync(join(tmpdir(), 'requisite-lint-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** What squawk has against a migration: a line each, with the rule; files outside a transaction are read as such. */
function lint(path: string): string[] {
  const outside = /^-- no-transaction$/m.test(readFileSync(path, 'utf8'));
  const { stdout, stderr, status, error } = spawnSync(
    join(root, 'node_modules/.bin/squawk'),
    ['--reporter', 'gcc', ...(outside ? ['--no-assume-in-transaction'] : []), path],
    { cwd: root, encoding: 'utf8' },
  );
  if (error) throw error;
  const found = stdout.split('\n').filter((line) => /: (warning|error): /.test(line));
  if ((status === 0) !== (found.length === 0)) throw new Error(`squawk did not lint ${path}: ${stderr}`);
  return found;
}

const files = readdirSync(join(root, 'migrations')).toSorted();

describe('squawk', () => {
  test('leaves out the released baseline, and nothing else', () => {
    const settings = readFileSync(join(root, '.squawk.toml'), 'utf8');
    const excluded = [...settings.matchAll(/"migrations\/([^"]+)"/g)].map(([, name]) => name);
    expect(excluded).toEqual(files.slice(0, released));
    expect(files[released - 1]).toMatch(/^0015_/);
  });

  test.each([...files.slice(released), ''])('has nothing against %s', (name) => {
    if (name) expect(lint(join(root, 'migrations', name))).toEqual([]);
  });

  const blocking: [rule: string, sql: string][] = [
    ['require-concurrent-index-creation', 'create index orders_title on orders (title);'],
    ['changing-column-type', 'alter table orders alter column title type varchar(100);'],
    ['adding-not-nullable-field', 'alter table orders alter column title set not null;'],
    ['adding-required-field', 'alter table orders add column required text not null;'],
    ['constraint-missing-not-valid', `alter table orders add constraint titled check (title <> '');`],
    [
      'adding-foreign-key-constraint',
      'alter table orders add constraint far foreign key (tenant_id, unit_id) references units (tenant_id, id);',
    ],
    ['disallowed-unique-constraint', 'alter table orders add constraint one unique (tenant_id, title);'],
    [
      'adding-field-with-default',
      'alter table orders add column drawn uuid not null default gen_random_uuid();',
    ],
    ['renaming-column', 'alter table orders rename column title to heading;'],
    ['renaming-table', 'alter table orders rename to requisitions;'],
    ['ban-drop-column', 'alter table orders drop column title;'],
    ['ban-drop-table', 'drop table orders;'],
    ['ban-truncate-cascade', 'truncate orders cascade;'],
    ['prefer-robust-stmts', '-- no-transaction\ncreate index concurrently orders_title on orders (title);'],
  ];
  test.each(blocking)('stops a migration for %s', (rule, sql) => {
    const path = join(directory, `9001_${rule.replaceAll('-', '_')}.sql`);
    writeFileSync(path, `-- Why: a test.\n${sql}\n`);
    expect(lint(path).join('\n')).toContain(` ${rule} `);
  });

  test('takes what expands without blocking, and what says why it is right', () => {
    const sound = {
      '9001_add.sql': `alter table orders add column note text;
        alter table orders add constraint noted check (note <> '') not valid;
        create table notes (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));
        create index notes_by_id on notes (id);`,
      '9002_later.sql': `-- no-transaction
        create index concurrently if not exists orders_note on orders (tenant_id, note);`,
      '9003_check.sql': 'alter table orders validate constraint noted;',
      '9004_contract.sql': `-- No release reads it any more.
        -- squawk-ignore ban-drop-column
        alter table orders drop column note;`,
    };
    for (const [name, sql] of Object.entries(sound)) {
      const path = join(directory, name);
      writeFileSync(path, sql.replaceAll(/^ +/gm, ''));
      expect([name, lint(path)]).toEqual([name, []]);
    }
  });
});
