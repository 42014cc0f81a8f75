import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { makeMachine, tokenOf } from '../support/machine.ts';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let tenantId: string;
let admin: Client;
let programId: string;

beforeAll(async () => {
  service = await startService({ IMPORT_ROWS: '3000' });
  ({ tenantId, admin } = await service.tenant());
  await admin.post('/external-systems', { name: 'hris' });
  programId = (await admin.post('/programs', { name: 'Imported', timeZone: 'America/New_York' })).body.id;
});

const begin = async (input: object, client = admin) => {
  const created = await client.post('/imports', { operation: 'upsert_cost_center', ...input });
  expect(created.status, created.text).toBe(201);
  return created.body.id as string;
};
const send = (id: string, content: string | Buffer, query = '', type = 'text/csv', client = admin) =>
  client.send({
    method: 'PUT',
    url: `/v1/imports/${id}/content${query}`,
    headers: { 'content-type': type },
    payload: content,
  });
const work = () => service.app.worker.hands.importer.drain(tenantId);
/** Runs chunk by chunk until so many rows of the import are done. */
async function workUntil(importId: string, rows: number): Promise<void> {
  for (let steps = 0; steps < 200 && (await count(doneRows(importId))) < rows; steps += 1)
    if ((await service.app.worker.hands.importer.next(tenantId)) === 'idle') await sleep(50);
}
const doneRows = (importId: string) => `import_rows where import_id = '${importId}'`;
const header = 'externalId.system,externalId.id,programId,code,name\n';
const line = (code: string, name = `Center ${code}`) => `hris,${code},${programId},${code},${name}\n`;
const lines = (from: number, count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => line(`${prefix}${from + index}`)).join('');
const read = async (id: string) => (await admin.get(`/imports/${id}`)).body;
const rowsOf = async (id: string, query = '') =>
  (await admin.get(`/import-rows?importId=${id}&sort=row${query}`)).body.data;
const count = async (text: string) =>
  service.as(
    systemActor(tenantId),
    async (tx) => (await tx.rows<{ n: number }>(sql.raw(`select count(*)::int as n from ${text}`)))[0]!.n,
  );
const centers = (prefix: string) => count(`cost_centers where code like '${prefix}%'`);

/** Announces a file, sends it whole, and runs it. */
async function imported(input: object, content: string, type = 'text/csv', client = admin) {
  const id = await begin(input, client);
  const sent = await send(id, content, '', type, client);
  expect(sent.status, sent.text).toBe(200);
  expect(sent.body).toMatchObject({ state: 'queued', done: 0 });
  await work();
  return read(id);
}

