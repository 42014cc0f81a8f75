import { systemActor } from '../../kernel/actor.ts';
import { inTransaction, type OpenTransaction } from '../database/transaction.ts';
import { expiredFiles, forgetContent, unusedContents } from '../files/contents.ts';
import type { FilePorts } from '../files/ports.ts';
import type { Spool } from '../files/spool.ts';
import { recordConsequence } from '../outbox/attempts.ts';

/** Lets go of files whose time has passed and of bytes that no file uses. What is known of a file stays. */
export class FileKeeper {
  readonly #ports: FilePorts;
  readonly #spool: Spool;

  constructor(ports: FilePorts, spool: Spool) {
    this.#ports = ports;
    this.#spool = spool;
  }

  /** A batch of the tenant's; what fails is met again at the next look. */
  async tidy(tenantId: string): Promise<void> {
    const { executor, life, store } = this.#ports;
    for (const { id, reason } of await this.#as(tenantId, (tx) => expiredFiles(tenantId, tx)))
      await this.#as(tenantId, async (tx) => {
        const context = executor.context(tx, systemActor(tenantId), `file-${id}`);
        await recordConsequence(executor, 'keepFile', await life.removeFile(id, reason, context), context);
      });
    for (const key of await this.#as(tenantId, (tx) => unusedContents(tenantId, tx))) {
      await store.remove(key);
      await this.#as(tenantId, (tx) => forgetContent(key, tx));
    }
  }

  /** What killed processes left on this machine's disk. */
  async sweep(): Promise<void> {
    await this.#spool.sweep();
  }

  #as<T>(tenantId: string, run: (tx: OpenTransaction) => Promise<T>): Promise<T> {
    return inTransaction(this.#ports.pool, { actor: systemActor(tenantId) }, run);
  }
}
