import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync } from 'node:crypto';
import type { Actor } from '../../kernel/actor.ts';
import { refuse } from '../../kernel/errors.ts';

/** Whose list and which: a cursor opens only for the same viewer, filter, order and instant. */
export interface CursorBinding {
  actor: Actor;
  list: string;
  terms: unknown;
}

const bytesOfNonce = 12;
const bytesOfTag = 16;

/** Makes and opens opaque cursors. The same place of the same list always gives the same cursor. */
export class CursorSealer {
  readonly #key: Buffer;

  constructor(secret: string) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', 'cursor', 32));
  }

  #bind({ actor, list, terms }: CursorBinding): Buffer {
    const whole = JSON.stringify([actor.tenantId, actor.membershipId, list, terms]);
    return createHash('sha256').update(whole).digest();
  }

  seal(place: string, binding: CursorBinding): string {
    const bound = this.#bind(binding);
    // Derived, not random: a repeated nonce can only ever meet the same plain text.
    const nonce = createHmac('sha256', this.#key)
      .update(bound)
      .update(place)
      .digest()
      .subarray(0, bytesOfNonce);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(bound);
    const sealed = Buffer.concat([cipher.update(place, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url');
  }

  open(cursor: string, binding: CursorBinding, pointer = '/after'): string {
    try {
      const bytes = Buffer.from(cursor, 'base64url');
      if (bytes.toString('base64url') !== cursor || bytes.length < bytesOfNonce + bytesOfTag)
        throw new Error('form');
      const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, bytesOfNonce), {
        authTagLength: bytesOfTag,
      });
      decipher.setAAD(this.#bind(binding)).setAuthTag(bytes.subarray(-bytesOfTag));
      const sealed = bytes.subarray(bytesOfNonce, -bytesOfTag);
      return decipher.update(sealed, undefined, 'utf8') + decipher.final('utf8');
    } catch {
      throw refuse(
        pointer,
        'invalid_cursor',
        'The cursor is not one that this list gave to you under these terms.',
      );
    }
  }
}
