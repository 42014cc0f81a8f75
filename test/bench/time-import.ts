import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { payRules } from '../../src/bin/sandbox/lakeshore.ts';
import { fill } from './support/data.ts';
import { caller, openGround } from './support/ground.ts';

// node test/bench/time-import.ts [assignments] [intervals each] [by-day]: a CSV file of intervals over HTTP, validated and
// written into open weeks that it opens itself; then the same file again, which changes nothing; into a database that
// knows nothing of its tables yet (nothing is ever analyzed), the service and Postgres beside each other.
const assignments = Number(process.argv[2] ?? 5_000);
const each = Number(process.argv[3] ?? 20);
const isByDay = process.argv[4] === 'by-day';

const ground = await openGround('integration');
const { tenantId } = ground;
const admin = new pg.Client(ground.url);
await admin.connect();
await fill(admin, tenantId, {
  facilities: 6,
  units: 60,
  vendors: 25,
  workers: assignments,
  orders: assignments,
  submissionsPerOrder: 1,
  timesheets: 0,
});
await admin.query(`set session_replication_role = replica`);
await admin.query(
  `insert into assignments (tenant_id, order_id, position_id, submission_id, offer_id, program_id, facility_id, unit_id, vendor_id,
    worker_id, starts_on, ends_on, started_on, state, version, created_at, updated_at)
  select s.tenant_id, s.order_id, uuidv7(), s.id, uuidv7(), s.program_id, s.facility_id, s.unit_id, r.vendor_id, r.worker_id,
    '2026-02-01', '2026-10-31', '2026-02-01', 'active', 1, s.created_at, s.created_at
  from (select *, row_number() over (order by id) as n from submissions where tenant_id = $1) s
  join (select *, row_number() over (order by id) as n from representations where tenant_id = $1) r using (n)`,
  [tenantId],
);
await admin.query(
  `insert into pay_policies (tenant_id, program_id, name, rules, effective, version, created_at, updated_at)
  select tenant_id, id, 'Weeks of forty hours', $2::jsonb, '[2026-01-01,)', 1, now(), now() from programs where tenant_id = $1`,
  [tenantId, JSON.stringify(payRules)],
);
await admin.query('reset session_replication_role');
await admin.query('alter system set autovacuum = off');
await admin.query('select pg_reload_conf()');
const { rows } = await admin.query<{ id: string }>(
  'select id from assignments where tenant_id = $1 order by id',
  [tenantId],
);

const dayOf = (place: number) => {
  const day = new Date(Date.UTC(2026, 1, 2 + 7 * Math.floor(place / 5) + (place % 5)));
  return day.toISOString().slice(0, 10);
};
const lineOf = (id: string, place: number) => {
  const day = dayOf(place);
  return `${id},${id.slice(-12)}-${place},${day}T07:00,${day}T19:30,${day}T12:30,${day}T13:00\n`;
};
const places = Array.from({ length: each }, (_, place) => place);
const lines = isByDay
  ? places.flatMap((place) => rows.map(({ id }) => lineOf(id, place)))
  : rows.flatMap(({ id }) => places.map((place) => lineOf(id, place)));
const file = `assignmentId,sourceId,startsAt,endsAt,mealStartsAt,mealEndsAt\n${lines.join('')}`;

const running = await ground.start();
const call = caller(running, ground.token);

async function imported(): Promise<{ seconds: number; job: Record<string, any> }> {
  const begun = performance.now();
  const { id } = await call('POST', '/imports', { operation: 'import_time' });
  await call('PUT', `/imports/${id}/content`, file, 'text/csv');
  for (;;) {
    const job = await call(
      'GET',
      `/imports/${id}?fields=state,created,changed,unchanged,failed,failureDetail`,
    );
    if (job['state'] === 'succeeded') return { seconds: (performance.now() - begun) / 1000, job };
    if (job['state'] === 'failed') throw new Error(JSON.stringify(job));
    await sleep(100);
  }
}

for (const what of ['first', 'again']) {
  const cpu = process.cpuUsage();
  const { seconds, job } = await imported();
  const { user } = process.cpuUsage(cpu);
  console.log(
    `${what}: ${lines.length} intervals of ${rows.length} assignments in ${seconds.toFixed(1)} s (${JSON.stringify(job)}); sending took ${(user / 1e6).toFixed(1)} s of CPU`,
  );
}
const { rows: kept } = await admin.query(
  `select (select count(*) from timesheets where tenant_id = $1) as weeks, (select count(*) from time_entries where tenant_id = $1) as intervals`,
  [tenantId],
);
console.log(JSON.stringify(kept[0]));
await running.stop();
await admin.end();
await ground.clear();
