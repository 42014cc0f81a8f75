import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { tableFromIPC } from 'apache-arrow';
import { readParquet } from 'parquet-wasm/node';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { columnsOfRows } from '../../src/server/exports/parquet/columns.ts';
import { parquetOf, ParquetRows } from '../../src/server/exports/parquet/file.ts';

const shape = z.object({ place: z.int(), name: z.string().nullable() });
/** More than two groups of a file hold. */
const rows = Array.from({ length: 20_001 }, (_, place) => ({
  place,
  name: place % 3 === 0 ? null : `Säule ${place}`,
}));
const columns = columnsOfRows(shape, rows);

function expectAll(bytes: Uint8Array): void {
  const table = tableFromIPC(readParquet(bytes).intoIPCStream());
  expect(table.numRows).toBe(rows.length);
  expect([...table.getChild('place')!].map(Number)).toEqual(rows.map(({ place }) => place));
  expect([...table.getChild('name')!]).toEqual(rows.map(({ name }) => name));
}

describe('a Parquet file of several groups', () => {
  test('has all rows in their order, made at once', () => {
    expectAll(parquetOf(columns, rows));
  });

  test('has all rows in their order, made as lines come in pieces that end anywhere', async () => {
    const lines = Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    const pieces = Array.from({ length: Math.ceil(lines.length / 997) }, (_, at) =>
      lines.subarray(at * 997, (at + 1) * 997),
    );
    expectAll(await buffer(Readable.from(pieces).pipe(new ParquetRows(columns))));
  });

  test('refuses a figure that it cannot hold to the last digit', () => {
    const money = z.object({ amount: z.string().meta({ scalar: 'Decimal' }) });
    const fileOf = (amount: string) => parquetOf(columnsOfRows(money, [{ amount }]), [{ amount }]);
    expect(() => fileOf('1.0000000001')).toThrow(RangeError);
    expect(fileOf('-0.000000001').length).toBeGreaterThan(0);
  });
});