describe('a file', () => {
  test('becomes rows, each with a result, its event and its version; sent again it changes nothing', async () => {
    const file = header + lines(0, 2_500, 'A');
    const first = await imported({}, file);
    expect(first).toMatchObject({
      state: 'succeeded',
      total: 2_500,
      done: 2_500,
      created: 2_500,
      changed: 0,
      failed: 0,
      failureCode: null,
    });
    expect(await centers('A')).toBe(2_500);
    expect(await rowsOf(first.id, '&limit=1')).toMatchObject([
      { row: 1, line: 2, status: 'created', code: null },
    ]);
    const [event] = (await admin.get('/events?wait=10&types=cost_center.created&limit=1')).body.events;
    expect(event.actor.membershipId).toBe(admin.actor.membershipId);
    expect(
      await count(`events where type = 'cost_center.created' and request_id = '${event.requestId}'`),
    ).toBe(2_500);
    expect(await count(`row_versions where table_name = 'cost_centers' and "row" ->> 'code' like 'A%'`)).toBe(
      2_500,
    );
    const again = await imported({}, file);
    expect(again).toMatchObject({ created: 0, changed: 0, unchanged: 2_500, failed: 0 });
    const changed = await imported({}, header + lines(0, 2, 'A').replaceAll('Center', 'Renamed'));
    expect(changed).toMatchObject({ created: 0, changed: 2 });
    expect(await centers('A')).toBe(2_500);
  });

  test('of NDJSON says which line and which member is at fault, and keeps the good rows', async () => {
    const row = (code: string, more: object = {}) =>
      JSON.stringify({
        externalId: { system: 'hris', id: code },
        programId,
        code,
        name: code,
        ...more,
      });
    const content = `${row('N1')}\n\n${row('N2', { name: '' })}\n{"broken"\n${row('N3', { nothing: 1 })}\r\n${row('N4', { programId: 'ext:hris:nowhere' })}\n${row('N5')}`;
    const done = await imported({ format: 'ndjson' }, content, 'application/x-ndjson');
    expect(done).toMatchObject({ state: 'succeeded', total: 6, created: 2, failed: 4 });
    const rows = await rowsOf(done.id);
    expect(rows.map(({ line, status, code }: any) => [line, status, code])).toEqual([
      [1, 'created', null],
      [3, 'failed', 'invalid_input'],
      [4, 'failed', 'malformed'],
      [5, 'failed', 'invalid_input'],
      [6, 'failed', 'invalid_input'],
      [7, 'created', null],
    ]);
    expect(rows[1].errors[0].pointer).toBe('/name');
    expect(rows[3].errors[0]).toMatchObject({ pointer: '/nothing', code: 'field_not_available' });
    expect(rows[4].errors[0].pointer).toBe('/programId');
  });

  test('of CSV may have a byte order mark, CRLF, quoted line breaks, semicolons and formulas, which are text', async () => {
    const content =
      '\ufeffexternalId.system;externalId.id;programId;code;name\r\n' +
      `hris;C1;${programId};C1;"Night, ""ICU""\r\nwest; wing"\r\n` +
      '\r\n' +
      `hris;C2;${programId};C2;=1+1\r\n` +
      `hris;C3;${programId};C3;\r\n` +
      `hris;C4;${programId};C4;"closed" and more\r\n` +
      `hris;C5;${programId};C5;five;six`;
    const done = await imported({}, content);
    expect(done).toMatchObject({ total: 5, created: 2, failed: 3 });
    const rows = await rowsOf(done.id);
    expect(rows.map(({ line, column }: any) => [line, column])).toEqual([
      [2, null],
      [5, null],
      [6, 'name'],
      [7, null],
      [8, null],
    ]);
    expect(rows[3].detail).toContain('closing quote');
    expect(rows[4].detail).toContain('6 cells');
    const { body } = await admin.get('/cost-centers?code=C1,C2&sort=code');
    expect(body.data.map(({ name }: any) => name)).toEqual(['Night, "ICU"\r\nwest; wing', '=1+1']);
  });

  test('goes with the result file as CSV', async () => {
    const done = await imported({}, `${header}${line('R1')}${line('')}`);
    const file = await admin.get(`/import-rows?importId=${done.id}&fields=row,line,status,code,column`, {
      accept: 'text/csv',
    });
    expect(file.text.split('\r\n').slice(0, 3)).toEqual([
      'row,line,status,code,column',
      '1,2,created,,',
      '2,3,failed,invalid_input,externalId.id',
    ]);
  });

  test('may come in parts, each from where the last was kept', async () => {
    const file = header + lines(0, 1_200, 'P');
    const half = Math.floor(file.length / 2);
    const id = await begin({});
    const first = await send(id, file.slice(0, half), '?complete=false');
    expect(first.body).toMatchObject({ state: 'awaiting_content', total: null });
    const kept = Number(first.body.receivedBytes);
    expect(file[kept - 1]).toBe('\n');
    expect(kept).toBeLessThanOrEqual(half);
    const elsewhere = await send(id, file.slice(half), `?offset=${half}`);
    expect(elsewhere.body).toMatchObject({ status: 422, errors: [{ pointer: '/offset' }] });
    expect((await send(id, file.slice(kept), `?offset=${kept}`)).body).toMatchObject({
      state: 'queued',
      total: 1_200,
    });
    expect((await send(id, file)).body).toMatchObject({ status: 409, code: 'step_not_allowed' });
    await work();
    expect(await read(id)).toMatchObject({ created: 1_200, failed: 0 });
    expect((await rowsOf(id, '&limit=200')).map((row: any) => row.line - row.row)).toEqual(
      Array.from({ length: 200 }, () => 1),
    );
  });
});

describe('all or nothing', () => {
  test('keeps nothing where one row is refused, and says which', async () => {
    const done = await imported({ mode: 'all_or_nothing' }, header + lines(0, 1_100, 'W') + line('W0', ''));
    expect(done).toMatchObject({
      state: 'failed',
      failureCode: 'rows_refused',
      done: 1_101,
      created: 0,
      failed: 1,
    });
    expect(await centers('W')).toBe(0);
    expect(await rowsOf(done.id, '&status=failed')).toMatchObject([
      { row: 1_101, column: 'name', status: 'failed' },
    ]);
    expect((await rowsOf(done.id, '&limit=1'))[0]).toMatchObject({ status: 'not_written', subjectId: null });
  });

  test('keeps every row where none is', async () => {
    const done = await imported({ mode: 'all_or_nothing' }, header + lines(0, 1_100, 'X'));
    expect(done).toMatchObject({ state: 'succeeded', created: 1_100 });
    expect(await centers('X')).toBe(1_100);
  });
});

