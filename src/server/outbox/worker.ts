import type pg from 'pg';
import type { Executor } from '../execute/execute.ts';
import type { Logger } from '../log.ts';
import type { OutboxPorts } from './attempts.ts';
import { DueReactions } from './due-reactions.ts';
import { DueTimers } from './due-timers.ts';

const pollMilliseconds = 500;

/** Runs what is owed: `after` reactions, each once in its own transaction, and timers by each tenant's clock. Several workers share the work. */
export class Worker {
  readonly #ports: OutboxPorts;
  readonly #reactions: DueReactions;
  readonly #timers: DueTimers;
  #stopping = false;
  #wake: (() => void) | undefined;
  #woken = false;
  #running: Promise<void> | undefined;

  constructor(pool: pg.Pool, executor: Executor, log: Logger) {
    this.#ports = { pool, executor, log };
    this.#reactions = new DueReactions(this.#ports);
    this.#timers = new DueTimers(this.#ports);
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Looks again now instead of at the next poll: called when a command has committed. */
  wake(): void {
    this.#woken = true;
    this.#wake?.();
  }

  /** Finishes what runs and stops. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      this.#woken = false;
      try {
        for (const tenantId of await this.#tenants()) await this.drain(tenantId);
      } catch (error) {
        this.#ports.log.error({ err: error }, 'the worker could not look for work');
      }
      if (!this.#woken && !this.#stopping) {
        await new Promise<void>((resolve) => {
          const timeout = setTimeout(resolve, pollMilliseconds);
          this.#wake = () => {
            clearTimeout(timeout);
            resolve();
          };
        });
      }
    }
  }

  async #tenants(): Promise<string[]> {
    const { rows } = await this.#ports.pool.query<{ id: string }>('select app.tenant_list() as id');
    return rows.map(({ id }) => id);
  }

  /** Does everything that is due for a tenant, reactions before timers, each timer's consequences before the next timer. */
  async drain(tenantId: string): Promise<void> {
    while (!this.#stopping || this.#running === undefined) {
      if ((await this.#reactions.next(tenantId)) === 'worked') continue;
      if ((await this.#timers.next(tenantId)) === 'idle') return;
    }
  }
}
