import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SignedAuditHead } from '../../src/kernel/audit-head.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import { createHeadSigner } from '../../src/server/audit/audit-key.ts';
import { HeadKeeper } from '../../src/server/audit/head-keeper.ts';
import { KeptHeads } from '../../src/server/audit/kept-heads.ts';
import { loadConfig } from '../../src/server/config.ts';
import { createLog } from '../../src/server/log.ts';
import { isSigned } from '../../src/server/audit/head-signer.ts';
import { exportLog, sealsAndEvents, verifyExport } from '../support/audit-log.ts';
import { adminClient, serviceClient } from '../support/database.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { enter } from '../support/world.ts';

const heads = mkdtempSync(join(tmpdir(), 'requisite-heads-'));
afterAll(() => rmSync(heads, { recursive: true }));

let service: Service;
let admin: pg.Client;
let tenantId: string;
let administrator: Client;
let programId: string;

const seal = () => service.app.worker.hands.sealer.seal(tenantId);
const rename = async (name: string) => {
  const { body } = await administrator.get(`/programs/${programId}`);
  const headers = { 'if-match': `"${body.version}"` };
  expect((await administrator.patch(`/programs/${programId}`, { name }, headers)).status).toBe(200);
};

beforeAll(async () => {
  service = await startService({ AUDIT_HEADS: heads });
  admin = await adminClient(service.database);
});
beforeEach(async () => {
  ({ tenantId, admin: administrator } = await service.tenant('Sealed'));
  programId = await addProgram('Lakeshore');
});

async function addProgram(name: string): Promise<string> {
  const { body, status } = await administrator.post('/programs', { name, timeZone: 'America/New_York' });
  expect(status).toBe(201);
  return body.id as string;
}

/** Waits out transactions of other tests on this server, behind which no event is sealed yet. */
const sealAll = () =>
  expect
    .poll(
      async () => {
        await seal();
        const { events, seals } = await sealsAndEvents(service, tenantId);
        return seals.length === events.length;
      },
      { timeout: 15_000 },
    )
    .toBe(true);

/** Statements of somebody who owns the machine: no trigger, no row security. */
async function tamper(statement: string): Promise<void> {
  await admin.query('begin');
  await admin.query('set local session_replication_role = replica');
  const { rowCount } = await admin.query(statement);
  await admin.query('commit');
  expect(rowCount).toBeGreaterThan(0);
}

test('every event has its place, in the order of the feed, without a gap; the export is sound', async () => {
  for (let number = 0; number < 12; number += 1) await addProgram(`Program ${number}`);
  await sealAll();
  const { events, seals } = await sealsAndEvents(service, tenantId);
  expect(seals.map(({ event_id }) => event_id)).toEqual(events);
  expect(seals.map(({ sequence }) => Number(sequence))).toEqual(events.map((_, index) => index + 1));
  expect(await verifyExport(administrator)).toMatchObject({ sound: true, entries: events.length });
});

