import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { migrate } from '../../src/server/database/migrate.ts';
import { adminClient, createDatabase } from '../support/database.ts';
import { createWorld } from '../support/world.ts';

const migrations = join(import.meta.dirname, '../../migrations');
const directory = mkdtempSync(join(tmpdir(), 'requisite-digests-'));
afterAll(() => rmSync(directory, { recursive: true }));

const take = (files: string[]) => {
  for (const name of files) cpSync(join(migrations, name), join(directory, name));
};

test('versions of workers that were kept in clear become digests, which the rows’ own salts match', async () => {
  const database = await createDatabase('template0');
  const files = readdirSync(migrations);
  take(files.filter((name) => name < '0022'));
  await migrate(database.adminUrl, { directory });
  const admin = await adminClient(database);
  const worlds = [await createWorld(admin), await createWorld(admin)];
  const kept = async () => {
    const { rows } = await admin.query<{ text: string }>(
      `select "row"::text as text from row_versions where table_name in ('workers', 'representations')`,
    );
    return rows.map(({ text }) => text);
  };
  expect((await kept()).filter((text) => text.includes('1234567893')).length).toBe(2 * worlds.length);
  take(files.filter((name) => name < '0024'));
  await migrate(database.adminUrl, { directory });
  const texts = await kept();
  expect(texts.length).toBe(2 * worlds.length);
  for (const text of texts) expect(text).not.toMatch(/1234567893|Nurse|salt/);
  const { rows: matched } = await admin.query(
    `select from row_versions v
     join (select id, salt, npi, display_name from workers union all select id, salt, npi, null from representations) r on r.id = v.row_id
     where v."row" ->> 'npi_digest' = encode(sha256(convert_to(r.salt || r.npi, 'UTF8')), 'hex')
       and v."row" ->> 'display_name_digest' is not distinct from encode(sha256(convert_to(r.salt || r.display_name, 'UTF8')), 'hex')`,
  );
  expect(matched.length).toBe(2 * worlds.length);
});
