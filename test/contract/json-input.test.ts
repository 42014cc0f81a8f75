import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import { problemIn } from '../support/sample.ts';
import type { Answer, Client } from '../support/service.ts';
import { openTheater, type Stage, type Theater } from '../support/stage.ts';

let theater: Theater;
let stage: Stage;
let client: Client;

beforeAll(async () => {
  theater = await openTheater();
  stage = await theater.stage();
  client = stage.members.tenant_admin;
});

const program = { name: 'Sample', timeZone: 'America/New_York' };
const send = (payload: string | Buffer, headers: Record<string, string> = {}): Promise<Answer> =>
  client.send({ method: 'POST', url: '/v1/programs', headers: { 'content-type': 'application/json', ...headers }, payload });

/** A problem with nothing of the inside in it. */
function isProblem(answer: Answer, status: number, code?: string): void {
  expect(answer.status, answer.text).toBe(status);
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(answer.body).toMatchObject({
    type: expect.stringMatching(/^\/problems\/[a-z_]+$/),
    title: expect.any(String),
    status,
    code: code ?? expect.stringMatching(/^[a-z_]+$/),
    detail: expect.any(String),
    requestId: answer.headers['x-request-id'],
  });
  expect(answer.text).not.toMatch(/node_modules|\.ts:\d|at Object|select |insert into|constraint|fastify|zod|postgres|drizzle|Unexpected token/i);
}

describe('text that readers of JSON disagree on (IN-8)', () => {
  const deep = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
  const malformed: Record<string, string | Buffer> = {
    'a member twice': '{"name":"a","name":"b","timeZone":"America/New_York"}',
    'a member twice, once escaped': '{"name":"a","\\u006eame":"b","timeZone":"America/New_York"}',
    'a member twice, deep': '{"name":"a","timeZone":"x","x":{"y":[{"z":1,"z":2}]}}',
    'a member twice, far apart from its colon': `{"name"${' '.repeat(80)}:"a","name"${' '.repeat(80)}:"b","timeZone":"America/New_York"}`,
    __proto__: '{"__proto__":{"name":"x"},"name":"a","timeZone":"America/New_York"}',
    'an escaped __proto__': '{"\\u005f_proto__":{},"name":"a"}',
    constructor: '{"constructor":{"prototype":{}},"name":"a"}',
    prototype: '{"prototype":1}',
    'a byte order mark': '\ufeff{"name":"a","timeZone":"America/New_York"}',
    'UTF-16': Buffer.from('{"name":"a"}', 'utf16le'),
    'UTF-16 with its mark': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('{"name":"a"}', 'utf16le')]),
    'bytes that are no UTF-8': Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]),
    'an overlong form': Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xc0, 0x80]), Buffer.from('"}')]),
    'text behind it': '{"name":"a"}x',
    'two values': '{"name":"a"}{"name":"b"}',
    'a comment': '{"name":"a" /* b */}',
    'a comma too many': '{"name":"a",}',
    'single quotes': "{'name':'a'}",
    NaN: '{"name":NaN}',
    'a leading zero': '{"name":01}',
    nothing: ' ',
    'half of it': '{"name":"a"',
    'U+0000': '{"name":"a\\u0000b","timeZone":"America/New_York"}',
    'U+0000 in a name': '{"na\\u0000me":"a"}',
    'a lone high surrogate': '{"name":"\\ud800","timeZone":"America/New_York"}',
    'a lone low surrogate': '{"name":"\\udc00","timeZone":"America/New_York"}',
    'a number beyond 2^53': '{"name":"a","timeZone":"America/New_York","x":9007199254740993}',
    '65 deep': deep(65),
  };

  test.each(Object.entries(malformed).filter(([name]) => name !== 'nothing'))('%s is malformed', async (_, payload) => {
    isProblem(await send(payload), 400, 'malformed');
  });

  test('a thousand items pass, one more is too large; 64 deep passes', async () => {
    const list = (count: number) => JSON.stringify({ ...program, extra: Array.from({ length: count }, () => 1) });
    isProblem(await send(list(1_000)), 422, 'invalid_input');
    isProblem(await send(list(1_001)), 413, 'too_large');
    isProblem(await send(deep(64)), 422, 'invalid_input');
  });

  test('deep nesting is refused in a blink', async () => {
    const start = performance.now();
    isProblem(await send(`${'['.repeat(400_000)}`), 400, 'malformed');
    isProblem(await send(`${'['.repeat(400_000)}${']'.repeat(400_000)}`), 400, 'malformed');
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  test('adversarial text costs no time (IN-9)', async () => {
    for (const payload of [`{"name":"${'\\\\'.repeat(30_000)}"}`, `{"name":"${'a '.repeat(32_000)}"}`, `{"name":"${'"'.repeat(10)}${'\\"'.repeat(20_000)}`, `{"${'a'.repeat(60_000)}":1}`]) {
      const start = performance.now();
      const answer = await send(payload);
      expect(answer.status).toBeLessThan(500);
      expect(performance.now() - start).toBeLessThan(250);
    }
  });
});

