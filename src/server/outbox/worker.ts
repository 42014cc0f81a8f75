import type { Sealer } from '../audit/sealer.ts';
import type { FileScanner } from '../files/scanner.ts';
import type { Importer } from '../imports/importer.ts';
import type { Keeper } from '../keeping/keeper.ts';
import type { Watchman } from '../logins/watchman.ts';
import type { SourceChecker } from '../sources/checker.ts';
import type { OutboxPorts } from './attempts.ts';
import { DueReactions } from './due-reactions.ts';
import { DueTimers } from './due-timers.ts';
import { Lookout } from './lookout.ts';

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
  /** Holds analysts' SQL sessions to their limits. */
  watchman: Watchman;
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
  readonly #lookout: Lookout;

  constructor(ports: OutboxPorts, hands: Hands) {
    this.hands = hands;
    this.#ports = ports;
    this.#reactions = new DueReactions(ports);
    this.#timers = new DueTimers(ports);
    this.#lookout = new Lookout(
      () => this.#look(),
      (error) => ports.log.error({ err: error }, 'the worker could not look for work'),
    );
  }

  start(): void {
    this.#lookout.start();
    for (const hand of Object.values(this.hands)) hand.start();
  }

  /** Looks again now instead of at the next poll: called when a command has committed. */
  wake(): void {
    this.#lookout.wake();
    const { importer, scanner, checker } = this.hands;
    for (const hand of [importer, scanner, checker]) hand.wake();
  }

  /** Finishes what runs and stops; the sealer last, for what the others have left. */
  async stop(): Promise<void> {
    await this.#lookout.stop();
    await this.#timers.settled();
    const { sealer, ...others } = this.hands;
    await Promise.all(Object.values(others).map((hand) => hand.stop()));
    await sealer.stop();
  }

  async #look(): Promise<boolean> {
    const { rows } = await this.#ports.pool.query<{ id: string }>('select app.tenant_list() as id');
    for (const { id } of rows) await this.#work(id, () => this.#lookout.wake());
    // All that was due is done.
    return false;
  }

  /** Does everything that is due for a tenant, reactions before timers, each timer's consequences before the next timer. */
  drain(tenantId: string): Promise<void> {
    return this.#work(tenantId);
  }

  async #work(tenantId: string, heavyOver?: () => void): Promise<void> {
    while (!this.#lookout.ending) {
      if ((await this.#reactions.next(tenantId)) === 'worked') continue;
      if ((await this.#timers.next(tenantId, heavyOver)) === 'idle') return;
    }
  }
}
