import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvRecords, delimiterOf } from '../../src/server/imports/csv-records.ts';
import { mostChunkRows, RecordCutter, type Piece } from '../../src/server/imports/record-cutter.ts';

const start = { byte: 0, line: 0, row: 0, number: 0 };

function cut(format: 'csv' | 'ndjson', text: string, sizes: readonly number[]): Piece[] {
  const bytes = Buffer.from(text);
  const cutter = new RecordCutter(format, start);
  const pieces: Piece[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const end = at + (sizes[turn % sizes.length] ?? 1);
    pieces.push(...cutter.push(bytes.subarray(at, end)));
    at = end;
  }
  return [...pieces, ...cutter.end()];
}

const cell = fc.string({
  unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r\n', 'é', ' ', '😀'),
  maxLength: 8,
});
const table = fc
  .integer({ min: 2, max: 4 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 40 }));
const ends = fc.constantFrom('\n', '\r\n');
const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

test('a CSV file is the same rows however it comes, and every piece knows where it stands', () => {
  fc.assert(
    fc.property(table, ends, fc.constantFrom(',', ';'), sizes, (rows, end, delimiter, lengths) => {
      const header = ['one', 'two'].join(delimiter);
      const text = [header, ...rows.map((cells) => cells.map(quoted).join(delimiter))].join(end);
      const pieces = cut('csv', text, lengths);
      expect(pieces.map(({ content }) => content).join('')).toBe(text);
      expect(pieces[0]).toMatchObject({ number: 0, rows: 0, firstLine: 1 });
      const read = pieces.slice(1).flatMap((piece) => csvRecords(piece.content, delimiterOf(header)));
      expect(read.map(({ cells }) => cells)).toEqual(rows);
      expect(read.every(({ fault }) => fault === undefined)).toBe(true);
      let [line, row, byte] = [1, 1, 0];
      for (const piece of pieces) {
        expect([piece.firstLine, piece.firstRow]).toEqual([line, row]);
        line = piece.endLine + 1;
        row += piece.rows;
        byte += Buffer.byteLength(piece.content);
        expect(piece.endByte).toBe(byte);
      }
      expect(row - 1).toBe(rows.length);
    }),
    { numRuns: 300 },
  );
});

test('NDJSON is cut at lines; blank ones are no rows', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('{"a":1}', '', ' ', '"\\n"'), { maxLength: 50 }),
      ends,
      sizes,
      (all, end, lengths) => {
        const pieces = cut('ndjson', all.join(end), lengths);
        expect(pieces.map(({ content }) => content).join('')).toBe(all.join(end));
        expect(pieces.reduce((sum, { rows }) => sum + rows, 0)).toBe(
          all.filter((line) => line.trim()).length,
        );
      },
    ),
  );
});

test('a chunk has at most a thousand rows', () => {
  const pieces = cut('ndjson', '{}\n'.repeat(2_500), [7_000]);
  expect(pieces.map(({ rows }) => rows)).toEqual([mostChunkRows, mostChunkRows, 500]);
});

test('plain cells are trimmed, quoted ones are not, and text behind a quote is a fault of its row', () => {
  expect(csvRecords(' a , b\r\n" c ",\n\n"d" e,f\n', ',')).toEqual([
    { cells: ['a', 'b'], line: 0, fault: undefined },
    { cells: [' c ', ''], line: 1, fault: undefined },
    { cells: ['d', 'f'], line: 3, fault: 'Text follows a closing quote.' },
  ]);
});
