import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { clientIdOf } from '../../src/kernel/client-id.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import { requestToken, type TokenRequest } from '../support/machine.ts';
import { startService, type Client, type Service } from '../support/service.ts';

const issuer = 'https://vms.keystone.example';
let service: Service;
let tenantId: string;
let admin: Client;
let accountId: string;
let clientId: string;
let secret: string;

beforeAll(async () => {
  service = await startService({ PUBLIC_URL: issuer });
  ({ tenantId, admin } = await service.tenant());
  const made = await admin.post('/service-accounts', { name: 'HRIS', side: 'operator', role: 'integration' });
  expect(made.status, made.text).toBe(201);
  accountId = made.body.id;
  ({ clientId, secret } = (await admin.post(`/service-accounts/${accountId}/secrets`)).body);
});

const token = ({ basic = [clientId, secret], ...request }: TokenRequest = {}) =>
  requestToken(service, { basic, ...request });
const me = (bearer: string) =>
  service.app.http.inject({ url: '/v1/me', headers: { authorization: `Bearer ${bearer}` } });
const jwks = async () => (await service.app.http.inject('/.well-known/jwks.json')).json();

describe('the token endpoint', () => {
  test('gives a token of RFC 9068 that any verifier can check by the published keys', async () => {
    const answer = await token();
    expect(answer.status, answer.text).toBe(200);
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', pragma: 'no-cache' });
    expect(answer.body).toMatchObject({ token_type: 'Bearer', expires_in: 600 });
    const { payload, protectedHeader } = await jwtVerify(
      answer.body.access_token,
      createLocalJWKSet(await jwks()),
      {
        issuer,
        audience: issuer,
        typ: 'at+jwt',
        algorithms: ['ES256'],
      },
    );
    expect(protectedHeader).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: expect.any(String) });
    expect(payload).toMatchObject({
      sub: clientId,
      client_id: clientId,
      tenant_id: tenantId,
      jti: expect.any(String),
    });
    expect(payload.exp! - payload.iat!).toBeLessThanOrEqual(900);
    expect(payload['scope']).toBe(answer.body.scope);
    expect((await me(answer.body.access_token)).statusCode).toBe(200);
  });

  test('takes the secret in the form as well, never in both places or the address', async () => {
    const posted = { grant_type: 'client_credentials', client_id: clientId, client_secret: secret };
    expect((await token({ basic: '', form: posted })).status).toBe(200);
    expect((await token({ form: { grant_type: 'client_credentials', client_id: clientId } })).status).toBe(
      200,
    );
    expect((await token({ form: posted })).body.error).toBe('invalid_request');
    const inAddress = await service.app.http.inject({
      method: 'POST',
      url: `/oauth/token?${new URLSearchParams(posted).toString()}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'grant_type=client_credentials',
    });
    expect(inAddress.statusCode).toBe(401);
  });

  test('narrows to the scopes asked for', async () => {
    const form = { grant_type: 'client_credentials', scope: 'programs.read access.me' };
    const answer = await token({ form });
    expect(answer.body.scope).toBe('programs.read access.me');
    const machine = service.client(answer.body.access_token);
    expect((await machine.get('/me')).body.tokenScopes).toEqual(['programs.read', 'access.me']);
    expect((await machine.get('/programs')).status).toBe(200);
    expect((await machine.get('/vendors')).status).toBe(403);
  });

  test.each<[string, TokenRequest, number, string]>([
    ['no grant type', { form: {} }, 400, 'invalid_request'],
    ['another grant', { form: { grant_type: 'password' } }, 400, 'unsupported_grant_type'],
    [
      'a parameter twice',
      { form: 'grant_type=client_credentials&scope=a.b&scope=a.c' },
      400,
      'invalid_request',
    ],
    [
      'a grant type twice',
      { form: 'grant_type=client_credentials&grant_type=password' },
      400,
      'invalid_request',
    ],
    [
      'a scope that is none',
      { form: { grant_type: 'client_credentials', scope: 'orders.fly' } },
      400,
      'invalid_scope',
    ],
    [
      'a scope of another role',
      { form: { grant_type: 'client_credentials', scope: 'access.manage_service_accounts' } },
      400,
      'invalid_scope',
    ],
    [
      'JSON',
      { form: '{"grant_type":"client_credentials"}', headers: { 'content-type': 'application/json' } },
      400,
      'invalid_request',
    ],
    ['no type of content', { headers: { 'content-type': 'text/plain' } }, 400, 'invalid_request'],
    [
      'more than 4 KiB',
      { form: `grant_type=client_credentials&x=${'a'.repeat(4_100)}` },
      413,
      'invalid_request',
    ],
    ['no credentials', { basic: '' }, 401, 'invalid_client'],
    ['a bearer token', { basic: 'Bearer x' }, 401, 'invalid_client'],
    ['Basic that is no base64', { basic: 'Basic !!!' }, 401, 'invalid_client'],
    [
      'Basic without a colon',
      { basic: `Basic ${Buffer.from('abc').toString('base64')}` },
      401,
      'invalid_client',
    ],
    ['Basic that is badly encoded', { basic: ['%zz', '%zz'] }, 401, 'invalid_client'],
    ['U+0000', { basic: ['\u0000', '\u0000'] }, 401, 'invalid_client'],
  ])('refuses %s as RFC 6749 says', async (_, request, status, error) => {
    const answer = await token(request);
    expect([answer.status, answer.body.error]).toEqual([status, error]);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(String(answer.headers['www-authenticate'] ?? '').startsWith('Basic ')).toBe(status === 401);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
  });

  test(
    'answers an unknown client, a wrong secret and a disabled account alike, in body and time (AUTHN-6)',
    { timeout: 90_000 },
    async () => {
      const disabled = await admin.post('/service-accounts', {
        name: 'Gone',
        side: 'operator',
        role: 'analyst',
      });
      const gone = (await admin.post(`/service-accounts/${disabled.body.id}/secrets`)).body;
      await admin.post(`/service-accounts/${disabled.body.id}/disable`);
      const wrong = () => `rqs_${randomBytes(32).toString('base64url')}`;
      const pairs: Record<string, () => [string, string]> = {
        'a wrong secret': () => [clientId, wrong()],
        'an unknown account': () => [
          clientId.replace(/_[0-9a-f]{32}$/, `_${randomUUID().replaceAll('-', '')}`),
          wrong(),
        ],
        'an unknown tenant': () => [
          clientId.replace(/_[0-9a-f]{32}_/, `_${randomUUID().replaceAll('-', '')}_`),
          wrong(),
        ],
        'a disabled account': () => [gone.clientId, gone.secret],
        'no client id at all': () => ['x', wrong()],
      };
      const times = new Map<string, number[]>();
      const answers = new Set<string>();
      for (let round = 0; round < 60; round += 1) {
        for (const [name, pair] of Object.entries(pairs)) {
          const from = performance.now();
          const answer = await token({ basic: pair() });
          times.set(name, [...(times.get(name) ?? []), performance.now() - from]);
          answers.add(`${answer.status} ${answer.text} ${String(answer.headers['www-authenticate'])}`);
        }
      }
      expect([...answers]).toHaveLength(1);
      // The sixth quickest of sixty: work that only some of them cost would show in it too, and other work of the
      // machine, which shows in their medians, does not.
      const quick = [...times.values()].map((all) => all.toSorted((a, b) => a - b)[5]!);
      expect(Math.max(...quick) - Math.min(...quick)).toBeLessThan(5);
    },
  );

  test('keeps refused attempts in the access log, without what was tried', async () => {
    const tried = `rqs_${randomBytes(32).toString('base64url')}`;
    await token({ basic: [clientId, tried] });
    await expect.poll(async () => (await logged()).length).toBeGreaterThan(0);
    expect(JSON.stringify(await logged())).not.toContain(tried);
  });

  test('limits guesses per client and address, and per address', async () => {
    const strict = await startService({ FAILED_AUTHENTICATION_LIMIT: '24' });
    const guess = (name: string) =>
      strict.app.http.inject({
        method: 'POST',
        url: '/oauth/token',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: `grant_type=client_credentials&client_id=${encodeURIComponent(name)}&client_secret=x`,
      });
    const one: number[] = [];
    for (let tries = 0; tries < 12; tries += 1) one.push((await guess('one')).statusCode);
    expect(one).toEqual([...Array<number>(10).fill(401), 429, 429]);
    // Every name that is none of a client's is one and the same stranger.
    expect((await guess('two')).statusCode).toBe(429);
    const others: number[] = [];
    for (let tries = 0; tries < 16; tries += 1)
      others.push((await guess(clientIdOf(randomUUID(), randomUUID()))).statusCode);
    expect(others).toEqual([...Array<number>(14).fill(401), 429, 429]);
    expect(
      Number((await guess(clientIdOf(randomUUID(), randomUUID()))).headers['retry-after']),
    ).toBeGreaterThan(0);
  });

  test('tells its metadata and keys to anybody, to be kept for five minutes', async () => {
    const metadata = await service.app.http.inject('/.well-known/oauth-authorization-server');
    expect(metadata.json()).toMatchObject({
      issuer,
      token_endpoint: `${issuer}/oauth/token`,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
      grant_types_supported: ['client_credentials'],
      response_types_supported: [],
    });
    const keys = await service.app.http.inject('/.well-known/jwks.json');
    for (const { headers } of [metadata, keys]) expect(headers['cache-control']).toBe('public, max-age=300');
    expect(keys.json().keys.length).toBeGreaterThan(0);
    for (const key of keys.json().keys) {
      expect(Object.keys(key).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
    }
  });
});

const logged = () =>
  service.as(systemActor(tenantId), (tx) =>
    tx.rows<object>(sql`select * from access_log where operation = 'issueToken' and code = 'invalid_client'`),
  );