test('pages, formats and surfaces give the same log', async () => {
  for (let number = 0; number < 7; number += 1) await addProgram(`Program ${number}`);
  await sealAll();
  const entries = (await exportLog(administrator, 3)).filter((line) => line.startsWith('{"entry"'));
  expect(entries).toHaveLength(8);
  expect(JSON.parse(entries[7]!).entry).toMatchObject({
    tenantId,
    sequence: 8,
    type: 'program.created',
    operation: 'createProgram',
    actor: {
      kind: 'membership',
      membershipId: administrator.actor.membershipId,
      userId: administrator.actor.userId,
    },
    versions: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  const { body } = await administrator.get('/audit-log');
  expect(body.nextAfter).toBe(null);
  expect(body.lines.slice(0, -1).map((line: unknown) => JSON.stringify(line))).toEqual(entries);
  expect(isSigned(body.lines.at(-1).head)).toBe(true);
  const graph = await administrator.graphql(
    `{ auditLog(after: 6) { nextAfter lines { hash entry { sequence type data versions } head { sequence isEnd } } } }`,
  );
  expect(graph.body.errors).toBeUndefined();
  expect(graph.body.data.auditLog.lines).toMatchObject([
    { hash: JSON.parse(entries[6]!).hash, entry: { sequence: 7 }, head: null },
    { entry: { sequence: 8, type: 'program.created' } },
    { entry: null, head: { sequence: 8, isEnd: true } },
  ]);
});

test('an empty log and a place beyond its end', async () => {
  const { tenantId: other, admin: newcomer } = await service.tenant('Empty');
  expect(await verifyExport(newcomer)).toMatchObject({ sound: true, entries: 0, head: { tenantId: other } });
  expect((await newcomer.get('/audit-log?after=9')).body.errors).toMatchObject([
    { pointer: '/after', code: 'beyond_end' },
  ]);
});

test('only an administrator of the whole tenant reads it', async () => {
  const bound = await service.member(tenantId, { role: 'tenant_admin', programIds: [programId] });
  expect((await bound.get('/audit-log')).status).toBe(403);
  for (const role of ['program_manager', 'analyst', 'integration', 'requester', 'credentialing'] as const) {
    const member = await service.member(tenantId, { role });
    expect([role, (await member.get('/audit-log')).status]).toEqual([role, 403]);
  }
  expect((await administrator.get('/audit-log')).status).toBe(200);
});

test('an event waits for every transaction that began before it, and writers wait for nobody', async () => {
  const other = await service.tenant('Slow');
  const slow = await adminClient(service.database);
  await slow.query('begin');
  await enter(slow, other.tenantId, { side: 'system' });
  await slow.query(`update tenants set name = 'Slower' where id = $1`, [other.tenantId]);
  await rename('Renamed while another transaction runs');
  await addProgram('Added meanwhile');
  const before = await sealsAndEvents(service, tenantId);
  await seal();
  const meanwhile = await sealsAndEvents(service, tenantId);
  expect(meanwhile.seals.length).toBeLessThan(before.events.length);
  await slow.query('commit');
  await sealAll();
  const { events, seals } = await sealsAndEvents(service, tenantId);
  expect(seals.map(({ event_id }) => event_id)).toEqual(events);
});

test('sealers at the same time neither leave a gap nor fork the chain', async () => {
  const writing = Array.from({ length: 40 }, (_, number) => addProgram(`Program ${number}`));
  const sealing = Array.from({ length: 30 }, () => seal());
  await Promise.all([...writing, ...sealing]);
  await sealAll();
  expect(await verifyExport(administrator)).toMatchObject({ sound: true, entries: 41 });
});

describe('a seal', () => {
  test.each(['update event_seals set sealed_at = now()', 'delete from event_seals', 'truncate event_seals'])(
    'withstands %s by every role, the owner too',
    async (statement) => {
      await sealAll();
      for (const role of ['requisite_service', 'requisite_owner', 'none']) {
        await admin.query('begin');
        await enter(admin, tenantId, { side: 'system' });
        await admin.query(`set local role ${role}`);
        await expect(admin.query(statement), role).rejects.toMatchObject({ code: '42501' });
        await admin.query('rollback');
      }
    },
  );

  test("is given by the tenant's own hand alone, and seen by who reads the whole tenant", async () => {
    await addProgram('Unsealed');
    const client = await serviceClient(service.database);
    const forge = `insert into event_seals (tenant_id, sequence, event_id, previous_hash, hash)
      select tenant_id, 1, id, decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex') from events limit 1`;
    await client.query('begin');
    await enter(client, tenantId, { side: 'operator' });
    await expect(client.query(forge)).rejects.toMatchObject({ code: '42501' });
    await client.query('rollback');
    await sealAll();
    const seen = async (caller: Parameters<typeof enter>[2]) => {
      await client.query('begin');
      await enter(client, tenantId, caller);
      const { rows } = await client.query('select from event_seals');
      await client.query('rollback');
      return rows.length;
    };
    expect(await seen({ side: 'operator' })).toBe(2);
    expect(await seen({ side: 'operator', programIds: [programId] })).toBe(0);
    expect(await seen({ side: 'client' })).toBe(0);
    expect(await seen({ side: 'vendor', vendorId: programId })).toBe(0);
  });
});

describe('whoever owns the database is found out', () => {
  test.each([
    [
      'a reason written in',
      `update events set reason = 'Approved by phone' where tenant_id = '%' and type = 'program.changed'`,
    ],
    [
      'a fact changed',
      `update events set data = data || '{"name": "Never"}' where tenant_id = '%' and type = 'program.created'`,
    ],
    [
      'another actor named',
      `update events set user_id = id where tenant_id = '%' and type = 'program.changed'`,
    ],
    [
      'it is shown to other sides',
      `update events set sides = '{}' where tenant_id = '%' and type = 'program.changed'`,
    ],
    [
      'the past of a row changed',
      `update row_versions set "row" = "row" || '{"name": "Never"}' where tenant_id = '%' and table_name = 'programs' and valid_to is not null`,
    ],
    [
      'a version taken out',
      `delete from row_versions where tenant_id = '%' and table_name = 'programs' and valid_to is not null`,
    ],
    ['an event taken out', `delete from events where tenant_id = '%' and type = 'program.changed'`],
    ['a seal taken out', `delete from event_seals where tenant_id = '%' and sequence = 1`],
  ])('where %s', async (_, statement) => {
    await rename('First');
    await rename('Second');
    await sealAll();
    expect(await verifyExport(administrator)).toMatchObject({ sound: true });
    await tamper(statement.replace('%', tenantId));
    expect(await verifyExport(administrator)).toMatchObject({ sound: false });
  });

  test('where the end was cut off: by the head that was kept, and by the sealer itself', async () => {
    await rename('Kept');
    await sealAll();
    await service.app.worker.hands.sealer.keepHeads();
    const kept = keptHeads(tenantId);
    await tamper(`delete from event_seals where tenant_id = '${tenantId}' and sequence = 2`);
    await tamper(`delete from events where tenant_id = '${tenantId}' and type = 'program.changed'`);
    expect(await verifyExport(administrator)).toMatchObject({ sound: true });
    expect(await verifyExport(administrator, { heads: kept })).toMatchObject({
      sound: false,
      why: expect.stringContaining('cut off'),
    });
    const said: string[] = [];
    const log = createLog('error', { write: (line) => void said.push(line) });
    const keeper = new HeadKeeper(
      service.pool,
      createHeadSigner(loadConfig({ DATA_DIRECTORY: heads })),
      new KeptHeads({ auditHeads: heads, dataDirectory: heads }),
      log,
    );
    keeper.note(tenantId);
    await keeper.keep();
    expect(said.join()).toMatch(/does not lead through its kept head/);
  });
});

const keptHeads = (tenant: string) =>
  readFileSync(join(heads, `${tenant}.ndjson`), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as SignedAuditHead);

describe('heads', () => {
  test('are signed and kept outside the database once for each growth', async () => {
    await sealAll();
    await service.app.worker.hands.sealer.keepHeads();
    await service.app.worker.hands.sealer.keepHeads();
    await rename('Grown');
    await sealAll();
    await service.app.worker.hands.sealer.keepHeads();
    const kept = keptHeads(tenantId);
    expect(kept.map(({ sequence }) => sequence)).toEqual([1, 2]);
    expect(kept.every(isSigned)).toBe(true);
    const publicKeys = new Set([kept[0]!.publicKey]);
    expect(await verifyExport(administrator, { publicKeys, heads: kept })).toMatchObject({ sound: true });
    expect(readdirSync(heads)).toContain(`${tenantId}.ndjson`);
  });

  test('are kept on a line of their own behind one that was cut off', async () => {
    writeFileSync(join(heads, `${tenantId}.ndjson`), '{"tenantId":"');
    await sealAll();
    await service.app.worker.hands.sealer.keepHeads();
    const [broken, whole] = readFileSync(join(heads, `${tenantId}.ndjson`), 'utf8').split('\n');
    expect(broken).toBe('{"tenantId":"');
    expect(isSigned(JSON.parse(whole!) as SignedAuditHead)).toBe(true);
  });
});

test('erasing 1,000 people leaves the log sound (AUD-6)', async () => {
  await service.as(systemActor(tenantId), async (tx) => {
    await tx.rows(sql`insert into users (tenant_id, email, name, state, created_at, updated_at)
      select ${tenantId}, 'person' || n || '@example.org', 'Person ' || n, 'active', app.now(), app.now() from generate_series(1, 1000) n`);
    await tx.rows(sql`insert into events (tenant_id, type, sides, subject_noun, subject_id, subject_version, actor_kind, operation, request_id, at, data)
      select tenant_id, 'user.invited', '{operator}', 'user', id, 1, 'system', 'inviteUser', 'test', app.now(), '{}' from users`);
  });
  await sealAll();
  const before = await exportLog(administrator);
  expect(before.join()).not.toMatch(/person\d+@/);
  await service.as(systemActor(tenantId), async (tx) => {
    await tx.rows(sql`update users set name = 'Erased', email = id || '@erased.example', salt = '', version = version + 1
      where tenant_id = ${tenantId} and name like 'Person %'`);
    await tx.rows(sql`insert into events (tenant_id, type, sides, subject_noun, subject_id, subject_version, actor_kind, operation, request_id, at, data)
      values (${tenantId}, 'user.erased', '{operator}', 'user', ${administrator.actor.userId}, 1, 'system', 'eraseUsers', 'test', app.now(), '{}')`);
  });
  await sealAll();
  const { rows } = await admin.query(
    `select count(*)::int as n from row_versions where tenant_id = $1 and "row"::text ~ 'Person|person\\d'`,
    [tenantId],
  );
  expect(rows).toEqual([{ n: 0 }]);
  const verdict = await verifyExport(administrator);
  expect(verdict).toMatchObject({ sound: true });
  expect((verdict as { entries: number }).entries).toBeGreaterThan(1_000);
}, 60_000);

test('the metrics say how far the seals are behind', async () => {
  const lag = async () => {
    const { body } = await service.app.http.inject('/metrics');
    const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(body)?.[1]);
    return [figure('requisite_audit_unsealed_events'), figure('requisite_audit_unsealed_seconds')];
  };
  await rename('Behind');
  const [events, seconds] = await lag();
  expect(events).toBeGreaterThanOrEqual(2);
  expect(seconds).toBeGreaterThan(0);
  const { rows } = await admin.query<{ id: string }>('select id from tenants');
  for (const { id } of rows) await service.app.worker.hands.sealer.seal(id);
  await sealAll();
  expect((await lag())[0]).toBeLessThan(events!);
});
