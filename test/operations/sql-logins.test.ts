import { beforeAll, describe, expect, test } from 'vitest';
import { actorByMembership, insertToken } from '../../src/domain/access/index.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import { adminClient } from '../support/database.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { dropLoginsAtEnd, sqlSession } from '../support/sql-sessions.ts';

let service: Service;
let tenantId: string;
let admin: Client;
let analyst: Client;
let stranger: Client;

const begun = '2026-03-02T12:00:00Z';

beforeAll(async () => {
  service = await startService();
  dropLoginsAtEnd(service.database);
  ({ tenantId, admin } = await service.tenant('Keystone', begun));
  analyst = await service.member(tenantId, { role: 'analyst' });
  ({ admin: stranger } = await service.tenant('Rival', begun));
});

const issue = (by: Client, given: object = {}) =>
  by.post('/sql-logins', { membershipId: analyst.actor.membershipId, name: 'psql', ...given });
async function made(given: object = {}): Promise<any> {
  const answer = await issue(admin, given);
  expect(answer.status, answer.text).toBe(201);
  return answer.body;
}
/** One active at a time keeps within what a membership may have. */
async function revoked(login: { id: string }): Promise<void> {
  const answer = await admin.post(`/sql-logins/${login.id}/revoke`);
  expect(answer.status, answer.text).toBe(200);
}
/** Whoever acts under the membership, however it came in. */
async function actingAs(membershipId: string): Promise<Client> {
  const token = await service.as(systemActor(tenantId), async (tx) => {
    const actor = await actorByMembership({ membershipId, tokenId: null, scopes: null }, tx);
    const context = service.app.executor.context(tx, actor!, 'acting');
    return (await insertToken({ name: 'acting', days: 1, scopes: null }, context)).token;
  });
  return service.client(token);
}
const fresh = () => service.member(tenantId, { role: 'analyst' });
const code = (answer: { status: number; body: any }) => [answer.status, answer.body.code];

