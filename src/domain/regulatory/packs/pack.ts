import { z } from 'zod';
import { csvRecord, figureCell, textCell } from '../../../kernel/csv.ts';
import type { FileAnswer } from '../../../kernel/file-answer.ts';
import { oneOf, Instant } from '../../../kernel/shapes.ts';

export const PackFormat = oneOf('PackFormat', ['json', 'csv']);

/** What an authority or accreditor asks for: a row's columns, each described, and the rule that asks. */
export interface Pack<Row extends z.ZodObject = z.ZodObject> {
  name: string;
  title: string;
  /** The law, regulation or manual that asks for it. */
  source: string;
  row: Row;
}

export const pack = <Row extends z.ZodObject>(declaration: Pack<Row>): Pack<Row> => declaration;

const Column = z.strictObject({ name: z.string(), description: z.string() }).meta({ id: 'RegulatoryColumn' });

const metaOf = (shape: unknown) => (shape as z.ZodType).meta() ?? {};

/** The columns of a pack in order, as its rows' shape describes them. */
export const columnsOf = ({ row }: Pack): z.output<typeof Column>[] =>
  Object.entries(row.shape).map(([name, shape]) => ({
    name,
    description: String(metaOf(shape)['description'] ?? ''),
  }));

/** What a pack's JSON file holds: what it is and whence, what it is of, its columns and rows. */
export const packShape = <Of extends z.ZodRawShape>(id: string, { row }: Pack, of: Of) =>
  z
    .strictObject({
      pack: z.string(),
      title: z.string(),
      source: z.string(),
      asOf: Instant,
      ...of,
      columns: z.array(Column),
      rows: z.array(row),
    })
    .meta({ id });

/** The formats of a pack's files. */
export const packFormats = (shape: z.ZodType) => ({
  json: { mediaType: 'application/json', shape },
  csv: { mediaType: 'text/csv' },
});

const plain = new Set(['ID', 'Instant', 'Day', 'Decimal']);

/** A cell: figures, ids and days as they are, whatever people wrote disarmed, lists parted by semicolons. */
function cellOf(value: unknown, shape: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return textCell(value.join('; '));
  if (typeof value !== 'string') return figureCell(JSON.stringify(value));
  return plain.has(String(metaOf(shape)['scalar'])) ? figureCell(value) : textCell(value);
}

function* csvOf({ row }: Pack, rows: readonly object[]): Generator<string> {
  const columns = Object.entries(row.shape);
  yield csvRecord(columns.map(([name]) => name));
  for (const held of rows as readonly Record<string, unknown>[])
    yield csvRecord(columns.map(([name, shape]) => cellOf(held[name], shape)));
}

/** The pack as a file: `of` stands before the columns and rows in JSON, rows alone are CSV. */
export function packFile<Row extends z.ZodObject>(
  wanted: Pack<Row>,
  format: z.output<typeof PackFormat>,
  fileName: string,
  of: { asOf: string } & Record<string, unknown>,
  found: readonly z.input<Row>[],
): FileAnswer {
  // What is handed in is what was described, in the order of its columns.
  const rows = found.map((one) => wanted.row.parse(one));
  if (format === 'csv')
    return { mediaType: 'text/csv', fileName: `${fileName}.csv`, pieces: csvOf(wanted, rows) };
  const { name, title, source } = wanted;
  const head = { pack: name, title, source, ...of, columns: columnsOf(wanted), rows };
  return { mediaType: 'application/json', fileName: `${fileName}.json`, pieces: [JSON.stringify(head)] };
}
