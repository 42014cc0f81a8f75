import type { Sealer } from '../audit/sealer.ts';
import type { FileScanner } from '../files/scanner.ts';
import type { Importer } from '../imports/importer.ts';
import type { Keeper } from '../keeping/keeper.ts';
import type { SourceChecker } from '../sources/checker.ts';
import type { OutboxPorts } from './attempts.ts';
import { DueReactions } from './due-reactions.ts';
import { DueTimers } from './due-timers.ts';

const pollMilliseconds = 500;

/** What works beside reactions and timers, each at a pace of its own: a long file holds up no reaction. */
export interface Hands {
  /** Seals events into the audit log. */
  sealer: Sealer;
  /** Runs imports. */
  importer: Importer;
  /** Scans files that have come and wait. */
  scanner: FileScanner;
  /** Asks primary sources what checks want to know. */
  checker: SourceChecker;
  /** Lets go of what is kept for a time only. */
  keeper: Keeper;
}

/**
 * Runs what is owed: `after` reactions, each once in its own transaction, and timers by each tenant's clock; and starts
 * and stops the hands beside them. Several workers share the work.
 */
export class Worker {
  readonly hands: Hands;
  readonly #ports: OutboxPorts;
  readonly #reactions: DueReactions;
  readonly #timers: DueTimers;
  #stopping = false;
  #wake: (() => void) | undefined;
  #woken = false;
  #running: Promise<void> | undefined;

  constructor(ports: OutboxPorts, hands: Hands) {
    this.hands = hands;
    this.#ports = ports;
    this.#reactions = new DueReactions(ports);
    this.#timers = new DueTimers(ports);
  }

  start(): void {
    this.#running ??= this.#run();
    for (const hand of Object.values(this.hands)) hand.start();
  }

  /** Looks again now instead of at the next poll: called when a command has committed. */
  wake(): void {
    this.#woken = true;
    this.#wake?.();
    const { importer, scanner, checker } = this.hands;
    for (const hand of [importer, scanner, checker]) hand.wake();
  }

  /** Finishes what runs and stops; the sealer last, for what the others have left. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.wake();
    await this.#running;
    const { sealer, ...others } = this.hands;
    await Promise.all(Object.values(others).map((hand) => hand.stop()));
    await sealer.stop();
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
