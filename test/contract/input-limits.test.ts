import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
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
    isProblem(
      await client.send({ method: 'GET', url: path + 'a'.repeat(8_193 - path.length) }),
      414,
      'uri_too_long',
    );
    isProblem(
      await client.send({ method: 'GET', url: `/v1/programs/${'a'.repeat(400)}` }),
      414,
      'uri_too_long',
    );
  });

  test('a hundred filters are read, one more is not', async () => {
    const filters = (count: number) =>
      Array.from(
        { length: count },
        (_, index) => `a${String.fromCharCode(97 + (index % 26))}${'b'.repeat(Math.floor(index / 26))}=1`,
      ).join('&');
    isProblem(await client.get(`/programs?${filters(100)}`), 422, 'field_not_available');
    const over = await client.get(`/programs?${filters(101)}`);
    isProblem(over, 422, 'invalid_input');
    expect(over.body.errors[0].code).toBe('too_many_filters');
  });

  test.each([
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/jsonp',
    'application/json2',
    'application/ json',
    'application/problem+json',
    'text/json',
    ' ',
    ';',
    'application/json, text/plain',
    'application/x-ndjson',
    'text/csv',
  ])('a body of %s is not taken', async (type) => {
    isProblem(await send(JSON.stringify(program), { 'content-type': type }), 415, 'media_type_not_supported');
  });

  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'APPLICATION/JSON',
    'application/json;charset="utf-8"',
    'application/json ; a=b',
    'application/json;',
  ])('a body of %s is, and by the same rules', async (type) => {
    isProblem(
      await send(JSON.stringify({ ...program, nothing: 1 }), { 'content-type': type }),
      422,
      'invalid_input',
    );
    isProblem(await send('{"name":"a","name":"b"}', { 'content-type': type }), 400, 'malformed');
  });

  test('a method that the path has not is told which it has', async () => {
    for (const [method, url, allow] of [
      ['DELETE', '/v1/programs', 'GET'],
      ['PUT', '/v1/programs', 'POST'],
      ['POST', '/v1/me', 'GET'],
      ['DELETE', '/graphql', 'POST'],
    ] as const) {
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
        httpRequest(
          {
            port,
            host: '127.0.0.1',
            path: '/v1/programs',
            headers: { authorization: `Bearer ${client.token}`, 'x-padding': 'a'.repeat(padding) },
          },
          (response) => {
            response.resume();
            resolve(response.statusCode);
          },
        )
          .on('error', reject)
          .end();
      });
    expect(await status(15_000)).toBe(200);
    expect(await status(17_000)).toBe(431);
  });
});
