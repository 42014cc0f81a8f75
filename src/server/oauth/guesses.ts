const minute = 60_000;
const mostKept = 20_000;

/** Counts refused attempts of the last minute by what they have in common; each process counts its own. */
export class Guesses {
  readonly #limit: number;
  readonly #counts = new Map<string, { count: number; until: number }>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Seconds to wait where there were too many, otherwise 0. */
  wait(key: string): number {
    const known = this.#counts.get(key);
    const left = known ? known.until - performance.now() : 0;
    return known && left > 0 && known.count >= this.#limit ? Math.ceil(left / 1_000) : 0;
  }

  add(key: string): void {
    const now = performance.now();
    const known = this.#counts.get(key);
    if (known && known.until > now) {
      known.count += 1;
      return;
    }
    this.#counts.delete(key);
    // The oldest go first: a flood of invented names must not grow without end.
    if (this.#counts.size >= mostKept) this.#counts.delete(this.#counts.keys().next().value!);
    this.#counts.set(key, { count: 1, until: now + minute });
  }
}
