import { randomUUIDv7 } from 'node:crypto';
import type { Readable } from 'node:stream';
import { systemActor, type Actor } from '../../kernel/actor.ts';
import { notFound, refuse, stepNotAllowed } from '../../kernel/errors.ts';
import type { Context } from '../../kernel/operation.ts';
import { inTransaction, type OpenTransaction } from '../database/transaction.ts';
import { record } from '../execute/happenings.ts';
import { contentOf, forgetContent, rememberContent } from './contents.ts';
import { assertMediaType } from './media-type.ts';
import { fromStore, type ContentKey, type FilePorts, type KnownFile, type Spooled } from './ports.ts';
import type { Spool } from './spool.ts';

interface Sender {
  actor: Actor;
  requestId: string;
  address: string | null;
}

/**
 * Takes the content of an announced file as it comes, no faster than the disk does, and gives it to the store; then the
 * file is to be scanned. What breaks off leaves the file as it was: the content is sent again, by the same link while
 * that lasts. Of two that send at once one wins.
 */
export class FileReceiver {
  readonly #ports: FilePorts;
  readonly #spool: Spool;
  readonly #retentionDays: number;

  constructor(ports: FilePorts, spool: Spool, retentionDays: number) {
    this.#ports = ports;
    this.#spool = spool;
    this.#retentionDays = retentionDays;
  }

  async receive(content: Readable, fileId: string, sender: Sender): Promise<void> {
    const file = await this.#as(sender, (_, context) => this.#awaiting(fileId, context));
    await this.#spool.hold(content, file.sizeBytes, async (spooled) => {
      if (file.sha256 !== null && file.sha256 !== spooled.sha256)
        throw refuse('', 'sha256_differs', 'The content has another SHA-256 than was announced.');
      await assertMediaType(spooled.path, file.mediaType);
      await this.#keep(file, spooled, sender);
    });
  }

  /** The file as it awaits content; only who announced it sends that. */
  async #awaiting(fileId: string, context: Context): Promise<KnownFile> {
    const file = await this.#ports.life.takeFile(fileId, context);
    if (!file || file.membershipId !== context.actor.membershipId) throw notFound();
    if (file.state !== 'awaiting_content')
      throw stepNotAllowed({ detail: `The file is ${file.state}: its content has come.` });
    return file;
  }

  async #keep(file: KnownFile, spooled: Spooled, sender: Sender): Promise<void> {
    const { store, life, executor, log } = this.#ports;
    const key = { tenantId: file.tenantId, fileId: file.id, contentId: randomUUIDv7() };
    await this.#asTenant(key, (tx) => rememberContent(key, tx));
    try {
      await fromStore(store.keep(key, spooled, file.mediaType), log);
      await this.#as(sender, async (_, context) => {
        const row = await this.#awaiting(file.id, context);
        const { contentId } = key;
        const received = { contentId, sha256: spooled.sha256, retainedDays: this.#retentionDays };
        const consequence = await life.receiveFile(row as never, received, context);
        await record(consequence, { ...sender, operation: 'sendFileContent' }, context, executor.registry);
      });
    } catch (error) {
      await this.#forget(key);
      throw error;
    }
  }

  /** Where this too fails the keeper does it: the bytes are remembered. */
  async #forget(key: ContentKey): Promise<void> {
    try {
      // A commit whose answer was lost has made them the file's.
      const used = await this.#asTenant(key, (tx) => contentOf(key.tenantId, key.fileId, tx));
      if (used?.contentId === key.contentId) return;
      await this.#ports.store.remove(key);
      await this.#asTenant(key, (tx) => forgetContent(key, tx));
    } catch (error) {
      this.#ports.log.warn({ err: error, fileId: key.fileId }, 'content of no use was left for the keeper');
    }
  }

  #as<T>(
    { actor, requestId }: Sender,
    run: (tx: OpenTransaction, context: Context) => Promise<T>,
  ): Promise<T> {
    const { pool, executor } = this.#ports;
    return inTransaction(pool, { actor }, (tx) => run(tx, executor.context(tx, actor, requestId)));
  }

  #asTenant<T>({ tenantId }: ContentKey, run: (tx: OpenTransaction) => Promise<T>): Promise<T> {
    return inTransaction(this.#ports.pool, { actor: systemActor(tenantId) }, run);
  }
}
