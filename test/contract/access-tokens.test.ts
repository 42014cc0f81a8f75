import { sql } from 'drizzle-orm';
import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let admin: Client;
let tenantId: string;

beforeAll(async () => {
  service = await startService();
  ({ tenantId, admin } = await service.tenant());
});

const me = async (token: string) => {
  const { status, text } = await service.client(token).get('/me');
  return { status, text };
};

describe('a personal access token (AUTHN-4)', () => {
  const issue = async (by: Client, input: object) => {
    const issued = await by.post('/access-tokens', input);
    expect(issued.status, issued.text).toBe(201);
    return issued.body as { id: string; token: string };
  };

  test('is refused within a second of being revoked', async () => {
    const { id, token } = await issue(admin, { name: 'short' });
    expect((await me(token)).status).toBe(200);
    expect((await admin.post(`/access-tokens/${id}/revoke`)).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect((await me(token)).status).toBe(401);
  });

  test('is refused once it has expired', async () => {
    const { id, token } = await issue(admin, { name: 'old' });
    await service.as(systemActor(tenantId), async (tx) => {
      await tx.rows(
        sql`update access_tokens set expires_at = clock_timestamp() - interval '1 second' where id = ${id}`,
      );
    });
    expect((await me(token)).status).toBe(401);
  });

  test('narrowed does less, and cannot issue a wider one', async () => {
    const { token } = await issue(admin, { name: 'narrow', scopes: ['programs.read', 'access.*'] });
    const narrow = service.client(token);
    expect((await narrow.get('/programs')).status).toBe(200);
    expect((await narrow.post('/programs', { name: 'x', timeZone: 'America/New_York' })).status).toBe(403);
    expect(
      (
        await narrow.graphql(
          'mutation { createProgram(input: { name: "x", timeZone: "America/New_York" }) { replayed } }',
        )
      ).body.errors![0].extensions.code,
    ).toBe('permission_missing');
    for (const scopes of [
      undefined,
      ['programs.manage'],
      ['programs.*'],
      ['programs.read', 'programs.manage'],
    ]) {
      const wider = await narrow.post('/access-tokens', { name: 'wider', ...(scopes && { scopes }) });
      expect(wider.status, `${JSON.stringify(scopes)} ${wider.text}`).toBe(422);
    }
  });

  test('of a deactivated user or an ended membership is refused within a second, and its keys do not replay', async () => {
    const leaving = await service.member(tenantId, { role: 'program_manager' });
    const key = { 'idempotency-key': 'last' };
    expect(
      (await leaving.post('/programs', { name: 'Last', timeZone: 'America/New_York' }, key)).status,
    ).toBe(201);
    expect((await admin.post(`/users/${leaving.actor.userId}/deactivate`)).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect((await leaving.get('/me')).status).toBe(401);
    expect(
      (await leaving.post('/programs', { name: 'Last', timeZone: 'America/New_York' }, key)).status,
    ).toBe(401);
  });

  test('stands nowhere as it is: not in a row, an event, a stored answer or a version', async () => {
    const issued = await admin.post('/access-tokens', { name: 'canary' }, { 'idempotency-key': 'canary' });
    const token = issued.body.token as string;
    const again = await admin.post('/access-tokens', { name: 'canary' }, { 'idempotency-key': 'canary' });
    expect(again.body.token).toBe(token);
    const secret = token.slice(-43);
    const { rows: tables } = await service.pool.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    );
    const found: string[] = [];
    const superuser = new pg.Client(service.database.adminUrl);
    await superuser.connect();
    for (const { name } of tables) {
      const { rows } = await superuser.query(
        `select 1 from ${name} t where to_jsonb(t)::text like '%' || $1 || '%' limit 1`,
        [secret],
      );
      if (rows.length > 0) found.push(name);
    }
    await superuser.end();
    expect(found).toEqual([]);
  });

  test('unknown, revoked and expired tokens, and those of a deactivated user, look alike (AUTHN-6)', async () => {
    const { id, token } = await issue(admin, { name: 'gone' });
    await admin.post(`/access-tokens/${id}/revoke`);
    await new Promise((resolve) => setTimeout(resolve, 600));
    const refusals = new Set<string>();
    for (const each of [
      token,
      token.replace(/.$/, token.endsWith('A') ? 'B' : 'A'),
      token.replace(/_[0-9a-f]{32}_/, `_${'0'.repeat(32)}_`),
      'nonsense',
      'a.b.c',
    ]) {
      const answer = await service.app.http.inject({
        url: '/v1/me',
        headers: { authorization: `Bearer ${each}` },
      });
      const { requestId: _, ...problem } = answer.json();
      refusals.add(JSON.stringify([answer.statusCode, problem, answer.headers['www-authenticate']]));
    }
    expect(refusals.size).toBe(1);
  });
});
