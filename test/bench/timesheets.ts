import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { placement } from '../support/hostile.ts';
import { createWorld, enter } from '../support/world.ts';
import { caller, openGround } from './support/ground.ts';

// node test/bench/timesheets.ts [weeks] [clients] [batch]: weeks of five shifts are opened, recorded, handed in (rated) and
// approved (billed) over HTTP, half of them by many clients at once and half in bulk; weeks a second of each step, and the
// processor time that service and Postgres took of it. Both, and the sender, share this machine.
const weeks = Number(process.argv[2] ?? 800);
const clients = Number(process.argv[3] ?? 16);
const batch = Number(process.argv[4] ?? 200);
const say = (line: string) => process.stdout.write(`${line}\n`);

const ground = await openGround('tenant_admin');
const database = new pg.Client(ground.url);
await database.connect();
const world = await createWorld(database);
const { tenantId } = world;
await database.query('begin');
await enter(database, tenantId, { side: 'system' });
await world.change('orders', { positions: weeks + 10 });
await world.change('units', { cost_center_id: world.rows['cost_centers']!['id'] });
await world.change('allocations', { effective: '[2020-01-01,2020-01-02)' });
await world.change('time_locks', { locked_to: '2020-01-04' });
await database.query('update pay_policies set rules = rules || $1', [
  JSON.stringify({
    differentials: [
      { code: 'night', rate: '3.0000', window: { from: '19:00', to: '07:00' } },
      {
        code: 'weekend',
        rate: '2.5000',
        window: { fromDay: 'friday', from: '19:00', toDay: 'monday', to: '07:00' },
      },
    ],
  }),
]);
const placed: string[] = [];
for (let index = 0; index < weeks; index += 1) {
  const position = await world.copy('positions', { number: index + 2 });
  const terms = await placement(world, { position_id: position['id'] });
  const assignment = await world.copy('assignments', terms);
  await world.copy('assignment_revisions', {
    worker_id: terms['worker_id'],
    assignment_id: assignment['id'],
  });
  placed.push(String(assignment['id']));
}
await database.query('commit');
await database.query('analyze');

const running = await ground.start();
const vendorId = String(world.rows['vendors']!['id']);
const recruiter = caller(running, await ground.member({ role: 'vendor_recruiter', vendorId }, tenantId));
const approver = caller(running, await ground.member({ role: 'approver' }, tenantId));

/** Five nights of the week of 2026-02-01, one of them over its end. */
const entries = [2, 3, 4, 6, 7].map((day) => ({
  startsAt: `2026-02-0${day + 1}T00:00:00Z`,
  endsAt: `2026-02-0${day + 1}T12:30:00Z`,
  meals: [{ startsAt: `2026-02-0${day + 1}T06:00:00Z`, endsAt: `2026-02-0${day + 1}T06:30:00Z` }],
}));

const ticks = (pid: string | number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return Number(fields[11]) + Number(fields[12]);
};
/** The processor seconds of Postgres so far: of the processes that serve this database. */
const backends = new Map<string, number>();
function postgresTicks(): number {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    try {
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres: postgres bench'))
        backends.set(pid, ticks(pid));
    } catch {
      // It ended while it was looked at.
    }
  return [...backends.values()].reduce((sum, each) => sum + each, 0);
}

async function step<T>(name: string, items: readonly T[], count: number, run: (item: T) => Promise<unknown>) {
  // Statistics of what is there, as a database that has run for a while has them.
  await database.query('analyze');
  const before = [ticks(running.child.pid!), postgresTicks()] as const;
  const begun = performance.now();
  const waiting = [...items];
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await run(item);
    }),
  );
  const seconds = (performance.now() - begun) / 1_000;
  const took = [ticks(running.child.pid!) - before[0], postgresTicks() - before[1]].map((each) => each / 100);
  say(
    `${name.padEnd(28)} ${(count / seconds).toFixed(0).padStart(6)} weeks/s  ` +
      `service ${((took[0]! * 1_000) / count).toFixed(1)} ms, Postgres ${((took[1]! * 1_000) / count).toFixed(1)} ms of processor a week`,
  );
}

const sheets: string[] = [];
await step('open', placed, weeks, async (assignmentId) => {
  const { id } = await recruiter('POST', '/timesheets', { assignmentId, weekStartsOn: '2026-02-01' });
  sheets.push(id);
});
await step('record', sheets, weeks, (id) => recruiter('PUT', `/timesheets/${id}/entries`, { entries }));
const single = sheets.slice(0, weeks >> 1);
const rest = sheets.slice(weeks >> 1);
const batches = Array.from({ length: Math.ceil(rest.length / batch) }, (_, index) =>
  rest.slice(index * batch, (index + 1) * batch).map((timesheetId) => ({ timesheetId })),
);
const inBulk = (by: typeof approver, verb: string) => async (items: object[]) => {
  const { failed, rows } = await by('POST', `/timesheets/${verb}`, { items });
  if (failed > 0) throw new Error(JSON.stringify(rows.find(({ status }: any) => status === 'failed')));
};
await step('submit, one by one', single, single.length, (id) =>
  recruiter('POST', `/timesheets/${id}/submit`),
);
await step('submit, in bulk', batches, rest.length, inBulk(recruiter, 'submit'));
await step('approve, one by one', single, single.length, (id) =>
  approver('POST', `/timesheets/${id}/approve`),
);
await step('approve, in bulk', batches, rest.length, inBulk(approver, 'approve'));
await running.stop();
await database.end();
await ground.clear();
