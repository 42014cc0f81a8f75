import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { decodeProtectedHeader, exportJWK, generateKeyPair } from 'jose';
import type pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { SigningKeys } from '../../src/server/oauth/signing-keys.ts';
import { adminClient } from '../support/database.ts';
import { makeMachine, tokenOf, type Machine } from '../support/machine.ts';
import { startService, type Service } from '../support/service.ts';

const run = promisify(execFile);
const issuer = 'https://vms.keystone.example';
let service: Service;
let machine: Machine;

beforeAll(async () => {
  service = await startService({ PUBLIC_URL: issuer });
  const { admin } = await service.tenant();
  machine = await makeMachine(admin, { role: 'integration' });
});

const me = (bearer: string) =>
  service.app.http.inject({ url: '/v1/me', headers: { authorization: `Bearer ${bearer}` } });
const jwks = async () => (await service.app.http.inject('/.well-known/jwks.json')).json();

describe('the signing keys', () => {
  const kids = async () => (await jwks()).keys.map(({ kid }: { kid: string }) => kid) as string[];
  const kidOf = async () => decodeProtectedHeader(await tokenOf(service, machine)).kid!;
  const settled = () => new Promise((resolve) => setTimeout(resolve, 600));
  const rotation = () => new SigningKeys(service.pool, service.secret, 90);
  let superuser: pg.Client;
  beforeAll(async () => {
    superuser = await adminClient(service.database);
  });
  const age = (interval: string) =>
    superuser.query(`update signing_keys set activates_at = activates_at - interval '${interval}'`);

  test('stand sealed in the database, of no use under another secret', async () => {
    await kidOf();
    const { rows } = await superuser.query(`select * from signing_keys`);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(row.public_key.d).toBeUndefined();
      expect(row.sealed_private_key.toString('latin1')).not.toContain('PRIVATE KEY');
    }
    const stranger = new SigningKeys(service.pool, randomBytes(32).toString('hex'), 90);
    expect(await stranger.find(rows[0].kid)).toBeUndefined();
    // Whoever writes to the database but has no secret slips in no key of its own.
    const pair = await generateKeyPair('ES256', { extractable: true });
    const planted = await exportJWK(pair.publicKey);
    await superuser.query(
      `insert into signing_keys (kid, public_key, sealed_private_key, activates_at) values ($1, $2, $3, now() - interval '1 day')`,
      ['p'.repeat(43), planted, rows[0].sealed_private_key],
    );
    await settled();
    expect(await kids()).not.toContain('p'.repeat(43));
    await superuser.query(`delete from signing_keys where kid = $1`, ['p'.repeat(43)]);
  });

  test('rotate with overlap: the new one is published first, the old one until its last token is gone', async () => {
    const first = await kidOf();
    const old = await tokenOf(service, machine);
    const next = await rotation().rotate();
    await settled();
    expect(await kids()).toEqual([first, next]);
    expect(await kidOf()).toBe(first);
    await age('11 minutes');
    await settled();
    expect(await kidOf()).toBe(next);
    expect(await kids()).toEqual([first, next]);
    expect((await me(old)).statusCode).toBe(200);
    await age('20 minutes');
    await settled();
    expect(await kids()).toEqual([next]);
    expect((await me(old)).statusCode).toBe(401);
  });

  test('are renewed by themselves when they are old, by one process of several', async () => {
    const first = await kidOf();
    await age('91 days');
    await settled();
    const processes = Array.from({ length: 5 }, rotation);
    const signers = await Promise.all(processes.map((one) => one.signer()));
    expect(new Set(signers.map(({ kid }) => kid))).toEqual(new Set([first]));
    await settled();
    expect(await kids()).toHaveLength(2);
    expect(await kidOf()).toBe(first);
  });

  test('are replaced at once in an emergency, felt by a running process within a second', async () => {
    const stolen = await tokenOf(service, machine);
    expect((await me(stolen)).statusCode).toBe(200);
    const kid = await rotation().rotate({ now: true });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect((await me(stolen)).statusCode).toBe(401);
    expect(await kids()).toEqual([kid]);
    const fresh = await tokenOf(service, machine);
    expect(decodeProtectedHeader(fresh).kid).toBe(kid);
    expect((await me(fresh)).statusCode).toBe(200);
  });

  test('rotate by the command, which says what it did', async () => {
    const command = async (...given: string[]) => {
      const env = {
        PATH: process.env['PATH'],
        NODE_ENV: 'test',
        DATABASE_URL: service.database.adminUrl,
        REQUISITE_SECRET: service.secret,
      };
      const { stdout } = await run(process.execPath, ['src/bin/rotate-keys.ts', ...given], { env });
      return stdout;
    };
    const before = await kidOf();
    expect(await command()).toMatch(/^key [\w-]{43} is published and signs in 10 minutes/);
    await settled();
    expect(await kidOf()).toBe(before);
    const said = await command('--now');
    await settled();
    expect(said).toContain(`key ${await kidOf()} signs now`);
    expect(await kids()).toHaveLength(1);
    await expect(command('--later')).rejects.toThrow(/usage/);
  });
});
