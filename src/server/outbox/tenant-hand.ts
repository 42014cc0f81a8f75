import type pg from 'pg';
import type { Logger } from '../log.ts';
import type { Progress } from './attempts.ts';
import { Lookout } from './lookout.ts';

/** Where a hand finds its work: a function of the database that names the tenants with some, and what it is in words. */
interface Work {
  tenants: `app.${string}`;
  of: string;
}

/**
 * Works for all tenants in turn, a step for each, as long as any has something to do. What fails for one is said, and
 * met again at the next look; the others are served. Several processes share the work.
 */
export abstract class TenantHand {
  readonly #lookout: Lookout;

  constructor(pool: pg.Pool, log: Logger, { tenants, of }: Work) {
    this.#lookout = new Lookout(
      async () => {
        const { rows } = await pool.query<{ id: string }>(`select ${tenants}() as id`);
        let worked = false;
        for (const { id } of rows) {
          if (this.#lookout.ending) return false;
          const progress = await this.next(id).catch((error: unknown) => {
            log.error({ err: error, tenantId: id }, `${of} of a tenant failed`);
          });
          worked ||= progress === 'worked';
        }
        return worked;
      },
      (error) => log.error({ err: error }, `${of} could not be looked for`),
    );
  }

  /** One step of what waits longest for a tenant. */
  abstract next(tenantId: string): Promise<Progress>;

  start(): void {
    this.#lookout.start();
  }

  /** Looks again now instead of at the next poll. */
  wake(): void {
    this.#lookout.wake();
  }

  /** Finishes the step at hand and stops. */
  stop(): Promise<void> {
    return this.#lookout.stop();
  }

  /** Does everything that waits for a tenant. */
  async drain(tenantId: string): Promise<void> {
    while ((await this.next(tenantId)) === 'worked');
  }
}
