import { randomUUID } from 'node:crypto';
import { sql, type SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { OpenTransaction } from '../../src/server/database/transaction.ts';
import { serviceClient } from '../support/database.ts';
import { openMarket, type Market } from '../support/market.ts';
import { startService, type Client, type Service } from '../support/service.ts';
import { createWeeks } from '../support/weeks.ts';
import { enter } from '../support/world.ts';

let service: Service;
let market: Market;
let manager: Client;
let requester: Client;

beforeAll(async () => {
  service = await startService();
  market = await openMarket(service);
  ({ manager, requester } = market);
});

const done = async (answer: Promise<{ status: number; text: string; body: any }>) => {
  const { status, text, body } = await answer;
  expect(status, text).toBeLessThan(300);
  return body;
};
const historyOf = async (client: Client, path: string) => done(client.get(`${path}/history`));
const changed = (entry: any) => Object.fromEntries(entry.changes.map((each: any) => [each.field, each]));

const lakeshore = (changes: object = {}) => ({
  unitId: market.unitId,
  profession: 'rn',
  specialty: 'icu',
  positions: 2,
  startsOn: '2026-02-01',
  endsOn: '2026-05-02',
  hoursPerWeek: '36',
  billRate: '98',
  maxBillRate: '102',
  postedRateFrom: '90',
  postedRateTo: '98',
  reason: 'vacancy',
  internalNotes: 'Budget is tight.',
  ...changes,
});

describe('the history of a cost center', () => {
  let path: string;
  beforeAll(async () => {
    const { programId } = market;
    const made = await done(
      manager.put('/cost-centers/ext:workday:7010', { programId, code: '7010', name: 'ICU' }),
    );
    path = `/cost-centers/${made.id}`;
    await done(manager.patch(path, { name: 'Step-down' }, { 'if-match': '"1"' }));
    await done(manager.post(`${path}/archive`, {}));
  });

  test('says newest first who did what when, with before and after', async () => {
    const { entries, hasMore, nextCursor } = await historyOf(market.admin, path);
    expect({ hasMore, nextCursor }).toEqual({ hasMore: false, nextCursor: null });
    expect(entries.map(({ version }: any) => version)).toEqual([3, 2, 1]);
    expect(entries[1]).toMatchObject({
      operation: 'updateCostCenter',
      at: '2026-01-05T12:00:00Z',
      actor: { kind: 'membership', membershipId: manager.actor.membershipId },
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      changes: [{ field: 'name', before: 'ICU', after: 'Step-down' }],
      events: [{ type: 'cost_center.changed' }],
    });
    expect(Date.now() - Date.parse(entries[1].recordedAt)).toBeLessThan(600_000);
    expect(entries[0].changes).toEqual([
      { field: 'archivedAt', before: null, after: '2026-01-05T12:00:00Z' },
    ]);
    expect(changed(entries[2])['code']).toEqual({ field: 'code', before: null, after: '7010' });
  });

  test('is the same over GraphQL, by another system’s name, and page by page', async () => {
    const whole = await historyOf(manager, path);
    expect(await historyOf(manager, '/cost-centers/ext:workday:7010')).toEqual(whole);
    const { body } = await manager.graphql(
      `{ getCostCenterHistory(costCenterId: "${path.split('/')[2]}") { entries { version at recordedAt operation requestId reason
        actor { kind membershipId } events { id type } changes { field before after } } hasMore nextCursor } }`,
    );
    expect(body.data?.getCostCenterHistory, JSON.stringify(body)).toEqual(whole);
    const seen: unknown[] = [];
    for (let after = ''; ;) {
      const page = await done(manager.get(`${path}/history?limit=1${after}`));
      seen.push(...page.entries);
      if (!page.hasMore) break;
      after = `&after=${page.nextCursor}`;
    }
    expect(seen).toEqual(whole.entries);
    const cursor = (await manager.get(`${path}/history?limit=1`)).body.nextCursor;
    const stolen = await market.admin.get(`${path}/history?after=${cursor}`);
    expect(stolen.body).toMatchObject({ status: 422, code: 'invalid_input' });
  });

  test('takes one statement', async () => {
    const sent: string[] = [];
    const rows = OpenTransaction.prototype.rows;
    const dialect = new PgDialect();
    OpenTransaction.prototype.rows = function (this: OpenTransaction, statement: SQL) {
      sent.push(dialect.sqlToQuery(statement).sql);
      return rows.call(this, statement) as never;
    };
    try {
      await manager.get('/me');
      sent.length = 0;
      await historyOf(manager, path);
    } finally {
      OpenTransaction.prototype.rows = rows;
    }
    // Beside it the access log writes what came before, when it is time to.
    expect(sent.filter((text) => !text.startsWith('insert into access_log'))).toHaveLength(1);
  });

  test('is of nobody’s who may not read the row, and of no row that is not there', async () => {
    const { recruiter } = await market.vendor(1);
    expect((await recruiter.get(`${path}/history`)).body).toMatchObject({ code: 'permission_missing' });
    expect((await manager.get(`/cost-centers/${randomUUID()}/history`)).body.code).toBe('not_found');
    expect((await manager.get('/cost-centers/ext:workday:none/history')).body.code).toBe('not_found');
    const { admin } = await service.tenant('Another');
    expect((await admin.get(`${path}/history`)).body.code).toBe('not_found');
  });
});

test('an order’s history has its money as decimals, its reason for the deed, and no budget for who reads none', async () => {
  const order = await done(requester.post('/orders', lakeshore()));
  await done(
    requester.patch(`/orders/${order.id}`, { billRate: '99.50' }, { 'if-match': `"${order.version}"` }),
  );
  await done(requester.post(`/orders/${order.id}/cancel`, { reason: 'Census fell.' }));
  const { entries } = await historyOf(manager, `/orders/${order.id}`);
  expect(changed(entries[1])['billRate']).toEqual({
    field: 'billRate',
    before: '98.0000',
    after: '99.5000',
  });
  expect(entries[0]).toMatchObject({ operation: 'cancelOrder', reason: 'Census fell.' });
  expect(changed(entries[0])['state']).toMatchObject({ before: 'draft', after: 'canceled' });
  const credentialing = await service.member(market.tenantId, { role: 'credentialing' });
  const seen = await historyOf(credentialing, `/orders/${order.id}`);
  const fields = new Set(seen.entries.flatMap(({ changes }: any) => changes.map(({ field }: any) => field)));
  expect(fields.has('state')).toBe(true);
  for (const hidden of ['billRate', 'maxBillRate', 'estimatedCost', 'internalNotes', 'postedRateTo'])
    expect(fields.has(hidden), hidden).toBe(false);
});

test('a vendor’s history of an order is that of its own view: nothing of before, of rivals, of other fields', async () => {
  const one = await market.vendor(1);
  const two = await market.vendor(2);
  const order = await done(requester.post('/orders', lakeshore()));
  const path = `/orders/${order.id}`;
  await done(requester.patch(path, { title: 'RN nights' }, { 'if-match': `"${order.version}"` }));
  await done(requester.post(`${path}/submit`, {}));
  await done(
    manager.post(`${path}/release`, {
      tiers: [
        { tier: 1, delayHours: 0 },
        { tier: 2, delayHours: 24 },
      ],
    }),
  );
  await service.drain(market.tenantId);
  const early = await historyOf(one.recruiter, path);
  expect(early.entries.length).toBe(1);
  // What the vendor is not shown changes.
  await service.as(systemActor(market.tenantId), async (tx) => {
    await tx.rows(
      sql`update orders set internal_notes = 'Ask again.', version = version + 1, updated_at = app.now() where id = ${order.id}`,
    );
  });
  expect((await historyOf(manager, path)).entries[0].changes).toEqual([
    { field: 'internalNotes', before: 'Budget is tight.', after: 'Ask again.' },
  ]);
  expect(await historyOf(one.recruiter, path)).toEqual(early);
  expect((await two.recruiter.get(`${path}/history`)).status).toBe(404);
  const { now } = await done(manager.get('/clock'));
  const day = new Date(Date.parse(now) + 86_400_000).toISOString();
  await service.moveClock(market.tenantId, day);
  // The rival's tier has opened.
  expect(await historyOf(one.recruiter, path)).toEqual(early);
  const late = await historyOf(two.recruiter, path);
  expect(late.entries.length).toBe(1);
  expect(late.entries[0]).toMatchObject({ version: 1, operation: null, actor: { membershipId: null } });
  for (const { entries } of [early, late]) {
    const fields = changed(entries[0]);
    expect(fields['state']).toMatchObject({ before: null, after: 'open' });
    expect(fields['title']).toMatchObject({ before: null, after: 'RN nights' });
    for (const hidden of ['billRate', 'maxBillRate', 'internalNotes', 'reason', 'estimatedCost'])
      expect(fields[hidden], hidden).toBeUndefined();
  }
  expect(JSON.stringify(late)).not.toContain('Budget');
  const current = await done(one.recruiter.get(path));
  expect(early.entries[0].version).toBe(current.version);
});

test('a client’s history of a worker, replayed, is each of its pasts, though who it is came to show in between', async () => {
  const weeks = await createWeeks(service);
  const { workerId, assignmentId } = await weeks.placed();
  await weeks.rows(() => weeks.world.copy('worker_identities', { id: workerId }));
  const path = `/workers/${workerId}`;
  let day = 16;
  const later = () => service.moveClock(weeks.tenantId, `2026-02-${(day += 1)}T12:00:00Z`);
  const rename = async (changes: object) => {
    await later();
    const { version } = await done(weeks.manager.get(path));
    return done(weeks.manager.patch(path, changes, { 'if-match': `"${version}"` }));
  };
  const standing = async (state: string) => {
    await later();
    await service.as(systemActor(weeks.tenantId), async (tx) => {
      await tx.rows(
        sql`update assignments set state = ${state}, version = version + 1, updated_at = app.now() where id = ${assignmentId}`,
      );
    });
  };
  // Submitted and not placed, placed, canceled and placed again, with a change of the person at each.
  await standing('canceled');
  await rename({ homeState: 'OH' });
  await standing('active');
  await rename({ homeState: 'TX' });
  await rename({ phone: '+16145550101' });
  await standing('canceled');
  await rename({ homeState: 'IN' });
  await standing('active');
  await rename({ homeState: 'KY' });

  const { entries } = await historyOf(weeks.approver, path);
  const staged = ['legalFirstName', 'legalLastName', 'email', 'phone', 'npi'];
  const replayed: Record<string, unknown> = {};
  const shows: boolean[] = [];
  for (const entry of entries.toReversed()) {
    for (const { field, after } of entry.changes) replayed[field] = after;
    const past = await done(weeks.approver.get(`${path}?asOf=${entry.at}`));
    shows.push('legalFirstName' in past);
    for (const name of Object.keys(past)) {
      if (['version', 'updatedAt', 'externalIds'].includes(name)) continue;
      expect([name, replayed[name] ?? null], `version ${entry.version}`).toEqual([name, past[name]]);
    }
    for (const { field } of entry.changes) expect(past, field).toHaveProperty(field);
    // What is shown no more must be told anew.
    for (const name of staged) if (!(name in past)) delete replayed[name];
  }
  expect(shows.slice(-5)).toEqual([false, true, true, false, true]);
  const now = await done(weeks.approver.get(path));
  for (const name of staged) expect(now, name).toHaveProperty(name, replayed[name] ?? null);
  expect(now.legalFirstName).toBe('Ana');
});

test('a hundred versions of one row are read in a tenth of a second or so', async () => {
  const { programId } = market;
  const made = await done(
    manager.put('/cost-centers/ext:workday:7100', { programId, code: '7100', name: 'V1' }),
  );
  for (let version = 1; version < 100; version += 1)
    await manager.patch(
      `/cost-centers/${made.id}`,
      { name: `V${version + 1}` },
      { 'if-match': `"${version}"` },
    );
  const began = performance.now();
  const { entries } = await done(manager.get(`/cost-centers/${made.id}/history?limit=200`));
  expect(entries.length).toBe(100);
  expect(entries[0].changes).toEqual([{ field: 'name', before: 'V99', after: 'V100' }]);
  expect(performance.now() - began).toBeLessThan(2_000);
});

describe('a past', () => {
  test('of two versions whose times crossed shows the one that was written later, once', async () => {
    const crossing = await openMarket(service);
    const { programId } = crossing;
    const made = await done(
      crossing.manager.put('/cost-centers/ext:workday:7200', { programId, code: '7200', name: 'Before' }),
    );
    await service.moveClock(crossing.tenantId, '2026-01-05T13:00:00Z');
    const client = await serviceClient(service.database);
    // The second began first and waited for the row.
    for (const [at, name] of [
      ['2026-01-05T12:30:02Z', 'Began later'],
      ['2026-01-05T12:30:01Z', 'Waited'],
    ] as const) {
      await client.query('begin');
      await enter(client, crossing.tenantId, { side: 'system', at });
      await client.query('update cost_centers set name = $2, version = version + 1 where id = $1', [
        made.id,
        name,
      ]);
      await client.query('commit');
    }
    const names = async (asOf: string) => {
      const { data } = await done(crossing.manager.get(`/cost-centers?code=7200&asOf=${asOf}`));
      const one = await done(crossing.manager.get(`/cost-centers/${made.id}?asOf=${asOf}`));
      return [one.name, ...data.map(({ name }: any) => name)];
    };
    expect(await names('2026-01-05T12:30:00.500Z')).toEqual(['Before', 'Before']);
    expect(await names('2026-01-05T12:30:01.500Z')).toEqual(['Waited', 'Waited']);
    expect(await names('2026-01-05T12:30:03Z')).toEqual(['Waited', 'Waited']);
  });

  test('shows who somebody is by now, so that an erasure reaches into it, beside what else was true then', async () => {
    const { tenantId, admin } = await service.tenant('Erasing');
    const person = await service.member(tenantId, { role: 'analyst', name: 'Ana Nurse' });
    const path = `/users/${person.actor.userId}`;
    const { email } = await done(admin.get(path));
    await service.moveClock(tenantId, '2026-01-06T12:00:00Z');
    const asOf = '?asOf=2026-01-05T18:00:00Z';
    expect(await done(admin.get(path + asOf))).toMatchObject({ name: 'Ana Nurse', email, state: 'active' });
    await service.as(systemActor(tenantId), async (tx) => {
      await tx.rows(
        sql`update users set name = 'Erased', email = 'erased@test.example', state = 'deactivated', salt = 'other', version = version + 1, updated_at = app.now() where id = ${person.actor.userId}`,
      );
    });
    const past = await admin.get(path + asOf);
    expect(past.body).toMatchObject({
      name: 'Erased',
      email: 'erased@test.example',
      state: 'active',
      version: 1,
    });
    expect(past.text).not.toContain('Ana');
  });
});
