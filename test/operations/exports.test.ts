import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { inlined } from '../../src/server/exports/literal.ts';
import { adminClient } from '../support/database.ts';
import { collectionOf } from '../../src/server/registry.ts';
import { openTheater, registry, type Stage, type Theater } from '../support/stage.ts';

let theater: Theater;
let stage: Stage;
const csv = { accept: 'text/csv' };
const lines = { accept: 'application/x-ndjson' };

beforeAll(async () => {
  theater = await openTheater();
  stage = await theater.stage();
});

const rowsOf = (text: string): Record<string, string>[] => parse(text, { columns: true });

/** A cell says what the JSON list says: nothing for null, JSON for what is nested, the text of anything else. */
function expectCell(cell: string, value: unknown, what: string): void {
  if (value === null || value === undefined) expect(cell, what).toBe('');
  else if (typeof value === 'object') expect(JSON.parse(cell), what).toEqual(value);
  else expect(cell, what).toBe(String(value as string | number | boolean));
}

describe.each([...registry.nouns.values()].map((noun) => [noun.name, noun] as const))('%s', (_, noun) => {
  test('says the same as JSON, CSV and NDJSON to everyone, field by field', async () => {
    const path = collectionOf(noun);
    let read = 0;
    for (const { name, client } of stage.everyone) {
      const json = await client.get(`${path}?limit=200`);
      const [asCsv, asLines] = [await client.get(path, csv), await client.get(path, lines)];
      expect([asCsv.status, asLines.status], name).toEqual([json.status, json.status]);
      if (json.status !== 200) continue;
      read += 1;
      const data = json.body.data as Record<string, unknown>[];
      const given = asLines.text.split('\n');
      expect(given.pop()).toBe('');
      expect(
        given.map((line) => JSON.parse(line) as object),
        name,
      ).toEqual(data);
      const rows = rowsOf(asCsv.text);
      expect(rows.length, name).toBe(data.length);
      const columns = asCsv.text.split('\r\n')[0]!.split(',');
      for (const [index, row] of data.entries()) {
        for (const column of columns)
          expectCell(rows[index]![column]!, row[column], `${name} ${noun.name}.${column}`);
        expect(columns, name).toEqual(expect.arrayContaining(Object.keys(row)));
      }
    }
    expect(read).toBeGreaterThan(0);
  });
});

const hostile = [
  `O'Brien "ICU"`,
  String.raw`back\slash \' \\ \n`,
  `'; drop table programs; --`,
  `$1 $2 $$ $a$`,
  String.raw`E'\x41' U&'\0041'`,
  'a,b;c',
  'two\nlines\r\nand\rmore',
  String.raw`\.`,
  '\u{1f600} é 漢',
  '%_',
];
const formulas = ['=1+1', '+1', '-1', '@x', '\t=1', '\r=1', '\uff1d1', '\uff0b1', '\uff0d1', '\uff201'];

test('texts of any kind come back as they are, as cells, as lines and as filters', async () => {
  const { client } = stage.everyone.find(({ name }) => name === 'program_manager')!;
  for (const name of hostile)
    expect((await client.post('/programs', { name, timeZone: 'UTC' })).status, name).toBe(201);
  const { body } = await client.get('/programs?fields=name&sort=name');
  const names = (body.data as { name: string }[]).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(hostile));
  const all = await client.get('/programs?fields=name&sort=name', csv);
  // The names hold line breaks of their own; a row ends with CRLF and nothing else does.
  expect(parse(all.text, { record_delimiter: '\r\n' })).toEqual([['name'], ...names.map((name) => [name])]);
  for (const name of hostile) {
    const text = encodeURIComponent(name);
    for (const filter of [`name[in]=${text}`, `name[startsWith]=${text}`, `q=${text}`]) {
      const wanted = filter.includes('[in]') ? `name[eq]=${text}` : filter;
      const found = await client.get(`/programs?fields=name&${wanted}`, lines);
      expect(JSON.parse(found.text), wanted).toEqual({ name });
    }
  }
  expect((await client.get('/programs?q=a%00b', csv)).status).toBe(400);
});

test('a literal means the text it was made from, whatever the connection makes of backslashes', async () => {
  const admin = await adminClient(theater.service.database);
  for (const setting of ['on', 'off']) {
    await admin.query(`set standard_conforming_strings = ${setting}`);
    const same = async (texts: string[]) => {
      const columns = texts.map((text) => sql`${text}::text`);
      const statement = inlined(sql`select array[${sql.join(columns, sql`, `)}]::text[] as texts`);
      const { rows } = await admin.query<{ texts: string[] }>(statement);
      expect(rows[0]!.texts).toEqual(texts);
    };
    await same([...hostile, ...formulas]);
    const text = fc.string({ unit: 'binary' }).filter((each) => !each.includes('\0') && each.isWellFormed());
    const spiced = fc
      .array(fc.oneof(text, fc.constantFrom(`'`, '\\', '"', '$1', '--', '/*')))
      .map((parts) => parts.join(''));
    await fc.assert(fc.asyncProperty(fc.array(spiced, { minLength: 1, maxLength: 20 }), same), {
      numRuns: 100,
    });
  }
  const { rows } = await admin.query(
    inlined(sql`select ${5}::int as five, ${true}::boolean as yes, ${null}::text as none`),
  );
  expect(rows).toEqual([{ five: 5, yes: true, none: null }]);
  expect(() => inlined(sql`select ${'a\0b'}`)).toThrow('U+0000');
  expect(() => inlined(sql`select ${{ a: 1 }}`)).toThrow('no literal');
});