describe('values of another type (IN-2, IN-5, IN-6)', () => {
  test.each(['null', '[]', '""', '1', 'true', '"{}"'])('a body that is %s is refused', async (payload) => {
    isProblem(await send(payload), 422, 'invalid_input');
  });

  test('nothing is turned into something else', async () => {
    for (const name of [null, true, 7, ['Sample'], { a: 1 }, '', ' ', 'a'.repeat(201)]) {
      const answer = await send(JSON.stringify({ ...program, name }));
      isProblem(answer, 422, 'invalid_input');
      expect(answer.body.errors[0].pointer, JSON.stringify(name)).toBe('/name');
    }
    isProblem(await send(JSON.stringify({ ...program, requesterSeesPay: 'true' })), 422, 'invalid_input');
    isProblem(await send(JSON.stringify({ ...program, requesterSeesPay: 1 })), 422, 'invalid_input');
    isProblem(await send(JSON.stringify({ ...program, timeZone: 'Mars/Olympus' })), 422, 'invalid_input');
    isProblem(await send(JSON.stringify({ ...program, currency: 'usd' })), 422, 'invalid_input');
  });

  test('every fault is named, each with its pointer', async () => {
    const answer = await send(JSON.stringify({ name: 7, currency: 'x', 'a/b~c': 1 }));
    isProblem(answer, 422, 'invalid_input');
    expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual(['/a~1b~0c', '/currency', '/name', '/timeZone']);
    for (const fault of answer.body.errors) expect(fault).toEqual({ pointer: expect.any(String), code: expect.stringMatching(/^[a-z_]+$/), message: expect.any(String) });
  });

  test('text comes back as it was sent, but for its form and its ends (IN-4)', async () => {
    const texts = ['Straße', 'O’Connor-Łódź', '東京都立', 'مستشفى', '🏥 Ward', '👩🏽‍⚕️', 'a\u00a0b', "'; drop table programs; --", '<script>alert(1)</script>', '${7*7}', '%s%n', '../../etc/passwd', '\\', '"quoted"', '=1+1', '{"a":1}', 'null', 'undefined', 'a'.repeat(200), '𝒳'.repeat(200), '\u200dzero', 'line\nbreak', 'tab\tbed'];
    for (const name of texts) {
      const created = await send(JSON.stringify({ ...program, name }));
      expect(created.status, `${name} ${created.text}`).toBe(201);
      expect(created.body.name).toBe(name);
      const read = await client.graphql(`{ program(id: "${created.body.id}") { name } }`);
      expect(read.body.data.program.name).toBe(name);
    }
    const composed = await send(JSON.stringify({ ...program, name: '  Zoe\u0308  ' }));
    expect(composed.body.name).toBe('Zo\u00eb');
    for (const name of ['a\u202eb', 'a\u2066b', 'a\u0007b', 'a\u001bb', 'a\u007fb']) isProblem(await send(JSON.stringify({ ...program, name })), 422, 'invalid_input');
  });

  test('wildcards in a search are letters (IN-9)', async () => {
    await send(JSON.stringify({ ...program, name: '100% sure_thing\\' }));
    for (const [q, found] of [['%25', 1], ['_', 1], ['%5C', 1], ['%25%25', 0], ['100%25%20s', 1]] as const) {
      const { body } = await client.get(`/programs?name[startsWith]=100&q=${q}`);
      expect(body.data?.length, `${q} ${JSON.stringify(body)}`).toBe(found);
    }
    expect((await client.get('/programs?name[startsWith]=1%250')).body.data).toEqual([]);
  });
});

