import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt, exportJWK, exportSPKI, generateKeyPair, importJWK, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SigningKeys } from '../../src/server/oauth/signing-keys.ts';
import { makeMachine, tokenOf, type Machine } from '../support/machine.ts';
import { startService, type Service } from '../support/service.ts';

const issuer = 'https://vms.keystone.example';
let service: Service;
let tenantId: string;
let machine: Machine;

beforeAll(async () => {
  service = await startService({ PUBLIC_URL: issuer });
  const opened = await service.tenant();
  ({ tenantId } = opened);
  machine = await makeMachine(opened.admin, { role: 'integration' });
});

const me = (bearer: string) =>
  service.app.http.inject({ url: '/v1/me', headers: { authorization: `Bearer ${bearer}` } });

describe('a token of this service (AUTHN-2)', () => {
  let trap: Server;
  let trapUrl: string;
  let caught = 0;
  beforeAll(async () => {
    trap = createServer((_, response) => {
      caught += 1;
      response.end('{}');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => trap.once('listening', resolve));
    trapUrl = `http://127.0.0.1:${(trap.address() as AddressInfo).port}`;
  });
  afterAll(() => void trap.close());

  test('is refused in fifty forgeries, with one voice, and nobody is called for it', async () => {
    const keys = new SigningKeys(service.pool, service.secret, 90);
    const { kid, privateKey, publicKey, jwk } = await keys.signer();
    const pem = await exportSPKI(publicKey as never).catch(async () =>
      exportSPKI((await importJWK({ ...jwk, ext: true }, 'ES256', { extractable: true })) as never),
    );
    const other = await generateKeyPair('ES256', { extractable: true });
    const rsa = await generateKeyPair('RS256', { extractable: true });
    const good = await tokenOf(service, machine);
    const [head, body, signature] = good.split('.') as [string, string, string];
    const said = decodeJwt(good) as Record<string, unknown>;
    const now = Math.floor(Date.now() / 1_000);
    const claims = (differences: Record<string, unknown> = {}) =>
      Object.fromEntries(
        Object.entries({ ...said, ...differences }).filter(([, value]) => value !== undefined),
      );
    const header = (differences: object = {}) => ({ alg: 'ES256', typ: 'at+jwt', kid, ...differences });
    const sign = (payload: object, head_: object = {}, key: CryptoKey = privateKey) =>
      new SignJWT(payload as never)
        .setProtectedHeader(header(head_) as never)
        .sign(key, { crit: { 'urn:test': true } } as never);
    const encoded = (value: unknown) =>
      Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
    const signText = async (headText: string, payloadText: string | Buffer) => {
      const input = `${encoded(headText)}.${Buffer.from(payloadText as string).toString('base64url')}`;
      const bytes = await crypto.subtle.sign(
        { name: 'ECDSA', hash: 'SHA-256' },
        privateKey,
        Buffer.from(input),
      );
      return `${input}.${Buffer.from(bytes).toString('base64url')}`;
    };
    const plain = JSON.stringify(header());
    const hmac = (key: string) => {
      const input = `${encoded(header({ alg: 'HS256' }))}.${body}`;
      return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`;
    };
    // The very same signing, undisturbed, is taken: what follows fails for its fault alone.
    expect((await me(await sign(claims()))).statusCode).toBe(200);
    expect((await me(await signText(plain, JSON.stringify(claims())))).statusCode).toBe(200);

    const forgeries: Record<string, string> = {
      'alg none': `${encoded(header({ alg: 'none' }))}.${body}.`,
      'alg None': `${encoded(header({ alg: 'None' }))}.${body}.`,
      'alg nOnE, signed': `${encoded(header({ alg: 'nOnE' }))}.${body}.${signature}`,
      'no alg': `${encoded({ typ: 'at+jwt', kid })}.${body}.${signature}`,
      'alg a number': `${encoded(header({ alg: 1 }))}.${body}.${signature}`,
      'alg a list': `${encoded(header({ alg: ['ES256'] }))}.${body}.${signature}`,
      'HS256 with the public PEM': hmac(pem),
      'HS256 with the trimmed PEM': hmac(pem.trim()),
      'HS256 with the public JWK': hmac(JSON.stringify(jwk)),
      'HS256 with nothing': hmac(''),
      'HS256 with the service’s secret': hmac(service.secret),
      'another key under our kid': await sign(claims(), {}, other.privateKey),
      'another kind of key': await sign(claims(), { alg: 'RS256' }, rsa.privateKey),
      'a changed payload': `${head}.${encoded(claims({ scope: 'access.*' }))}.${signature}`,
      'a changed header': `${encoded(header({ typ: 'at+jwt', x: 1 }))}.${body}.${signature}`,
      'no signature': `${head}.${body}.`,
      'a signature of zeros': `${head}.${body}.${Buffer.alloc(64).toString('base64url')}`,
      'a cut signature': `${head}.${body}.${signature.slice(0, -4)}`,
      'a signature in DER': `${head}.${body}.${encoded('0E\u0002')}`,
      'no kid': await sign(claims(), { kid: undefined }),
      'an unknown kid': await sign(claims(), { kid: 'x'.repeat(43) }),
      'a kid that is a path': await sign(claims(), { kid: '../../../dev/null' }),
      'a kid that is SQL': await sign(claims(), { kid: "' or 1=1 --" }),
      'a kid that is a number': await signText(JSON.stringify(header({ kid: 1 })), JSON.stringify(claims())),
      'typ JWT': await sign(claims(), { typ: 'JWT' }),
      'no typ': await sign(claims(), { typ: undefined }),
      'an ID token’s typ': await sign(claims(), { typ: 'id+jwt' }),
      jku: await sign(claims(), { jku: `${trapUrl}/jwks` }, other.privateKey),
      'jku, without a kid': await sign(
        claims(),
        { jku: `${trapUrl}/jwks`, kid: undefined },
        other.privateKey,
      ),
      x5u: await sign(claims(), { x5u: `${trapUrl}/cert` }, other.privateKey),
      'a key of its own, embedded': await sign(
        claims(),
        { jwk: await exportJWK(other.publicKey) },
        other.privateKey,
      ),
      'crit unknown': await signText(
        JSON.stringify({ ...header(), crit: ['urn:unknown'], 'urn:unknown': 1 }),
        JSON.stringify(claims()),
      ),
      'crit empty': await signText(JSON.stringify({ ...header(), crit: [] }), JSON.stringify(claims())),
      'b64 false': await signText(
        JSON.stringify({ ...header(), b64: false, crit: ['b64'] }),
        JSON.stringify(claims()),
      ),
      'no exp': await sign(claims({ exp: undefined })),
      'exp gone': await sign(claims({ exp: now - 30 })),
      'exp 1e300': await signText(
        plain,
        JSON.stringify(claims({ exp: 0 })).replace('"exp":0', '"exp":1e300'),
      ),
      'exp as text': await signText(plain, JSON.stringify(claims({ exp: String(now + 600) }))),
      'exp beyond our own, issued long ago': await sign(claims({ iat: now - 3_600, exp: now + 600 })),
      'no iat': await sign(claims({ iat: undefined })),
      'iat in the future': await sign(claims({ iat: now + 300, exp: now + 900 })),
      'nbf in the future': await sign(claims({ nbf: now + 300 })),
      'no aud': await sign(claims({ aud: undefined })),
      'another aud': await sign(claims({ aud: 'https://other.example' })),
      'no iss': await sign(claims({ iss: undefined })),
      'another iss': await sign(claims({ iss: trapUrl })),
      'iss with a slash': await sign(claims({ iss: `${issuer}/` })),
      'iss a list': await signText(plain, JSON.stringify(claims({ iss: [issuer] }))),
      'no sub': await sign(claims({ sub: undefined })),
      'a sub that is not the client': await sign(claims({ sub: 'ada' })),
      'no jti': await sign(claims({ jti: undefined })),
      'no client_id': await sign(claims({ client_id: undefined })),
      'another tenant': await sign(claims({ tenant_id: randomUUID() })),
      'another account': await sign(
        claims({
          sub: `rqc_${tenantId.replaceAll('-', '')}_${'0'.repeat(32)}`,
          client_id: `rqc_${tenantId.replaceAll('-', '')}_${'0'.repeat(32)}`,
        }),
      ),
      'no secret_id': await sign(claims({ secret_id: undefined })),
      'another secret': await sign(claims({ secret_id: randomUUID() })),
      'a secret_id that is SQL': await sign(claims({ secret_id: "' or 1=1 --" })),
      'no scope': await sign(claims({ scope: undefined })),
      'scope a list': await sign(claims({ scope: ['access.*'] })),
      'a payload member twice': await signText(
        plain,
        JSON.stringify(claims()).replace('{', '{"scope":"access.*",'),
      ),
      'a header member twice': await signText(plain.replace('{', '{"alg":"none",'), JSON.stringify(claims())),
      'a payload that is a list': await signText(plain, '[1]'),
      'a payload that is null': await signText(plain, 'null'),
      'a payload that is no JSON': await signText(plain, 'x'),
      'a payload that is no UTF-8': await signText(plain, Buffer.from([0xff, 0xfe])),
      'five parts': `${good}.a.b`,
      'two parts': `${head}.${body}`,
      'only dots': '..',
    };
    expect(Object.keys(forgeries).length).toBeGreaterThanOrEqual(50);
    const without = (text: string) => text.replace(/"requestId":"[^"]+"/, '');
    const refusal = without((await me('x')).body);
    const wrong: string[] = [];
    for (const [name, forged] of Object.entries(forgeries)) {
      const answer = await me(forged);
      if (answer.statusCode !== 401 || without(answer.body) !== refusal)
        wrong.push(`${name}: ${answer.statusCode} ${answer.body}`);
    }
    expect(wrong).toEqual([]);
    expect(caught).toBe(0);
    expect(said['secret_id']).toBe(machine.added.id);
  });
});
