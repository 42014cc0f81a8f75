import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { disarmed } from '../../kernel/csv.ts';
import { malformed, tooLarge } from '../../kernel/errors.ts';
import { mostRows } from '../bulk.ts';
import { unwrap } from '../reads/request.ts';
import { parseStrictly } from './json.ts';

const mostLineBytes = 65_536;

/** Reads a cell's text as the value its field takes. */
function cellReader(shape: z.ZodType | undefined): (text: string) => unknown {
  const inner = shape && unwrap(shape).shape;
  if (inner instanceof z.ZodNumber)
    return (text) => (/^-?\d{1,15}(\.\d+)?$/.test(text) ? Number(text) : text);
  if (inner instanceof z.ZodBoolean)
    return (text) => (text === 'true' ? true : text === 'false' ? false : text);
  if (inner instanceof z.ZodArray) {
    const each = cellReader(inner.element as z.ZodType);
    return (text) => listOf(text) ?? text.split('|').map(each);
  }
  return (text) => text;
}

// As an export writes a list, and the only way to write one whose parts have members.
function listOf(text: string): unknown[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    return parseStrictly(text) as unknown[];
  } catch {
    return undefined;
  }
}

const ownMember = (shape: z.ZodObject, name: string) =>
  Object.hasOwn(shape.shape, name) ? (shape.shape[name] as z.ZodType) : undefined;

/** A column of a CSV file: the member of a row that it fills, and how. */
export interface Column {
  name: string;
  path: readonly [string] | readonly [string, string];
  /** Whether a row has such a member. */
  known: boolean;
  read(text: string): unknown;
}

function columnOf(name: string, shape: z.ZodObject): Column {
  const [first, second] = name.split('.', 2) as [string, string?];
  const member = ownMember(shape, first);
  const inner = member && unwrap(member).shape;
  if (second && inner instanceof z.ZodObject) {
    const part = ownMember(inner, second);
    return { name, path: [first, second], known: part !== undefined, read: cellReader(part) };
  }
  return { name, path: [name], known: ownMember(shape, name) !== undefined, read: cellReader(member) };
}

/** The columns that a header names: `externalId.system` is a member of one; refused where it names one twice. */
export function columnsOf(header: readonly string[], shape: z.ZodObject): Column[] {
  if (header.some((column) => /(^|\.)__proto__$/.test(column)))
    throw malformed({ detail: 'A column must not be named __proto__.' });
  if (new Set(header).size < header.length)
    throw malformed({ detail: 'The CSV header names a column twice.' });
  return header.map((column) => columnOf(column, shape));
}

/** A row from the cells of a record; an empty cell is an absent member, `|` parts lists, or they are JSON. */
export function rowOfCells(columns: readonly Column[], cells: readonly string[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [index, { path, read }] of columns.entries()) {
    const cell = cells[index];
    if (cell === undefined || cell === '') continue;
    const [first, second] = path;
    if (second === undefined) row[first] = read(cell);
    else row[first] = Object.assign(Object(row[first] ?? {}) as object, { [second]: read(cell) });
  }
  return row;
}

/** Rows of a CSV file: the header names fields, `externalId.system` a member of one, `|` parts lists. BOM and CRLF are taken. */
export function rowsOfCsv(text: string, shape: z.ZodObject): unknown[] {
  let table: string[][];
  try {
    table = parse(text, {
      bom: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: mostLineBytes,
      to: mostRows + 2,
    });
  } catch (error) {
    throw malformed({ detail: `The CSV cannot be read: ${(error as Error).message.slice(0, 200)}` });
  }
  const [header, ...records] = table;
  if (!header) throw malformed({ detail: 'The CSV has no header.' });
  const columns = columnsOf(header, shape);
  if (records.length > mostRows) throw tooLarge({ detail: `At most ${mostRows} rows in one call.` });
  return records.map((record) => rowOfCells(columns, record));
}

/** Rows of NDJSON, one JSON value a line, each read strictly. */
export function rowsOfNdjson(text: string): unknown[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length > mostRows) throw tooLarge({ detail: `At most ${mostRows} rows in one call.` });
  return lines.map((line, index) => {
    try {
      return parseStrictly(line);
    } catch (error) {
      throw malformed({ detail: `Line ${index + 1}: ${(error as Error).message}` });
    }
  });
}

// A negative amount is a number in a spreadsheet too, and must be one to whoever reads the file.
const figure = /^-?\d+(\.\d+)?$/;

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean);
  return figure.test(text) ? text : disarmed(text);
}

/** Rows as CSV with the given columns; cells that a spreadsheet would run are disarmed (ASVS 1.2.10). */
export const csvOf = (
  columns: readonly string[],
  rows: readonly Record<string, unknown>[],
  header: boolean,
): string =>
  stringify(
    rows.map((row) => columns.map((column) => cell(row[column]))),
    {
      header,
      columns: [...columns],
      record_delimiter: 'windows',
    },
  );
