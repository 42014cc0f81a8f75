import pg from 'pg';
import { payRules } from '../../src/bin/sandbox/lakeshore.ts';
import { caller, openGround } from './support/ground.ts';

// node test/bench/punches.ts [workers] [nights]: clocks send the punches of so many workers' nights, four a night, in
// batches of 1,000: first each worker's night together, then a whole site's comings, meals and goings one after the
// other, then all of it again. Weeks are opened and hours stated in the same answer. One batch is sent after the other.
const workers = Number(process.argv[2] ?? 500);
const nights = Number(process.argv[3] ?? 2);
const say = (line: string) => process.stdout.write(`${line}\n`);

const ground = await openGround('tenant_admin');
const running = await ground.start();
const admin = caller(running, ground.token);
const manager = caller(running, await ground.member({ role: 'program_manager' }));
const clocks = caller(running, await ground.member({ role: 'integration' }));
await admin('POST', '/external-systems', { name: 'workday' });
const { id: programId } = await admin('POST', '/programs', { name: 'Bench', timeZone: 'America/New_York' });
const place = { programId, name: 'Columbus', state: 'OH', timeZone: 'America/New_York' };
const { id: facilityId } = await admin('PUT', '/facilities/ext:workday:F1', place);
const { id: unitId } = await admin('PUT', '/units/ext:workday:U1', { programId, facilityId, name: 'ICU' });
const policy = { programId, facilityId, name: 'Columbus', rules: payRules, effectiveFrom: '2025-01-01' };
await manager('POST', '/pay-policies', policy);
const { id: orderId } = await manager('POST', '/orders', {
  unitId,
  type: 'per_diem',
  profession: 'rn',
  specialty: 'icu',
  positions: 1,
  startsOn: '2099-02-01',
  endsOn: '2099-05-02',
  hoursPerWeek: '36',
  billRate: '98',
  reason: 'vacancy',
});

const database = new pg.Client(ground.url);
await database.connect();
await database.query('begin');
await database.query(`select app.enter($1, 'system', null, null, null, null, null, null, null)`, [
  ground.tenantId,
]);
const { rows } = await database.query<{ id: string; worker_id: string }>(
  `with v as (insert into vendors (tenant_id, name, kind, state, created_at, updated_at)
      values ($1, 'Agency', 'agency', 'active', app.now(), app.now()) returning id),
    w as (insert into workers (tenant_id, display_name, home_state, profession, specialties, created_at, updated_at)
      select $1, 'W. ' || n, 'OH', 'rn', '{icu}', app.now(), app.now() from generate_series(1, $2::int) n returning id)
  insert into assignments (tenant_id, kind, order_id, program_id, facility_id, unit_id, vendor_id, worker_id, starts_on, ends_on, started_on,
      state, created_at, updated_at)
    select $1, 'per_diem', $3, $4, $5, $6, v.id, w.id, '2026-01-01', '2026-12-31', '2026-01-01', 'active', app.now(), app.now() from v, w
    returning id, worker_id`,
  [ground.tenantId, workers, orderId, programId, facilityId, unitId],
);
await database.query('commit');
await database.query('analyze');

const night = (day: number) =>
  (
    [
      ['in', 0],
      ['meal_start', 360],
      ['meal_end', 390],
      ['out', 750],
    ] as const
  ).map(([kind, minute]) => ({
    kind,
    occurredAt: Temporal.Instant.from('2026-02-02T00:00:00Z')
      .add({ minutes: minute + day * 1_440 })
      .toString(),
  }));
const byWorker = rows.flatMap(({ worker_id: workerId }) =>
  night(0).map((punch) => ({ workerId, facilityId, ...punch })),
);
const byHour = Array.from({ length: nights - 1 }, (_, day) => night(day + 1)).flatMap((punches) =>
  punches.flatMap((punch) => rows.map(({ worker_id: workerId }) => ({ workerId, facilityId, ...punch }))),
);

async function send(what: string, items: readonly object[]): Promise<void> {
  const begun = performance.now();
  let recorded = 0;
  for (let from = 0; from < items.length; from += 1_000) {
    const answer = await clocks('POST', '/punches/batch', { items: items.slice(from, from + 1_000) });
    if (answer['failed'] > 0) throw new Error(JSON.stringify(answer['rows'].find((row: any) => row.code)));
    recorded += answer['created'];
  }
  const took = (performance.now() - begun) / 1_000;
  say(
    `${what}: ${items.length} punches, ${recorded} new, in ${took.toFixed(1)} s: ${Math.round(items.length / took)} a second`,
  );
}

try {
  await send('each worker’s night together', byWorker);
  await send('a site’s punches by the hour', byHour);
  await send('all of it once more', [...byWorker, ...byHour]);
} finally {
  await database.end();
  await running.stop();
  await ground.clear();
}
