import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { sweep } from '../support/invariants.ts';
import { startProcess, type ServiceProcess } from '../support/process.ts';
import { startService, type Client, type Service } from '../support/service.ts';

const cycles = 6;
const leaving = 60;

let service: Service;
let tenantId: string;
let admin: Client;
let programId: string;
let environment: Record<string, string>;

beforeAll(async () => {
  service = await startService();
  ({ tenantId, admin } = await service.tenant());
  await admin.post('/external-systems', { name: 'hris' });
  programId = (await admin.post('/programs', { name: 'Killed', timeZone: 'America/New_York' })).body.id;
  const { body } = await admin.put('/facilities/ext:hris:F1', {
    programId,
    name: 'F1',
    state: 'OH',
    timeZone: 'America/New_York',
  });
  expect(body.id).toBeDefined();
  environment = { DATABASE_URL: service.database.adminUrl, REQUISITE_SECRET: service.secret };
});

interface Acknowledged {
  deactivated: Set<string>;
  batches: Set<number>;
}

/** Writes until told to stop; what the service answered with 2xx is remembered, what it did not is sent again under its key. */
async function write(
  address: () => string,
  users: string[],
  acknowledged: Acknowledged,
  going: () => boolean,
): Promise<void> {
  let batch = 0;
  const send = async (path: string, key: string, body: unknown) => {
    const response = await fetch(`${address()}/v1${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${admin.token}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify(body),
    }).catch(() => undefined);
    await response?.text().catch(() => undefined);
    return response?.ok === true;
  };
  while (going()) {
    batch += 1;
    const items = Array.from({ length: 5 }, (_, index) => ({
      externalId: { system: 'hris', id: `B${batch}-${index}` },
      programId,
      facilityId: 'ext:hris:F1',
      name: `Batch ${batch}`,
    }));
    if (await send('/units/bulk', `batch-${batch}`, { mode: 'all_or_nothing', items }))
      acknowledged.batches.add(batch);
    const userId = users[0];
    if (userId && (await send(`/users/${userId}/deactivate`, `leave-${userId}`, {}))) {
      acknowledged.deactivated.add(userId);
      users.shift();
    }
  }
}

test('killed in the middle of writes, the service keeps what it acknowledged, halves nothing, and reacts once', async () => {
  const members = await Promise.all(
    Array.from({ length: leaving }, () => service.member(tenantId, { role: 'program_manager' })),
  );
  const users = members.map(({ actor }) => actor.userId);
  const acknowledged: Acknowledged = { deactivated: new Set(), batches: new Set() };
  let running: ServiceProcess = await startProcess(environment);
  let going = true;
  const writing = write(
    () => running.address,
    users,
    acknowledged,
    () => going,
  );
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    // As soon as both kinds of writes were acknowledged again, in the middle of the next ones.
    const { batches, deactivated } = acknowledged;
    const before = [batches.size, deactivated.size] as const;
    await expect
      .poll(() => batches.size > before[0] && deactivated.size > before[1], { timeout: 30_000, interval: 20 })
      .toBe(true);
    await sleep(100 * Math.random());
    await running.kill();
    running = await startProcess({ ...environment, PORT: new URL(running.address).port });
  }
  going = false;
  await writing;
  expect(acknowledged.batches.size).toBeGreaterThanOrEqual(cycles);
  expect(acknowledged.deactivated.size).toBeGreaterThanOrEqual(cycles);

  const count = (text: string) =>
    service.as(systemActor(tenantId), async (tx) => (await tx.rows<{ n: number }>(sql.raw(text)))[0]!.n);
  await expect
    .poll(() => count("select count(*)::int as n from reaction_runs where state <> 'done'"), {
      timeout: 30_000,
    })
    .toBe(0);
  expect(await running.stop()).toBe(0);

  for (const userId of acknowledged.deactivated) {
    const { body } = await admin.get(`/users/${userId}`);
    expect(body.state).toBe('deactivated');
  }
  // Five units a batch, or none: whether or not the answer arrived.
  expect(
    await count(
      'select count(*)::int as n from (select name from units group by name having count(*) <> 5) halves',
    ),
  ).toBe(0);
  expect(await count('select count(distinct name)::int as n from units')).toBeGreaterThanOrEqual(
    acknowledged.batches.size,
  );
  // Every deactivation is one event, and its reaction revoked the one token once.
  expect(
    await count(
      "select count(*)::int as n from (select subject_id from events where type = 'user.deactivated' group by subject_id having count(*) <> 1) twice",
    ),
  ).toBe(0);
  expect(
    await count(
      "select count(*)::int as n from (select subject_id from events where type = 'access_token.revoked' group by subject_id having count(*) <> 1) twice",
    ),
  ).toBe(0);
  expect(await count("select count(*)::int as n from events where type = 'access_token.revoked'")).toBe(
    await count("select count(*)::int as n from events where type = 'user.deactivated'"),
  );
  expect(await sweep(service.database.adminUrl)).toEqual([]);
}, 240_000);
