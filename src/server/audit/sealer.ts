import type pg from 'pg';
import { systemActor } from '../../kernel/actor.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Logger } from '../log.ts';
import type { HeadKeeper } from './head-keeper.ts';
import { mostSealed, sealNext } from './seal-next.ts';

const pollMilliseconds = 250;
const headMilliseconds = 5_000;

/** Gives events their place in the chain within a second of their commit, and their heads to be kept. Several sealers share the work. */
export class Sealer {
  readonly #pool: pg.Pool;
  readonly #heads: HeadKeeper;
  readonly #log: Logger;
  readonly #stopped = Promise.withResolvers<void>();
  #stopping = false;
  #running: Promise<void> | undefined;

  constructor(pool: pg.Pool, heads: HeadKeeper, log: Logger) {
    this.#pool = pool;
    this.#heads = heads;
    this.#log = log;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Seals what was committed, keeps the heads, and stops. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#stopped.resolve();
    await this.#running;
  }

  /** Seals everything that can be sealed for a tenant now; where another sealer is at it, that one does. */
  async seal(tenantId: string): Promise<void> {
    while (await this.#sealSome(tenantId));
  }

  /** Signs and keeps the heads of the logs that have grown. */
  keepHeads(): Promise<void> {
    return this.#heads.keep();
  }

  /** Seals a tenant's next events, and answers whether there may be more. */
  async #sealSome(tenantId: string): Promise<boolean> {
    const done = await inTransaction(this.#pool, { actor: systemActor(tenantId) }, (tx) =>
      sealNext(tenantId, tx),
    );
    if (!done || done.sealed === 0) return false;
    this.#heads.note(tenantId);
    return done.sealed === mostSealed;
  }

  async #run(): Promise<void> {
    let noted = false;
    let keptAt = -Infinity;
    for (;;) {
      const last = this.#stopping;
      // A sealer that was killed may have left a head unkept.
      noted ||= await this.#each('select app.tenant_list() as id', async (id) => this.#heads.note(id));
      // Tenants take turns: one with much to seal does not keep the others waiting.
      let more = false;
      await this.#each('select tenant as id from app.unsealed(1)', async (id) => {
        more = (await this.#sealSome(id)) || more;
      });
      if (last || performance.now() - keptAt >= headMilliseconds) {
        keptAt = performance.now();
        await this.keepHeads();
      }
      if (last) return;
      if (!more) await this.#pause();
    }
  }

  /** Whether the tenants could be asked for; what fails for one of them is said, and done for the others. */
  async #each(tenants: string, work: (tenantId: string) => Promise<void>): Promise<boolean> {
    try {
      const { rows } = await this.#pool.query<{ id: string }>(tenants);
      for (const { id } of rows) {
        await work(id).catch((error: unknown) =>
          this.#log.error({ err: error, tenantId: id }, 'an audit log could not be sealed'),
        );
      }
      return true;
    } catch (error) {
      this.#log.error({ err: error }, 'the audit logs could not be sealed');
      return false;
    }
  }

  async #pause(): Promise<void> {
    const timer = Promise.withResolvers<void>();
    const timeout = setTimeout(timer.resolve, pollMilliseconds);
    await Promise.race([timer.promise, this.#stopped.promise]);
    clearTimeout(timeout);
  }
}
