import { beforeAll, describe, expect, test } from 'vitest';
import { startService, type Client, type Service } from '../support/service.ts';

let service: Service;
let tenantId: string;
let admin: Client;

beforeAll(async () => {
  service = await startService();
  ({ tenantId, admin } = await service.tenant());
});

describe('a long poll is refused within 5 s (AUTHN-5)', () => {
  // Of a kind that does not come, so that nothing but the refusal ends it.
  const polls: Record<string, (client: Client) => Promise<string>> = {
    rest: async (client) => (await client.get('/events?types=order.filled&wait=15')).body.code,
    graphql: async (client) =>
      (await client.graphql('{ readEvents(types: ["order.filled"], wait: 15) { hasMore } }')).body.errors?.[0]
        ?.extensions.code,
  };
  const ends: Record<string, (client: Client) => Promise<{ status: number; text: string }>> = {
    'a person is deactivated': ({ actor }) => admin.post(`/users/${actor.userId}/deactivate`),
    'a membership ends': ({ actor }) => admin.post(`/memberships/${actor.membershipId}/end`),
    'a token is revoked': async (client) => {
      const tokens = await client.get('/access-tokens');
      return client.post(`/access-tokens/${tokens.body.data[0].id}/revoke`);
    },
  };
  const cases = Object.entries(polls).flatMap(([surface, poll]) =>
    Object.entries(ends).map(([name, end]) => ({ surface, name, poll, end })),
  );

  test.concurrent.for(cases)('$name, over $surface', async ({ poll, end }, { expect: holds }) => {
    const client = await service.member(tenantId, { role: 'program_manager' });
    const waiting = poll(client);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const done = await end(client);
    holds(done.status, done.text).toBe(200);
    const from = performance.now();
    holds(await waiting).toBe('unauthenticated');
    holds(performance.now() - from).toBeLessThan(5_000);
  });

  test('and one that lost nothing waits on', async () => {
    const client = await service.member(tenantId, { role: 'program_manager' });
    const from = performance.now();
    const answer = await client.get('/events?types=order.filled&wait=3');
    expect([answer.status, answer.body.events]).toEqual([200, []]);
    expect(performance.now() - from).toBeGreaterThan(2_500);
  });
});