test('a spreadsheet runs no cell: formulas are escaped in free text, and negative numbers are left numbers', async () => {
  const { client } = stage.everyone.find(({ name }) => name === 'program_manager')!;
  for (const [index, name] of formulas.entries()) {
    await theater.add(stage, 'programs', { name, currency: 'USD' });
    const id = String(stage.world.rows['programs']!['id']);
    const found = rowsOf((await client.get(`/programs?id=${id}`, csv)).text);
    expect(found, String(index)).toMatchObject([{ id, name: `'${name}`, currency: 'USD' }]);
    expect(JSON.parse((await client.get(`/programs?id=${id}`, lines)).text)).toMatchObject({ name });
  }
});

test('a negative amount stays a number', async () => {
  const other = await theater.stage(['program_manager']);
  await theater.set(other, 'billing_items', {
    amount: '-98.00',
    fee_amount: '-2.94',
    vendor_amount: '-95.06',
  });
  const answer = await other.members.program_manager.get('/billing-items?fields=amount,feeAmount', csv);
  expect(answer.text).toBe('amount,feeAmount\r\n-98.00,-2.94\r\n');
});

test('a page, its link and where it ends are those of the list; a past is exported as it was', async () => {
  const { tenantId, admin } = await theater.service.tenant('Pages', '2026-01-05T12:00:00Z');
  for (const name of ['A', 'B', 'C', 'D', 'E']) await admin.post('/programs', { name, timeZone: 'UTC' });
  let path: string | undefined = '/programs?fields=name&sort=-name&limit=2';
  const pages: string[] = [];
  while (path) {
    const page = await admin.get(path, lines);
    pages.push(
      page.text
        .split('\n')
        .filter(Boolean)
        .map((line) => (JSON.parse(line) as { name: string }).name)
        .join(),
    );
    path = /^<\/v1([^>]+)>; rel="next"$/.exec(String(page.headers['link']))?.[1];
  }
  expect(pages).toEqual(['E,D', 'C,B', 'A']);

  await theater.service.moveClock(tenantId, '2026-01-06T12:00:00Z');
  const [{ id }] = (await admin.get('/programs?name=A')).body.data;
  await admin.patch(`/programs/${id}`, { name: 'Z' }, { 'if-match': '"1"' });
  const past = await admin.get('/programs?fields=name&sort=name&asOf=2026-01-05T12:00:00Z', csv);
  expect(past.text).toBe('name\r\nA\r\nB\r\nC\r\nD\r\nE\r\n');
  const ahead = await admin.get('/programs?asOf=2030-01-01T00:00:00Z', csv);
  expect(ahead.body).toMatchObject({ status: 422, errors: [{ pointer: '/asOf', code: 'in_the_future' }] });
});

test('links stand in NDJSON on one line each', async () => {
  const { client } = stage.everyone.find(({ name }) => name === 'program_manager')!;
  const json = await client.get('/facilities?include=units,program&limit=200');
  const given = await client.get('/facilities?include=units,program', lines);
  const rows = given.text.trimEnd().split('\n');
  expect(rows.map((row) => JSON.parse(row) as object)).toEqual(json.body.data);
  expect(json.body.data[0].units.data.length).toBeGreaterThan(0);
});

test('an empty list is a header, or nothing', async () => {
  const { admin } = await theater.service.tenant('Empty');
  const heading = await admin.get('/programs?fields=name,state', csv);
  expect([heading.status, heading.text]).toEqual([200, 'name,state\r\n']);
  const nothing = await admin.get('/programs', lines);
  expect([nothing.status, nothing.text]).toEqual([200, '']);
  const head = await admin.send({ method: 'HEAD', url: '/v1/programs', headers: csv });
  expect(head.text).toBe('');
});

test('is compressed for whoever takes gzip', async () => {
  const { client } = stage.everyone.find(({ name }) => name === 'program_manager')!;
  const plain = await client.get('/programs', csv);
  expect([plain.headers['content-encoding'], plain.headers['vary']]).toEqual([
    undefined,
    expect.stringContaining('Accept-Encoding'),
  ]);
  for (const [accepted, coded] of [
    ['gzip', true],
    ['br;q=1.0, gzip;q=0.5', true],
    ['*', true],
    ['gzip;q=0', false],
    ['identity', false],
    ['xgzip', false],
  ] as const) {
    const answer = await theater.service.app.http.inject({
      url: '/v1/programs',
      headers: { ...csv, 'accept-encoding': accepted, authorization: `Bearer ${client.token}` },
    });
    expect(answer.headers['content-encoding'], accepted).toBe(coded ? 'gzip' : undefined);
    const bytes = answer.rawPayload;
    expect((coded ? gunzipSync(bytes) : bytes).toString('utf8'), accepted).toBe(plain.text);
  }
});
