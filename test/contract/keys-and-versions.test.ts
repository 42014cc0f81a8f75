import { beforeAll, describe, expect, test } from 'vitest';
import { problemIn } from '../support/sample.ts';
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

describe('headers of ours', () => {
  test('a version is a number in quotes', async () => {
    const { body } = await send(JSON.stringify(program));
    for (const version of ['1', '"0"', '"-1"', '"1.5"', 'W/"1"', '"a"', '"1", "2"', '""', '"99999999999"']) {
      const answer = await client.patch(`/programs/${body.id}`, { name: 'x' }, { 'if-match': version });
      isProblem(answer, 422, 'invalid_input');
    }
    isProblem(
      await client.patch(`/programs/${body.id}`, { name: 'x' }, { 'if-match': '*' }),
      428,
      'version_required',
    );
    isProblem(await client.patch(`/programs/${body.id}`, { name: 'x' }), 428, 'version_required');
  });

  test('a key is printable and short', async () => {
    for (const key of ['', ' ', 'a b', 'a'.repeat(256), 'ü']) {
      const answer = await client.post('/programs', program, { 'idempotency-key': key });
      isProblem(answer, 422, 'invalid_input');
    }
    expect((await client.post('/programs', program, { 'idempotency-key': 'a'.repeat(255) })).status).toBe(
      201,
    );
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
    const graph = await client.graphql(
      'mutation($input: CreateProgramInput!) { createProgram(input: $input) { program { id } replayed } }',
      { input: { ...program, idempotencyKey: 'shared' } },
    );
    expect(graph.body.data.createProgram).toEqual({ program: { id: first.body.id }, replayed: true });
    expect(problemIn(await client.post('/programs', { ...program, name: 'Other' }, key))).toMatchObject({
      code: 'idempotency_key_reused',
    });
  });

  test('fifty at once under one key have one effect (IDEM-1)', async () => {
    const before = await theater.counts(stage);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        client.post('/programs', { ...program, name: 'Once' }, { 'idempotency-key': 'fifty' }),
      ),
    );
    const after = await theater.counts(stage);
    expect(after['programs']! - before['programs']!).toBe(1);
    const done = answers.filter(({ status }) => status === 201);
    expect(new Set(done.map(({ body }) => body.id)).size).toBe(1);
    for (const { status, text } of answers) expect([201, 409, 503], text).toContain(status);
  });

  test('fifty changes of one version: one succeeds (CONC-1)', async () => {
    const { body } = await send(JSON.stringify(program));
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        client.patch(`/programs/${body.id}`, { name: `n${n}` }, { 'if-match': '"1"' }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const { status, text } of answers) expect([200, 409, 412, 503], text).toContain(status);
    expect((await client.get(`/programs/${body.id}`)).body.version).toBe(2);
  });
});
