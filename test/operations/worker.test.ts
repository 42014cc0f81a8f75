import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { capabilities } from '../../src/capabilities.ts';
import { createHeadSigner } from '../../src/server/audit/audit-key.ts';
import { loadConfig } from '../../src/server/config.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import { Executor } from '../../src/server/execute/execute.ts';
import { createLog } from '../../src/server/log.ts';
import { Worker } from '../../src/server/outbox/worker.ts';
import { createRegistry } from '../../src/server/registry.ts';
import { startService, type Service } from '../support/service.ts';
import { capability, timer } from '../../src/kernel/operation.ts';
import { z } from 'zod';

let service: Service;
let tenantId: string;
let fired: string[];
let failing: number;
let makeWorker: () => Worker;

const probe = timer({
  name: 'probe',
  data: z.strictObject({ name: z.string() }),
  async handle({ data }, { now }) {
    if (data.name === 'shaky' && failing-- > 0) throw new Error('not yet');
    fired.push(`${data.name} ${now}`);
    return {};
  },
});

let gate: Promise<void>;
const heavyProbe = timer({
  name: 'heavyProbe',
  data: z.strictObject({ name: z.string() }),
  heavy: true,
  async handle({ data }, { now }) {
    await gate;
    fired.push(`${data.name} ${now}`);
    return {};
  },
});

beforeAll(async () => {
  service = await startService();
  const registry = createRegistry([
    ...capabilities,
    capability({ name: 'probe', timers: [probe, heavyProbe] }),
  ]);
  makeWorker = () =>
    new Worker(
      {
        pool: service.pool,
        reports: service.app.pools.reports,
        executor: new Executor(service.pool, registry, service.secret, createHeadSigner(loadConfig({}))),
        log: createLog('silent'),
      },
      service.app.worker.hands,
    );
});

const set = (name: string, dueAt: string, timerName = 'probe') =>
  sql`insert into timers (tenant_id, name, subject_id, due_at, data)
    values (${tenantId}, ${timerName}, uuidv7(), ${dueAt}::timestamptz, ${JSON.stringify({ name })}::jsonb)`;

async function situation(...timers: [name: string, dueAt: string][]) {
  ({ tenantId } = await service.tenant('Timers', '2026-01-05T00:00:00Z'));
  fired = [];
  failing = 0;
  await service.as(systemActor(tenantId), async (tx) => {
    for (const [name, dueAt] of timers) await tx.rows(set(name, dueAt));
    await tx.rows(sql`update tenants set clock_target = '2026-01-10T00:00:00Z' where id = ${tenantId}`);
  });
}

const clock = () =>
  service.as(
    systemActor(tenantId),
    async (tx) =>
      (
        await tx.rows<{ at: string; target: string | null }>(
          sql`select app.instant(clock_at) as at, clock_target as target from tenants where id = ${tenantId}`,
        )
      )[0]!,
  );

