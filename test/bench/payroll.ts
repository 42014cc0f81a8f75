import pg from 'pg';
import { payRules } from '../../src/bin/sandbox/lakeshore.ts';
import { caller, openGround } from './support/ground.ts';

// node test/bench/payroll.ts [timesheets]: a payroll pulls so many approved weeks of four nights, 15 lines each, then
// reads their lines as CSV, then pulls the next versions of a tenth of them as differences. Weeks
// are written as rated ones leave them, with triggers and foreign keys off.
const sheets = Number(process.argv[2] ?? 17_000);
const say = (line: string) => process.stdout.write(`${line}\n`);
const timed = async <T>(what: string, run: () => Promise<T>): Promise<T> => {
  const start = performance.now();
  const result = await run();
  say(`${what}: ${((performance.now() - start) / 1_000).toFixed(1)} s`);
  return result;
};

const ground = await openGround('tenant_admin');
const running = await ground.start();
const admin = caller(running, ground.token);
const managing = await ground.member({ role: 'program_manager' });
const manager = caller(running, managing);
await admin('POST', '/external-systems', { name: 'workday' });
const { id: programId } = await admin('POST', '/programs', { name: 'Bench', timeZone: 'America/New_York' });
const place = { programId, name: 'Columbus', state: 'OH', timeZone: 'America/New_York' };
const { id: facilityId } = await admin('PUT', '/facilities/ext:workday:F1', place);
const { id: unitId } = await admin('PUT', '/units/ext:workday:U1', { programId, facilityId, name: 'ICU' });
const rules = { programId, facilityId, name: 'Columbus', rules: payRules, effectiveFrom: '2025-01-01' };
const { id: policyId } = await manager('POST', '/pay-policies', rules);
for (const type of ['regular', 'overtime', 'differential'])
  await manager('POST', '/pay-codes', {
    programId,
    basis: 'hours',
    type,
    code: type.toUpperCase(),
    effectiveFrom: '2026-01-01',
  });
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
await database.query('set session_replication_role = replica');
const held = [ground.tenantId, orderId, programId, facilityId, unitId];
await database.query(
  `with v as (insert into vendors (tenant_id, name, kind, state, created_at, updated_at)
      values ($1, 'Agency', 'agency', 'active', now(), now()) returning id),
    w as (insert into workers (tenant_id, display_name, home_state, profession, specialties, created_at, updated_at)
      select $1, 'W. ' || n, 'OH', 'rn', '{icu}', now(), now() from generate_series(1, ${sheets}) n returning id),
    a as (insert into assignments (tenant_id, kind, order_id, program_id, facility_id, unit_id, vendor_id, worker_id, starts_on,
        ends_on, started_on, state, created_at, updated_at)
      select $1, 'per_diem', $2, $3, $4, $5, v.id, w.id, '2026-01-01', '2026-12-31', '2026-01-01', 'active', now(), now() from v, w
      returning id, vendor_id, worker_id)
  insert into timesheets (tenant_id, assignment_id, program_id, facility_id, unit_id, vendor_id, worker_id, week_starts_on, time_zone,
      week_starts_at, week_ends_at, pay_policy_id, minutes, gross, state, submitted_at, approved_at, created_at, updated_at)
    select $1, a.id, $3, $4, $5, a.vendor_id, a.worker_id, '2026-02-01', 'America/New_York', '2026-02-01T05:00Z',
      '2026-02-08T05:00Z', '${policyId}', 2880, 5000, 'approved', now(), now(), now(), now() from a`,
  held,
);
const lines = (revision: number, only: string) =>
  database.query(
    `insert into timesheet_lines (tenant_id, timesheet_id, program_id, facility_id, unit_id, vendor_id, worker_id, revision,
       work_date, hour_type, differential_code, minutes, bill_rate, amount, rule, created_at, updated_at)
     select t.tenant_id, t.id, t.program_id, t.facility_id, t.unit_id, t.vendor_id, t.worker_id, ${revision},
       date '2026-02-01' + n % 7, case when n < 7 then 'regular' when n < 14 then 'differential' else 'overtime' end,
       case when n between 7 and 13 then 'night' end, 400 + n - ${revision} * (n % 2), 98, 653.33, 'weekly', now(), now()
     from timesheets t cross join generate_series(0, 14) n where t.tenant_id = $1 and ${only}`,
    [ground.tenantId],
  );
await lines(1, 'true');
await database.query('analyze');

/** Pulls until nothing waits. */
async function pullAll(): Promise<Record<string, any>[]> {
  const made: Record<string, any>[] = [];
  for (;;) {
    try {
      made.push(await manager('POST', '/payroll-exports', { programId }));
    } catch (error) {
      if (String(error).includes('nothing_to_export')) return made;
      throw error;
    }
  }
}
const sum = (exported: readonly Record<string, any>[], of: string) =>
  exported.reduce((total, one) => total + one[of], 0);
const told = (exported: readonly Record<string, any>[]) =>
  say(
    `${exported.length} exports, ${sum(exported, 'timesheetCount')} timesheets, ${sum(exported, 'lineCount')} lines`,
  );

try {
  told(await timed(`${sheets} timesheets pulled`, pullAll));
  await timed('their lines read as CSV', async () => {
    const answer = await fetch(`${running.address}/v1/payroll-export-lines`, {
      headers: { authorization: `Bearer ${managing}`, accept: 'text/csv' },
    });
    say(`${(await answer.text()).split('\n').length - 2} rows`);
  });
  await lines(2, `('x' || right(t.id::text, 4))::bit(16)::int % 10 = 0`);
  await database.query(
    `update timesheets set revision = 2 where tenant_id = $1 and ('x' || right(id::text, 4))::bit(16)::int % 10 = 0`,
    [ground.tenantId],
  );
  told(await timed('a tenth of them adjusted, pulled', pullAll));
} finally {
  await database.end();
  await running.stop();
  await ground.clear();
}