describe('a SQL login', () => {
  test('is issued with all that a tool must be told, and reads the views', async () => {
    const login = await made({ days: 10 });
    expect(login).toMatchObject({
      host: new URL(service.database.adminUrl).hostname,
      port: Number(new URL(service.database.adminUrl).port),
      database: new URL(service.database.adminUrl).pathname.slice(1),
      searchPath: 'reporting',
      expiresAt: '2026-03-12T12:00:00Z',
    });
    expect(login.user).toBe(`requisite_sql_${login.id.replaceAll('-', '')}`);
    expect(login.password).toMatch(/^[\w-]{43}$/);
    const session = await sqlSession(service.database, login);
    const { rows } = await session.query('select current_schema as schema, session_user as "user"');
    expect(rows).toEqual([{ schema: 'reporting', user: login.user }]);
    expect((await session.query('select count(*)::int as n from spend')).rows).toEqual([{ n: 0 }]);
    await session.end();
    await revoked(login);
  });

  test('shows its password once: in no list, event, version or kept answer', async () => {
    const key = { 'idempotency-key': 'sql-login-once' };
    const body = { membershipId: analyst.actor.membershipId, name: 'once' };
    const first = await admin.post('/sql-logins', body, key);
    const again = await admin.post('/sql-logins', body, key);
    expect(again.body).toEqual(first.body);
    const { id, password } = first.body;
    const shown = await admin.get(`/sql-logins/${id}`);
    expect(shown.body).toMatchObject({
      name: 'once',
      state: 'active',
      membershipId: analyst.actor.membershipId,
    });
    const past = await admin.get(`/sql-logins/${id}/history`);
    const database = await adminClient(service.database);
    const { rows } = await database.query(
      `select json_agg(to_jsonb(t)) as all from (select to_jsonb(v) from row_versions v union all select to_jsonb(e) from events e
       union all select to_jsonb(k) from idempotency_keys k union all select to_jsonb(l) from sql_logins l) t`,
    );
    for (const text of [shown.text, past.text, (await admin.get('/sql-logins')).text, JSON.stringify(rows)])
      expect(text).not.toContain(password);
    await revoked(first.body);
  });

  test('is issued, rotated and revoked over GraphQL too', async () => {
    const { body: issued } = await admin.graphql(
      `mutation ($id: ID!) { createSqlLogin(input: { membershipId: $id, name: "Excel" }) { result { id user password expiresAt } } }`,
      { id: analyst.actor.membershipId },
    );
    expect(issued.errors).toBeUndefined();
    const login = issued.data.createSqlLogin.result;
    const { body: rotated } = await admin.graphql(
      `mutation ($id: ID!) { rotateSqlLogin(input: { sqlLoginId: $id }) { result { id user password } } }`,
      { id: login.id },
    );
    expect(rotated.errors).toBeUndefined();
    expect(rotated.data.rotateSqlLogin.result).toMatchObject({ id: login.id, user: login.user });
    expect(rotated.data.rotateSqlLogin.result.password).not.toBe(login.password);
    const { body: ended } = await admin.graphql(
      `mutation ($id: ID!) { revokeSqlLogin(input: { sqlLoginId: $id }) { sqlLogin { id state } } }`,
      { id: login.id },
    );
    expect(ended.errors).toBeUndefined();
    expect(ended.data.revokeSqlLogin.sqlLogin).toEqual({ id: login.id, state: 'REVOKED' });
  });

  test('ends with its revocation: session, entrance and role', async () => {
    const login = await made();
    const session = await sqlSession(service.database, login);
    await revoked(login);
    await expect(sqlSession(service.database, login)).rejects.toMatchObject({ code: '28000' });
    await service.drain(tenantId);
    await expect(session.query('select 1')).rejects.toThrow();
    const database = await adminClient(service.database);
    const { rows } = await database.query('select from pg_roles where rolname = $1', [login.user]);
    expect(rows).toEqual([]);
    expect(code(await admin.post(`/sql-logins/${login.id}/revoke`))).toEqual([409, 'step_not_allowed']);
    expect(code(await admin.post(`/sql-logins/${login.id}/rotate`))).toEqual([409, 'step_not_allowed']);
  });

  test('is rotated by its analyst herself; sessions under the old password end', async () => {
    const login = await made();
    const session = await sqlSession(service.database, login);
    const rotated = await analyst.post(`/sql-logins/${login.id}/rotate`);
    expect(rotated.status, rotated.text).toBe(200);
    expect(rotated.body).toMatchObject({ id: login.id, user: login.user, expiresAt: login.expiresAt });
    await service.drain(tenantId);
    await expect(session.query('select 1')).rejects.toThrow();
    const database = await adminClient(service.database);
    await sqlSession(service.database, rotated.body);
    const { rows } = await database.query('select rolcanlogin from pg_roles where rolname = $1', [
      login.user,
    ]);
    expect(rows).toEqual([{ rolcanlogin: true }]);
    await revoked(login);
  });

  test('is left in peace by a dry run', async () => {
    const login = await made();
    const session = await sqlSession(service.database, login);
    for (const path of [`/sql-logins/${login.id}/rotate`, `/sql-logins/${login.id}/revoke`]) {
      const tried = await admin.post(path, {}, { prefer: 'dry-run' });
      expect(tried.status, tried.text).toBe(200);
    }
    await service.drain(tenantId);
    expect((await session.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    const stillIn = await sqlSession(service.database, login);
    expect((await stillIn.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await revoked(login);
  });

  test('is restored by rotation where the database was restored without its roles', async () => {
    const login = await made();
    const database = await adminClient(service.database);
    await database.query(`drop role ${login.user}`);
    await expect(sqlSession(service.database, login)).rejects.toThrow();
    const rotated = await admin.post(`/sql-logins/${login.id}/rotate`);
    expect(rotated.status, rotated.text).toBe(200);
    const session = await sqlSession(service.database, rotated.body);
    expect((await session.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await revoked(login);
  });

  test('is taken away by its own analyst whose password leaked, and by no other', async () => {
    const login = await made();
    const other = await fresh();
    expect(code(await other.post(`/sql-logins/${login.id}/revoke`))).toEqual([404, 'not_found']);
    const session = await sqlSession(service.database, login);
    const ended = await analyst.post(`/sql-logins/${login.id}/revoke`, { reason: 'It was in a notebook.' });
    expect([ended.status, ended.body.state]).toEqual([200, 'revoked']);
    await service.drain(tenantId);
    await expect(session.query('select 1')).rejects.toThrow();
  });

  test('goes with the membership and with the person', async () => {
    for (const end of ['membership', 'user'] as const) {
      const one = await fresh();
      const login = await made({ membershipId: one.actor.membershipId });
      const session = await sqlSession(service.database, login);
      const ended = await (end === 'membership'
        ? admin.post(`/memberships/${one.actor.membershipId}/end`)
        : admin.post(`/users/${one.actor.userId}/deactivate`));
      expect(ended.status, ended.text).toBe(200);
      await service.drain(tenantId);
      await expect(session.query('select 1')).rejects.toThrow();
      const shown = await admin.get(`/sql-logins/${login.id}`);
      expect(shown.body.state).toBe('revoked');
    }
  });

  test('is refused to whoever is no analyst, to a fourth of a membership, and to wrong shapes', async () => {
    const manager = await service.member(tenantId, { role: 'program_manager' });
    expect(code(await issue(admin, { membershipId: manager.actor.membershipId }))).toEqual([
      422,
      'not_an_analyst',
    ]);
    const one = await fresh();
    const { membershipId } = one.actor;
    const logins = [];
    for (let n = 0; n < 3; n += 1) logins.push(await made({ membershipId, name: `tool ${n}` }));
    expect(code(await issue(admin, { membershipId }))).toEqual([409, 'too_many_sql_logins']);
    for (const login of logins) await revoked(login);
    expect((await issue(admin, { membershipId, days: 367 })).status).toBe(422);
    expect((await issue(admin, { membershipId, password: 'mine' })).status).toBe(422);
  });

  test('is the administrator’s to give: others are refused, another tenant finds nothing', async () => {
    const login = await made();
    const manager = await service.member(tenantId, { role: 'program_manager' });
    for (const other of [manager, analyst])
      expect(code(await issue(other))).toEqual([403, 'permission_missing']);
    expect(code(await manager.post(`/sql-logins/${login.id}/revoke`))).toEqual([403, 'permission_missing']);
    const missing = await stranger.post(`/sql-logins/${crypto.randomUUID()}/rotate`);
    for (const verb of ['rotate', 'revoke']) {
      const foreign = await stranger.post(`/sql-logins/${login.id}/${verb}`);
      expect([foreign.status, foreign.body.code, foreign.body.detail]).toEqual([
        missing.status,
        missing.body.code,
        missing.body.detail,
      ]);
    }
    expect((await issue(stranger)).status).toBe(422);
    const stale = await admin.post(`/sql-logins/${login.id}/revoke`, {}, { 'if-match': '"7"' });
    expect(code(stale)).toEqual([412, 'stale_version']);
    await revoked(login);
  });

  test('is seen by its own analyst and by administrators, not by another analyst', async () => {
    const login = await made();
    const other = await fresh();
    expect((await analyst.get(`/sql-logins/${login.id}`)).status).toBe(200);
    expect((await other.get(`/sql-logins/${login.id}`)).status).toBe(404);
    expect((await other.post(`/sql-logins/${login.id}/rotate`)).status).toBe(404);
    await revoked(login);
  });

  test('of a wider membership is not given by an administrator of fewer programs', async () => {
    const program = await admin.post('/programs', { name: 'North', timeZone: 'America/Chicago' });
    const bound = await service.member(tenantId, { role: 'tenant_admin', programIds: [program.body.id] });
    const login = await made();
    expect(code(await issue(bound))).toEqual([403, 'grant_wider_than_own']);
    for (const verb of ['rotate', 'revoke'])
      expect(code(await bound.post(`/sql-logins/${login.id}/${verb}`))).toEqual([
        403,
        'grant_wider_than_own',
      ]);
    await revoked(login);
  });
});

describe('the password of a SQL login', () => {
  const identity = { issuer: 'https://id.keystone.test', subject: 'ada' };
  const person = { name: 'Ada', email: 'ada@keystone.test' };

  test('is not shown to whom another system let in as its analyst, until an administrator vouches', async () => {
    expect((await admin.post('/external-systems', { name: 'hr' })).status).toBe(201);
    const integration = await service.member(tenantId, { role: 'integration' });
    const externalId = { system: 'hr', id: '7' };
    const invited = await integration.post('/users', { ...person, externalId });
    expect(invited.body, invited.text).toMatchObject({ isVouched: true });
    const { body: granted } = await admin.post('/memberships', {
      userId: invited.body.id,
      side: 'operator',
      role: 'analyst',
    });
    const login = await made({ membershipId: granted.id });
    const posed = await integration.post('/users', { ...person, ...identity, externalId });
    expect(posed.body, posed.text).toMatchObject({ id: invited.body.id, isVouched: false });
    const ada = await actingAs(granted.id);
    for (const answer of [
      await ada.post(`/sql-logins/${login.id}/rotate`),
      await ada.post(`/sql-logins/${login.id}/rotate`, {}, { prefer: 'dry-run' }),
    ])
      expect(code(answer)).toEqual([403, 'identity_not_vouched']);
    const { body: refused } = await ada.graphql(
      `mutation ($id: ID!) { rotateSqlLogin(input: { sqlLoginId: $id }) { result { password } } }`,
      { id: login.id },
    );
    expect(refused.errors![0].extensions.code).toBe('identity_not_vouched');
    const again = await integration.post('/users', { ...person, ...identity, externalId });
    expect(again.body.isVouched).toBe(false);
    expect((await admin.post(`/sql-logins/${login.id}/rotate`)).status).toBe(200);
    const vouched = await admin.post('/users', { ...person, ...identity, externalId });
    expect(vouched.body, vouched.text).toMatchObject({ id: invited.body.id, isVouched: true });
    // The same word again from whoever synchronizes takes nothing back.
    expect((await integration.post('/users', { ...person, ...identity, externalId })).body.isVouched).toBe(
      true,
    );
    expect((await ada.post(`/sql-logins/${login.id}/rotate`)).status).toBe(200);
    await revoked(login);
  });

  test('is shown to no service account, whatever its role', async () => {
    const login = await made();
    for (const role of ['tenant_admin', 'integration']) {
      const account = await admin.post('/service-accounts', {
        name: `${role} machine`,
        side: 'operator',
        role,
      });
      expect(account.status, account.text).toBe(201);
      const machine = await actingAs(account.body.membershipId);
      const wanted = role === 'tenant_admin' ? 'password_for_people' : 'permission_missing';
      expect(code(await machine.post(`/sql-logins/${login.id}/rotate`))).toEqual([403, wanted]);
      expect(code(await issue(machine))).toEqual([403, wanted]);
    }
    await revoked(login);
  });
});

test('a SQL login expires by the tenant’s clock', async () => {
  const { tenantId: own, admin: by } = await service.tenant('Brief', begun);
  const { actor } = await service.member(own, { role: 'analyst' });
  const answer = await by.post('/sql-logins', { membershipId: actor.membershipId, name: 'brief', days: 1 });
  const session = await sqlSession(service.database, answer.body);
  await service.moveClock(own, '2026-03-03T11:59:59Z');
  expect((await session.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await service.moveClock(own, '2026-03-03T12:00:00Z');
  await expect(session.query('select 1')).rejects.toThrow();
  expect((await by.get(`/sql-logins/${answer.body.id}`)).body.state).toBe('expired');
});

test('the worker ends the session of a login whose membership was taken away past it', async () => {
  const { watchman } = service.app.worker.hands;
  const one = await fresh();
  const login = await made({ membershipId: one.actor.membershipId });
  const session = await sqlSession(service.database, login);
  const stopped = async () => (await watchman.look()).filter(({ role }) => role === login.user);
  expect(await stopped()).toEqual([]);
  const ended = await admin.post(`/memberships/${one.actor.membershipId}/end`);
  expect(ended.status, ended.text).toBe(200);
  expect(await stopped()).toEqual([{ role: login.user, reason: 'login' }]);
  await expect(session.query('select 1')).rejects.toThrow();
});
