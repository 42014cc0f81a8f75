import { AsyncLocalStorage } from 'node:async_hooks';

/** A connection that can be cut while something runs on it. */
export interface Held {
  cut(): void;
}

/** What one request has asked of Postgres so far, and the connections it holds. */
export class Effort {
  statements = 0;
  readonly #held = new Set<Held>();
  #milliseconds = 0;
  #running = 0;
  #since = 0;
  #given = false;

  /** Milliseconds in which at least one statement was under way. */
  get milliseconds(): number {
    return this.#milliseconds + (this.#running > 0 ? performance.now() - this.#since : 0);
  }

  begin(): void {
    this.statements += 1;
    if (this.#running === 0) this.#since = performance.now();
    this.#running += 1;
  }

  end(): void {
    this.#running -= 1;
    if (this.#running === 0) this.#milliseconds += performance.now() - this.#since;
  }

  hold(held: Held): void {
    if (this.#given) held.cut();
    else this.#held.add(held);
  }

  release(held: Held): void {
    this.#held.delete(held);
  }

  /** Cuts what is held: Postgres then rolls back, so that nothing runs on for a caller who has been answered. */
  giveUp(): void {
    this.#given = true;
    for (const held of this.#held) held.cut();
  }
}

/** The request that runs, where one does. */
export const efforts = new AsyncLocalStorage<Effort>();
