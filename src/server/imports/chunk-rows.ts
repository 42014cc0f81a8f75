import type { z } from 'zod';
import { malformed, Problem } from '../../kernel/errors.ts';
import { parseStrictly } from '../rest/json.ts';
import { columnsOf, rowOfCells, type Column } from '../rest/tabular.ts';
import { csvRecords, delimiterOf, isBlank, type Delimiter } from './csv-records.ts';

/** One row of a file: its line (from 1), and the input it gives, or why it gives none. */
export interface FileRow {
  line: number;
  input: unknown;
}

/** A CSV file's columns, and what parts them. */
export interface Header {
  columns: readonly Column[];
  delimiter: Delimiter;
}

/** The header of a CSV file; a byte order mark before it is taken. Refused where a column is no member of a row. */
export function headerOf(text: string, shape: z.ZodObject): Header {
  const line = text.startsWith('\ufeff') ? text.slice(1) : text;
  const delimiter = delimiterOf(line);
  const [record] = csvRecords(line, delimiter);
  if (!record || record.fault) throw malformed({ detail: record?.fault ?? 'The CSV has no header.' });
  const columns = columnsOf(record.cells, shape);
  const unknown = columns.find(({ known }) => !known);
  if (unknown) throw malformed({ detail: `The column ${unknown.name.slice(0, 100)} is no field of a row.` });
  return { columns, delimiter };
}

const unread = (detail: string) => malformed({ detail });

function csvRow({ columns }: Header, { cells, fault }: { cells: string[]; fault: string | undefined }) {
  if (fault) return unread(fault);
  if (cells.length > columns.length)
    return unread(`The row has ${cells.length} cells, the header ${columns.length} columns.`);
  return rowOfCells(columns, cells);
}

function jsonRow(line: string): unknown {
  try {
    return parseStrictly(line);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

/** The rows of a chunk, whose first line is `firstLine` of the file. A row that cannot be read is a problem. */
export function rowsOfChunk(content: string, firstLine: number, header: Header | undefined): FileRow[] {
  if (header)
    return csvRecords(content, header.delimiter).map((record) => ({
      line: firstLine + record.line,
      input: csvRow(header, record),
    }));
  return content
    .split('\n')
    .flatMap((line, index) => (isBlank(line) ? [] : [{ line: firstLine + index, input: jsonRow(line) }]));
}
