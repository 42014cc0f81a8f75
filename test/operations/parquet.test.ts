import { DataType, tableFromIPC, type Field, type Table } from 'apache-arrow';
import { readParquet } from 'parquet-wasm/node';
import { beforeAll, describe, expect, test } from 'vitest';
import { collectionOf } from '../../src/server/registry.ts';
import { openTheater, registry, type Theater } from '../support/stage.ts';
import type { Client } from '../support/service.ts';

let theater: Theater;
let manager: Client;
const parquet = 'application/vnd.apache.parquet';

beforeAll(async () => {
  theater = await openTheater();
  manager = (await theater.stage(['program_manager'])).members.program_manager;
});

/** A file's bytes as another library (Arrow's, written in Rust) reads them. */
const tableOf = (bytes: Uint8Array): Table => tableFromIPC(readParquet(bytes).intoIPCStream());

async function fileOf(client: Client, path: string): Promise<Table> {
  const answer = await theater.service.app.http.inject({
    method: 'GET',
    url: `/v1${path}`,
    headers: { authorization: `Bearer ${client.token}`, accept: parquet, 'accept-encoding': 'gzip' },
  });
  expect(answer.statusCode, path).toBe(200);
  expect(answer.headers['content-type']).toBe(parquet);
  expect(answer.headers['content-encoding']).toBeUndefined();
  return tableOf(answer.rawPayload);
}

/** The digits of a decimal of 128 bits, low word first, as JSON writes it but for idle zeros. */
function decimalText(words: Uint32Array, scale: number): string {
  const bits = words.toReversed().reduce((digits, word) => (digits << 32n) | BigInt(word), 0n);
  const digits = BigInt.asIntN(128, bits);
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  return `${digits < 0n ? '-' : ''}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

function told({ type }: Field, value: any): unknown {
  if (value === null) return null;
  if (DataType.isDecimal(type)) return Number(decimalText(value, type.scale));
  if (DataType.isTimestamp(type)) return new Date(Number(value)).toISOString().replace(/\.000Z$/, 'Z');
  if (DataType.isDate(type)) return new Date(Number(value)).toISOString().slice(0, 10);
  return typeof value === 'bigint' ? Number(value) : value;
}

/** What JSON says, as a cell can say it. */
function expected({ type }: Field, value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (DataType.isDecimal(type)) return Number(value);
  return typeof value === 'object' ? JSON.stringify(value) : value;
}

test.each([...registry.nouns.values()].map((noun) => [noun.name, noun] as const))(
  'the list of %s as Parquet holds what JSON holds, each value by its type',
  async (_, noun) => {
    const path = collectionOf(noun);
    const json = await manager.get(`${path}?limit=200`);
    if (json.status !== 200) return expect(json.status).toBe(403);
    const table = await fileOf(manager, path);
    const data = json.body.data as Record<string, unknown>[];
    expect(table.numRows).toBe(data.length);
    const names = new Set(table.schema.fields.map(({ name }) => name));
    for (const [index, row] of data.entries()) {
      expect([...names]).toEqual(expect.arrayContaining(Object.keys(row)));
      for (const field of table.schema.fields)
        expect(told(field, table.getChild(field.name)!.get(index)), `${noun.name}.${field.name}`).toEqual(
          expected(field, row[field.name]),
        );
    }
  },
);

describe('types', () => {
  test('are those of the fields: exact decimals, instants in UTC, days, whole numbers', async () => {
    const { schema } = await fileOf(
      manager,
      '/orders?fields=id,billRate,startsOn,releasedAt,positions,internalNotes',
    );
    expect(Object.fromEntries(schema.fields.map(({ name, type }) => [name, String(type)]))).toEqual({
      id: 'Utf8',
      billRate: 'Decimal[38e+9]',
      startsOn: 'Date32<DAY>',
      releasedAt: 'Timestamp<MILLISECOND, UTC>',
      positions: 'Int64',
      internalNotes: 'Utf8',
    });
  });

  test('links do not go into a table', async () => {
    const { status, body } = await manager.get('/orders?include=unit', { accept: parquet });
    expect(status).toBe(422);
    expect(body.errors).toEqual([expect.objectContaining({ pointer: '/include', code: 'not_tabular' })]);
  });
});

test.each([
  '/reports/spend?by=vendor',
  '/reports/query?metrics=spend_accrued,hours_worked&by=vendor,tier&grain=month',
])('the rows of %s as Parquet are those that JSON has', async (path) => {
  const json = await manager.get(path);
  const table = await fileOf(manager, path);
  const rows = json.body.rows as Record<string, unknown>[];
  expect(rows.length).toBeGreaterThan(0);
  expect(table.numRows).toBe(rows.length);
  expect(table.schema.fields.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(rows[0]!)));
  for (const [index, row] of rows.entries())
    for (const field of table.schema.fields)
      expect(told(field, table.getChild(field.name)!.get(index)), field.name).toEqual(
        expected(field, row[field.name]),
      );
});
