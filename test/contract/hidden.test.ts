import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { sideOf, systemActor, type Role } from '../../src/kernel/actor.ts';
import { snake } from '../../src/kernel/words.ts';
import { collectionOf } from '../../src/server/registry.ts';
import { fieldsOf } from '../support/sample.ts';
import { openTheater, registry, type Stage, type Theater } from '../support/stage.ts';

let theater: Theater;
let stage: Stage;
const nouns = [...registry.nouns.values()];

beforeAll(async () => {
  theater = await openTheater();
  stage = await theater.stage();
  const { tenantId, rows } = stage.world;
  // One event of every kind, shown to every side, about the stage's own parties.
  await theater.service.as(systemActor(tenantId), async (tx) => {
    for (const type of registry.events.keys())
      await tx.rows(sql`insert into events (tenant_id, type, sides, vendor_id, worker_id, subject_noun, subject_id, subject_version, actor_kind, operation, request_id, at, data)
        values (${tenantId}, ${type}, '{operator,client,vendor,worker}', ${rows['vendors']!['id']}, ${rows['workers']!['id']}, ${type.split('.')[0]},
          ${rows['orders']!['id']}, 1, 'system', 'stage', 'stage', app.now(), '{}')`);
  });
});

async function feedOf(role: Role): Promise<string[]> {
  const types: string[] = [];
  for (let looks = 0, after = ''; looks < 200; looks += 1) {
    const { body } = await stage.members[role].get(`/events?limit=200${after}`);
    types.push(...body.events.map(({ type }: { type: string }) => type));
    // The feed waits for every transaction of the server, and tests share one.
    if (types.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    else if (!body.hasMore) return types;
    if (body.nextCursor) after = `&after=${body.nextCursor}`;
  }
  throw new Error(`the feed of ${role} stays empty`);
}

const readers = (Object.keys(sideOf) as Role[]).filter((role) => role !== 'analyst');

test.each(readers)('the feed of %s tells only of what it may read', async (role) => {
  const types = await feedOf(role);
  const closed = nouns.filter(({ read }) => !read.roles.has(role)).map(({ name }) => snake(name));
  expect(types.length).toBeGreaterThan(5);
  expect(types.filter((type) => closed.includes(type.split('.')[0]!))).toEqual([]);
});

test('no vendor reads an id of a worker, nor the worker, of anything on either surface', async () => {
  const workerId = String(stage.world.rows['workers']!['id']);
  let looked = 0;
  for (const role of ['vendor_recruiter', 'vendor_finance'] as const) {
    const client = stage.members[role];
    for (const noun of nouns.filter((one) => !one.shared)) {
      const path = collectionOf(noun);
      const listed = await client.get(path);
      if (listed.status === 403) continue;
      looked += listed.body.data.length;
      expect(listed.text, path).not.toContain(workerId);
      const { text } = await client.graphql(`{ ${noun.plural}(first: 9) { nodes { ${fieldsOf(noun)} } } }`);
      expect(text, path).not.toContain(workerId);
      if ('workerId' in noun.fields && noun.name !== 'membership') {
        const asked = await client.get(`${path}?workerId=${workerId}`);
        expect(asked.body, path).toMatchObject({ code: 'field_not_available' });
      }
      for (const link of [...noun.links.values()].filter(({ target }) => target.name === 'worker'))
        expect((await client.get(`${path}?include=${link.name}`)).body).toMatchObject({
          code: 'field_not_available',
        });
    }
    expect((await client.get(`/workers/${workerId}`)).status).toBe(403);
  }
  expect(looked).toBeGreaterThan(20);
});

test('credentialing reads no rate, nor what says how a rate compares', async () => {
  const client = stage.members.credentialing;
  for (const [path, hidden] of [
    ['/orders', ['billRate', 'maxBillRate', 'postedRateFrom', 'estimatedCost', 'internalNotes']],
    ['/submissions', ['billRate', 'payRate', 'overMax', 'aboveRange']],
  ] as const) {
    const [row] = (await client.get(path)).body.data;
    expect(row).toHaveProperty('state');
    for (const field of hidden) expect(row, field).not.toHaveProperty(field);
  }
});
