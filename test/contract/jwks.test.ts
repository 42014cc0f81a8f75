import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, jwtVerify, SignJWT, type JWK } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { loadConfig } from '../../src/server/config.ts';
import { fetchKeySet } from '../../src/server/oauth/fetch-key-set.ts';
import { RemoteKeys } from '../../src/server/oauth/remote-keys.ts';
import { startService } from '../support/service.ts';

const minute = 60_000;
const issuer = 'https://id.keystone.example';
const audience = 'https://requisite.example';

interface Pair {
  jwk: JWK;
  privateKey: CryptoKey;
}
async function pair(kid: string): Promise<Pair> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  return { jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' }, privateKey };
}
const sign = ({ jwk, privateKey }: Pair, kid = jwk.kid!) =>
  new SignJWT({ sub: 'ada', jti: 'one', iss: issuer, aud: audience })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid })
    .setIssuedAt()
    .setExpirationTime('10 m')
    .sign(privateKey);

let server: Server;
let url: string;
let fetches = 0;
let answer: (response: ServerResponse, path: string) => void;
const keysOf =
  (...pairs: Pair[]) =>
  (response: ServerResponse) =>
    response.end(JSON.stringify({ keys: pairs.map(({ jwk }) => jwk) }));
const failing = (response: ServerResponse) => response.writeHead(500).end('down');

let one: Pair;
let two: Pair;