test('a dry run gives every result and keeps nothing', async () => {
  const before = await count("row_versions where table_name in ('cost_centers', 'external_ids')");
  const done = await imported({ isDryRun: true }, header + lines(0, 1_050, 'D') + line('D0', ''));
  expect(done).toMatchObject({ state: 'succeeded', created: 1_050, failed: 1 });
  expect(await centers('D')).toBe(0);
  expect(await count("row_versions where table_name in ('cost_centers', 'external_ids')")).toBe(before);
});

test('a command that takes one input at a time takes a file too', async () => {
  const rows = ['One', 'Two', ''].map((name) => JSON.stringify({ name, timeZone: 'America/New_York' }));
  const done = await imported(
    { operation: 'create_program', format: 'ndjson' },
    rows.join('\n'),
    'application/x-ndjson',
  );
  expect(done).toMatchObject({ created: 2, failed: 1 });
});

test('a row that cannot stand beside another fails alone', async () => {
  const taken = `hris,T-other,${programId},T500,Taken\n`;
  const done = await imported({}, header + taken + lines(0, 900, 'T'));
  expect(done).toMatchObject({ created: 900, failed: 1 });
  expect(await rowsOf(done.id, '&status=failed')).toMatchObject([{ code: 'cost_center_code_taken' }]);
});

describe('rights', () => {
  test('are those of the member: an import needs the permission of its rows, and only its member sees it', async () => {
    const approver = await service.member(tenantId, { role: 'approver' });
    const refused = await approver.post('/imports', { operation: 'upsert_cost_center' });
    expect(refused.body).toMatchObject({ status: 403, code: 'permission_missing' });
    const id = await begin({});
    const other = await service.member(tenantId, { role: 'tenant_admin' });
    expect((await other.get(`/imports/${id}`)).status).toBe(404);
    expect((await send(id, header, '', 'text/csv', other)).status).toBe(404);
    // What is no id at all names nothing either.
    expect((await send('undefined', header)).status).toBe(404);
    expect((await other.post(`/imports/${id}/cancel`)).status).toBe(404);
  });

  test('are bounded by scope, row by row', async () => {
    const bound = await service.member(tenantId, { role: 'integration', programIds: [programId] });
    const elsewhere = (await admin.post('/programs', { name: 'Other', timeZone: 'America/New_York' })).body
      .id;
    const id = await begin({}, bound);
    const content = header + line('S1') + line('S2').replace(programId, elsewhere);
    await send(id, content, '', 'text/csv', bound);
    await work();
    expect((await bound.get(`/imports/${id}`)).body).toMatchObject({ created: 1, failed: 1 });
  });

  test('are loaded again at every chunk: an ended membership and a revoked token end the import', async () => {
    const leaver = await service.member(tenantId, { role: 'integration' });
    const id = await begin({}, leaver);
    await send(id, header + lines(0, 1_500, 'L'), '', 'text/csv', leaver);
    await workUntil(id, 1_000);
    expect((await leaver.get(`/imports/${id}`)).body).toMatchObject({ state: 'running', done: 1_000 });
    await admin.post(`/memberships/${leaver.actor.membershipId}/end`);
    await work();
    const [ended] = await service.as(systemActor(tenantId), (tx) =>
      tx.rows(sql`select state, failure_code from imports where id = ${id}`),
    );
    expect(ended).toEqual({ state: 'failed', failure_code: 'rights_ended' });
    expect(await centers('L')).toBe(1_000);
  });
});

describe('a service account’s import', () => {
  const started = async (prefix: string) => {
    const machine = await makeMachine(admin, { role: 'integration' });
    const client = service.client(await tokenOf(service, machine));
    const id = await begin({}, client);
    await send(id, header + lines(0, 1_500, prefix), '', 'text/csv', client);
    await workUntil(id, 1_000);
    return { id, machine };
  };
  const endOf = async (id: string) =>
    service.as(systemActor(tenantId), async (tx) =>
      tx.rows(sql`select state, failure_code from imports where id = ${id}`),
    );

  test('is narrowed with the account while it runs', async () => {
    const { id, machine } = await started('Y');
    const narrowed = await admin.patch(
      `/service-accounts/${machine.id}`,
      { scopes: ['access.me'] },
      { 'if-match': `"${machine.account.version}"` },
    );
    expect(narrowed.status, narrowed.text).toBe(200);
    await work();
    expect(await endOf(id)).toEqual([{ state: 'failed', failure_code: 'permission_missing' }]);
    expect(await centers('Y')).toBe(1_000);
  });

  test('ends when the account is disabled', async () => {
    const { id, machine } = await started('Z');
    const disabled = await admin.post(`/service-accounts/${machine.id}/disable`);
    expect(disabled.status, disabled.text).toBe(200);
    await work();
    expect(await endOf(id)).toEqual([{ state: 'failed', failure_code: 'rights_ended' }]);
    expect(await centers('Z')).toBe(1_000);
  });
});

