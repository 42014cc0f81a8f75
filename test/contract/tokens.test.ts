import { createServer, type Server } from 'node:http';
import { createHmac } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startService, type Client, type Service } from '../support/service.ts';
import { createApp } from '../../src/app.ts';
import { loadConfig } from '../../src/server/config.ts';

const issuer = 'https://id.keystone.example';
const audience = 'https://requisite.example';
let service: Service;
let http: Awaited<ReturnType<typeof createApp>>['http'];
let admin: Client;
let tenantId: string;
let keys: { publicKey: CryptoKey; privateKey: CryptoKey };
let pem: string;
let trap: Server;
let trapUrl: string;
let caught = 0;

const now = () => Math.floor(Date.now() / 1_000);
const claims = (differences: Record<string, unknown> = {}): JWTPayload => {
  const all = {
    iss: issuer,
    aud: audience,
    sub: 'ada',
    jti: 'token-1',
    iat: now(),
    exp: now() + 600,
    ...differences,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
};
const header = (differences: object = {}) => ({ alg: 'RS256', typ: 'at+jwt', kid: 'key-1', ...differences });
const sign = (
  payload: JWTPayload,
  protectedHeader: object = {},
  key: CryptoKey | Uint8Array = keys.privateKey,
) =>
  new SignJWT(payload)
    .setProtectedHeader(header(protectedHeader) as never)
    .sign(key, { crit: { 'urn:test': true } } as never);
const encoded = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
/** A token whose parts are texts of ours, signed by the issuer's own key. */
async function signText(head: string, payload: string): Promise<string> {
  const input = `${encoded(head)}.${encoded(payload)}`;
  const signature = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', keys.privateKey, Buffer.from(input));
  return `${input}.${Buffer.from(signature).toString('base64url')}`;
}

beforeAll(async () => {
  keys = await generateKeyPair('RS256', { extractable: true });
  pem = await exportSPKI(keys.publicKey);
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' };
  trap = createServer((_, response) => {
    caught += 1;
    response.end(JSON.stringify({ keys: [jwk] }));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => trap.once('listening', resolve));
  trapUrl = `http://127.0.0.1:${(trap.address() as AddressInfo).port}`;
  service = await startService();
  ({ tenantId, admin } = await service.tenant());
  const issuers = JSON.stringify([{ issuer, audience, tenantId, jwks: { keys: [jwk] } }]);
  const config = loadConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    WORKER: 'off',
    RATE_LIMIT: '100000',
    ISSUERS: issuers,
  });
  const app = await createApp(config, service.database.adminUrl, service.secret);
  ({ http } = app);
  afterAll(async () => {
    await app.close();
    trap.close();
  });
  const user = await admin.post('/users', {
    name: 'Ada',
    email: 'ada@keystone.example',
    issuer,
    subject: 'ada',
  });
  expect(user.status, user.text).toBe(201);
  const granted = await admin.post(`/users/${user.body.id}/memberships`, {
    side: 'operator',
    role: 'program_manager',
  });
  const membership =
    granted.status === 404
      ? await admin.post('/memberships', { userId: user.body.id, side: 'operator', role: 'program_manager' })
      : granted;
  expect(membership.status, membership.text).toBe(201);
});

const me = async (token: string) => {
  const answer = await http.inject({ url: '/v1/me', headers: { authorization: `Bearer ${token}` } });
  return { status: answer.statusCode, text: answer.body };
};