beforeAll(async () => {
  [one, two] = await Promise.all([pair('one'), pair('two')]);
  server = createServer((request, response) => {
    fetches += 1;
    answer(response, request.url!);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  fetches = 0;
  answer = keysOf(one);
});

/** Keys under a clock that is moved by hand. */
function remote() {
  const clock = { now: 0 };
  const failures: unknown[] = [];
  const keys = new RemoteKeys(() => fetchKeySet(url), {
    now: () => clock.now,
    onFailure: (error) => failures.push(error),
  });
  const takes = async (token: string) =>
    jwtVerify(token, keys.find, { issuer, audience, algorithms: ['ES256'] }).then(
      () => true,
      () => false,
    );
  return { clock, failures, takes };
}

describe('an issuer’s keys (AUTHN-3)', () => {
  test('are fetched once for a thousand tokens at once, and kept', async () => {
    const { takes } = remote();
    const token = await sign(one);
    expect(await Promise.all(Array.from({ length: 1_000 }, () => takes(token)))).not.toContain(false);
    expect(fetches).toBe(1);
  });

  test('are fetched at most once in 30 s for a thousand unknown names', async () => {
    const { clock, takes } = remote();
    expect(await takes(await sign(one))).toBe(true);
    const strangers = await Promise.all(Array.from({ length: 1_000 }, (_, n) => sign(two, `unknown-${n}`)));
    const storm = () => Promise.all(strangers.map(takes));
    for (const at of [0, 10_000, 29_999]) {
      clock.now = at;
      expect(await storm()).not.toContain(true);
      expect(fetches).toBe(1);
    }
    clock.now = 30_000;
    expect(await storm()).not.toContain(true);
    expect(fetches).toBe(2);
    clock.now = 59_000;
    await storm();
    expect(fetches).toBe(2);
    expect(await takes(await sign(one))).toBe(true);
  });

  test('are fetched no more often from an issuer that was never there', async () => {
    answer = failing;
    const { clock, failures, takes } = remote();
    const token = await sign(one);
    expect(await Promise.all(Array.from({ length: 1_000 }, () => takes(token)))).not.toContain(true);
    expect([fetches, failures.length]).toEqual([1, 1]);
    answer = keysOf(one);
    clock.now = 30_000;
    expect(await takes(token)).toBe(true);
    expect(fetches).toBe(2);
  });

  test('serve on through an outage of ten minutes and an hour', async () => {
    const { clock, takes } = remote();
    const token = await sign(one);
    expect(await takes(token)).toBe(true);
    answer = failing;
    const refused: number[] = [];
    for (clock.now = 0; clock.now <= 70 * minute; clock.now += 5_000)
      if (!(await takes(token))) refused.push(clock.now);
    expect(refused).toEqual([]);
    expect(fetches).toBeGreaterThan(2);
    expect(fetches).toBeLessThanOrEqual(1 + (70 * minute) / 30_000);
  });

  test('rotate with overlap: a new one is met when it is first named, a withdrawn one is forgotten', async () => {
    const { clock, takes } = remote();
    const [old, fresh] = await Promise.all([sign(one), sign(two)]);
    expect(await takes(old)).toBe(true);
    answer = keysOf(one, two);
    clock.now = 31_000;
    expect(await Promise.all([takes(fresh), takes(old), takes(fresh)])).toEqual([true, true, true]);
    expect(fetches).toBe(2);
    answer = keysOf(two);
    clock.now += 11 * minute;
    expect([await takes(old), await takes(fresh)]).toEqual([false, true]);
  });

  test.each<[string, typeof answer]>([
    ['a redirect', (response) => response.writeHead(302, { location: `${url}/elsewhere` }).end()],
    ['an error', failing],
    ['no JSON', (response) => response.end('<html>')],
    ['no keys', (response) => response.end('{"keys":[]}')],
    ['null', (response) => response.end('null')],
    ['keys that are none', (response) => response.end('{"keys":[1,2]}')],
    ['too much', (response) => response.end(JSON.stringify({ keys: [one.jwk], x: 'a'.repeat(300_000) }))],
    ['a connection cut short', (response) => response.destroy()],
  ])('are not replaced by %s', async (_, bad) => {
    const { clock, failures, takes } = remote();
    const token = await sign(one);
    expect(await takes(token)).toBe(true);
    answer = (response, path) => {
      expect(path).toBe('/');
      bad(response, path);
    };
    clock.now = 11 * minute;
    expect(await takes(token)).toBe(true);
    expect(failures).toHaveLength(1);
    expect(fetches).toBe(2);
  });

  test('are waited for 5 s at most', async () => {
    answer = () => undefined;
    const { failures, takes } = remote();
    const from = performance.now();
    expect(await takes(await sign(one))).toBe(false);
    expect(performance.now() - from).toBeGreaterThan(4_500);
    expect(performance.now() - from).toBeLessThan(6_000);
    expect(failures).toHaveLength(1);
  });
});

test('a configured issuer’s user signs in over HTTP, through its rotation and an outage', async () => {
  const service = await startService();
  const { tenantId, admin } = await service.tenant();
  const config = loadConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    WORKER: 'off',
    RATE_LIMIT: '100000',
    FAILED_AUTHENTICATION_LIMIT: '100000',
    ISSUERS: JSON.stringify([{ issuer, audience, tenantId, jwksUrl: url }]),
  });
  const app = await createApp(config, service.database.adminUrl, service.secret);
  try {
    const user = await admin.post('/users', {
      name: 'Ada',
      email: 'ada@keystone.example',
      issuer,
      subject: 'ada',
    });
    const granted = await admin.post('/memberships', {
      userId: user.body.id,
      side: 'operator',
      role: 'analyst',
    });
    expect(granted.status, granted.text).toBe(201);
    const me = async (token: string) =>
      (await app.http.inject({ url: '/v1/me', headers: { authorization: `Bearer ${token}` } })).statusCode;
    expect(await me(await sign(one))).toBe(200);
    const strangers = await Promise.all(Array.from({ length: 100 }, (_, n) => sign(two, `unknown-${n}`)));
    expect(new Set(await Promise.all(strangers.map(me)))).toEqual(new Set([401]));
    expect(fetches).toBe(1);
    answer = failing;
    expect(await me(await sign(one))).toBe(200);
  } finally {
    await app.close();
  }
});
