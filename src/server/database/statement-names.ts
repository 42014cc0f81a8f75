import { createHash } from 'node:crypto';

/** Names that are given at one time, and that may change hands within a period. */
const mostNames = 800;
/** Seconds that a connection lives: it prepares the names of at most two periods, and its end forgets them. */
export const connectionSeconds = 1_800;

const nameOf = (text: string) => createHash('sha1').update(text).digest('base64url');

/**
 * Names of the statements that were used last, under which each connection prepares them once. A name is a digest of its
 * text, so that none is ever another text's. When all are given, a text that comes a second time takes that of the one
 * not used for longest, as often in a period as bounds what a connection keeps.
 */
export class StatementNames {
  readonly #most: number;
  readonly #milliseconds: number;
  /** The text used last stands last. */
  readonly #names = new Map<string, string>();
  readonly #seenOnce = new Set<string>();
  #period = -1;
  #changed = 0;

  constructor(most: number, seconds: number) {
    this.#most = most;
    this.#milliseconds = seconds * 1_000;
  }

  /** The text's name; undefined where it is not to be prepared. `now` is in milliseconds. */
  of(text: string, now: number = performance.now()): string | undefined {
    const known = this.#names.get(text);
    if (known === undefined && this.#names.size >= this.#most) return this.#instead(text, now);
    if (known !== undefined) this.#names.delete(text);
    const name = known ?? nameOf(text);
    this.#names.set(text, name);
    return name;
  }

  #instead(text: string, now: number): string | undefined {
    const period = Math.floor(now / this.#milliseconds);
    if (period !== this.#period) {
      this.#period = period;
      this.#changed = 0;
    }
    if (this.#changed >= this.#most) return undefined;
    const name = nameOf(text);
    if (!this.#seenOnce.delete(name)) {
      if (this.#seenOnce.size >= this.#most) this.#seenOnce.delete(this.#seenOnce.values().next().value!);
      this.#seenOnce.add(name);
      return undefined;
    }
    this.#changed += 1;
    this.#names.delete(this.#names.keys().next().value!);
    this.#names.set(text, name);
    return name;
  }
}

const names = new StatementNames(mostNames, connectionSeconds);

/** The name under which a statement's text is prepared once on each connection; undefined where it is not to be. */
export const statementName = (text: string): string | undefined => names.of(text);
