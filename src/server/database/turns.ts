import { unavailable } from '../../kernel/errors.ts';

export interface TurnLimits {
  /** How many may work at once. */
  size: number;
  /** How many may wait at once; one tenant may be half of them. */
  mostWaiting: number;
  /** Milliseconds after which one who waits is refused. */
  patience: number;
}

interface Waiting {
  begin(): void;
  since: number;
  timeout: NodeJS.Timeout;
}

/** Why somebody was refused a turn. */
export type Refusal = 'queue_full' | 'waited_too_long';

const overloaded = () =>
  unavailable({ detail: 'The service is busy; try again in a moment.', retryAfterSeconds: 1 });

/**
 * Who may use the database next. A tenant never holds every place, so that another's request begins at once; of
 * those who wait, the tenant with the least at work goes first, by turns. Refuses with `unavailable`.
 */
export class Turns {
  readonly limits: TurnLimits;
  readonly refused: Record<Refusal, number> = { queue_full: 0, waited_too_long: 0 };
  /** Of every turn that was given so far. */
  given = 0;
  waitedMilliseconds = 0;
  #working = 0;
  #waiting = 0;
  readonly #workingOf = new Map<string, number>();
  /** In the order in which the tenants take turns. */
  readonly #queues = new Map<string, Waiting[]>();

  constructor(limits: TurnLimits) {
    this.limits = limits;
  }

  get waiting(): number {
    return this.#waiting;
  }

  /** Whether one more would be refused at once: anybody, or somebody of the tenant. */
  isFullFor(tenantId: string | undefined): boolean {
    const own = tenantId === undefined ? 0 : (this.#queues.get(tenantId)?.length ?? 0);
    return this.#waiting >= this.limits.mostWaiting || own >= Math.ceil(this.limits.mostWaiting / 2);
  }

  /** Places that one tenant may hold: half, so that its work leaves Postgres room for another's, not only a connection. */
  get mostOfOne(): number {
    return Math.ceil(this.limits.size / 2);
  }

  /** Waits for a turn; whoever was given one gives it back. */
  async take(tenantId: string): Promise<void> {
    const queue = this.#queues.get(tenantId);
    if (!queue && this.#working < this.limits.size && this.#workOf(tenantId) < this.mostOfOne) {
      this.#begin(tenantId);
      return;
    }
    if (this.isFullFor(tenantId)) {
      this.refused.queue_full += 1;
      throw overloaded();
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiting: Waiting = {
      begin: resolve,
      since: performance.now(),
      timeout: setTimeout(() => {
        this.#leave(tenantId, waiting);
        this.refused.waited_too_long += 1;
        reject(overloaded());
      }, this.limits.patience),
    };
    if (queue) queue.push(waiting);
    else this.#queues.set(tenantId, [waiting]);
    this.#waiting += 1;
    await promise;
  }

  give(tenantId: string): void {
    this.#working -= 1;
    const left = this.#workOf(tenantId) - 1;
    if (left > 0) this.#workingOf.set(tenantId, left);
    else this.#workingOf.delete(tenantId);
    while (this.#working < this.limits.size) {
      const next = this.#next();
      if (next === undefined) return;
      const waiting = this.#queues.get(next)![0]!;
      clearTimeout(waiting.timeout);
      this.#leave(next, waiting);
      this.waitedMilliseconds += performance.now() - waiting.since;
      this.#begin(next);
      waiting.begin();
    }
  }

  #workOf(tenantId: string): number {
    return this.#workingOf.get(tenantId) ?? 0;
  }

  #begin(tenantId: string): void {
    this.given += 1;
    this.#working += 1;
    this.#workingOf.set(tenantId, this.#workOf(tenantId) + 1);
  }

  /** Takes one out of its queue and sends the tenant to the end of the round. */
  #leave(tenantId: string, waiting: Waiting): void {
    const queue = this.#queues.get(tenantId)!;
    queue.splice(queue.indexOf(waiting), 1);
    this.#waiting -= 1;
    this.#queues.delete(tenantId);
    if (queue.length > 0) this.#queues.set(tenantId, queue);
  }

  #next(): string | undefined {
    let next: string | undefined;
    for (const tenantId of this.#queues.keys()) {
      const working = this.#workOf(tenantId);
      if (working < this.mostOfOne && (next === undefined || working < this.#workOf(next))) next = tenantId;
    }
    return next;
  }
}
