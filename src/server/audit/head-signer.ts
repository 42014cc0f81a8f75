import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import type { AuditHead, SignedAuditHead } from '../../kernel/audit-head.ts';
import { canonical } from './canonical.ts';

const rawOf = (key: KeyObject): string => key.export({ format: 'jwk' }).x!;

/** The raw Ed25519 public key, base64url, of a PEM: public, or private, whose public half it is. Throws on any other. */
export function publicKeyOf(pem: string): string {
  const key = createPublicKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('is not an Ed25519 key');
  return rawOf(key);
}

/** Signs heads with the audit key, which is read or made when the first one is due. */
export class HeadSigner {
  readonly #pem: () => string;
  #key: KeyObject | undefined;

  constructor(pem: () => string) {
    this.#pem = pem;
  }

  sign(tenantId: string, { sequence, hash, isEnd }: AuditHead): SignedAuditHead {
    this.#key ??= createPrivateKey(this.#pem());
    const at = Temporal.Now.instant().round('millisecond').toString();
    const publicKey = rawOf(createPublicKey(this.#key as never));
    const head = { tenantId, sequence, hash, at, isEnd, publicKey };
    return { ...head, signature: sign(null, Buffer.from(canonical(head)), this.#key).toString('base64url') };
  }
}

const members = ['tenantId', 'sequence', 'hash', 'at', 'isEnd', 'publicKey', 'signature'];

/** Whether the head is whole and signed by the key that it names; whether that key is to be trusted is the asker's to know. */
export function isSigned(head: SignedAuditHead): boolean {
  if (Object.keys(head).toSorted().join() !== members.toSorted().join()) return false;
  const { signature, ...signed } = head;
  if (typeof signature !== 'string' || typeof signed.publicKey !== 'string') return false;
  const bytes = Buffer.from(signature, 'base64url');
  // Bits that the last letter carries in vain must be none.
  if (bytes.toString('base64url') !== signature) return false;
  try {
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: signed.publicKey },
      format: 'jwk',
    });
    return rawOf(key) === signed.publicKey && verify(null, Buffer.from(canonical(signed)), key, bytes);
  } catch {
    return false;
  }
}
