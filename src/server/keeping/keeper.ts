import { sql } from 'drizzle-orm';
import { systemActor } from '../../kernel/actor.ts';
import { inTransaction } from '../database/transaction.ts';
import type { ImportPorts } from '../imports/ports.ts';
import { Lookout } from '../outbox/lookout.ts';
import { recordConsequence } from '../outbox/attempts.ts';
import type { FileKeeper } from './file-keeper.ts';
import { abandoned, expirations, mostLetGo } from './retention.ts';

const pauseMilliseconds = 10 * 60_000;
// Fewer rows than these beside the sums that they belong to are no slower to read, and dearer to fold.
const leastToFold = 200;

/**
 * Lets go, every ten minutes, of what is kept for a time only, tenant by tenant and a batch a transaction: results of
 * imports, idempotency keys, imports whose file never came, and files; and folds what was added to kept sums. Several
 * keepers share the work.
 */
export class Keeper {
  readonly #ports: ImportPorts;
  readonly #files: FileKeeper;
  readonly #lookout: Lookout;

  constructor(ports: ImportPorts, files: FileKeeper) {
    this.#ports = ports;
    this.#files = files;
    this.#lookout = new Lookout(
      async () => {
        await this.#each();
        return false;
      },
      (error) => ports.log.error({ err: error }, 'tenants to tidy up for could not be looked for'),
      pauseMilliseconds,
    );
  }

  start(): void {
    this.#lookout.start();
  }

  /** Finishes the batch at hand and stops. */
  stop(): Promise<void> {
    return this.#lookout.stop();
  }

  /** Lets go of all that a tenant has kept for long enough. */
  async tidy(tenantId: string): Promise<void> {
    const actor = systemActor(tenantId);
    for (const expired of Object.values(expirations)) {
      let gone = mostLetGo;
      while (gone === mostLetGo && !this.#lookout.ending)
        gone = await inTransaction(
          this.#ports.pool,
          { actor },
          async (tx) => (await tx.rows(expired(tenantId))).length,
        );
    }
    await inTransaction(this.#ports.pool, { actor }, (tx) =>
      tx.rows(sql`select app.fold_totals(${leastToFold}) as parts`),
    );
    const left = await inTransaction(this.#ports.pool, { actor, readOnly: true }, (tx) =>
      tx.rows<{ id: string }>(abandoned(tenantId)),
    );
    for (const { id } of left) if (!this.#lookout.ending) await this.#abandon(tenantId, id);
    await this.#files.tidy(tenantId);
  }

  async #abandon(tenantId: string, importId: string): Promise<void> {
    const { pool, executor, life } = this.#ports;
    const actor = systemActor(tenantId);
    await inTransaction(pool, { actor }, async (tx) => {
      const context = executor.context(tx, actor, `import-${importId}`);
      await recordConsequence(executor, 'runImport', await life.abandonImport(importId, context), context);
    });
  }

  async #each(): Promise<void> {
    const { pool, log } = this.#ports;
    await this.#files.sweep();
    const { rows } = await pool.query<{ id: string }>('select app.tenant_list() as id');
    for (const { id } of rows) {
      if (this.#lookout.ending) return;
      // What fails for one tenant is said, and done for the others.
      await this.tidy(id).catch((error: unknown) =>
        log.error({ err: error, tenantId: id }, 'what is kept for a time only could not be let go'),
      );
    }
  }
}