async function until(done: () => Promise<boolean>) {
  for (let looks = 0; looks < 200; looks += 1) {
    if (await done()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('it never came to be');
}

describe('a clock on its way', () => {
  test('fires timers in the order of their instants, each at its own', async () => {
    await situation(
      ['second', '2026-01-07T08:00:00Z'],
      ['first', '2026-01-06T08:00:00Z'],
      ['never', '2026-02-01T00:00:00Z'],
    );
    await makeWorker().drain(tenantId);
    expect(fired).toEqual(['first 2026-01-06T08:00:00Z', 'second 2026-01-07T08:00:00Z']);
    expect(await clock()).toEqual({ at: '2026-01-10T00:00:00Z', target: null });
  });

  test('waits for a timer that failed and is tried again, and loses none', async () => {
    await situation(['shaky', '2026-01-06T08:00:00Z'], ['after', '2026-01-07T08:00:00Z']);
    failing = 2;
    const worker = makeWorker();
    await worker.drain(tenantId);
    expect(fired).toEqual([]);
    expect(await clock()).toMatchObject({ at: '2026-01-06T08:00:00Z' });
    await until(async () => {
      await worker.drain(tenantId);
      return fired.length === 2;
    });
    expect(fired).toEqual(['shaky 2026-01-06T08:00:00Z', 'after 2026-01-07T08:00:00Z']);
  });

  test('waits for what an earlier timer caused', async () => {
    await situation(['first', '2026-01-06T08:00:00Z']);
    await service.as(systemActor(tenantId), async (tx) => {
      await tx.rows(sql`with made as (insert into events (tenant_id, type, sides, subject_noun, subject_id, subject_version, actor_kind, operation, request_id, at, data)
        values (${tenantId}, 'probe.made', '{operator}', 'probe', uuidv7(), 1, 'system', 'probe', 'r', app.now(), '{}') returning id)
        insert into reaction_runs (tenant_id, event_id, reaction, due_at) select ${tenantId}, id, 'gone', clock_timestamp() + interval '300 milliseconds' from made`);
    });
    const worker = makeWorker();
    await worker.drain(tenantId);
    expect(fired).toEqual([]);
    await until(async () => {
      await worker.drain(tenantId);
      return fired.length === 1;
    });
  });

  test('keeps the order with three workers at once', async () => {
    const instants = Array.from(
      { length: 20 },
      (_, index) => `2026-01-0${6 + Math.floor(index / 10)}T0${index % 10}:00:00Z`,
    );
    await situation(...instants.map((at, index): [string, string] => [`t${index}`, at]).toReversed());
    const workers = [makeWorker(), makeWorker(), makeWorker()];
    await until(async () => {
      await Promise.all(workers.map((worker) => worker.drain(tenantId)));
      return (await clock()).target === null;
    });
    expect(fired).toEqual(instants.map((at, index) => `t${index} ${at}`));
  });
});

describe('heavy timers', () => {
  let open: () => void;
  beforeEach(() => {
    fired = [];
    gate = new Promise((resolve) => (open = resolve));
  });

  test('fire one by one while others do, in no worker’s way', async () => {
    ({ tenantId } = await service.tenant('Heavy', '2026-01-05T00:00:00Z'));
    await service.as(systemActor(tenantId), async (tx) => {
      await tx.rows(set('slow', '2026-01-03T00:00:00Z', 'heavyProbe'));
      await tx.rows(set('next', '2026-01-03T01:00:00Z', 'heavyProbe'));
      await tx.rows(set('light', '2026-01-04T00:00:00Z'));
    });
    const worker = makeWorker();
    worker.start();
    await until(async () => fired.length > 0);
    expect(fired).toEqual(['light 2026-01-04T00:00:00Z']);
    // Another one leaves alone what is at work: it waits for no lock, and does not ask for it again and again.
    await makeWorker().drain(tenantId);
    expect(fired).toHaveLength(1);
    let asked = 0;
    const count = () => (asked += 1);
    service.pool.on('acquire', count);
    const other = makeWorker();
    other.start();
    await new Promise((resolve) => setTimeout(resolve, 400));
    service.pool.off('acquire', count);
    expect(asked).toBeLessThan(60);
    open();
    await until(async () => fired.length === 3);
    expect(fired.slice(1)).toEqual(['slow 2026-01-03T00:00:00Z', 'next 2026-01-03T01:00:00Z']);
    await Promise.all([worker.stop(), other.stop()]);
  });

  test('are waited for by a clock on its way, and by no other tenant', async () => {
    await situation(['after', '2026-01-07T08:00:00Z']);
    await service.as(systemActor(tenantId), (tx) =>
      tx.rows(set('slow', '2026-01-06T08:00:00Z', 'heavyProbe')),
    );
    const moved = tenantId;
    ({ tenantId } = await service.tenant('Other', '2026-01-05T00:00:00Z'));
    await service.as(systemActor(tenantId), (tx) => tx.rows(set('other', '2026-01-04T00:00:00Z')));
    const worker = makeWorker();
    worker.start();
    await until(async () => fired.length > 0);
    expect(fired).toEqual(['other 2026-01-04T00:00:00Z']);
    tenantId = moved;
    await until(async () => (await clock()).at === '2026-01-06T08:00:00Z');
    open();
    await until(async () => (await clock()).target === null);
    expect(fired.slice(1)).toEqual(['slow 2026-01-06T08:00:00Z', 'after 2026-01-07T08:00:00Z']);
    await worker.stop();
  });
});
