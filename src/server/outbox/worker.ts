import type pg from 'pg';
import type { Sealer } from '../audit/sealer.ts';
import type { Executor } from '../execute/execute.ts';
import type { Importer } from '../imports/importer.ts';
import type { Keeper } from '../keeping/keeper.ts';
import type { Logger } from '../log.ts';
import type { OutboxPorts } from './attempts.ts';
import { DueReactions } from './due-reactions.ts';
import { DueTimers } from './due-timers.ts';

const pollMilliseconds = 500;

/** Runs what is owed: `after` reactions, each once in its own transaction, and timers by each tenant's clock; beside them the sealer. Several workers share the work. */
export class Worker {
  /** Seals events at a pace of its own: what a reaction takes long for does not delay it. */
  readonly sealer: Sealer;
  /** Runs imports beside the rest: a long file holds up no reaction. */
  readonly importer: Importer;
  /** Lets go of what is kept for a time only. */
  readonly keeper: Keeper;
  readonly #ports: OutboxPorts;
  readonly #reactions: DueReactions;
  readonly #timers: DueTimers;
  #stopping = false;
  #wake: (() => void) | undefined;
  #woken = false;
  #running: Promise<void> | undefined;

  constructor(
    pool: pg.Pool,
    executor: Executor,
    sealer: Sealer,
    importer: Importer,
    keeper: Keeper,
    log: Logger,
  ) {
    this.sealer = sealer;
    this.importer = importer;
    this.keeper = keeper;
    this.#ports = { pool, executor, log };
    this.#reactions = new DueReactions(this.#ports);
    this.#timers = new DueTimers(this.#ports);
  }

  start(): void {
    this.#running ??= this.#run();
    this.sealer.start();
    this.importer.start();
    this.keeper.start();
  }

  /** Looks again now instead of at the next poll: called when a command has committed. */
  wake(): void {
    this.#woken = true;
    this.#wake?.();
    this.importer.wake();
  }

  /** Finishes what runs and stops. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.wake();
    await this.#running;
    await this.importer.stop();
    await this.keeper.stop();
    await this.sealer.stop();
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
