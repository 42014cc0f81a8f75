import type { Readable } from 'node:stream';
import type pg from 'pg';
import type { Actor } from '../../kernel/actor.ts';
import { malformed, notFound, refuse, stepNotAllowed, tooLarge } from '../../kernel/errors.ts';
import type { Context } from '../../kernel/operation.ts';
import { inTransaction, type OpenTransaction } from '../database/transaction.ts';
import { record } from '../execute/happenings.ts';
import { headerText, keepPieces, placeOf } from './chunks.ts';
import { headerOf, mappingOf, type Header, type Mapping } from './header.ts';
import type { ImportFile, ImportPorts } from './ports.ts';
import { RecordCutter, type Piece, type Place } from './record-cutter.ts';

/** Bytes of pieces that wait to be kept together. */
const mostHeldBytes = 4 * 1024 * 1024;

/** One request's part of a file: where it begins, and whether the file ends with it. */
export interface Part {
  importId: string;
  offset: number;
  complete: boolean;
}

/** How large a file may be. */
export interface FileLimits {
  bytes: number;
  rows: number;
}

interface Sender {
  actor: Actor;
  requestId: string;
  address: string | null;
}

/**
 * Takes a part of an import's file as it comes and keeps it in pieces, no faster than they are kept; with the last part
 * the import is queued. What is kept stays, so that a broken part is sent again from `receivedBytes` on.
 */
export class Receiver {
  readonly #ports: ImportPorts;
  readonly #pool: pg.Pool;
  readonly #limits: FileLimits;

  constructor(ports: ImportPorts, pool: pg.Pool, limits: FileLimits) {
    this.#ports = ports;
    this.#pool = pool;
    this.#limits = limits;
  }

  /** The import of a file of this format that still awaits content, and where it goes on. */
  async #begin({ importId, offset }: Part, format: string, sender: Sender) {
    return this.#as(sender, async (tx, context) => {
      const file = await this.#waiting(importId, context);
      if (file.format !== format)
        throw malformed({ detail: `The import is of ${file.format}; send it as such.` });
      const place = await placeOf(file, tx);
      if (place.byte !== offset)
        throw refuse('/offset', 'not_here', `The file goes on at byte ${place.byte}.`);
      const header = format === 'csv' ? await headerText(file, tx) : undefined;
      return { file, place, header };
    });
  }

  async #waiting(importId: string, context: Context): Promise<ImportFile> {
    const file = await this.#ports.life.takeImport(importId, context);
    if (!file) throw notFound();
    if (file.state !== 'awaiting_content')
      throw stepNotAllowed({ detail: `The import is ${file.state}: it has its whole file.` });
    return file;
  }

  #as<T>(
    { actor, requestId }: Sender,
    run: (tx: OpenTransaction, context: Context) => Promise<T>,
  ): Promise<T> {
    const { executor } = this.#ports;
    return inTransaction(this.#pool, { actor }, (tx) => run(tx, executor.context(tx, actor, requestId)));
  }

  async receive(content: Readable, part: Part, format: 'csv' | 'ndjson', sender: Sender): Promise<void> {
    const { file, place, header: known } = await this.#begin(part, format, sender);
    const mapping = this.#mapping(file);
    let header: Header | undefined = known === undefined ? undefined : headerOf(known, mapping);
    const cutter = new RecordCutter(format, place, header?.delimiter);
    let waiting: Piece[] = [];
    let held = 0;
    let received = place.byte;
    const take = (pieces: readonly Piece[]) => {
      for (const piece of pieces) {
        if (format === 'csv' && piece.number === 0) header = headerOf(piece.content, mapping);
        if (piece.firstRow + piece.rows - 1 > this.#limits.rows)
          throw tooLarge({ detail: `A file has at most ${this.#limits.rows} rows.` });
        held += piece.content.length;
      }
      waiting.push(...pieces);
    };
    for await (const bytes of content as AsyncIterable<Buffer>) {
      received += bytes.length;
      if (received > this.#limits.bytes)
        throw tooLarge({ detail: `A file has at most ${this.#limits.bytes} bytes.` });
      take(cutter.push(bytes));
      if (held < mostHeldBytes) continue;
      await this.#as(sender, async (tx, context) => {
        // Nothing is kept any more of one that was canceled meanwhile.
        await this.#waiting(part.importId, context);
        await keepPieces(file, waiting, tx);
      });
      waiting = [];
      held = 0;
    }
    take(part.complete ? cutter.end() : cutter.pause());
    if (part.complete && format === 'csv' && header === undefined)
      throw malformed({ detail: 'The CSV has no header.' });
    await this.#as(sender, (tx, context) => this.#finish(part, waiting, sender, tx, context));
  }

  #mapping(file: ImportFile): Mapping {
    const command = this.#ports.executor.registry.operations.get(file.operation);
    if (command?.kind !== 'command') throw new Error(`no command is named ${file.operation}`);
    return mappingOf(file, command);
  }

  async #finish(
    { importId, complete }: Part,
    pieces: readonly Piece[],
    sender: Sender,
    tx: OpenTransaction,
    context: Context,
  ): Promise<void> {
    const file = await this.#waiting(importId, context);
    await keepPieces(file, pieces, tx);
    if (!complete) return;
    const { row }: Place = await placeOf(file, tx);
    const { executor, life } = this.#ports;
    const consequence = await life.queueImport(file as never, row, context);
    await record(consequence, { ...sender, operation: 'sendImportContent' }, context, executor.registry);
  }
}
