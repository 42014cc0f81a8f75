import { Transform, type TransformCallback } from 'node:stream';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { ParquetColumn } from './columns.ts';

/** What is held of rows before they become a group of the file: enough to pack well, little to hold. */
const groupRows = 10_000;
const groupBytes = 8 * 1024 * 1024;

type Row = Readonly<Record<string, unknown>>;

/** Makes the groups of a Parquet file (format 2, Snappy) from rows, one after another. */
class ParquetFile {
  readonly #columns: readonly ParquetColumn[];
  readonly #bytes = new ByteWriter();
  readonly #writer: ParquetWriter;

  constructor(columns: readonly ParquetColumn[]) {
    this.#columns = columns;
    const root = { name: 'row', num_children: columns.length };
    this.#writer = new ParquetWriter({
      writer: this.#bytes,
      schema: [root, ...columns.map(({ element }) => element)],
      createdBy: 'requisite',
    });
  }

  add(rows: readonly Row[]): void {
    const columnData = this.#columns.map(({ name, cell }) => ({
      name,
      data: rows
        .map((row) => row[name])
        .map((value) => (value === null || value === undefined ? null : cell(value))),
    }));
    void this.#writer.write({ columnData, rowGroupSize: rows.length });
  }

  end(): void {
    if (this.#writer.row_groups.length === 0) this.#addNone();
    void this.#writer.finish();
  }

  // The library names an empty list of groups so that other readers refuse it: a file of no rows has a group of none.
  #addNone(): void {
    this.add([{}]);
    for (const group of this.#writer.row_groups) {
      group.num_rows = 0n;
      for (const { meta_data: column } of group.columns) column!.num_values = 0n;
    }
    this.#writer.num_rows = 0n;
    this.#writer.pendingIndexes.length = 0;
  }

  /** What was made since the last call. */
  take(): Buffer {
    const made = Buffer.from(this.#bytes.getBuffer());
    this.#bytes.index = 0;
    return made;
  }
}

/** Rows that are all there as one file. */
export function parquetOf(columns: readonly ParquetColumn[], rows: readonly Row[]): Buffer {
  const file = new ParquetFile(columns);
  for (let from = 0; from < rows.length; from += groupRows) file.add(rows.slice(from, from + groupRows));
  file.end();
  return file.take();
}

/** Turns lines of JSON, one row each, into a Parquet file as they come: one group of rows is held at a time. */
export class ParquetRows extends Transform {
  readonly #file: ParquetFile;
  #tail: Buffer[] = [];
  #rows: Row[] = [];
  #size = 0;

  constructor(columns: readonly ParquetColumn[]) {
    super();
    this.#file = new ParquetFile(columns);
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    try {
      let from = 0;
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
        this.#line(Buffer.concat([...this.#tail.splice(0), chunk.subarray(from, at)]));
        from = at + 1;
      }
      if (from < chunk.length) this.#tail.push(chunk.subarray(from));
      done();
    } catch (error) {
      done(error as Error);
    }
  }

  override _flush(done: TransformCallback): void {
    try {
      this.#group();
      this.#file.end();
      done(null, this.#file.take());
    } catch (error) {
      done(error as Error);
    }
  }

  #line(line: Buffer): void {
    this.#rows.push(JSON.parse(line.toString('utf8')) as Row);
    this.#size += line.length;
    if (this.#rows.length >= groupRows || this.#size >= groupBytes) this.#group();
  }

  #group(): void {
    if (this.#rows.length === 0) return;
    this.#file.add(this.#rows);
    this.#rows = [];
    this.#size = 0;
    this.push(this.#file.take());
  }
}
