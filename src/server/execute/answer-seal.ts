import { idempotencyKeyReused } from '../../kernel/errors.ts';
import { isNoun, type Command } from '../../kernel/operation.ts';
import { Seal } from '../seal.ts';

/** Answers kept under idempotency keys are sealed: a token that is shown once must not stand in the database as it is. */
export class AnswerSeal {
  readonly #seal: Seal;

  constructor(secret: string) {
    this.#seal = new Seal(secret, 'answer');
  }

  seal(text: string): string {
    return this.#seal.seal(Buffer.from(text)).toString('base64');
  }

  /** What was kept for this view, or undefined where the noun is to be read again; what is no noun is the same in every view. */
  reopen(texts: Record<string, string>, view: string, { output }: Command): string | undefined {
    const kept = texts[view] ?? (isNoun(output) ? undefined : Object.values(texts)[0]);
    const text = kept === undefined ? undefined : this.#open(kept);
    // Sealed under a secret that was replaced since: it cannot be given again, nor done twice.
    if (text === undefined && !isNoun(output)) throw idempotencyKeyReused();
    return text;
  }

  /** The events of the first answer, the same in every view. */
  eventsOf(texts: Record<string, string>): unknown[] {
    const kept = Object.values(texts)[0];
    const text = kept === undefined ? undefined : this.#open(kept);
    return text === undefined ? [] : (JSON.parse(text) as { events: unknown[] }).events;
  }

  #open(sealed: string): string | undefined {
    return this.#seal.open(Buffer.from(sealed, 'base64'))?.toString('utf8');
  }
}
