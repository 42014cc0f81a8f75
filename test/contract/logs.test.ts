import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createApp, type App } from '../../src/app.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import { provisionMember, provisionTenant } from '../../src/provision.ts';
import { loadConfig } from '../../src/server/config.ts';
import { inTransaction } from '../../src/server/database/transaction.ts';
import { createLog } from '../../src/server/log.ts';
import { needsLook, toProblem } from '../../src/server/problem.ts';
import { adminClient, createDatabase } from '../support/database.ts';

const canary = 'canary "Núñez": 1990-04-01';
let app: App;
let tenantId: string;
let admin: Awaited<ReturnType<typeof provisionMember>>;
let lines: string[] = [];

beforeAll(async () => {
  const database = await createDatabase();
  const config = loadConfig({ NODE_ENV: 'test', WORKER: 'off' });
  const log = createLog('info', { write: (line) => lines.push(line) });
  app = await createApp(config, database.adminUrl, randomBytes(32).toString('hex'), log);
  afterAll(() => app.close());
  tenantId = await provisionTenant(app.pool, {
    name: 'Logged',
    kind: 'sandbox',
    clockAt: '2026-01-05T12:00:00Z',
  });
  admin = await provisionMember(app.pool, app.executor, tenantId, {
    name: 'Admin',
    email: 'admin@logged.example',
    role: 'tenant_admin',
  });
  // A fault of a kind that nobody declared, whose words quote the value.
  await (
    await adminClient(database)
  ).query(`
    create function app.fail_on_canary() returns trigger language plpgsql as $$
    begin if new.name like 'canary%' then perform new.name::integer; end if; return new; end $$;
    create trigger fail before insert on programs for each row execute function app.fail_on_canary();
    create trigger fail before update on access_tokens for each row execute function app.fail_on_canary()`);
});
beforeEach(() => {
  lines = [];
});

const post = (url: string, payload: object, token = admin.token) =>
  app.http.inject({
    method: 'POST',
    url,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    payload: JSON.stringify(payload),
  });

/** The failures that were logged, after a look that no line and no answer holds the value. */
function failures(...answers: { body: string }[]) {
  for (const text of [...lines, ...answers.map(({ body }) => body)]) {
    expect(text).not.toContain('Núñez');
    expect(text).not.toContain('1990-04-01');
  }
  return lines.flatMap((line) => JSON.parse(line).err ?? []);
}

const refused = { code: '22P02', routine: expect.any(String), message: expect.stringContaining('invalid') };

test('a failing statement is logged by its code and place on both surfaces, never with its values', async () => {
  const program = { name: canary, timeZone: 'America/New_York' };
  const rest = await post('/v1/programs', program);
  expect(rest.statusCode).toBe(500);
  const graph = await post('/graphql', {
    query: 'mutation ($input: CreateProgramInput!) { createProgram(input: $input) { program { id } } }',
    variables: { input: program },
  });
  expect(graph.json().errors[0].extensions.code).toBe('internal_error');
  const logged = failures(rest, graph);
  expect(logged).toEqual([expect.objectContaining(refused), expect.objectContaining(refused)]);
  expect(logged[0].stack).toMatch(/^\s+at /);
});

test('a failing reaction keeps its cause without values', async () => {
  const leaver = await provisionMember(app.pool, app.executor, tenantId, {
    name: 'Leaver',
    email: 'leaver@logged.example',
    role: 'program_manager',
  });
  expect((await post('/v1/access-tokens', { name: canary }, leaver.token)).statusCode).toBe(201);
  expect((await post(`/v1/users/${leaver.userId}/deactivate`, {})).statusCode).toBe(200);
  await app.worker.drain(tenantId);
  const [run] = await inTransaction(app.pool, { actor: systemActor(tenantId) }, (tx) =>
    tx.rows<{ error: string }>(sql`select error from reaction_runs where error is not null`),
  );
  expect(run!.error).toContain('22P02');
  failures({ body: run!.error });
  expect(lines.some((line) => line.includes('a reaction failed'))).toBe(true);
});

test('a write that row security refuses is the caller’s 403 and an error to look at', async () => {
  const vendor = { ...systemActor(tenantId), side: 'vendor' as const, vendorId: tenantId };
  const error = await inTransaction(app.pool, { actor: vendor }, (tx) =>
    tx.rows(sql`update tenants set name = ${canary}`),
  ).catch((thrown: unknown) => thrown);
  const problem = toProblem(error, new Map());
  expect([problem.status, problem.declaration.code]).toEqual([403, 'permission_missing']);
  expect(needsLook(error, problem)).toBe(true);
  app.log.error({ err: error }, 'request failed');
  expect(failures()).toEqual([expect.objectContaining({ code: '42501' })]);
});
