import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Client } from '../../../src/bin/sandbox/client.ts';
import { sweep } from '../../support/invariants.ts';
import { must } from '../figures.ts';
import type { Ground } from '../ground.ts';
import type { Part } from '../part.ts';

function startWorker(ground: Ground): ChildProcess {
  const worker = spawn(process.execPath, ['src/bin/work.ts'], {
    env: { PATH: process.env['PATH'], TZ: 'UTC', LOG_LEVEL: 'silent', ...ground.environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  ground.own(worker);
  return worker;
}

const endsOf = async (worker: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const ended = once(worker, 'exit');
  worker.kill(signal);
  await ended;
};

/** An order that two further tiers are to see, and that expires, at instants of the tenant's clock. */
async function releaseOrder(manager: Client, at: number): Promise<void> {
  const { id } = await manager.post('/orders', {
    unitId: 'ext:hris:LEASES',
    profession: 'rn',
    positions: 1,
    startsOn: '2026-06-01',
    endsOn: '2026-08-31',
    hoursPerWeek: '36',
    billRate: '90',
    reason: 'vacancy',
    respondBy: `2026-01-${10 + (at % 20)}T00:00:00Z`,
  });
  await manager.post(`/orders/${id}/submit`);
  const tiers = [1, 2].map((tier) => ({ tier, delayHours: 12 * tier + at }));
  await manager.post(`/orders/${id}/release`, { tiers });
}

const rowsOfImport = 300;

/** A file whose rows would each make one program more if they were taken twice. */
async function importPrograms(admin: Client, at: number): Promise<void> {
  const { id } = await admin.post('/imports', { operation: 'create_program' });
  const lines = Array.from({ length: rowsOfImport }, (_, row) => `Import ${at}-${row},America/New_York`);
  await admin.rest('PUT', `/imports/${id}/content`, `name,timeZone\n${lines.join('\n')}\n`, {
    'content-type': 'text/csv',
  });
}

export const killedWorkers: Part = {
  name: 'killed-workers',
  promise:
    'three workers, one killed every 2 s for 3 minutes: each reaction, each timer and each row of an import has exactly one effect',
  async run(ground, extent) {
    const service = await ground.service({ WORKER: 'off' });
    const { address } = service;
    const admin = ground.client(address);
    await admin.put('/units/ext:hris:LEASES', {
      programId: ground.programId,
      facilityId: 'ext:hris:F1',
      name: 'Leases',
    });
    const orders = 12;
    const [manager] = await ground.members(1, { role: 'program_manager' });
    for (let at = 0; at < orders; at += 1) await releaseOrder(ground.client(address, manager!.token), at);
    const imports = 4;
    for (let at = 0; at < imports; at += 1) await importPrograms(admin, at);
    const length = extent.of(180_000, 8_000);
    const leavers = await ground.members(Math.ceil(length / 100), { role: 'analyst' });
    const workers = [startWorker(ground), startWorker(ground), startWorker(ground)];
    const until = performance.now() + length;
    let kills = 0;
    const killing = (async () => {
      while (performance.now() < until) {
        await sleep(2_000);
        const at = kills % 3;
        await endsOf(workers[at]!, 'SIGKILL');
        workers[at] = startWorker(ground);
        kills += 1;
      }
    })();
    // Reactions fall due all the time, timers by a clock that is moved again and again.
    let hours = 0;
    for (const [at, { userId }] of leavers.entries()) {
      if (performance.now() > until) break;
      await admin.post(`/users/${userId}/deactivate`);
      if (at % 25 === 24) {
        hours += 24;
        const to = Temporal.Instant.from('2026-01-05T12:00:00Z').add({ hours: Math.min(hours, 1_400) });
        await admin.post('/clock/move', { to: to.toString() }).catch(() => undefined);
      }
      await sleep(50);
    }
    await killing;
    const client = new pg.Client(ground.adminUrl);
    await client.connect();
    const count = async (text: string) =>
      (await client.query<{ n: number }>(text, [ground.tenantId])).rows[0]!.n;
    const owed = `select (select count(*) from imports where tenant_id = $1 and state in ('queued', 'running'))::int
      + (select count(*) from reaction_runs where tenant_id = $1 and state = 'due')::int
      + (select count(*) from tenants where id = $1 and clock_target is not null)::int as n`;
    const deadline = performance.now() + 90_000;
    while ((await count(owed)) > 0) {
      must(performance.now() < deadline, 'everything due is done within 90 s of the last kill');
      await sleep(100);
    }
    for (const worker of workers) await endsOf(worker, 'SIGTERM');
    must((await service.stop()) === 0, 'the service ends with 0');
    const of = (type: string) =>
      `select count(*)::int as n from events where tenant_id = $1 and type = '${type}'`;
    const gone = await count(of('user.deactivated'));
    const revoked = await count(of('access_token.revoked'));
    const twice =
      await count(`select count(*)::int as n from (select subject_id, type, data ->> 'tier' from events
      where tenant_id = $1 and type in ('access_token.revoked', 'order.expired', 'release_plan.tier_opened')
      group by 1, 2, 3 having count(*) <> 1) twice`);
    const fired = await count(
      `select count(*)::int as n from timers where tenant_id = $1 and state = 'fired'`,
    );
    const late = await count(`select count(*)::int as n from timers r join tenants t on t.id = r.tenant_id
      where r.tenant_id = $1 and r.state = 'set' and r.due_at <= t.clock_at`);
    const programs = await count(
      `select count(*)::int as n from programs where tenant_id = $1 and name like 'Import %'`,
    );
    const named = await count(
      `select count(distinct name)::int as n from programs where tenant_id = $1 and name like 'Import %'`,
    );
    await client.end();
    must(
      programs === imports * rowsOfImport && named === programs,
      `${programs} rows taken, ${named} of them once`,
    );
    must(gone > 0 && gone === revoked, `${gone} reactions, ${revoked} effects`);
    must(twice === 0, `nothing happens twice: ${twice}`);
    must(fired > 0 && late === 0, `every due timer fired: ${fired}, and ${late} did not`);
    const broken = await sweep(ground.adminUrl, ground.tenantId);
    must(broken.length === 0, `every invariant holds: ${JSON.stringify(broken.slice(0, 5))}`);
    return `${kills} kills of 3 workers: ${gone} reactions, ${fired} timers and ${programs} rows of imports, each with one effect`;
  },
};
