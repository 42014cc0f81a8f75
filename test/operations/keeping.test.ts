import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let tenantId: string;
let admin: Client;

beforeAll(async () => {
  service = await startService();
  ({ tenantId, admin } = await service.tenant());
});

const run = <R extends object>(text: string, of = tenantId) =>
  service.as(systemActor(of), (tx) => tx.rows<R>(sql.raw(text)));
const tidy = () => service.app.worker.hands.keeper.tidy(tenantId);
const row = (name: string) => `${JSON.stringify({ name, timeZone: 'America/New_York' })}\n`;

async function announced(by = admin): Promise<string> {
  const made = await by.post('/imports', { operation: 'create_program', format: 'ndjson' });
  expect(made.status, made.text).toBe(201);
  return made.body.id;
}

async function sent(id: string, content: string, complete = true, by = admin): Promise<void> {
  const answer = await by.send({
    method: 'PUT',
    url: `/v1/imports/${id}/content?complete=${complete}`,
    headers: { 'content-type': 'application/x-ndjson' },
    payload: content,
  });
  expect(answer.status, answer.text).toBe(200);
}

const contentsOf = async (id: string) =>
  (
    await run<{ content: string }>(
      `select content from import_chunks where import_id = '${id}' order by number`,
    )
  ).map(({ content }) => content);

test('a file goes with the end of its import, canceled or failed too', async () => {
  const canceled = await announced();
  await sent(canceled, row('Never'));
  expect((await contentsOf(canceled)).join()).toContain('Never');
  expect((await admin.post(`/imports/${canceled}/cancel`)).body.state).toBe('canceled');
  expect(await contentsOf(canceled)).toEqual(['']);

  const leaver = await service.member(tenantId, { role: 'program_manager' });
  const failed = await announced(leaver);
  await sent(failed, row('Left'), true, leaver);
  await admin.post(`/memberships/${leaver.actor.membershipId}/end`);
  await service.app.worker.hands.importer.drain(tenantId);
  expect(await run(`select state from imports where id = '${failed}'`)).toEqual([{ state: 'failed' }]);
  expect(await contentsOf(failed)).toEqual(['']);
});

test('an import of which nothing came for a day is canceled, and its part goes; another waits on', async () => {
  const [old, late, young] = [await announced(), await announced(), await announced()];
  for (const id of [old, late]) await sent(id, row('Part'), false);
  // The id says when: an import and its chunks are moved back together, but for the late one's part.
  const aged: Record<string, string> = {};
  for (const id of [old, late]) {
    if (id === old) await run(`update import_chunks set id = uuidv7('-25 hours') where import_id = '${id}'`);
    const [made] = await run<{ id: string }>(
      `insert into imports select (jsonb_populate_record(i, jsonb_build_object('id', uuidv7('-25 hours')))).* from imports i where id = '${id}' returning id`,
    );
    await run(`update import_chunks set import_id = '${made!.id}' where import_id = '${id}'`);
    aged[id] = made!.id;
  }
  await tidy();
  const stateOf = async (id: string) => (await admin.get(`/imports/${id}`)).body.state;
  expect(await stateOf(aged[old]!)).toBe('canceled');
  expect(await contentsOf(aged[old]!)).toEqual(['']);
  expect([await stateOf(aged[late]!), await stateOf(young)]).toEqual([
    'awaiting_content',
    'awaiting_content',
  ]);
  expect((await contentsOf(aged[late]!)).join()).toContain('Part');
  const told = await run<{ reason: string; actor_kind: string }>(
    `select reason, actor_kind from events where subject_id = '${aged[old]}' and type = 'import.canceled'`,
  );
  expect(told).toEqual([{ reason: 'Its file was not sent within a day.', actor_kind: 'system' }]);
});

test('results older than 90 days and keys older than 48 hours go, a batch at a time, the tenant’s own only', async () => {
  const other = await service.tenant('Another');
  const fill = (of: string) =>
    run(
      `insert into import_rows (tenant_id, id, import_id, membership_id, "row", line, status, created_at, updated_at)
        select '${of}', uuidv7(case when n <= 2500 then interval '-91 days' else interval '-89 days' end), uuidv7(), uuidv7(),
          n, n, 'created', now(), now() from generate_series(1, 2600) n`,
      of,
    );
  const keep = (of: string) =>
    run(
      `insert into idempotency_keys (tenant_id, membership_id, operation, key, fingerprint, answer, created_at)
        select '${of}', uuidv7(), 'me', 'key-' || n, 'x', '{}', now() - case when n <= 1200 then interval '49 hours' else interval '47 hours' end
        from generate_series(1, 1210) n`,
      of,
    );
  for (const of of [tenantId, other.tenantId]) {
    await fill(of);
    await keep(of);
  }
  await tidy();
  const left = async (of: string) =>
    (
      await run(
        `select (select count(*)::int from import_rows) as rows, (select count(*)::int from idempotency_keys) as keys`,
        of,
      )
    )[0];
  expect(await left(tenantId)).toEqual({ rows: 100, keys: 10 });
  expect(await left(other.tenantId)).toEqual({ rows: 2_600, keys: 1_210 });
});
