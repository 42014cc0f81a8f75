import { expect, test } from 'vitest';
import { adminClient } from '../support/database.ts';
import { startService, type Client } from '../support/service.ts';

/** Milliseconds within which nineteen of twenty requests were answered, in the calmest of three such series: what a crowd takes it takes in each, what else the machine does it does not. */
const timed = async (client: Client): Promise<number> => {
  const series: number[] = [];
  for (let count = 0; count < 3; count += 1) {
    const took: number[] = [];
    for (let sent = 0; sent < 20; sent += 1) {
      const before = performance.now();
      expect((await client.get('/programs')).status).toBe(200);
      took.push(performance.now() - before);
    }
    series.push(took.toSorted((a, b) => a - b)[18]!);
  }
  return Math.min(...series);
};

test('a tenant that has taken all it may have, and queues for more, does not slow another (AV-3)', async () => {
  const service = await startService({ POOL_SIZE: '4', LOCK_SECONDS: '1.5', QUEUE_LIMIT: '40' });
  const { admin: greedy } = await service.tenant('Greedy');
  const { admin: modest } = await service.tenant('Modest');
  const { body } = await greedy.post('/programs', { name: 'Contended', timeZone: 'America/New_York' });
  await modest.post('/programs', { name: 'Calm', timeZone: 'America/New_York' });
  await timed(modest);
  const alone = await timed(modest);

  const holder = await adminClient(service.database);
  await holder.query('begin');
  await holder.query('select from programs where id = $1 for update', [body.id]);
  const crowd = Promise.all(
    Array.from({ length: 60 }, (_, index) =>
      greedy.patch(`/programs/${body.id}`, { name: `Contended ${index}` }, { 'if-match': '"1"' }),
    ),
  );
  const { turns } = service.app.pools.requests;
  await expect.poll(() => turns.waiting).toBeGreaterThan(10);
  const beside = await timed(modest);
  // The crowd waited all the while.
  expect(turns.waiting).toBeGreaterThan(10);
  await holder.query('rollback');

  // Twice what it takes alone, and what a shared machine adds.
  expect(beside).toBeLessThan(2 * alone + 15);
  const statuses = (await crowd).map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  // Half of the queue is the most that one tenant may have; the rest is refused at once.
  expect(statuses.filter((status) => status === 503).length).toBeGreaterThanOrEqual(60 - 3 - 20);
  expect(statuses.filter((status) => ![200, 409, 412, 503].includes(status))).toEqual([]);
});

test('a heavy read runs apart from ordinary requests', async () => {
  const service = await startService({ POOL_SIZE: '1', REPORT_POOL_SIZE: '1' });
  const { tenantId } = await service.tenant();
  const manager = await service.member(tenantId, { role: 'program_manager' });
  const blocked = await service.app.pools.reports.connect('somebody');
  expect((await manager.get('/programs')).status).toBe(200);
  const waiting = manager.get('/reports/spend');
  await expect.poll(() => service.app.pools.reports.turns.waiting).toBe(1);
  expect((await manager.get('/programs')).status).toBe(200);
  blocked.release();
  expect((await waiting).status).toBe(200);
  const field = await manager.graphql('{ spendReport { asOf } }');
  expect(field.body.errors).toBeUndefined();
  expect(service.app.pools.reports.turns.given).toBe(3);
});
