import { Readable } from 'node:stream';
import type pg from 'pg';
import { CopyMessages, type RowSink } from './copy-messages.ts';

/** How a row travels: a line of CSV, or one text in Postgres's binary form. */
export type Framing = 'csv' | 'binary';

const blockBytes = 64 * 1024;
const heldBytes = 4 * blockBytes;

// The binary form begins with a signature, flags and the length of an extension that is never there; a row with the
// number of its fields and the length of the only one. No row is what is no longer than that: the form's end.
const binaryHeadBytes = 19;
const binaryRowBytes = 6;

const newline = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;

// Outside its strings, where it is escaped, JSON may break its lines; a line of NDJSON may not.
function onOneLine(json: Buffer): void {
  for (let at = json.indexOf(newline); at >= 0; at = json.indexOf(newline, at + 1)) json[at] = space;
}

/**
 * The rows of a `COPY … TO STDOUT` as lines, CRLF after a row of CSV and LF after a JSON text. Each message of Postgres
 * is one row, so that a line break within a cell is never taken for the end of one. A reader that does not read stops
 * the connection; what is held meanwhile is at most 320 KiB and what was read at once. For connections without pipelining.
 */
export class RowCopy extends Readable implements pg.Submittable, RowSink {
  readonly #text: string;
  readonly #framing: Framing;
  #connection: pg.Connection | undefined;
  #messages: CopyMessages | undefined;
  #block = Buffer.allocUnsafe(blockBytes);
  #used = 0;
  #begun = false;
  #skip = 0;
  #isRow = true;
  #isSettled = false;
  /** Since when the reader has not read, on the process's own clock; undefined while it does. */
  stalledSince: number | undefined;
  /** Resolves when Postgres has sent all or failed: the connection is then free for the next statement. */
  readonly settled: Promise<'whole' | 'broken'>;
  #settle!: (how: 'whole' | 'broken') => void;

  constructor(text: string, framing: Framing, head: string) {
    super({ highWaterMark: heldBytes });
    this.#text = text;
    this.#framing = framing;
    this.#used = this.#block.write(head, 'utf8');
    this.settled = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  get isSettled(): boolean {
    return this.#isSettled;
  }

  submit(connection: pg.Connection): void {
    this.#connection = connection;
    if (this.destroyed) return connection.query('select');
    this.#messages = new CopyMessages(connection.stream, this);
    connection.query(this.#text);
  }

  begin(length: number): void {
    if (this.#framing === 'csv') return;
    this.#skip = this.#begun ? binaryRowBytes : binaryHeadBytes + binaryRowBytes;
    this.#begun = true;
    this.#isRow = length > this.#skip;
  }

  piece(chunk: Buffer, from: number, to: number, isLast: boolean): void {
    if (this.destroyed || !this.#isRow) return;
    if (this.#framing === 'csv') {
      this.#append(chunk, from, isLast ? to - 1 : to);
      if (isLast) this.#put(carriageReturn);
    } else {
      const skipped = Math.min(this.#skip, to - from);
      this.#skip -= skipped;
      this.#append(chunk, from + skipped, to);
    }
    if (isLast) this.#put(newline);
  }

  #put(byte: number): void {
    if (this.#used === blockBytes) this.flush();
    this.#block[this.#used++] = byte;
  }

  /** Copies what is from a row behind what is held. */
  #append(chunk: Buffer, from: number, to: number): void {
    for (let at = from; at < to;) {
      if (this.#used === blockBytes) this.flush();
      const copied = chunk.copy(this.#block, this.#used, at, to);
      if (this.#framing === 'binary') onOneLine(this.#block.subarray(this.#used, this.#used + copied));
      this.#used += copied;
      at += copied;
    }
  }

  /** Hands on what is held, though it fills no block yet. */
  flush(): void {
    if (this.#used === 0 || this.destroyed) return;
    const full = this.#block.subarray(0, this.#used);
    this.#block = Buffer.allocUnsafe(blockBytes);
    this.#used = 0;
    if (this.push(full)) return;
    this.stalledSince = performance.now();
    this.#connection?.stream.pause();
  }

  override _read(): void {
    this.stalledSince = undefined;
    this.#connection?.stream.resume();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    // What Postgres still sends is let through to nowhere, up to its word that it has stopped.
    this.#connection?.stream.resume();
    done(error);
  }

  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.#end('whole');
    this.flush();
    this.push(null);
  }

  handleError(error: Error): void {
    this.#end('broken');
    this.destroy(error);
  }

  #end(how: 'whole' | 'broken'): void {
    this.#isSettled = true;
    this.#messages?.end();
    this.#connection?.stream.resume();
    this.#connection = undefined;
    this.#settle(how);
  }
}
