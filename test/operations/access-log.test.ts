import { randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { holds } from '../../src/kernel/actor.ts';
import { tokenText } from '../../src/kernel/access-token.ts';
import { AccessLog } from '../../src/server/access-log/access-log.ts';
import { createLog } from '../../src/server/log.ts';
import { createPool } from '../../src/server/database/pool.ts';
import { documentOf, problemIn, requestOf, sampleInput } from '../support/sample.ts';
import { keyOf, openTheater, registry, type Player, type Stage, type Theater } from '../support/stage.ts';

let theater: Theater;
let stage: Stage;

beforeAll(async () => {
  theater = await openTheater();
  stage = await theater.stage();
});

interface Kept {
  kind: string;
  operation: string;
  surface: string;
  status: number;
  code: string | null;
  membership_id: string | null;
  user_id: string | null;
  token_id: string | null;
  noun: string | null;
  subject_id: string | null;
  row_count: string | null;
  address: string | null;
}

/** What the log has of a request by now. */
async function writtenOf(requestId: unknown): Promise<Kept[]> {
  const { rows } = await theater.admin.query<Kept>(
    'select * from access_log where tenant_id = $1 and request_id = $2 order by id',
    [stage.world.tenantId, requestId],
  );
  return rows;
}

/** What the log has of a request of which it keeps something, once it is written. */
async function keptOf(requestId: unknown): Promise<Kept[]> {
  await expect.poll(() => writtenOf(requestId), { interval: 25 }).not.toEqual([]);
  return writtenOf(requestId);
}

const idOf = ({ headers }: { headers: Record<string, unknown> }) => String(headers['x-request-id']);

/** Waits until all that was noted is written: one writing follows another, and what the second takes was noted after the first. */
async function allWritten(): Promise<void> {
  for (let writings = 0; writings < 2; writings += 1)
    await keptOf(idOf(await stage.members.analyst.get('/orders/0198c0de-0000-7000-8000-0000000000aa')));
}

test('whoever lacks the permission is refused on both surfaces, for every role and operation, and each refusal is kept', async () => {
  const expected = new Map<string, { operation: string; surface: string; membership: string }>();
  for (const operation of registry.operations.values()) {
    const input = sampleInput(operation, stage);
    const { query, variables } = documentOf(operation, input);
    const request = requestOf(operation, input);
    const refuse = async ({ name, role, side, client }: Player) => {
      if (holds({ role, side, scopes: null } as never, operation.permission)) return;
      const membership = client.actor.membershipId;
      const [rest, graphql] = await Promise.all([client.send(request), client.graphql(query, variables)]);
      expect(rest.status, `${operation.name} by ${name}`).toBe(403);
      for (const answer of [rest, graphql]) {
        expect(problemIn(answer), `${operation.name} by ${name}`).toMatchObject({
          code: 'permission_missing',
          detail: `${operation.name} needs the permission ${operation.permission.name}.`,
        });
      }
      expected.set(idOf(rest), { operation: operation.name, surface: 'rest', membership });
      expected.set(idOf(graphql), { operation: operation.name, surface: 'graphql', membership });
    };
    await Promise.all(stage.everyone.map(refuse));
  }
  expect(expected.size).toBeGreaterThan(1_000);
  await allWritten();
  const { rows } = await theater.admin.query<Kept & { request_id: string }>(
    `select * from access_log where tenant_id = $1 and kind = 'refused'`,
    [stage.world.tenantId],
  );
  const kept = Map.groupBy(rows, ({ request_id }) => request_id);
  const wrong = [...expected].filter(([requestId, { operation, surface, membership }]) => {
    const found = kept.get(requestId) ?? [];
    const [one] = found;
    return !(
      found.length === 1 &&
      one!.operation === operation &&
      one!.surface === surface &&
      one!.membership_id === membership &&
      one!.code === 'permission_missing' &&
      one!.status === 403 &&
      one!.user_id !== null &&
      one!.token_id !== null
    );
  });
  expect(wrong.slice(0, 5)).toEqual([]);
  const events = await theater.admin.query(
    `select from events where tenant_id = $1 and type like 'access%'`,
    [stage.world.tenantId],
  );
  expect(events.rowCount).toBe(0);
}, 180_000);

test('an id that is not there is kept with the operation and the id, and a path that is none is not', async () => {
  const client = stage.members.program_manager;
  const missing = '0198c0de-0000-7000-8000-00000000dead';
  const rest = await client.get(`/orders/${missing}`);
  expect(await keptOf(idOf(rest))).toMatchObject([
    {
      kind: 'refused',
      operation: 'getOrder',
      status: 404,
      code: 'not_found',
      noun: 'order',
      subject_id: missing,
    },
  ]);
  const posted = await client.post(`/orders/${missing}/submit`, {});
  expect(await keptOf(idOf(posted))).toMatchObject([
    { operation: 'submitOrder', status: 404, noun: 'order', subject_id: missing },
  ]);
  const graphql = await client.graphql(
    `{ a: order(id: "${missing}") { id } b: order(id: "${missing}") { id } getOrderHistory(orderId: "${missing}") { hasMore } programs { nodes { name } } }`,
  );
  const kept = await keptOf(idOf(graphql));
  expect(kept.map(({ operation, subject_id }) => `${operation} ${subject_id}`).toSorted()).toEqual([
    `getOrder ${missing}`,
    `getOrder ${missing}`,
    `getOrderHistory ${missing}`,
  ]);
  const mutation = await client.graphql(
    `mutation { submitOrder(input: { orderId: "${missing}" }) { replayed } }`,
  );
  expect(await keptOf(idOf(mutation))).toMatchObject([{ operation: 'submitOrder', subject_id: missing }]);
  const nowhere = await client.get('/no-such-thing');
  await allWritten();
  expect(await writtenOf(idOf(nowhere))).toEqual([]);
});

test('a refused credential is kept for the tenant that it names, if there is one, and never the credential', async () => {
  const secret = randomBytes(32).toString('base64url');
  const send = async (tenantId: string, url = '/v1/me') =>
    theater.service.app.http.inject({
      url,
      headers: { authorization: `Bearer ${tokenText(tenantId, secret)}` },
      remoteAddress: '203.0.113.9',
    });
  const refused = await send(stage.world.tenantId);
  expect(refused.statusCode).toBe(401);
  expect(await keptOf(refused.headers['x-request-id'])).toMatchObject([
    {
      kind: 'refused',
      operation: 'me',
      surface: 'rest',
      status: 401,
      code: 'unauthenticated',
      membership_id: null,
      user_id: null,
      address: '203.0.113.9',
    },
  ]);
  const graphql = await send(stage.world.tenantId, '/graphql?query=%7B__typename%7D');
  expect(await keptOf(graphql.headers['x-request-id'])).toMatchObject([{ surface: 'graphql', status: 401 }]);
  const nobody = '0198c0de-0000-7000-8000-00000000dead';
  await send(nobody);
  await allWritten();
  const { rows } = await theater.admin.query(
    `select a::text as line from access_log a where tenant_id = $1 or a::text like $2`,
    [nobody, `%${secret.slice(0, 20)}%`],
  );
  expect(rows).toEqual([]);
});

test('a read of personal data is kept with its operation and how many rows, and nothing of the data', async () => {
  const { program_manager: manager, analyst } = stage.members;
  const worker = registry.nouns.get('worker')!;
  const workerId = keyOf(stage, worker);
  const list = await manager.get('/workers');
  expect(list.body.data.length).toBeGreaterThan(0);
  expect(await keptOf(idOf(list))).toMatchObject([
    { kind: 'read', operation: 'listWorkers', noun: 'worker', row_count: String(list.body.data.length) },
  ]);
  const get = await manager.get(`/workers/${workerId}`);
  expect(await keptOf(idOf(get))).toMatchObject([
    { operation: 'getWorker', noun: 'worker', subject_id: workerId, row_count: '1', status: 200, code: null },
  ]);
  const nested = await manager.get('/assignments?include=worker');
  expect(await keptOf(idOf(nested))).toMatchObject([
    { operation: 'listAssignments', noun: 'worker', row_count: '1', subject_id: null },
  ]);
  const graphql = await manager.graphql('{ assignments { nodes { id worker { legalLastName } } } }');
  expect(await keptOf(idOf(graphql))).toMatchObject([
    { surface: 'graphql', operation: 'listAssignments', noun: 'worker' },
  ]);
  const impersonal = [
    await manager.get('/workers?fields=homeState'),
    await manager.graphql('{ workers { nodes { homeState } } }'),
    await analyst.get('/workers'),
    await manager.get('/orders'),
  ];
  await allWritten();
  for (const answer of impersonal) expect(await writtenOf(idOf(answer))).toEqual([]);
  const { rows } = await theater.admin.query(`select string_agg(a::text, ' ') as text from access_log a`);
  for (const value of ['Ana', 'ana@', 'nurse@'])
    expect(String(rows[0].text), value).not.toMatch(new RegExp(`\\b${value}`));
});

test('every file of rows, every history and every reading of the logs is kept', async () => {
  const { tenant_admin: admin } = stage.members;
  const orderId = keyOf(stage, registry.nouns.get('order')!);
  const kinds = async (path: string, headers = {}) => {
    const answer = await admin.get(path, headers);
    expect(answer.status, answer.text).toBe(200);
    return (await keptOf(idOf(answer))).map(({ kind, operation }) => `${kind} ${operation}`).toSorted();
  };
  expect(await kinds('/orders', { accept: 'text/csv' })).toEqual(['export listOrders']);
  expect(await kinds('/orders', { accept: 'application/x-ndjson' })).toEqual(['export listOrders']);
  expect(await kinds(`/orders/${orderId}/history`)).toEqual(['read getOrderHistory']);
  expect(await kinds('/audit')).toEqual(['read searchAudit']);
  expect(await kinds('/audit', { accept: 'text/csv' })).toEqual(['export searchAudit', 'read searchAudit']);
  expect(await kinds('/audit-log')).toEqual(['read auditLog']);
  expect(await kinds('/access-log')).toEqual(['read searchAccessLog']);
});

test('its reader finds accesses by each filter, newest first, page by page, on both surfaces', async () => {
  const { tenant_admin: admin, analyst } = stage.members;
  const get = async (query: string) => {
    const answer = await admin.get(`/access-log?${query}`);
    expect(answer.status, answer.text).toBe(200);
    return answer.body;
  };
  const orderId = keyOf(stage, registry.nouns.get('order')!);
  const refused = await analyst.post(`/orders/${orderId}/submit`, {});
  await keptOf(idOf(refused));
  const [entry] = (await get(`requestId=${idOf(refused)}`)).entries;
  expect(entry).toMatchObject({
    kind: 'refused',
    operation: 'submitOrder',
    surface: 'rest',
    status: 403,
    code: 'permission_missing',
    membershipId: analyst.actor.membershipId,
    userId: analyst.actor.userId,
    noun: 'order',
    subjectId: orderId,
    rows: null,
    address: '127.0.0.1',
  });
  const filters: [string, (each: any) => boolean][] = [
    ['kind=read', ({ kind }) => kind === 'read'],
    ['operation=submitOrder', ({ operation }) => operation === 'submitOrder'],
    ['code=permission_missing', ({ code }) => code === 'permission_missing'],
    ['noun=worker', ({ noun }) => noun === 'worker'],
    [`subjectId=${orderId}`, ({ subjectId }) => subjectId === orderId],
    [
      `membershipId=${analyst.actor.membershipId}`,
      ({ membershipId }) => membershipId === analyst.actor.membershipId,
    ],
    [`from=${entry.at}`, ({ at }) => at >= entry.at],
    [`to=${entry.at}`, ({ at }) => at < entry.at],
  ];
  for (const [query, that] of filters) {
    const { entries } = await get(`${query}&limit=200`);
    expect(entries.length, query).toBeGreaterThan(0);
    expect(entries.every(that), query).toBe(true);
  }
  const to = `to=${entry.at}&kind=read`;
  const whole = (await get(`${to}&limit=200`)).entries.map(({ id }: any) => id);
  const ids: string[] = [];
  for (let after = ''; ;) {
    const page = await get(`${to}&limit=2${after}`);
    ids.push(...page.entries.map(({ id }: any) => id));
    if (!page.hasMore) break;
    after = `&after=${page.nextCursor}`;
  }
  expect(ids).toEqual(whole);
  const graphql = await admin.graphql(
    `{ searchAccessLog(requestId: "${idOf(refused)}") { entries { operation status kind surface rows at } } }`,
  );
  expect(graphql.body.data?.searchAccessLog.entries, graphql.text).toMatchObject([
    { operation: 'submitOrder', status: 403, kind: 'REFUSED', surface: 'REST', rows: null, at: entry.at },
  ]);
});

test('no admin who is bound to some programs reads it, nor does row security show it', async () => {
  const { tenantId, rows } = stage.world;
  const bound = await theater.service.member(tenantId, {
    role: 'tenant_admin',
    programIds: [String(rows['programs']!['id'])],
  });
  expect((await bound.get('/access-log')).body).toMatchObject({ status: 403, code: 'whole_tenant_only' });
  const { admin: stranger } = await theater.service.tenant('Another');
  expect((await stranger.get('/access-log?kind=refused')).body.entries).toEqual([]);
});

test('a document that can only be answered in part at once is noted once', async () => {
  const { tenantId, rows } = stage.world;
  const client = await theater.service.member(tenantId, { role: 'program_manager' });
  const key = String(rows['workers']!['id']);
  for (const second of [
    'workers(first: 1, asOf: "2026-01-01T00:00:00Z") { nodes { id } }',
    `worker(id: "${randomUUID()}") { id }`,
  ]) {
    const answer = await client.graphql(`{ one: worker(id: "${key}") { id email } two: ${second} }`);
    expect(answer.body.data?.one?.id ?? answer.body.errors, answer.text).toBeTruthy();
    const notes = await keptOf(String(answer.headers['x-request-id']));
    expect(notes.filter((note) => note.kind === 'read' && note.subject_id === key).length, second).toBe(1);
  }
});

test('is only ever added to', async () => {
  for (const statement of [
    'update access_log set code = code',
    'delete from access_log',
    'truncate access_log',
  ])
    await expect(theater.admin.query(statement)).rejects.toMatchObject({ code: '42501' });
});

test('a lost database fails no request, loses the oldest beyond what is held, and counts them', async () => {
  const pool = createPool('postgres://nobody@127.0.0.1:1/none', 1, () => undefined);
  const log = new AccessLog(pool, createLog('silent'));
  const note = {
    kind: 'refused',
    operation: 'me',
    status: 403,
    code: 'permission_missing',
    noun: null,
    subjectId: null,
    rows: null,
  } as const;
  const accessor = {
    tenantId: stage.world.tenantId,
    membershipId: randomUUID(),
    userId: null,
    tokenId: null,
    surface: 'rest',
    requestId: 'lost',
    address: '127.0.0.1',
  } as const;
  for (let entries = 0; entries < 10_250; entries += 1) log.add([note], accessor);
  expect(log.dropped).toBe(250);
  // What anybody can make up, about any tenant, takes no room of a member's.
  for (let entries = 0; entries < 20_000; entries += 1) log.add([note], { ...accessor, membershipId: null });
  expect([log.waiting, log.dropped]).toEqual([11_000, 19_250]);
  await log.flush();
  expect([log.waiting, log.dropped]).toEqual([11_000, 19_250]);
  await log.close();
  expect([log.waiting, log.dropped]).toEqual([0, 30_250]);
  await pool.end();
  const { text } = (await theater.service.app.http.inject('/metrics')) as unknown as { text: string };
  expect(text ?? (await theater.service.app.http.inject('/metrics')).body).toMatch(
    /requisite_access_log_dropped_total 0/,
  );
});

test('what is held when the service stops is written first', async () => {
  const log = new AccessLog(theater.service.pool, createLog('silent'));
  log.add(
    [
      {
        kind: 'export',
        operation: 'listOrders',
        status: 200,
        code: null,
        noun: 'order',
        subjectId: null,
        rows: 7,
      },
    ],
    {
      tenantId: stage.world.tenantId,
      membershipId: null,
      userId: null,
      tokenId: null,
      surface: 'rest',
      requestId: 'the last one',
      address: '127.0.0.1',
    },
  );
  await log.close();
  expect(await keptOf('the last one')).toMatchObject([{ kind: 'export', row_count: '7' }]);
});
