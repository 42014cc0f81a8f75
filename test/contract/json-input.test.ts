import { beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Client } from '../support/service.ts';
import { isProblem } from '../support/sound-problem.ts';
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
  client.send({
    method: 'POST',
    url: '/v1/programs',
    headers: { 'content-type': 'application/json', ...headers },
    payload,
  });

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
    'UTF-16 with its mark': Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from('{"name":"a"}', 'utf16le'),
    ]),
    'bytes that are no UTF-8': Buffer.concat([
      Buffer.from('{"name":"'),
      Buffer.from([0xc3, 0x28]),
      Buffer.from('"}'),
    ]),
    'an overlong form': Buffer.concat([
      Buffer.from('{"name":"'),
      Buffer.from([0xc0, 0x80]),
      Buffer.from('"}'),
    ]),
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

  test.each(Object.entries(malformed).filter(([name]) => name !== 'nothing'))(
    '%s is malformed',
    async (_, payload) => {
      isProblem(await send(payload), 400, 'malformed');
    },
  );

  test('a thousand items pass, one more is too large; 64 deep passes', async () => {
    const list = (count: number) =>
      JSON.stringify({ ...program, extra: Array.from({ length: count }, () => 1) });
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
    for (const payload of [
      `{"name":"${'\\\\'.repeat(30_000)}"}`,
      `{"name":"${'a '.repeat(32_000)}"}`,
      `{"name":"${'"'.repeat(10)}${'\\"'.repeat(20_000)}`,
      `{"${'a'.repeat(60_000)}":1}`,
    ]) {
      // The quickest of three: what a text costs it costs each time, what the machine has beside it does not.
      const took: number[] = [];
      for (let tries = 0; tries < 3; tries += 1) {
        const start = performance.now();
        const answer = await send(payload);
        expect(answer.status).toBeLessThan(500);
        took.push(performance.now() - start);
      }
      expect(Math.min(...took)).toBeLessThan(250);
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
    expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual([
      '/a~1b~0c',
      '/currency',
      '/name',
      '/timeZone',
    ]);
    for (const fault of answer.body.errors)
      expect(fault).toEqual({
        pointer: expect.any(String),
        code: expect.stringMatching(/^[a-z_]+$/),
        message: expect.any(String),
      });
  });

  test('text comes back as it was sent, but for its form and its ends (IN-4)', async () => {
    const texts = [
      'Straße',
      'O’Connor-Łódź',
      '東京都立',
      'مستشفى',
      '🏥 Ward',
      '👩🏽‍⚕️',
      'a\u00a0b',
      "'; drop table programs; --",
      '<script>alert(1)</script>',
      '${7*7}',
      '%s%n',
      '../../etc/passwd',
      '\\',
      '"quoted"',
      '=1+1',
      '{"a":1}',
      'null',
      'undefined',
      'a'.repeat(200),
      '𝒳'.repeat(200),
      '\u200dzero',
      'line\nbreak',
      'tab\tbed',
    ];
    for (const name of texts) {
      const created = await send(JSON.stringify({ ...program, name }));
      expect(created.status, `${name} ${created.text}`).toBe(201);
      expect(created.body.name).toBe(name);
      const read = await client.graphql(`{ program(id: "${created.body.id}") { name } }`);
      expect(read.body.data.program.name).toBe(name);
    }
    const composed = await send(JSON.stringify({ ...program, name: '  Zoe\u0308  ' }));
    expect(composed.body.name).toBe('Zo\u00eb');
    for (const name of ['a\u202eb', 'a\u2066b', 'a\u0007b', 'a\u001bb', 'a\u007fb'])
      isProblem(await send(JSON.stringify({ ...program, name })), 422, 'invalid_input');
  });

  test('wildcards in a search are letters (IN-9)', async () => {
    await send(JSON.stringify({ ...program, name: '100% sure_thing\\' }));
    for (const [q, found] of [
      ['%25', 1],
      ['_', 1],
      ['%5C', 1],
      ['%25%25', 0],
      ['100%25%20s', 1],
    ] as const) {
      const { body } = await client.get(`/programs?name[startsWith]=100&q=${q}`);
      expect(body.data?.length, `${q} ${JSON.stringify(body)}`).toBe(found);
    }
    expect((await client.get('/programs?name[startsWith]=1%250')).body.data).toEqual([]);
  });
});
