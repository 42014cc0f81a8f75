import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createHeadSigner } from '../../src/server/audit/audit-key.ts';
import { genesis } from '../../src/server/audit/chain.ts';
import { isSigned } from '../../src/server/audit/head-signer.ts';
import { loadConfig } from '../../src/server/config.ts';

const directory = mkdtempSync(join(tmpdir(), 'requisite-key-'));
afterAll(() => rmSync(directory, { recursive: true }));

const file = (name: string, text: string) => {
  writeFileSync(join(directory, name), text);
  return join(directory, name);
};
const pem = { type: 'pkcs8', format: 'pem' } as const;
const keyFile = file('key.pem', generateKeyPairSync('ed25519').privateKey.export(pem) as string);
const signerOf = (environment: Record<string, string>) => createHeadSigner(loadConfig(environment));
const head = { sequence: 0, hash: genesis, isEnd: true };
const sign = (signer: ReturnType<typeof signerOf>) =>
  signer.sign('0198c0de-0000-7000-8000-000000000001', head);
const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://127.0.0.1/requisite',
  REQUISITE_SECRET: 'Zb4v9Qm2Xn7Kc1Ws8Rt5Yp3Lh6Gd0JfA',
};

test('a configured key signs, in production too', () => {
  expect(isSigned(sign(signerOf({ ...production, AUDIT_KEY_FILE: keyFile })))).toBe(true);
});

test.each([
  ['is missing', join(directory, 'nothing.pem'), /AUDIT_KEY_FILE: cannot be read: ENOENT/],
  ['is no key', file('text.pem', 'not a key at all'), /AUDIT_KEY_FILE: is no private key/],
  [
    'is a public key',
    file(
      'public.pem',
      generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }) as string,
    ),
    /AUDIT_KEY_FILE: is no private key/,
  ],
  [
    'is of another kind',
    file('ec.pem', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export(pem) as string),
    /AUDIT_KEY_FILE: is not an Ed25519 key/,
  ],
])('a key file that %s stops the start, and is never printed', (_, path, message) => {
  expect(() => signerOf({ AUDIT_KEY_FILE: path })).toThrow(message);
  expect(() => signerOf({ AUDIT_KEY_FILE: path })).not.toThrow(/BEGIN|not a key at all/);
});

test('production does not start to work without a key; where it only answers, it signs nothing', () => {
  expect(() => signerOf(production)).toThrow(/AUDIT_KEY_FILE: is required in production/);
  const signer = signerOf({ ...production, WORKER: 'off' });
  expect(() => sign(signer)).toThrow(expect.objectContaining({ status: 503 }));
});

test('development makes a key when it first signs, readable by its owner, and keeps to it', () => {
  const data = join(directory, 'data');
  const environment = { NODE_ENV: 'development', DATA_DIRECTORY: data };
  const signer = signerOf(environment);
  expect(() => readdirSync(data)).toThrow('ENOENT');
  const { publicKey } = sign(signer);
  expect(readdirSync(data)).toEqual(['audit-key.pem']);
  expect(statSync(join(data, 'audit-key.pem')).mode & 0o777).toBe(0o600);
  expect(sign(signerOf(environment)).publicKey).toBe(publicKey);
});
