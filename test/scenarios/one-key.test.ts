import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { startService, type Answer, type Client, type Service } from '../support/service.ts';

let service: Service;
let admin: Client;

beforeAll(async () => {
  service = await startService();
  ({ admin } = await service.tenant());
});

async function until(send: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    const answer = await send();
    if (answer.status !== 409 && answer.status !== 503) return answer;
    await sleep(20);
  }
}

test('one idempotency key a hundred times in parallel has one effect and a hundred equal answers', async () => {
  const send = () =>
    admin.post('/programs', { name: 'Once', timeZone: 'America/New_York' }, { 'idempotency-key': 'one-key' });
  const answers = await Promise.all(Array.from({ length: 100 }, () => until(send)));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(answers.every(({ status }) => status === 201)).toBe(true);
  expect((await admin.get('/programs?count=true')).body.page.total).toBe(1);
});

test('the same over GraphQL', async () => {
  const mutation =
    'mutation { createProgram(input: { name: "Twice", timeZone: "America/New_York", idempotencyKey: "g" }) { program { id name } replayed } }';
  const answers = await Promise.all(Array.from({ length: 50 }, () => admin.graphql(mutation)));
  const ids = answers
    .filter(({ body }) => !body.errors)
    .map(({ body }) => body.data.createProgram.program.id);
  expect(new Set(ids).size).toBe(1);
  expect(answers.filter(({ body }) => body.data?.createProgram?.replayed === false)).toHaveLength(1);
});
