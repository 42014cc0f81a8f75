import type pg from 'pg';

/** What a copy's rows are given to, piece by piece as they come: `length` bytes in all, then pieces up to the last. */
export interface RowSink {
  begin(length: number): void;
  piece(chunk: Buffer, from: number, to: number, isLast: boolean): void;
}

type Listener = (chunk: Buffer) => void;

const headerBytes = 5;
const copyOut = 'H'.charCodeAt(0);
const copyData = 'd'.charCodeAt(0);
const copyDone = 'c'.charCodeAt(0);

/**
 * Reads a connection in the driver's place while it copies, since an object and an event for each row cost more than
 * the row. Every message that is not of the copy goes to the driver as it came.
 */
export class CopyMessages {
  readonly #stream: pg.Connection['stream'];
  readonly #driver: Listener;
  readonly #sink: RowSink;
  readonly #header = Buffer.alloc(headerBytes);
  #headed = 0;
  #code = 0;
  #left = 0;
  #isOver = false;

  constructor(stream: pg.Connection['stream'], sink: RowSink) {
    const [driver, ...others] = stream.listeners('data') as Listener[];
    if (!driver || others.length > 0) throw new TypeError('the connection has not one reader');
    this.#stream = stream;
    this.#driver = driver;
    this.#sink = sink;
    stream.on('data', this.#read).off('data', driver);
  }

  /** Gives the connection back to the driver. */
  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#stream.on('data', this.#driver).off('data', this.#read);
  }

  readonly #read = (chunk: Buffer): void => {
    for (let at = 0; at < chunk.length;) {
      if (this.#isOver) return this.#driver(chunk.subarray(at));
      at = this.#left === 0 ? this.#begin(chunk, at) : this.#continue(chunk, at);
    }
  };

  #begin(chunk: Buffer, at: number): number {
    let header = chunk;
    let start = at;
    let after = at + headerBytes;
    if (this.#headed > 0 || after > chunk.length) {
      const copied = chunk.copy(this.#header, this.#headed, at);
      this.#headed += copied;
      if (this.#headed < headerBytes) return chunk.length;
      [header, start, after] = [this.#header, 0, at + copied];
    }
    this.#headed = 0;
    this.#code = header[start]!;
    this.#left = header.readUInt32BE(start + 1) - 4;
    if (this.#code === copyData) this.#sink.begin(this.#left);
    else if (this.#code !== copyOut && this.#code !== copyDone)
      this.#driver(Buffer.from(header.subarray(start, start + headerBytes)));
    return after;
  }

  #continue(chunk: Buffer, at: number): number {
    const to = Math.min(at + this.#left, chunk.length);
    this.#left -= to - at;
    if (this.#code === copyData) this.#sink.piece(chunk, at, to, this.#left === 0);
    else if (this.#code !== copyOut && this.#code !== copyDone) this.#driver(chunk.subarray(at, to));
    return to;
  }
}
