import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { caller, openGround } from './support/ground.ts';

// node test/bench/invoices.ts [timesheets] [vendors] [facilities] [feeBasis]: so many approved timesheets, three billing
// items each, are invoiced in one run, then a tenth as many in a further one: seconds, and processor time. Rows are written as approval leaves them, versions included, with triggers and foreign keys off.
const sheets = Number(process.argv[2] ?? 88_000);
const vendors = Number(process.argv[3] ?? 120);
const facilities = Number(process.argv[4] ?? 60);
const feeBasis = process.argv[5] ?? 'timesheet';
const say = (line: string) => process.stdout.write(`${line}\n`);

const ground = await openGround('tenant_admin');
const running = await ground.start();
const admin = caller(running, ground.token);
const manager = caller(running, await ground.member({ role: 'program_manager' }));
const { id: programId } = await admin('POST', '/programs', { name: 'Bench', timeZone: 'America/New_York' });

const database = new pg.Client(ground.url);
await database.connect();
await database.query('set session_replication_role = replica');
const { tenantId } = ground;
await database.query(
  `insert into facilities (tenant_id, program_id, name, state, time_zone, created_at, updated_at)
     select $1, $2, 'Hospital ' || n, 'OH', 'America/New_York', now(), now() from generate_series(1, ${facilities}) n`,
  [tenantId, programId],
);
await database.query(
  `insert into units (tenant_id, program_id, facility_id, name, created_at, updated_at)
     select tenant_id, program_id, id, 'ICU', now(), now() from facilities where tenant_id = $1`,
  [tenantId],
);
await database.query(
  `insert into cost_centers (tenant_id, program_id, code, name, created_at, updated_at)
     select $1, $2, (6000 + n)::text, 'Center ' || n, now(), now() from generate_series(1, ${facilities}) n`,
  [tenantId, programId],
);
await database.query(
  `with v as (insert into vendors (tenant_id, name, kind, state, created_at, updated_at)
      select $1, 'Agency ' || n, 'agency', 'active', now(), now() from generate_series(1, ${vendors}) n returning id)
   insert into agreements (tenant_id, program_id, vendor_id, fee_model, fee_percent, fee_basis, payment_terms_days, effective, created_at, updated_at)
     select $1, $2, id, 'vendor_funded', 3, '${feeBasis}', 45, '[2025-01-01,)', now(), now() from v`,
  [tenantId, programId],
);

/** Keeps a first version of the table's rows that have none, as their insertion would have. */
const keep = (table: string) =>
  database.query(
    `insert into row_versions (tenant_id, table_name, row_id, valid_from, program_id, facility_id, unit_id, vendor_id, worker_id, "row")
       select tenant_id, $2, id, created_at, program_id, facility_id, unit_id, vendor_id, worker_id, to_jsonb(t) from ${table} t
       where tenant_id = $1 and not exists (select from row_versions v
         where v.tenant_id = t.tenant_id and v.table_name = $2 and v.row_id = t.id and v.valid_to is null)`,
    [tenantId, table],
  );

