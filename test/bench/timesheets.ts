import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { placement } from '../support/hostile.ts';
import { createWorld, enter } from '../support/world.ts';
import { caller, openGround } from './support/ground.ts';

// node test/bench/timesheets.ts [weeks] [clients] [batch]: weeks of five shifts are opened, recorded, handed in (rated) and
// approved (billed) over HTTP, half of them one by one by many clients at once, and half in bulk, their hours sent by
// another system; then all are rated anew by another differential, first compared, then applied and billed or credited;
// weeks a second of each step and of all of them, and the processor time that service and Postgres took.
// Both, and the sender, share this machine.
const weeks = Number(process.argv[2] ?? 800);
const clients = Number(process.argv[3] ?? 16);
const batch = Number(process.argv[4] ?? 200);
/** So many are placed; where more weeks are asked for, each works several, at most twelve. */
const mostPlaced = 400;
const say = (line: string) => process.stdout.write(`${line}\n`);

const ground = await openGround('tenant_admin');
const database = new pg.Client(ground.url);
await database.connect();
const world = await createWorld(database);
const { tenantId } = world;
await database.query('begin');
await enter(database, tenantId, { side: 'system' });
await world.change('orders', { positions: Math.min(weeks, mostPlaced) + 10 });
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
for (let index = 0; index < Math.min(weeks, mostPlaced); index += 1) {
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
const manager = caller(running, await ground.member({ role: 'program_manager' }, tenantId));
const integration = caller(running, await ground.member({ role: 'integration' }, tenantId));

interface Week {
  assignmentId: string;
  weekStartsOn: string;
}

/** Five nights of a week, one of them over its end. */
const entriesOf = ({ weekStartsOn }: Week) =>
  [2, 3, 4, 6, 7].map((night) => {
    const day = Temporal.PlainDate.from(weekStartsOn).add({ days: night }).toString();
    return {
      startsAt: `${day}T00:00:00Z`,
      endsAt: `${day}T12:30:00Z`,
      meals: [{ startsAt: `${day}T06:00:00Z`, endsAt: `${day}T06:30:00Z` }],
    };
  });

/** So many weeks of those placed, the first of all before the second of any. */
const weeksOf = (assignmentIds: readonly string[], count: number): Week[] =>
  Array.from({ length: count }, (_, at) => {
    const week = Math.floor(at / assignmentIds.length);
    const first = Temporal.PlainDate.from('2026-02-01').add({ weeks: week }).toString();
    return { assignmentId: assignmentIds[at % assignmentIds.length]!, weekStartsOn: first };
  });

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

function told(what: string, count: number, [seconds, service, postgres]: [number, number, number]) {
  const each = (spent: number) => ((spent * 1_000) / count).toFixed(1);
  say(
    `${what.padEnd(28)} ${(count / seconds).toFixed(0).padStart(6)} weeks/s  ` +
      `service ${each(service)} ms, Postgres ${each(postgres)} ms of processor a week`,
  );
}

/** What all steps of a way took: seconds, and of the processor those of the service and of Postgres. */
const taken = new Map<string, [seconds: number, service: number, postgres: number]>();

async function step<T>(
  way: string,
  name: string,
  items: readonly T[],
  count: number,
  run: (item: T) => Promise<unknown>,
) {
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
  const [service, postgres] = took as [number, number];
  told(`${name}, ${way}`, count, [seconds, service, postgres]);
  const earlier = taken.get(way) ?? [0, 0, 0];
  taken.set(way, [earlier[0] + seconds, earlier[1] + service, earlier[2] + postgres]);
}

const single = weeksOf(placed.slice(0, placed.length >> 1), weeks >> 1);
const rest = weeksOf(placed.slice(placed.length >> 1), weeks - single.length);
const inBatches = <T>(items: readonly T[]) =>
  Array.from({ length: Math.ceil(items.length / batch) }, (_, index) =>
    items.slice(index * batch, (index + 1) * batch),
  );
const inBulk = (by: typeof approver, path: string) => async (items: readonly object[]) => {
  const { failed, rows } = await by('POST', path, { items });
  if (failed > 0) throw new Error(JSON.stringify(rows.find(({ status }: any) => status === 'failed')));
};

const opened: (Week & { id: string })[] = [];
await step('one by one', 'open', single, single.length, async (week) => {
  const { id } = await recruiter('POST', '/timesheets', week);
  opened.push({ ...week, id });
});
await step('one by one', 'record', opened, opened.length, (week) =>
  recruiter('PUT', `/timesheets/${week.id}/entries`, { entries: entriesOf(week) }),
);
const sheets = opened.map(({ id }) => id);
// A bulk command takes 1,000 intervals.
const sent = inBatches(rest).flatMap((some) =>
  Array.from({ length: Math.ceil(some.length / 200) }, (_, at) => some.slice(at * 200, (at + 1) * 200)),
);
await step('in bulk', 'open and record', sent, rest.length, (some) =>
  inBulk(
    integration,
    '/time-imports/bulk',
  )(
    some.flatMap((week) =>
      entriesOf(week).map(({ meals: [meal], ...entry }, at) => ({
        assignmentId: week.assignmentId,
        sourceId: `${week.weekStartsOn} ${at}`,
        ...entry,
        mealStartsAt: meal!.startsAt,
        mealEndsAt: meal!.endsAt,
      })),
    ),
  ),
);
const { rows: others } = await database.query<{ timesheetId: string }>(
  'select id as "timesheetId" from timesheets where assignment_id = any($1::uuid[]) order by assignment_id, week_starts_on',
  [rest.map(({ assignmentId }) => assignmentId)],
);
const batches = inBatches(others);
await step('one by one', 'submit', sheets, sheets.length, (id) =>
  recruiter('POST', `/timesheets/${id}/submit`),
);
await step('in bulk', 'submit', batches, rest.length, inBulk(recruiter, '/timesheets/submit'));
await step('one by one', 'approve', sheets, sheets.length, (id) =>
  approver('POST', `/timesheets/${id}/approve`),
);
await step('in bulk', 'approve', batches, rest.length, inBulk(approver, '/timesheets/approve'));

/** Waits until a rerating is no longer in a state. */
async function left(id: string, state: string): Promise<Record<string, any>> {
  for (;;) {
    const row = await manager('GET', `/reratings/${id}?fields=state,sheets,differing,applied,skipped`);
    if (row['state'] !== state) return row;
    await sleep(50);
  }
}
await database.query('begin');
await enter(database, tenantId, { side: 'system' });
await database.query(
  `update pay_policies set rules = jsonb_set(rules, '{differentials,0,rate}', '"3.5000"')`,
);
await database.query('commit');
const rerated: string[] = [];
await step('compared', 'rerating', [world.rows['programs']!['id']], weeks, async (programId) => {
  const period = { periodFrom: '2026-02-01', periodTo: '2026-04-30', reason: 'Nights were agreed otherwise' };
  const { id } = await manager('POST', '/reratings', { programId, ...period });
  rerated.push(id);
  say(JSON.stringify(await left(id, 'drafting')));
});
await step('applied', 'rerating', rerated, weeks, async (id) => {
  await manager('POST', `/reratings/${id}/apply`);
  say(JSON.stringify(await left(id, 'applying')));
});
told('all of it, one by one', single.length, taken.get('one by one')!);
told('all of it, in bulk', rest.length, taken.get('in bulk')!);
await running.stop();
await database.end();
await ground.clear();