test('it is canceled: what is kept stays, the rest is not taken', async () => {
  const id = await begin({});
  await send(id, header + lines(0, 2_000, 'K'));
  await workUntil(id, 1_000);
  const canceled = await admin.post(`/imports/${id}/cancel`);
  expect(canceled.body).toMatchObject({ state: 'canceled', done: 1_000 });
  await work();
  expect(await centers('K')).toBe(1_000);
  expect((await admin.post(`/imports/${id}/cancel`)).body).toMatchObject({ code: 'import_is_over' });
});

test('canceled while a chunk is under way, nothing is written behind the answer', async () => {
  const id = await begin({});
  await send(id, header + lines(0, 3_000, 'M'));
  await workUntil(id, 1_000);
  const working = work();
  // The chunk has begun: its process holds the import's key.
  const held = () =>
    count(`pg_locks where locktype = 'advisory' and granted and pid <> pg_backend_pid()
      and database = (select oid from pg_database where datname = current_database())`);
  for (let tries = 0; tries < 500 && (await held()) === 0; tries += 1);
  const { status, body } = await admin.post(`/imports/${id}/cancel`);
  expect(status).toBe(200);
  const at = { state: 'canceled', done: body.done, created: body.created };
  await working;
  expect(body.done).toBeLessThan(3_000);
  expect(await read(id)).toMatchObject({ ...at, version: body.version });
  expect(await centers('M')).toBe(body.created);
  expect(await count(doneRows(id))).toBe(body.done);
});

describe('what is refused while it comes', () => {
  const refused = async (content: string | Buffer, type = 'text/csv', format = 'csv') => {
    const started = performance.now();
    const { body } = await send(await begin({ format }), content, '', type);
    expect(performance.now() - started).toBeLessThan(2_000);
    return body;
  };

  test.each([
    ['a row without end', `${header}"${'x'.repeat(5_000_000)}`, 413, 'larger than 65536 bytes'],
    ['a line without end', 'x'.repeat(5_000_000), 413, 'larger than 65536 bytes'],
    ['too many rows', header + 'a\n'.repeat(3_001), 413, 'at most 3000 rows'],
    ['a quote that is never closed', `${header}"abc\n`, 400, 'never closed'],
    ['a column twice', 'code,code\n1,2\n', 400, 'twice'],
    ['a column that is no field', 'code,secret\n1,2\n', 400, 'secret'],
    ['__proto__', '__proto__\n1\n', 400, '__proto__'],
    ['nothing', '', 400, ''],
    ['U+0000', `${header}a\u0000b\n`, 400, 'U+0000'],
    ['what is not UTF-8', Buffer.from([...Buffer.from(header), 0xff, 0xfe, 10]), 400, 'UTF-8'],
  ])('%s', async (_, content, status, words) => {
    const body = await refused(content);
    expect(body.status, JSON.stringify(body)).toBe(status);
    expect(body.detail).toContain(words);
  });

  test('another format, a compressed body, and what is no file', async () => {
    expect(await refused('{}', 'application/x-ndjson')).toMatchObject({ status: 400 });
    expect(await refused('{}', 'application/json')).toMatchObject({ status: 415 });
    const id = await begin({});
    const compressed = await admin.send({
      method: 'PUT',
      url: `/v1/imports/${id}/content`,
      headers: { 'content-type': 'text/csv', 'content-encoding': 'gzip' },
      payload: 'x',
    });
    expect(compressed.status).toBe(415);
  });
});

test('the same by GraphQL', async () => {
  const { body } = await admin.graphql(
    'mutation { createImport(input: { operation: UPSERT_COST_CENTER, format: CSV, isDryRun: true }) { import { id state operation } } }',
  );
  const { id } = body.data.createImport.import;
  await send(id, header + line('G1'));
  await work();
  const shown = await admin.graphql(
    `{ import(id: "${id}") { state isDryRun created rows { nodes { row status } } } }`,
  );
  expect(shown.body).toEqual({
    data: {
      import: {
        state: 'SUCCEEDED',
        isDryRun: true,
        created: 1,
        rows: { nodes: [{ row: 1, status: 'CREATED' }] },
      },
    },
  });
});
