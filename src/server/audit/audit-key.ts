import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unavailable } from '../../kernel/errors.ts';
import type { Config } from '../config.ts';
import { HeadSigner } from './head-signer.ts';

const refuse = (why: string) =>
  new Error(
    `The configuration is not valid:\n  AUDIT_KEY_FILE: ${why} (make one: openssl genpkey -algorithm ed25519 -out audit-key.pem)`,
  );

function readKey(file: string): string {
  let pem: string;
  try {
    pem = readFileSync(file, 'utf8');
  } catch (error) {
    throw refuse(`cannot be read: ${(error as NodeJS.ErrnoException).code}`);
  }
  let type: string | undefined;
  try {
    type = createPrivateKey(pem).asymmetricKeyType;
  } catch {
    throw refuse('is no private key in PEM form (PKCS#8, without a passphrase)');
  }
  if (type !== 'ed25519') throw refuse('is not an Ed25519 key');
  return pem;
}

/** A key that is made once and kept beside the data, readable by its owner only; whoever comes second finds it whole. */
function developmentKey(directory: string): string {
  const file = join(directory, 'audit-key.pem');
  const draft = `${file}.${process.pid}`;
  mkdirSync(directory, { recursive: true });
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readKey(file);
}

/**
 * The signer of heads by the configured key, which is read at once and refused in words where it is bad. Without one, by
 * the key in the data directory; in production a process that works needs one, and one that only answers signs nothing.
 */
export function createHeadSigner({ auditKeyFile, dataDirectory, environment, worker }: Config): HeadSigner {
  if (auditKeyFile !== undefined) {
    const pem = readKey(auditKeyFile);
    return new HeadSigner(() => pem);
  }
  if (environment !== 'production') return new HeadSigner(() => developmentKey(dataDirectory));
  if (worker) throw refuse('is required in production where the worker runs');
  return new HeadSigner(() => {
    throw unavailable({ detail: 'This process was given no audit key (AUDIT_KEY_FILE).' });
  });
}
