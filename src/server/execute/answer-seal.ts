import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { idempotencyKeyReused } from '../../kernel/errors.ts';
import { isNoun, type Command } from '../../kernel/operation.ts';

const bytesOfNonce = 12;
const bytesOfTag = 16;

/** Answers kept under idempotency keys are sealed: a token that is shown once must not stand in the database as it is. */
export class AnswerSeal {
  readonly #key: Buffer;

  constructor(secret: string) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', 'answer', 32));
  }

  seal(text: string): string {
    const nonce = randomBytes(bytesOfNonce);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64');
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
    const bytes = Buffer.from(sealed, 'base64');
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, bytesOfNonce), {
        authTagLength: bytesOfTag,
      });
      decipher.setAuthTag(bytes.subarray(-bytesOfTag));
      const text = decipher.update(bytes.subarray(bytesOfNonce, -bytesOfTag), undefined, 'utf8');
      return text + decipher.final('utf8');
    } catch {
      return undefined;
    }
  }
}