describe('a JWT (AUTHN-2)', () => {
  test('of the issuer, whole and in time, acts under the user’s membership', async () => {
    for (const token of [
      await sign(claims()),
      await sign(claims({ nbf: now() - 5 })),
      await sign(claims({ aud: [audience, 'other'] })),
      await sign(claims({ iat: now() + 30 })),
    ]) {
      const answer = await me(token);
      expect(answer.status, answer.text).toBe(200);
      expect(JSON.parse(answer.text)).toMatchObject({ tenantId, role: 'program_manager' });
    }
  });

  test('is refused in forty forgeries, with one voice, and nobody is called for it', async () => {
    const other = await generateKeyPair('RS256', { extractable: true });
    const elliptic = await generateKeyPair('ES256');
    const good = await sign(claims());
    const [head, body, signature] = good.split('.') as [string, string, string];
    const hmac = (key: string, alg = 'HS256') => {
      const input = `${encoded({ alg, typ: 'at+jwt', kid: 'key-1' })}.${encoded(claims())}`;
      return `${input}.${createHmac(alg === 'HS256' ? 'sha256' : 'sha512', key)
        .update(input)
        .digest('base64url')}`;
    };
    const embedded = await exportJWK(other.publicKey);
    const forgeries: Record<string, string> = {
      'alg none': `${encoded(header({ alg: 'none' }))}.${body}.`,
      'alg None': `${encoded(header({ alg: 'None' }))}.${body}.`,
      'alg nOnE, with a signature': `${encoded(header({ alg: 'nOnE' }))}.${body}.${signature}`,
      'alg missing': `${encoded({ typ: 'at+jwt' })}.${body}.${signature}`,
      'alg empty': `${encoded(header({ alg: '' }))}.${body}.${signature}`,
      'alg a number': `${encoded(header({ alg: 1 }))}.${body}.${signature}`,
      'HS256 with the public PEM': hmac(pem),
      'HS256 with the trimmed PEM': hmac(pem.trim()),
      'HS512 with the public PEM': hmac(pem, 'HS512'),
      'HS256 with no key': hmac(''),
      'HS256 with the service’s secret': hmac(service.secret),
      'another key': await sign(claims(), {}, other.privateKey),
      'another kind of key': await sign(claims(), { alg: 'ES256' }, elliptic.privateKey),
      'RS512, which is not allowed': await sign(
        claims(),
        { alg: 'RS512' },
        await crypto.subtle.importKey(
          'pkcs8',
          await crypto.subtle.exportKey('pkcs8', keys.privateKey),
          { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' },
          false,
          ['sign'],
        ),
      ),
      'a changed payload': `${head}.${encoded(claims({ sub: 'admin' }))}.${signature}`,
      'a changed header': `${encoded(header({ kid: 'key-2' }))}.${body}.${signature}`,
      'no signature': `${head}.${body}.`,
      'a cut signature': `${head}.${body}.${signature.slice(0, -4)}`,
      'no exp': await sign(claims({ exp: undefined })),
      'exp gone': await sign(claims({ exp: now() - 120, iat: now() - 600 })),
      'exp 1e300': await signText(
        JSON.stringify(header()),
        JSON.stringify({ ...claims(), exp: 0 }).replace('"exp":0', '"exp":1e300'),
      ),
      'exp as text': await signText(
        JSON.stringify(header()),
        JSON.stringify({ ...claims(), exp: String(now() + 600) }),
      ),
      'exp beyond a day, issued long ago': await sign(claims({ iat: now() - 90_000, exp: now() + 600 })),
      'no iat': await sign(claims({ iat: undefined })),
      'iat in the future': await sign(claims({ iat: now() + 3_600, exp: now() + 7_200 })),
      'iat in 2096': await sign(claims({ iat: 4_000_000_000, exp: 4_000_000_600 })),
      'nbf in the future': await sign(claims({ nbf: now() + 3_600 })),
      'no aud': await sign(claims({ aud: undefined })),
      'another aud': await sign(claims({ aud: 'https://other.example' })),
      'no iss': await sign(claims({ iss: undefined })),
      'another iss': await sign(claims({ iss: 'https://evil.example' })),
      'iss with a slash': await sign(claims({ iss: `${issuer}/` })),
      'no sub': await sign(claims({ sub: undefined })),
      'a sub that is nobody': await sign(claims({ sub: 'nobody' })),
      'no jti': await sign(claims({ jti: undefined })),
      'another typ': await sign(claims(), { typ: 'JWT' }),
      'an ID token’s typ': await sign(claims(), { typ: 'id+jwt' }),
      'an unknown kid': await sign(claims(), { kid: 'key-9' }),
      'a kid that is a path': await sign(claims(), { kid: '../../../../dev/null' }),
      'a kid that is SQL': await sign(claims(), { kid: "' or 1=1 --" }, other.privateKey),
      'a key of its own, embedded': await sign(claims(), { jwk: embedded }, other.privateKey),
      jku: await sign(claims(), { jku: `${trapUrl}/jwks` }, other.privateKey),
      x5u: await sign(claims(), { x5u: `${trapUrl}/cert` }, other.privateKey),
      'iss that is an address of ours': await sign(claims({ iss: trapUrl })),
      'crit unknown': await signText(
        JSON.stringify({ ...header(), crit: ['urn:unknown'], 'urn:unknown': 1 }),
        JSON.stringify(claims()),
      ),
      'crit empty': await signText(JSON.stringify({ ...header(), crit: [] }), JSON.stringify(claims())),
      'b64 false': await signText(
        JSON.stringify({ ...header(), b64: false, crit: ['b64'] }),
        JSON.stringify(claims()),
      ),
      'a member twice': await signText(
        JSON.stringify(header()),
        JSON.stringify(claims()).replace('"sub":"ada"', '"sub":"nobody","sub":"ada"'),
      ),
      'a payload that is a list': await signText(JSON.stringify(header()), '[1]'),
      'a payload that is null': await signText(JSON.stringify(header()), 'null'),
      'a payload that is no JSON': await signText(JSON.stringify(header()), 'x'),
      'another membership’s id': await sign(
        claims({ requisite_membership: '0198c0de-0000-7000-8000-000000000001' }),
      ),
      'five parts': `${head}.${body}.${signature}.a.b`,
      'two parts': `${head}.${body}`,
      'only dots': '..',
    };
    expect(Object.keys(forgeries).length).toBeGreaterThanOrEqual(40);
    const refusal = (await me('x')).text.replace(/"requestId":"[^"]+"/, '');
    const wrong: string[] = [];
    for (const [name, token] of Object.entries(forgeries)) {
      const answer = await me(token);
      if (answer.status !== 401 || answer.text.replace(/"requestId":"[^"]+"/, '') !== refusal)
        wrong.push(`${name}: ${answer.status} ${answer.text}`);
    }
    expect(wrong).toEqual([]);
    expect(caught).toBe(0);
  });
});
