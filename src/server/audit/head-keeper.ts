import type pg from 'pg';
import type { AuditHead } from '../../kernel/audit-head.ts';
import { systemActor } from '../../kernel/actor.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Logger } from '../log.ts';
import type { HeadSigner } from './head-signer.ts';
import type { KeptHeads } from './kept-heads.ts';
import { readHash, readHead } from './seal-next.ts';

/** Signs the heads of logs that have grown and keeps them outside the database; says so loudly where a log no longer leads through what was kept. */
export class HeadKeeper {
  readonly #pool: pg.Pool;
  readonly #signer: HeadSigner;
  readonly #kept: KeptHeads;
  readonly #log: Logger;
  readonly #grown = new Set<string>();

  constructor(pool: pg.Pool, signer: HeadSigner, kept: KeptHeads, log: Logger) {
    this.#pool = pool;
    this.#signer = signer;
    this.#kept = kept;
    this.#log = log;
  }

  /** The tenant's log may have grown: its head is kept the next time. */
  note(tenantId: string): void {
    this.#grown.add(tenantId);
  }

  /** Keeps the head of every log that has grown since; at the first that cannot be kept it stops, to go on the next time. */
  async keep(): Promise<void> {
    const due = [...this.#grown];
    for (const tenantId of due) {
      this.#grown.delete(tenantId);
      try {
        await this.#keepHead(tenantId);
      } catch (error) {
        this.#grown.add(tenantId);
        this.#log.error({ err: error, tenantId }, 'an audit head could not be kept');
        return;
      }
    }
  }

  async #keepHead(tenantId: string): Promise<void> {
    const last = await this.#kept.last(tenantId);
    const { head, hashThen } = await inTransaction(
      this.#pool,
      { actor: systemActor(tenantId), readOnly: true },
      async (tx): Promise<{ head: AuditHead; hashThen: string | undefined }> => ({
        head: await readHead(tenantId, tx),
        hashThen: last && (await readHash(tenantId, last.sequence, tx)),
      }),
    );
    if (last && last.hash !== hashThen)
      this.#log.error(
        { tenantId, sequence: last.sequence },
        'the audit log does not lead through its kept head: it was cut or rewritten, or restored from a backup',
      );
    if (head.sequence === 0 || (last?.sequence === head.sequence && last.hash === head.hash)) return;
    const signed = this.#signer.sign(tenantId, head);
    await this.#kept.append(signed);
    this.#log.info({ head: signed }, 'audit head');
  }
}
