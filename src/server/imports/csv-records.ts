/** One record of a CSV text: its cells, the line on which it begins (from 0), or why it cannot be read. */
export interface CsvRecord {
  cells: string[];
  line: number;
  fault: string | undefined;
}

/** What parts the cells of a record. */
export type Delimiter = ',' | ';';

/** The comma, or the semicolon where the header has semicolons and no comma. */
export const delimiterOf = (header: string): Delimiter =>
  header.includes(';') && !header.includes(',') ? ';' : ',';

/** Whether a line is no row: spaces, tabs and carriage returns. */
export const isBlank = (line: string): boolean => /^[ \t\r]*$/.test(line);

/** The index of the quote that closes the cell whose quote opens at `open`; the text's end where none does. */
function closingQuote(text: string, open: number): number {
  for (let at = open + 1; ; at += 2) {
    at = text.indexOf('"', at);
    if (at === -1) return text.length;
    if (text[at + 1] !== '"') return at;
  }
}

const orEnd = (index: number, text: string) => (index === -1 ? text.length : index);

/**
 * Records of a text that holds whole ones: RFC 4180, lines ending in LF or CRLF. A cell whose first character is a
 * quote is quoted; others are trimmed. Blank lines are no records.
 */
export function csvRecords(text: string, delimiter: Delimiter): CsvRecord[] {
  const records: CsvRecord[] = [];
  let line = 0;
  for (let at = 0; at < text.length;) {
    const record: CsvRecord = { cells: [], line, fault: undefined };
    const begun = at;
    let lineEnd = orEnd(text.indexOf('\n', at), text);
    for (;;) {
      let quoted: string | undefined;
      if (text[at] === '"') {
        const close = closingQuote(text, at);
        quoted = text.slice(at + 1, close);
        for (; lineEnd < close; lineEnd = orEnd(text.indexOf('\n', lineEnd + 1), text)) line += 1;
        at = close + 1;
      }
      const next = text.indexOf(delimiter, at);
      const end = next === -1 || next > lineEnd ? lineEnd : next;
      const plain = text.slice(at, end).trim();
      record.cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
      if (quoted !== undefined && plain !== '') record.fault = 'Text follows a closing quote.';
      at = end + 1;
      if (end === lineEnd) break;
    }
    line += 1;
    if (record.cells.length > 1 || !isBlank(text.slice(begun, lineEnd))) records.push(record);
  }
  return records;
}
