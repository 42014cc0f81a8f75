import { malformed, Problem } from '../../kernel/errors.ts';
import { parseStrictly } from '../rest/json.ts';
import { csvRecords, isBlank } from './csv-records.ts';
import type { Header } from './header.ts';

/** One row of a file: its line (from 1), and the input it gives, or why it gives none. */
export interface FileRow {
  line: number;
  input: unknown;
}

const unread = (detail: string) => malformed({ detail });

function csvRow(header: Header, { cells, fault }: { cells: string[]; fault: string | undefined }) {
  if (fault) return unread(fault);
  if (cells.length > header.size)
    return unread(`The row has ${cells.length} cells, the header ${header.size} columns.`);
  return header.inputOf(cells);
}

function jsonRow(line: string, constants: Record<string, unknown>): unknown {
  try {
    const row = parseStrictly(line);
    return row !== null && typeof row === 'object' && !Array.isArray(row) ? { ...constants, ...row } : row;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

/** The rows of a chunk, whose first line is `firstLine` of the file. A row that cannot be read is a problem. */
export function rowsOfChunk(
  content: string,
  firstLine: number,
  header: Header | undefined,
  constants: Record<string, unknown> = {},
): FileRow[] {
  if (header)
    return csvRecords(content, header.delimiter).map((record) => ({
      line: firstLine + record.line,
      input: csvRow(header, record),
    }));
  return content
    .split('\n')
    .flatMap((line, index) =>
      isBlank(line) ? [] : [{ line: firstLine + index, input: jsonRow(line, constants) }],
    );
}
