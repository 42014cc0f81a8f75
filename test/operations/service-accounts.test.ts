import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import { loadConfig } from '../../src/server/config.ts';
import { adminClient } from '../support/database.ts';
import { makeMachine, tokenOf, type Machine } from '../support/machine.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let tenantId: string;
let admin: Client;

beforeAll(async () => {
  service = await startService();
  ({ tenantId, admin } = await service.tenant());
});

type Http = Service['app']['http'];

const ask = (
  clientId: string,
  secret: string,
  form: Record<string, string> = {},
  http: Http = service.app.http,
) =>
  http.inject({
    method: 'POST',
    url: '/oauth/token',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`,
    },
    payload: new URLSearchParams({ grant_type: 'client_credentials', ...form }).toString(),
  });

const account = (given: object = {}, by: Client = admin) => makeMachine(by, given);
const freshToken = (machine: Machine) => tokenOf(service, machine);

const me = (token: string, http: Http = service.app.http) =>
  http.inject({ url: '/v1/me', headers: { authorization: `Bearer ${token}` } });

/** Milliseconds until the token is refused, 1.5 s at most. */
async function refusedAfter(token: string, http: Http = service.app.http): Promise<number> {
  const from = performance.now();
  for (;;) {
    if ((await me(token, http)).statusCode === 401) return performance.now() - from;
    if (performance.now() - from > 1_500) return Infinity;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

describe('a service account', () => {
  test('acts under a membership of its own, and events name it', async () => {
    const made = await account();
    const token = await freshToken(made);
    const answer = await me(token);
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json()).toMatchObject({
      tenantId,
      membershipId: made.account.membershipId,
      role: 'program_manager',
    });
    const machine = service.client(token);
    const program = await machine.post('/programs', { name: 'By machine', timeZone: 'America/Chicago' });
    expect(program.status, program.text).toBe(201);
    // The feed waits for every older transaction of the server, of other tests too.
    const actor = async () =>
      (await admin.get('/events?limit=200')).body.events.find(
        (event: any) => event.subject.id === program.body.id,
      )?.actor;
    await expect.poll(actor).toMatchObject({ membershipId: made.account.membershipId });
    const user = await admin.get(`/users/${made.account.userId}`);
    expect(user.body).toMatchObject({ kind: 'service', name: 'Payroll export' });
    expect(user.body.email).toMatch(/\.invalid$/);
  });

  test('has its secret shown once, and in no list, event or table', async () => {
    const made = await account();
    await freshToken(made);
    const { secret, prefix } = made.added;
    expect(secret).toMatch(/^rqs_[A-Za-z0-9_-]{43}$/);
    expect(secret.startsWith(prefix)).toBe(true);
    const list = await admin.get(`/service-account-secrets?serviceAccountId=${made.id}`);
    expect(list.body.data).toEqual([
      expect.objectContaining({
        prefix,
        revokedAt: null,
        expiresAt: made.added.expiresAt,
        lastUsedAt: expect.any(String),
      }),
    ]);
    const [{ id: secretId, createdAt }] = list.body.data;
    const { entries } = (await admin.get(`/service-account-secrets/${secretId}/history`)).body;
    expect(entries).toHaveLength(1);
    expect(JSON.stringify(entries)).not.toContain('lastUsedAt');
    const past = await admin.get(`/service-account-secrets/${secretId}?asOf=${createdAt}`);
    expect(past.body).toMatchObject({ prefix, lastUsedAt: null });
    const graphql = await admin.graphql(
      `{ serviceAccount(id: "${made.id}") { clientId secrets { nodes { prefix lastUsedAt } } membership { role } } }`,
    );
    expect(graphql.body.data.serviceAccount).toMatchObject({
      clientId: made.added.clientId,
      membership: { role: 'PROGRAM_MANAGER' },
      secrets: { nodes: [{ prefix }] },
    });
    const everything = list.text + graphql.text + (await admin.get('/events?limit=200')).text;
    expect(everything).not.toContain(secret);
    const dump = await adminClient(service.database);
    const { rows } = await dump.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    );
    expect(rows.length).toBeGreaterThan(50);
    for (const { name } of rows) {
      const found = await dump.query(`select from ${name} t where position($1 in t::text) > 0`, [secret]);
      expect([name, found.rowCount]).toEqual([name, 0]);
    }
  });

  test('has at most two live secrets, so that they overlap on rotation', async () => {
    const made = await account();
    const second = await admin.post(`/service-accounts/${made.id}/secrets`, { days: 730 });
    expect(second.status, second.text).toBe(200);
    expect((await ask(made.added.clientId, made.added.secret)).statusCode).toBe(200);
    expect((await ask(second.body.clientId, second.body.secret)).statusCode).toBe(200);
    const third = await admin.post(`/service-accounts/${made.id}/secrets`);
    expect([third.status, third.body.code]).toEqual([409, 'too_many_secrets']);
    const revoked = await admin.post(`/service-account-secrets/${made.added.id}/revoke`);
    expect(revoked.status, revoked.text).toBe(200);
    expect((await ask(made.added.clientId, made.added.secret)).statusCode).toBe(401);
    expect((await ask(second.body.clientId, second.body.secret)).statusCode).toBe(200);
    expect((await admin.post(`/service-accounts/${made.id}/secrets`)).status).toBe(200);
    const again = await admin.post(`/service-account-secrets/${made.added.id}/revoke`);
    expect([again.status, again.body.code]).toEqual([409, 'step_not_allowed']);
    const tooLong = await admin.post(`/service-accounts/${made.id}/secrets`, { days: 731 });
    expect(tooLong.status).toBe(422);
  });

  test('whose secret expired is refused, and its place is free again', async () => {
    const made = await account();
    await service.as(systemActor(tenantId), (tx) =>
      tx.rows(
        sql`update service_account_secrets set expires_at = now() - interval '1 second' where id = ${made.added.id}`,
      ),
    );
    expect((await ask(made.added.clientId, made.added.secret)).statusCode).toBe(401);
    expect((await admin.post(`/service-accounts/${made.id}/secrets`)).status).toBe(200);
    expect((await admin.post(`/service-accounts/${made.id}/secrets`)).status).toBe(200);
  });

  test('is given nothing beyond what its giver has', async () => {
    const narrow = async (scopes: string[]) => {
      const issued = await admin.post('/access-tokens', { name: 'narrow', scopes });
      expect(issued.status, issued.text).toBe(201);
      return service.client(issued.body.token);
    };
    const tight = await narrow(['access.*']);
    const body = { name: 'x', side: 'operator', role: 'program_manager' };
    expect((await tight.post('/service-accounts', body)).body.code).toBe('scope_not_held');
    expect((await tight.post('/service-accounts', { ...body, scopes: ['programs.*'] })).body.code).toBe(
      'scope_not_held',
    );
    const within = await tight.post('/service-accounts', { ...body, scopes: ['access.me'] });
    expect(within.status, within.text).toBe(201);
    // A secret of a wider account would be a way round it.
    const wide = await account();
    expect((await tight.post(`/service-accounts/${wide.id}/secrets`)).body.code).toBe('scope_not_held');
    const beyondRole = {
      name: 'x',
      side: 'vendor',
      role: 'vendor_recruiter',
      scopes: ['access.manage_users'],
    };
    expect((await admin.post('/service-accounts', beyondRole)).status).toBe(422);
    for (const role of ['program_manager', 'integration', 'requester'] as const) {
      const other = await service.member(tenantId, { role });
      expect([role, (await other.post('/service-accounts', body)).status]).toEqual([role, 403]);
      expect([role, (await other.get('/service-accounts')).status]).toEqual([role, 403]);
    }
  });

  test('of a bound administrator reaches no further than it does', async () => {
    const programs = await twoPrograms();
    const bound = await service.member(tenantId, { role: 'tenant_admin', programIds: [programs[0]!] });
    const body = { name: 'x', side: 'operator', role: 'program_manager' };
    expect((await bound.post('/service-accounts', body)).body.code).toBe('grant_wider_than_own');
    const made = await account({ programIds: [programs[0]] }, bound);
    const far = await account({ programIds: [programs[1]] });
    const seen = await bound.get('/service-accounts?limit=200');
    const ids = seen.body.data.map(({ id }: { id: string }) => id);
    expect(ids).toContain(made.id);
    expect(ids).not.toContain(far.id);
    expect((await bound.post(`/service-accounts/${far.id}/secrets`)).status).toBe(404);
    const secrets = await bound.get('/service-account-secrets?limit=200');
    const shown = secrets.body.data.map(({ id }: { id: string }) => id);
    expect(shown).toContain(made.added.id);
    expect(shown).not.toContain(far.added.id);
    // The operator's own people and machines are colleagues: known, but out of reach.
    const wide = await account();
    for (const path of [
      `/service-accounts/${wide.id}/disable`,
      `/service-account-secrets/${wide.added.id}/revoke`,
    ])
      expect((await bound.post(path)).body.code).toBe('grant_wider_than_own');
  });

  test('asks for no personal access tokens, which would outlive its secret', async () => {
    const machine = service.client(await freshToken(await account()));
    const refused = await machine.post('/access-tokens', { name: 'mine', scopes: ['access.me'] });
    expect([refused.status, refused.body.code]).toEqual([403, 'has_secrets_instead']);
  });

  test('is not counted as an administrator who could let others back in', async () => {
    const { tenantId: lone, admin: only } = await service.tenant('Lone');
    await account({ role: 'tenant_admin' }, only);
    const left = await only.post(`/users/${only.actor.userId}/deactivate`);
    expect([left.status, left.body.code]).toEqual([409, 'last_admin']);
    expect(lone).not.toBe(tenantId);
  });
});

describe('is felt within a second on every process', () => {
  let elsewhere: Http;
  beforeAll(async () => {
    const config = loadConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent', WORKER: 'off', RATE_LIMIT: '100000' });
    const app = await createApp(config, service.database.adminUrl, service.secret);
    elsewhere = app.http;
    await elsewhere.ready();
    return () => app.close();
  });

  const ends: Record<string, (made: Machine) => Promise<{ status: number; text: string }>> = {
    'revoking its secret': ({ added }) => admin.post(`/service-account-secrets/${added.id}/revoke`),
    'disabling it': ({ id }) => admin.post(`/service-accounts/${id}/disable`),
    'ending its membership': ({ account: { membershipId } }) =>
      admin.post(`/memberships/${membershipId}/end`),
    'deactivating its user': ({ account: { userId } }) => admin.post(`/users/${userId}/deactivate`),
  };
  test.each(Object.entries(ends))('%s', async (_, end) => {
    const made = await account();
    const token = await freshToken(made);
    expect((await me(token)).statusCode).toBe(200);
    expect((await me(token, elsewhere)).statusCode).toBe(200);
    const done = await end(made);
    expect(done.status, done.text).toBe(200);
    const [here, there] = await Promise.all([refusedAfter(token), refusedAfter(token, elsewhere)]);
    expect(here).toBeLessThan(1_000);
    expect(there).toBeLessThan(1_000);
    expect((await ask(made.added.clientId, made.added.secret)).statusCode).toBe(401);
    await service.drain(tenantId);
    if (!/secret/.test(_))
      expect((await admin.get(`/service-accounts/${made.id}`)).body).toMatchObject({
        state: 'disabled',
        allowedActions: [],
      });
  });

  test('narrowing it', async () => {
    const made = await account({ scopes: ['programs.*', 'access.me'] });
    const token = await freshToken(made);
    const list = (http: Http) =>
      http.inject({ url: '/v1/programs', headers: { authorization: `Bearer ${token}` } });
    expect((await list(elsewhere)).statusCode).toBe(200);
    const narrowed = await admin.patch(
      `/service-accounts/${made.id}`,
      { scopes: ['access.me'] },
      { 'if-match': `"${made.account.version}"` },
    );
    expect(narrowed.status, narrowed.text).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect((await list(elsewhere)).statusCode).toBe(403);
    expect((await list(service.app.http)).statusCode).toBe(403);
    expect((await ask(made.added.clientId, made.added.secret, { scope: 'programs.read' })).json().error).toBe(
      'invalid_scope',
    );
  });
});

async function twoPrograms(): Promise<string[]> {
  const manager = await service.member(tenantId, { role: 'program_manager' });
  const made = await Promise.all(
    ['One', 'Two'].map((name) => manager.post('/programs', { name, timeZone: 'America/Chicago' })),
  );
  for (const { status, text } of made) expect(status, text).toBe(201);
  return made.map(({ body }) => body.id as string);
}
