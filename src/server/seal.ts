import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const bytesOfNonce = 12;
const bytesOfTag = 16;

/** Seals what must not stand in the database as it is (AES-256-GCM), under a key of REQUISITE_SECRET for one purpose. */
export class Seal {
  readonly #key: Buffer;

  constructor(secret: string, purpose: string) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
  }

  /** Nonce, ciphertext and tag; bound to a name, where one is given. */
  seal(content: Uint8Array, name = ''): Buffer {
    const nonce = randomBytes(bytesOfNonce);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(Buffer.from(name));
    const sealed = Buffer.concat([cipher.update(content), cipher.final()]);
    return Buffer.concat([nonce, sealed, cipher.getAuthTag()]);
  }

  /** What was sealed, or undefined where that was under another secret or for another name. */
  open(sealed: Buffer, name = ''): Buffer | undefined {
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(0, bytesOfNonce), {
        authTagLength: bytesOfTag,
      });
      decipher.setAAD(Buffer.from(name)).setAuthTag(sealed.subarray(-bytesOfTag));
      return Buffer.concat([decipher.update(sealed.subarray(bytesOfNonce, -bytesOfTag)), decipher.final()]);
    } catch {
      return undefined;
    }
  }
}
