import { beforeAll, expect, test } from 'vitest';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let tenantId: string;
let admin: Client;
let programId: string;

beforeAll(async () => {
  service = await startService();
  ({ tenantId, admin } = await service.tenant('Pasts', '2026-01-05T12:00:00Z'));
  const created = await admin.post('/programs', { name: 'First name', timeZone: 'UTC' });
  programId = created.body.id;
});

async function cursorAfter(type: string): Promise<string> {
  for (let looks = 0; looks < 100; looks += 1) {
    const { body } = await admin.get(`/events?types=${type}`);
    if (body.events.length > 0) return body.events.at(-1).cursor as string;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`no ${type}`);
}

test('a read as of a feed cursor shows what stood when that event had happened, on both surfaces', async () => {
  const cursor = await cursorAfter('program.created');
  await admin.patch(`/programs/${programId}`, { name: 'Second name' }, { 'if-match': '"1"' });
  expect((await admin.get(`/programs/${programId}`)).body.name).toBe('Second name');
  expect((await admin.get(`/programs/${programId}?asOf=${cursor}&fields=name,version`)).body).toEqual({
    name: 'First name',
    version: 1,
  });
  const { body } = await admin.graphql(
    `{ program(id: "${programId}", asOf: "${cursor}") { name } programs(asOf: "${cursor}") { nodes { name } } }`,
  );
  expect(body).toEqual({
    data: { program: { name: 'First name' }, programs: { nodes: [{ name: 'First name' }] } },
  });
});

test('a time that has not come, one that is none, and another’s cursor are refused by name', async () => {
  const other = await service.member(tenantId, { role: 'program_manager' });
  const cursor = await cursorAfter('program.created');
  for (const [client, asOf, code] of [
    [admin, '2030-01-01T00:00:00Z', 'in_the_future'],
    [admin, '2026-13-01T00:00:00Z', 'invalid_value'],
    [admin, 'yesterday', 'invalid_value'],
    [other, cursor, 'invalid_cursor'],
  ] as const) {
    const refused = await client.get(`/programs?asOf=${asOf}`);
    expect(refused.body).toMatchObject({ status: 422, errors: [{ pointer: '/asOf', code }] });
  }
});

test('CSV gives every row, or with a limit one page and where to read on', async () => {
  for (const name of ['B', 'C', 'D']) await admin.post('/programs', { name, timeZone: 'UTC' });
  const whole = await admin.get('/programs?fields=name&sort=name', { accept: 'text/csv' });
  expect(whole.text).toBe('name\r\nB\r\nC\r\nD\r\nSecond name\r\n');
  expect(whole.headers['ratelimit']).toMatch(/^"default";r=/);
  const page = await admin.get('/programs?fields=name&sort=name&limit=3', { accept: 'text/csv' });
  expect(page.text).toBe('name\r\nB\r\nC\r\nD\r\n');
  const next = /^<\/v1([^>]+)>; rel="next"$/.exec(String(page.headers['link']))![1]!;
  const rest = await admin.get(next, { accept: 'text/csv' });
  expect(rest.text).toBe('name\r\nSecond name\r\n');
  expect(rest.headers['link']).toBeUndefined();
  const nested = await admin.get('/programs?include=facilities', { accept: 'text/csv' });
  expect(nested.body).toMatchObject({ status: 422, errors: [{ pointer: '/include', code: 'not_tabular' }] });
});

test('a link to what the role may not read is null, or no link at all', async () => {
  const worker = await service.member(tenantId, { role: 'credentialing' });
  const { body } = await worker.graphql(
    '{ programs(first: 1) { nodes { name costCenters { nodes { code } } } } }',
  );
  expect(body.data.programs.nodes[0]).toEqual({ name: 'Second name', costCenters: null });
  expect((await worker.get('/programs?include=costCenters')).body).toMatchObject({
    status: 422,
    errors: [{ pointer: '/include', code: 'field_not_available' }],
  });
});

test('an answer replayed to another selection keeps its events', async () => {
  const mutation = (select: string) =>
    `mutation { createProgram(input: { name: "R", timeZone: "UTC", idempotencyKey: "again" }) { program { ${select} } events { type } replayed } }`;
  const first = await admin.graphql(mutation('id'));
  const again = await admin.graphql(mutation('name version'));
  expect(first.body.data.createProgram).toMatchObject({
    events: [{ type: 'program.created' }],
    replayed: false,
  });
  expect(again.body.data.createProgram).toEqual({
    program: { name: 'R', version: 1 },
    events: [{ type: 'program.created' }],
    replayed: true,
  });
});

test('a token of any scope may ask what it is', async () => {
  const { body } = await admin.post('/access-tokens', { name: 'narrow', scopes: ['programs.read'] });
  expect((await service.client(body.token).get('/me')).body).toMatchObject({
    tokenScopes: ['programs.read'],
  });
});
