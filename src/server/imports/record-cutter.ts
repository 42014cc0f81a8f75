import { malformed, tooLarge } from '../../kernel/errors.ts';
import { delimiterOf, type Delimiter } from './csv-records.ts';

/** At most so many bytes may a row have, and so many rows a chunk. */
const mostRowBytes = 65_536;
export const mostChunkRows = 1_000;
const mostChunkBytes = 1024 * 1024;

/** How far a file has been cut: bytes, lines and rows behind, and chunks. */
export interface Place {
  byte: number;
  line: number;
  row: number;
  number: number;
}

/** Whole rows of a file as they came, and where they stand. */
export interface Piece {
  number: number;
  content: string;
  firstRow: number;
  rows: number;
  /** The line of its first character, from 1. */
  firstLine: number;
  /** Lines and bytes of the file up to its end. */
  endLine: number;
  endByte: number;
}

const [newline, carriageReturn, quote, comma, semicolon, space, tab] = [10, 13, 34, 44, 59, 32, 9];
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function textOf(bytes: Buffer, line: number): string {
  if (bytes.includes(0)) throw malformed({ detail: `Text holds U+0000, in or behind line ${line}.` });
  try {
    return decoder.decode(bytes);
  } catch {
    throw malformed({ detail: `The file is not UTF-8, in or behind line ${line}.` });
  }
}

/**
 * Cuts a file between its rows as it comes, whatever its length: only a chunk is held. In CSV a line break between
 * quotes belongs to its row (RFC 4180), and the header is a piece of its own, number 0; blank lines are no rows.
 */
export class RecordCutter {
  readonly #quoted: boolean;
  #place: Place;
  #held: Buffer = Buffer.alloc(0);
  /** Into what is held: how far it was looked at, and where the present row begins. */
  #at = 0;
  #rowAt = 0;
  #rows = 0;
  #lines = 0;
  #isBlank = true;
  #state: 'field' | 'plain' | 'quoted' | 'closing' = 'field';
  /** Known from the header on. */
  #delimiter: number | undefined;

  constructor(format: 'csv' | 'ndjson', from: Place, delimiter?: Delimiter) {
    this.#quoted = format === 'csv';
    this.#place = from;
    this.#delimiter = delimiter?.charCodeAt(0);
  }

  /** The pieces that these bytes complete. */
  push(bytes: Buffer): Piece[] {
    this.#held = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    const pieces: Piece[] = [];
    for (; this.#at < this.#held.length; this.#at += 1) {
      const byte = this.#held[this.#at]!;
      const ends = this.#quoted ? this.#meet(byte) : byte === newline;
      if (byte === newline) this.#lines += 1;
      else if (byte !== space && byte !== tab && byte !== carriageReturn) this.#isBlank = false;
      if (ends) this.#endRow(this.#at + 1, pieces);
      else if (this.#at - this.#rowAt >= mostRowBytes) throw this.#rowTooLarge();
    }
    return pieces;
  }

  /** The rest: a last row needs no line break. */
  end(): Piece[] {
    const pieces: Piece[] = [];
    if (this.#state === 'quoted')
      throw malformed({ detail: `A quote is never closed, in or behind line ${this.#place.line + 1}.` });
    if (this.#at > this.#rowAt) {
      this.#lines += 1;
      this.#endRow(this.#held.length, pieces);
    }
    if (this.#rowAt > 0) this.#cut(pieces);
    return pieces;
  }

  /** What is complete so far, where more of the file follows in another request. */
  pause(): Piece[] {
    const pieces: Piece[] = [];
    if (this.#rowAt > 0 && this.#rows > 0) this.#cut(pieces);
    return pieces;
  }

  #rowTooLarge() {
    return tooLarge({
      detail: `Row ${this.#place.row + this.#rows + 1}, near line ${this.#place.line + this.#lines + 1}, is larger than ${mostRowBytes} bytes.`,
    });
  }

  /** Whether a byte of CSV ends a row. */
  #meet(byte: number): boolean {
    if (this.#state === 'quoted') {
      if (byte === quote) this.#state = 'closing';
      return false;
    }
    if (byte === newline) {
      this.#state = 'field';
      return true;
    }
    if (byte === quote && this.#state !== 'plain') this.#state = 'quoted';
    else this.#state = this.#parts(byte) ? 'field' : 'plain';
    return false;
  }

  #parts(byte: number): boolean {
    return this.#delimiter === undefined ? byte === comma || byte === semicolon : byte === this.#delimiter;
  }

  #endRow(end: number, pieces: Piece[]): void {
    if (!this.#isBlank) this.#rows += 1;
    this.#isBlank = true;
    this.#rowAt = end;
    const isHeader = this.#quoted && this.#place.number === 0;
    if (this.#rows === (isHeader ? 1 : mostChunkRows) || end >= mostChunkBytes) this.#cut(pieces);
  }

  #cut(pieces: Piece[]): void {
    const { number, line, row, byte } = this.#place;
    const isHeader = this.#quoted && number === 0;
    const rows = isHeader ? 0 : this.#rows;
    const after = {
      byte: byte + this.#rowAt,
      line: line + this.#lines,
      row: row + rows,
      number: number + 1,
    };
    const content = textOf(this.#held.subarray(0, this.#rowAt), line + 1);
    if (isHeader) this.#delimiter = delimiterOf(content).charCodeAt(0);
    pieces.push({
      number,
      content,
      firstRow: row + 1,
      rows,
      firstLine: line + 1,
      endLine: after.line,
      endByte: after.byte,
    });
    this.#held = this.#held.subarray(this.#rowAt);
    this.#at -= this.#rowAt;
    this.#rowAt = 0;
    this.#rows = 0;
    this.#lines = 0;
    this.#place = after;
  }
}
