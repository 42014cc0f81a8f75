import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const bytesOfNonce = 12;
const bytesOfTag = 16;

/** Private keys as they stand in the database: sealed under a key of REQUISITE_SECRET and bound to their `kid`. */
export class KeySeal {
  readonly #key: Buffer;

  constructor(secret: string) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', 'signing key', 32));
  }

  seal(privateKey: Uint8Array, kid: string): Buffer {
    const nonce = randomBytes(bytesOfNonce);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(Buffer.from(kid));
    const sealed = Buffer.concat([cipher.update(privateKey), cipher.final()]);
    return Buffer.concat([nonce, sealed, cipher.getAuthTag()]);
  }

  /** The private key, or undefined where it was sealed under another secret or for another `kid`. */
  open(sealed: Buffer, kid: string): Buffer | undefined {
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(0, bytesOfNonce), {
        authTagLength: bytesOfTag,
      });
      decipher.setAAD(Buffer.from(kid)).setAuthTag(sealed.subarray(-bytesOfTag));
      return Buffer.concat([decipher.update(sealed.subarray(bytesOfNonce, -bytesOfTag)), decipher.final()]);
    } catch {
      return undefined;
    }
  }
}
