import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  importPKCS8,
  exportPKCS8,
  type JWK,
} from 'jose';
import type { Seal } from '../seal.ts';

/** One of this service's ES256 keys, opened. */
export interface SigningKey {
  kid: string;
  /** As /.well-known/jwks.json shows it. */
  jwk: JWK;
  publicKey: CryptoKey;
  privateKey: CryptoKey;
}

/** How a key stands in the database. */
export interface StoredKey {
  kid: string;
  publicKey: JWK;
  sealed: Buffer;
}

/** Of every key and token of this service's own. */
export const algorithm = 'ES256';

/** A new key, named by its thumbprint (RFC 7638). */
export async function makeKey(seal: Seal): Promise<StoredKey> {
  const pair = await generateKeyPair(algorithm, { extractable: true });
  const publicKey = await exportJWK(pair.publicKey);
  const kid = await calculateJwkThumbprint(publicKey);
  return { kid, publicKey, sealed: seal.seal(Buffer.from(await exportPKCS8(pair.privateKey)), kid) };
}

/** The key opened; undefined where it was sealed under another secret, or its public part is not the one it was named for. */
export async function openKey(
  { kid, publicKey, sealed }: StoredKey,
  seal: Seal,
): Promise<SigningKey | undefined> {
  const privateKey = seal.open(sealed, kid);
  if (!privateKey || (await calculateJwkThumbprint(publicKey)) !== kid) return undefined;
  return {
    kid,
    jwk: { ...publicKey, kid, alg: algorithm, use: 'sig' },
    publicKey: (await importJWK(publicKey, algorithm)) as CryptoKey,
    privateKey: await importPKCS8(privateKey.toString(), algorithm),
  };
}