describe('what is too large, and what is no JSON (IN-7)', () => {
  test('a body of 1 MiB is read, a byte more is not', async () => {
    const sized = (bytes: number) => {
      const frame = JSON.stringify({ ...program, x: '' });
      return JSON.stringify({ ...program, x: 'a'.repeat(bytes - frame.length) });
    };
    isProblem(await send(sized(1024 * 1024)), 422, 'invalid_input');
    isProblem(await send(sized(1024 * 1024 + 1)), 413, 'too_large');
  });

  test('an address of 8 KiB is read, a longer one is not', async () => {
    const path = '/v1/programs?name=';
    const within = await client.send({ method: 'GET', url: path + 'a'.repeat(8_192 - path.length) });
    isProblem(within, 422);
    isProblem(await client.send({ method: 'GET', url: path + 'a'.repeat(8_193 - path.length) }), 414, 'uri_too_long');
    isProblem(await client.send({ method: 'GET', url: `/v1/programs/${'a'.repeat(400)}` }), 414, 'uri_too_long');
  });

  test('a hundred filters are read, one more is not', async () => {
    const filters = (count: number) => Array.from({ length: count }, (_, index) => `a${String.fromCharCode(97 + (index % 26))}${'b'.repeat(Math.floor(index / 26))}=1`).join('&');
    isProblem(await client.get(`/programs?${filters(100)}`), 422, 'field_not_available');
    const over = await client.get(`/programs?${filters(101)}`);
    isProblem(over, 422, 'invalid_input');
    expect(over.body.errors[0].code).toBe('too_many_filters');
  });

  test.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/jsonp', 'application/json2', 'application/ json', 'application/problem+json', 'text/json', ' ', ';', 'application/json, text/plain', 'application/x-ndjson', 'text/csv'])(
    'a body of %s is not taken',
    async (type) => {
      isProblem(await send(JSON.stringify(program), { 'content-type': type }), 415, 'media_type_not_supported');
    },
  );

  test.each(['application/json', 'application/json; charset=utf-8', 'APPLICATION/JSON', 'application/json;charset="utf-8"', 'application/json ; a=b', 'application/json;'])(
    'a body of %s is, and by the same rules',
    async (type) => {
      isProblem(await send(JSON.stringify({ ...program, nothing: 1 }), { 'content-type': type }), 422, 'invalid_input');
      isProblem(await send('{"name":"a","name":"b"}', { 'content-type': type }), 400, 'malformed');
    },
  );

  test('a method that the path has not is told which it has', async () => {
    for (const [method, url, allow] of [['DELETE', '/v1/programs', 'GET'], ['PUT', '/v1/programs', 'POST'], ['POST', '/v1/me', 'GET'], ['DELETE', '/graphql', 'POST']] as const) {
      const answer = await client.send({ method, url });
      isProblem(answer, 405, 'method_not_allowed');
      expect(String(answer.headers['allow'])).toContain(allow);
    }
    isProblem(await client.send({ method: 'GET', url: '/v1/nothing' }), 404, 'not_found');
    isProblem(await client.send({ method: 'GET', url: '/v1/programs/%' }), 400);
    isProblem(await client.send({ method: 'GET', url: '/v1/programs/%ff' }), 400);
  });

  test('headers of more than 16 KiB are refused by the socket', async () => {
    const { http } = theater.service.app;
    await http.listen({ port: 0, host: '127.0.0.1' });
    const { port } = http.server.address() as AddressInfo;
    const status = (padding: number) =>
      new Promise<number | undefined>((resolve, reject) => {
        httpRequest({ port, host: '127.0.0.1', path: '/v1/programs', headers: { authorization: `Bearer ${client.token}`, 'x-padding': 'a'.repeat(padding) } }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
    expect(await status(15_000)).toBe(200);
    expect(await status(17_000)).toBe(431);
  });
});

describe('headers of ours', () => {
  test('a version is a number in quotes', async () => {
    const { body } = await send(JSON.stringify(program));
    for (const version of ['1', '"0"', '"-1"', '"1.5"', 'W/"1"', '"a"', '"1", "2"', '""', '"99999999999"']) {
      const answer = await client.patch(`/programs/${body.id}`, { name: 'x' }, { 'if-match': version });
      isProblem(answer, 422, 'invalid_input');
    }
    isProblem(await client.patch(`/programs/${body.id}`, { name: 'x' }, { 'if-match': '*' }), 428, 'version_required');
    isProblem(await client.patch(`/programs/${body.id}`, { name: 'x' }), 428, 'version_required');
  });

  test('a key is printable and short', async () => {
    for (const key of ['', ' ', 'a b', 'a'.repeat(256), 'ü']) {
      const answer = await client.post('/programs', program, { 'idempotency-key': key });
      isProblem(answer, 422, 'invalid_input');
    }
    expect((await client.post('/programs', program, { 'idempotency-key': 'a'.repeat(255) })).status).toBe(201);
  });

  test('a key is forgotten after a refusal, and belongs to one caller and one operation (IDEM-2, IDEM-3)', async () => {
    const key = { 'idempotency-key': 'shared' };
    isProblem(await client.post('/programs', { name: 'x' }, key), 422);
    const first = await client.post('/programs', program, key);
    expect(first.status).toBe(201);
    const other = await stage.members.program_manager.post('/programs', program, key);
    expect(other.status).toBe(201);
    expect(other.body.id).not.toBe(first.body.id);
    const elsewhere = await (await theater.stage()).members.tenant_admin.post('/programs', program, key);
    expect(elsewhere.body.id).not.toBe(first.body.id);
    const graph = await client.graphql('mutation($input: CreateProgramInput!) { createProgram(input: $input) { program { id } replayed } }', { input: { ...program, idempotencyKey: 'shared' } });
    expect(graph.body.data.createProgram).toEqual({ program: { id: first.body.id }, replayed: true });
    expect(problemIn(await client.post('/programs', { ...program, name: 'Other' }, key))).toMatchObject({ code: 'idempotency_key_reused' });
  });

  test('fifty at once under one key have one effect (IDEM-1)', async () => {
    const before = await theater.counts(stage);
    const answers = await Promise.all(Array.from({ length: 50 }, () => client.post('/programs', { ...program, name: 'Once' }, { 'idempotency-key': 'fifty' })));
    const after = await theater.counts(stage);
    expect(after['programs']! - before['programs']!).toBe(1);
    const done = answers.filter(({ status }) => status === 201);
    expect(new Set(done.map(({ body }) => body.id)).size).toBe(1);
    for (const { status, text } of answers) expect([201, 409, 503], text).toContain(status);
  });

  test('fifty changes of one version: one succeeds (CONC-1)', async () => {
    const { body } = await send(JSON.stringify(program));
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => client.patch(`/programs/${body.id}`, { name: `n${n}` }, { 'if-match': '"1"' })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const { status, text } of answers) expect([200, 409, 412, 503], text).toContain(status);
    expect((await client.get(`/programs/${body.id}`)).body.version).toBe(2);
  });
});
