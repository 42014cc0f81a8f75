import { Readable } from 'node:stream';
import type pg from 'pg';

/** How a row travels: a line of CSV, or one text in Postgres's binary form. */
export type Framing = 'csv' | 'binary';

const blockBytes = 64 * 1024;
const heldBytes = 4 * blockBytes;

// The binary form begins with a signature, flags and the length of an extension that is never there.
const binaryHeadBytes = 19;
const binaryEnd = -1;
// The number of fields and the length of the only one.
const binaryRowBytes = 6;

const newline = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;

/**
 * The rows of a `COPY … TO STDOUT` as lines, CRLF after a row of CSV and LF after a JSON text. Each message of Postgres
 * is one row, so that a line break within a cell is never taken for the end of one. A reader that does not read stops
 * the connection; what is held meanwhile is at most 320 KiB and a row. For connections without pipelining.
 */
export class RowCopy extends Readable implements pg.Submittable {
  readonly #text: string;
  readonly #framing: Framing;
  #connection: pg.Connection | undefined;
  #block = Buffer.allocUnsafe(blockBytes);
  #used = 0;
  #begun = false;
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
    if (this.destroyed) connection.query('select');
    else connection.query(this.#text);
  }

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    if (this.destroyed) return;
    if (this.#framing === 'csv') {
      const end = chunk.length - 1;
      this.#append(chunk, 0, end, 2);
      this.#block[this.#used++] = carriageReturn;
    } else {
      const at = this.#begun ? 0 : binaryHeadBytes;
      this.#begun = true;
      if (chunk.readInt16BE(at) === binaryEnd) return;
      this.#append(chunk, at + binaryRowBytes, chunk.length, 1);
    }
    this.#block[this.#used++] = newline;
  }

  /** Copies a row behind what is held, with room left for the end of its line. */
  #append(chunk: Buffer, from: number, to: number, ending: number): void {
    const length = to - from;
    if (this.#used + length + ending > this.#block.length) {
      this.flush();
      if (length + ending > this.#block.length) this.#block = Buffer.allocUnsafe(length + ending);
    }
    chunk.copy(this.#block, this.#used, from, to);
    // Outside its strings, where it is escaped, JSON may break its lines; a line of NDJSON may not.
    if (this.#framing === 'binary') {
      const end = this.#used + length;
      for (let at = this.#block.indexOf(newline, this.#used); at >= 0 && at < end;) {
        this.#block[at] = space;
        at = this.#block.indexOf(newline, at + 1);
      }
    }
    this.#used += length;
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
    this.#connection?.stream.resume();
    this.#connection = undefined;
    this.#settle(how);
  }
}