/** Approved weeks of workers who are on assignments, four weeks each, with their items. */
async function approve(count: number, from: string): Promise<void> {
  await database.query(
    `with places as (select u.*, row_number() over (order by u.id) - 1 as n from units u where u.tenant_id = $1),
      firms as (select id, row_number() over (order by id) - 1 as n from vendors where tenant_id = $1),
      w as (insert into workers (tenant_id, display_name, home_state, profession, specialties, created_at, updated_at)
        select $1, 'W. ' || n, 'OH', 'rn', '{icu}', now(), now() from generate_series(1, ${Math.ceil(count / 4)}) n returning id),
      numbered as (select id, row_number() over (order by id) as n from w),
      a as (insert into assignments (tenant_id, kind, order_id, program_id, facility_id, unit_id, vendor_id, worker_id, starts_on,
          ends_on, started_on, state, created_at, updated_at)
        select $1, 'per_diem', $1, p.program_id, p.facility_id, p.id, f.id, w.id, '2026-01-01', '2026-12-31', '2026-01-01', 'active', now(), now()
        from numbered w join places p on p.n = w.n % ${facilities} join firms f on f.n = w.n / ${facilities} % ${vendors}
        returning id, program_id, facility_id, unit_id, vendor_id, worker_id)
    insert into timesheets (tenant_id, assignment_id, program_id, facility_id, unit_id, vendor_id, worker_id, week_starts_on, time_zone,
        week_starts_at, week_ends_at, pay_policy_id, minutes, gross, state, submitted_at, approved_at, created_at, updated_at)
      select $1, a.id, a.program_id, a.facility_id, a.unit_id, a.vendor_id, a.worker_id, date '${from}' + 7 * week, 'America/New_York',
        (date '${from}' + 7 * week)::timestamptz, (date '${from}' + 7 * (week + 1))::timestamptz, $1, 2880, 4264.75,
        'approved', now(), now(), now(), now() from a cross join generate_series(0, 3) week`,
    [tenantId],
  );
  await database.query(
    `with centers as (select id, code, row_number() over (order by code) - 1 as n from cost_centers where tenant_id = $1),
      placed as (select t.*, g.id as agreement_id, c.id as center, c.code from timesheets t
        join agreements g on g.tenant_id = t.tenant_id and g.vendor_id = t.vendor_id
        join centers c on c.n = abs(hashtext(t.facility_id::text)) % ${facilities}
        where t.tenant_id = $1 and not exists (select from billing_items i where i.tenant_id = t.tenant_id and i.source_id = t.id))
    insert into billing_items (tenant_id, program_id, facility_id, unit_id, vendor_id, worker_id, kind, source_noun, source_id, source_revision,
        line_key, assignment_id, hour_type, differential_code, description, work_date_from, work_date_to, minutes, rate, amount, fee_amount,
        vendor_amount, agreement_id, fee_model, fee_basis, fee_percent, allocation, state, created_at, updated_at)
      select $1, t.program_id, t.facility_id, t.unit_id, t.vendor_id, t.worker_id, 'hours', 'timesheet', t.id, 1,
        l.type || ':' || l.rate, t.assignment_id, l.type, l.code, l.description, t.week_starts_on, t.week_starts_on + 6, l.minutes, l.rate,
        l.amount, l.fee, l.amount - l.fee, t.agreement_id, 'vendor_funded', '${feeBasis}', 3,
        jsonb_build_array(jsonb_build_object('costCenterId', t.center, 'code', t.code, 'amount', l.amount::text)), 'approved', now(), now()
      from placed t cross join (values ('regular', null, 'Regular hours', 2400, 98.0000, 3920.00, 117.60),
        ('overtime', null, 'Overtime hours', 480, 147.0000, 1176.00, 35.28),
        ('differential', 'night', 'Night differential', 1440, 3.0000, 72.00, 2.16)) l (type, code, description, minutes, rate, amount, fee)`,
    [tenantId],
  );
  await keep('timesheets');
  await keep('billing_items');
  await database.query('vacuum analyze');
}

/** Runs the period and waits for the job's end. */
async function invoice(periodEnd: string): Promise<Record<string, any>> {
  const started = await manager('POST', '/invoice-runs', { programId, periodStart: '2026-01-01', periodEnd });
  for (let run = started; ; run = await manager('GET', `/invoice-runs/${started['id']}`)) {
    if (run['state'] === 'completed') return run;
    if (run['state'] !== 'running') throw new Error(JSON.stringify(run));
    await sleep(250);
  }
}

const ticks = (pid: string | number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return Number(fields[11]) + Number(fields[12]);
};
/** Processor seconds so far of the service, and of Postgres, where it serves this database. */
function spent(): [number, number] {
  const backends = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const postgres = backends.reduce((sum, pid) => {
    try {
      const isOurs = readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith('postgres: postgres bench');
      return sum + (isOurs ? ticks(pid) : 0);
    } catch {
      // It ended while it was looked at.
      return sum;
    }
  }, 0);
  return [ticks(running.child.pid!) / 100, postgres / 100];
}

async function timed(what: string, periodEnd: string): Promise<void> {
  const before = spent();
  const start = performance.now();
  const run = await invoice(periodEnd);
  const [service, postgres] = spent().map((at, index) => at - before[index]!);
  const seconds = (performance.now() - start) / 1_000;
  const { rows } = await database.query<Record<string, string>>(
    `select count(*) as lines, sum(l.amount) filter (where l.side = 'client') as client, sum(l.net_amount) filter (where l.side = 'vendor') as vendor,
       sum(l.fee_amount) filter (where l.side = 'client') as fee
     from invoices d join invoice_lines l on l.tenant_id = d.tenant_id and l.invoice_id = d.id where d.tenant_id = $1 and d.run_id = $2`,
    [tenantId, run['id']],
  );
  const { lines, client, vendor, fee } = rows[0]!;
  say(
    `${what}: ${seconds.toFixed(1)} s (processor: service ${service!.toFixed(1)}, Postgres ${postgres!.toFixed(1)}); ${run['itemCount']} items, ${run['invoiceCount']} documents, ${lines} lines; ` +
      `client ${client}, vendors ${vendor}, fee ${fee}`,
  );
}

try {
  const start = performance.now();
  await approve(sheets, '2026-02-01');
  say(`${sheets} timesheets written: ${((performance.now() - start) / 1_000).toFixed(1)} s`);
  await timed(`${sheets} timesheets invoiced`, '2026-03-31');
  await approve(Math.ceil(sheets / 10), '2026-04-05');
  await timed('a tenth as many, the month after', '2026-05-31');
} finally {
  await database.end();
  await running.stop();
  await ground.clear();
}
